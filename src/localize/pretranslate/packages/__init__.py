"""Argos packages of a project: added from an index, listed, verified, removed.

`archive` reads and checks a package, `index` finds one in an index, `download` fetches it,
`lockfile` remembers what it must be, `manage` does the commands. Only `add` may open a socket,
and only where the index it was given is on the network.
"""

from localize.pretranslate.packages.manage import (
    Installed,
    Origin,
    Status,
    add,
    list_packages,
    remove,
    verify,
)

__all__ = ["Installed", "Origin", "Status", "add", "list_packages", "remove", "verify"]
