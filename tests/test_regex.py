"""Expressions that are compiled when they are first asked."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

import pytest

import localize
from localize.regex import regex


def expressions() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every one there is, by its module and name."""
    kind = type(regex(""))
    for module in pkgutil.walk_packages(localize.__path__, f"{localize.__name__}."):
        for name, value in vars(import_module(module.name)).items():
            for one in value.values() if isinstance(value, dict) else (value,):
                if isinstance(one, kind):
                    yield f"{module.name}.{name}", one


def test_all_of_them_compile() -> None:
    found = list(expressions())
    assert len(found) > 400
    for name, one in found:
        try:
            one.search("")
        except re.error as error:
            pytest.fail(f"{name}: {error}")


def test_it_is_compiled_once_and_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    compile_ = re.compile

    def counting(text: str, flags: int = 0) -> re.Pattern[str]:
        made.append(text)
        return compile_(text, flags)

    monkeypatch.setattr(re, "compile", counting)
    one = regex("d(o)se", re.IGNORECASE)
    assert one.pattern == "d(o)se"
    assert made == []
    assert one.split("a DOSE b", maxsplit=1) == ["a ", "O", " b"]
    assert one.sub("x", "dose, Dose", count=1) == "x, Dose"
    found = one.search("the dose", 2, 8)
    assert found is not None
    assert found.span() == (4, 8)
    assert made == ["d(o)se"]
