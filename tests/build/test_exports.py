"""What the package offers is a list one can read."""

from __future__ import annotations

from localize import build


def test_exports_are_sorted_and_there() -> None:
    assert build.__all__ == sorted(build.__all__)
    for name in build.__all__:
        assert getattr(build, name)
