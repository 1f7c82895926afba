"""localize.toml -> a frozen `Config`. Every key has a default; an unknown key is an error with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, get_args, get_type_hints

from localize.errors import ConfigError, Place, UsageError
from localize.regex import regex

FILE_NAME = "localize.toml"
OWN_FOLDERS = ("source", "locales", "glossary", "models", ".localize", ".git")
"""Of a project: what people write, and what Localize keeps. Nothing is built or exported there."""

T = TypeVar("T", bound=NamedTuple)


class Extract(NamedTuple):
    """What of an article is translatable."""

    front_matter: tuple[str, ...] = (
        "title",
        "description",
        "summary",
        "subtitle",
        "caption",
        "alt",
    )
    """Front matter keys whose values are translated; `hero.tagline` reaches into a table."""
    dialect: str = "auto"
    """`auto`, `commonmark`, `gfm`, `mkdocs` or `mdx`: auto takes mdx for `*.mdx`, mkdocs beside a mkdocs.yml, gfm for a layout."""
    attributes: tuple[str, ...] = (
        "alt",
        "title",
        "aria-label",
        "aria-description",
        "placeholder",
        "label",
        "caption",
        "description",
        "fig-alt",
        "fig-cap",
    )
    """Attributes of HTML and JSX blocks, and of images and shortcodes that stand alone, whose values are translated."""


class Translate(NamedTuple):
    """How drafts are made."""

    engine: str = "argos"
    """`argos`, or `pseudo`, which shows what the extraction reaches and translates nothing."""
    beam_size: int = 2
    """How many candidates the decoder follows: 1 is fastest, 4 is the engine's own default."""
    models: tuple[str, ...] = ("models",)
    """Folders with `*.argosmodel` packages, relative to the project."""
    reuse: str = "draft"
    """What an accepted translation of the same source elsewhere becomes: `draft`, or `reviewed`
    where the context is the same too."""
    near: int = 75
    """From which similarity, in percent, a near match is suggested in a comment."""
    numbers: str = "source"
    """How drafts write numbers: as the `source` has them, or with the decimal and grouping signs of
    the target `locale`, which the draft's comment then says."""


class Build(NamedTuple):
    """How localized articles are written."""

    layout: str = "plain"
    """Which site generator's folders and conventions the build follows."""
    fallback: str = "hold"
    """For an article that is not ready: `hold` it back, or publish it with `source` text in the gaps."""
    fallback_for: Mapping[str, str] = {}
    """Articles that differ from that: `"news/**" = "source"`. The first pattern that fits counts."""
    require: str = "reviewed"
    """`reviewed`, or `approved` (accepted by a second person, by the ledger)."""
    hold_on: str = "critical"
    """From which severity a finding holds its article; `never` for none."""
    localize_dates: bool = False
    """Write front matter dates the way the target locale does."""
    localize_numbers: tuple[str, ...] = ()
    """Front matter keys whose numbers are written the way the target locale does: `["attendance"]`."""
    set_lang: bool = False
    """Add `lang` to the front matter."""
    pin_anchors: bool = False
    """Give translated headings the id the source heading has, where the site derives it."""
    title: str = "Articles"
    """What the entrance of the HTML pages, index.html, is called."""
    base_url: str = ""
    """For canonical and hreflang links and the sitemap."""
    require_risk: Mapping[str, str] = {}
    """What a risk class demands beyond `require`: `dose = "second-person"`."""

    def fallback_of(self, article: str) -> str:
        """`hold` or `source`, for an article below `source/`."""
        fitting = (f for glob, f in self.fallback_for.items() if pattern(glob).fullmatch(article))
        return next(fitting, self.fallback)


class Ignore(NamedTuple):
    """A finding that someone decided to live with."""

    check: str
    """Name of the check."""
    reason: str
    """Why the finding is right to live with."""
    author: str
    """Who decided."""
    source_sha256: str
    """SHA-256 of the source text; a changed text wakes the finding."""
    target_sha256: str
    """SHA-256 of the translation, likewise."""


class Check(NamedTuple):
    """Which findings count."""

    disable: tuple[str, ...] = ()
    """Names of checks that are not run."""
    severity: Mapping[str, str] = {}
    """Check name -> severity, where a project sees it differently."""
    ignore: tuple[Ignore, ...] = ()
    """Findings that someone decided to live with, each a `[[check.ignore]]` table."""
    risk: Mapping[str, tuple[str, ...]] = {}
    """More terms for a risk class, by class."""


class Config(NamedTuple):
    """A project's configuration."""

    root: Path
    """The project folder, absolute."""
    source_locale: str = "en"
    """The language of the articles, a BCP 47 tag."""
    target_locales: tuple[str, ...] = ()
    """The languages they are translated into; `--to` names them where this is empty."""
    include: tuple[str, ...] = ("**/*.md", "**/*.txt")
    """Which files below `source/` are articles."""
    exclude: tuple[str, ...] = ()
    """Which of those are not."""
    extract: Extract = Extract()
    translate: Translate = Translate()
    build: Build = Build()
    check: Check = Check()

    @property
    def source(self) -> Path:
        """The folder of the articles."""
        return self.root / "source"

    @property
    def locales(self) -> Path:
        """The folder of the catalogs and ledgers."""
        return self.root / "locales"

    @property
    def glossary(self) -> Path:
        """The folder of the term base."""
        return self.root / "glossary"

    @property
    def state(self) -> Path:
        """The folder of caches and the journal; never committed."""
        return self.root / ".localize"


ENGINES = ("argos", "pseudo")
"""What can make drafts."""

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "translate.engine": ENGINES,
    "extract.dialect": ("auto", "commonmark", "gfm", "mkdocs", "mdx"),
    "translate.reuse": ("draft", "reviewed"),
    "translate.numbers": ("source", "locale"),
    "build.layout": (
        "plain",
        "hugo",
        "hugo-suffix",
        "docusaurus",
        "mkdocs",
        "mkdocs-suffix",
        "starlight",
        "jekyll",
    ),
    "build.fallback": ("hold", "source"),
    "build.fallback_for.*": ("hold", "source"),
    "build.require": ("reviewed", "approved"),
    "build.hold_on": ("critical", "major", "minor", "never"),
    "check.severity.*": ("critical", "major", "minor", "neutral"),
}


def pattern(glob: str) -> re.Pattern[str]:
    """A pattern of localize.toml as a regular expression: `**/` any folders, `*` within a name.

    >>> bool(pattern("**/*.md").fullmatch("a.md")), bool(pattern("*.md").fullmatch("b/a.md"))
    (True, False)
    """
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", glob)
    known = {"**/": r"(?:.*/)?", "**": r".*", "*": r"[^/]*", "?": r"[^/]"}
    return re.compile("".join(known.get(part, re.escape(part)) for part in parts), re.DOTALL)


def find_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` with a localize.toml, or None."""
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return folder
    return None


def load(root: Path) -> Config:
    """Read `root/localize.toml`; without the file, the defaults.

    Raises ConfigError with file, line and key for whatever is not understood.
    """
    path = root / FILE_NAME
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Config(root=root)
    except UnicodeDecodeError as error:
        row = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            "not UTF-8", place=Place(file=FILE_NAME, line=row), remedy="Save it as UTF-8."
        ) from error
    except OSError as error:
        raise ConfigError(
            f"cannot be read: {error.strerror}", place=Place(file=FILE_NAME)
        ) from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        lines = text.splitlines()
        # What is not placed is at the end.
        line, column = (int(found[1]), int(found[2])) if found else (len(lines) or None, None)
        shown = lines[line - 1] if line and line <= len(lines) else None
        raise ConfigError(
            f"not valid TOML: {re.sub(r' [(]at .*[)]$', '', str(error))}",
            place=Place(file=FILE_NAME, line=line, column=column, text=shown),
        ) from error
    except RecursionError as error:
        raise ConfigError("nested too deeply", place=Place(file=FILE_NAME)) from error
    return _Reader(text).table(Config, data, "", root=root)


def place(root: Path, key: str, number: int = 0) -> Place:
    """Where `root/localize.toml` sets a key, for messages about its value; `number`: in which of a list of tables."""
    text = (root / FILE_NAME).read_text(encoding="utf-8-sig")
    return _Reader(text).place(key, number)


class _Reader:
    """Turns parsed TOML into the tables above, checking names and types."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()

    def table(self, cls: type[T], data: Mapping[str, Any], prefix: str, **known: object) -> T:
        hints = get_type_hints(cls)
        names = [name for name in cls._fields if name not in known]
        values: dict[str, object] = dict(known)
        for key, value in data.items():
            dotted = f"{prefix}{key}"
            if key not in names:
                raise self._error(dotted, "unknown key", f"Known here: {', '.join(names)}.")
            values[key] = self._value(hints[key], value, dotted)
        missing = [
            name for name in cls._fields if name not in values and name not in cls._field_defaults
        ]
        if missing:
            raise self._error(prefix.rstrip("."), f"incomplete: {', '.join(missing)} missing")
        make: Callable[..., T] = cls
        return make(**values)

    def _value(
        self,
        hint: Any,  # noqa: ANN401 (a type form)
        value: object,
        key: str,
        choices: Sequence[str] | None = None,
    ) -> object:
        if hasattr(hint, "_fields"):
            if not isinstance(value, dict):
                raise self._error(key, "must be a table")
            return self.table(hint, value, f"{key}.")
        origin = getattr(hint, "__origin__", None)
        if origin is tuple:
            if not isinstance(value, list):
                raise self._error(key, "must be a list")
            inner = get_args(hint)[0]
            return tuple(self._value(inner, item, key) for item in value)
        if origin is not None:  # Mapping[str, …]
            if not isinstance(value, dict):
                raise self._error(key, "must be a table")
            inner = get_args(hint)[1]
            allowed = _CHOICES.get(f"{key}.*")
            return {
                name: self._value(inner, item, f"{key}.{name}", allowed)
                for name, item in value.items()
            }
        if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
            kind = {str: "a string", int: "a whole number", bool: "true or false"}[hint]
            raise self._error(key, f"must be {kind}")
        choices = choices or _CHOICES.get(key)
        if choices and value not in choices:
            raise self._error(
                key, f"unknown value {value!r}", f"Choose one of {', '.join(choices)}."
            )
        if isinstance(value, int) and not isinstance(value, bool) and not 1 <= value <= 100:
            raise self._error(key, "must be between 1 and 100")
        return value

    def place(self, key: str, number: int = 0) -> Place:
        """The line that sets the key."""
        line = self._line_of(key, number)
        shown = self._lines[line - 1] if line else None
        column = len(shown) - len(shown.lstrip()) + 1 if shown is not None else None
        return Place(file=FILE_NAME, line=line, column=column, text=shown)

    def _error(self, key: str, reason: str, remedy: str = "") -> ConfigError:
        return ConfigError(f"{key}: {reason}", place=self.place(key), remedy=remedy)

    def _line_of(self, key: str, number: int) -> int | None:
        """The line that sets the key: an approximation good enough for a message."""
        met = 0
        table = ""
        best = None
        for row, line in enumerate(self._lines, 1):
            if head := _HEAD.match(line):
                table = _dotted(head[1])
                if table == key:
                    if met == number:
                        return row
                    met += 1
            elif found := _SETS.match(line):
                full = f"{table}.{_dotted(found[1])}".lstrip(".")
                if full == key:
                    return row
                if key.startswith(f"{full}."):
                    best = row
        return best


_PART = r"""(?:"[^"]*"|'[^']*'|[\w-]+)"""
_KEY = rf"({_PART}(?:\s*\.\s*{_PART})*)"
_HEAD = regex(rf"\s*\[\[?\s*{_KEY}\s*\]")
_SETS = regex(rf"\s*{_KEY}\s*=")


def _dotted(written: str) -> str:
    """A key as messages name it: without quotes."""
    return ".".join(part.strip("\"'") for part in re.findall(_PART, written))


def require_project(start: Path) -> Path:
    """The project folder for a command started in `start`.

    The nearest parent with localize.toml; else `start` itself where it has a `source` folder.
    Raises UsageError where there is neither.
    """
    root = find_root(start)
    if root is not None:
        return root
    if (start / "source").is_dir():
        return start
    raise UsageError(
        f"no {FILE_NAME} in {start} or above it, and no source/ folder",
        remedy="Start one with: localize init --to LOCALE   (or name it: --project DIR)",
    )
