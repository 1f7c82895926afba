"""Segments -> drafts: protect, ask an engine, restore, verify, say how sure it is."""

from localize.pretranslate.drafting import draft, probe
from localize.pretranslate.engines import Engine, load_engine, load_reverse

__all__ = ["Engine", "draft", "load_engine", "load_reverse", "probe"]
