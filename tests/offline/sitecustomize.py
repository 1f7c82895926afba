"""Keeps a Python process off the network: what a test starts may talk to this machine only.

Python imports a module of this name when it starts, from PYTHONPATH; `tests/conftest.py` puts this
folder there, so that commands run by tests are held to it too, and installs it in the test process.

An audit hook sees every socket, whoever made it, and cannot be taken off again. Loopback addresses
and Unix sockets pass; everything else, and every name that would have to be looked up, is refused.
"""

from __future__ import annotations

import ipaddress
import sys

_ADDRESS = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.bind": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
}
"""Audit event -> which of its arguments holds the address."""


class NetworkBlocked(BaseException):
    """A test reached for the network. No `except Exception` may hide that."""


def is_local(address: object) -> bool:
    """Does the address, as the socket module takes it, stay on this machine?

    >>> is_local(("127.0.0.1", 80)), is_local(("::1", 80, 0, 0)), is_local("/run/x.sock")
    (True, True, True)
    >>> is_local(("192.0.2.1", 80)), is_local(("0.0.0.0", 80)), is_local(("example.org", 80))
    (False, False, False)
    """
    if address is None or isinstance(address, (str, bytes)):
        return True  # a Unix socket, or no address: a connected socket was seen when it connected
    if not isinstance(address, tuple) or not address:
        return False
    host = address[0]
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    return is_local_host(host)


def is_local_host(host: object) -> bool:
    """Is the host name or address this machine, without asking anyone?"""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    position = _ADDRESS.get(event)
    if position is None:
        return
    value = arguments[position] if position < len(arguments) else None
    local = is_local_host(value or "localhost") if position == 0 else is_local(value)
    if not local:
        raise NetworkBlocked(f"{event} {value!r}: tests and what they start stay on this machine")


sys.addaudithook(_hook)
