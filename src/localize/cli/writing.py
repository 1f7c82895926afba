"""Files that a command writes where its user says: never over what people wrote."""

from __future__ import annotations

from pathlib import Path

from localize.config import FILE_NAME, OWN_FOLDERS
from localize.errors import Place, UnsafePathError, UsageError, WriteError

_REMEDY = "Name another file with --out."


def write_file(out: Path, data: bytes, root: Path) -> None:
    """Write a file of any name, in the project at `root` or elsewhere.

    Raises UsageError for a place among the project's own files, UnsafePathError for a link in the project that leads out
    of it, WriteError where it cannot be written.
    """
    place = Place(file=str(out))
    try:
        real, home = out.resolve(), root.resolve()
        for own in (FILE_NAME, *OWN_FOLDERS):
            if real.is_relative_to(home / own):
                what = own if own == FILE_NAME else f"{own}/"
                raise UsageError(
                    f"{what} is the project's own: nothing was written", place=place, remedy=_REMEDY
                )
        inside = (out.parent.resolve() / out.name).is_relative_to(home)
        if inside and not real.is_relative_to(home):
            raise UnsafePathError(
                f"a link that leads out of the project, to {real}",
                place=place,
                remedy=f"Name the place itself: --out {real}",
            )
        out.write_bytes(data)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "a link that leads nowhere"
        raise WriteError(f"cannot be written: {reason}", place=place) from error
