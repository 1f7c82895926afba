"""Name of an engine -> the engine, without loading its model yet."""

from __future__ import annotations

from localize.config import Config
from localize.errors import UsageError
from localize.pretranslate.engines.base import Engine
from localize.pretranslate.engines.pseudo import PseudoEngine

NAMES = ("argos", "pseudo")


def load_engine(name: str, config: Config, source: str, target: str) -> Engine:
    """The engine called `name` that translates from `source` into `target`.

    Raises UsageError for an unknown name, ModelError where no model fits or the fitting one is damaged.
    """
    if name == "pseudo":
        return PseudoEngine()
    if name != "argos":
        raise UsageError(f"unknown engine {name!r}", remedy=f"Choose one of {', '.join(NAMES)}.")
    from localize.pretranslate.engines.argos import ArgosEngine, Model
    from localize.pretranslate.engines.locate import find_route, unpacked

    route = find_route(config, source, target)
    beam = config.translate.beam_size
    return ArgosEngine(
        [Model(unpacked(package, config), beam_size=beam) for package in route],
        model=" + ".join(package.name for package in route),
        beam_size=beam,
    )
