"""Name of an engine -> the engine, without loading its model yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from localize.config import Config
from localize.errors import UsageError
from localize.pretranslate.engines.base import Engine
from localize.pretranslate.engines.pseudo import PseudoEngine

if TYPE_CHECKING:
    from localize.pretranslate.engines.locate import Package

NAMES = ("argos", "pseudo")


def load_engine(name: str, config: Config, source: str, target: str) -> Engine:
    """The engine called `name` that translates from `source` into `target`.

    Raises UsageError for an unknown name, ModelError where no model fits or the fitting one is damaged.
    """
    if name == "pseudo":
        return PseudoEngine()
    if name != "argos":
        raise UsageError(f"unknown engine {name!r}", remedy=f"Choose one of {', '.join(NAMES)}.")
    from localize.pretranslate.engines.locate import find_route

    return _argos(find_route(config, source, target), config)


def load_reverse(name: str, config: Config, source: str, target: str) -> Engine | None:
    """An engine that goes straight back from `target` to `source`, to hold drafts against their sources.

    None where no model does, or only through others: nothing more is done then. Raises ModelError for a damaged one.
    """
    if name != "argos":
        return None
    from localize.pretranslate.engines.locate import find_direct

    package = find_direct(config, target, source)
    return _argos((package,), config) if package else None


def _argos(route: Sequence[Package], config: Config) -> Engine:
    from localize.pretranslate.engines.argos import ArgosEngine, Model
    from localize.pretranslate.engines.locate import unpacked

    beam = config.translate.beam_size
    return ArgosEngine(
        [Model(unpacked(package, config), beam_size=beam) for package in route],
        model=" + ".join(package.name for package in route),
        beam_size=beam,
    )
