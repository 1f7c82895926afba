"""The frozen types every stage shares. Nothing here reads a file or knows a format."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """State of a translation unit, as its PO entry shows it."""

    UNTRANSLATED = "untranslated"
    DRAFT = "draft"
    EDITED = "edited"
    REVIEWED = "reviewed"
    STALE = "stale"
    OBSOLETE = "obsolete"


class Severity(StrEnum):
    """Severity of a finding, worst first."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    NEUTRAL = "neutral"

    @property
    def rank(self) -> int:
        """0 for critical, rising as it gets harmless."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Kind(StrEnum):
    """What kind of block a segment is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "list item"
    CELL = "table cell"
    HEADER_CELL = "table header"
    CAPTION = "caption"
    CALLOUT = "call-out"
    CALLOUT_TITLE = "call-out title"
    FOOTNOTE = "footnote"
    TERM = "defined term"
    DEFINITION = "definition"
    FRONT_MATTER = "front matter"
    ALT = "alternative text"
    TITLE = "title"
    HTML = "HTML text"
    ATTRIBUTE = "attribute"


class Syntax(StrEnum):
    """The inline syntax a segment's text is written in."""

    MARKDOWN = "markdown"
    MDX = "mdx"
    HTML = "html"
    PLAIN = "plain"


class PieceKind(StrEnum):
    """What a stretch of a segment's text is. Everything but TEXT is protected."""

    TEXT = "text"
    ENTITY = "entity"
    ESCAPE = "escape"
    CODE = "code"
    MATH = "math"
    HTML = "html"
    AUTOLINK = "autolink"
    URL = "url"
    BREAK = "break"
    TEMPLATE = "template"
    FOOTNOTE = "footnote"
    ATTRIBUTES = "attributes"
    EMPHASIS = "emphasis"
    LINK = "link"
    IMAGE = "image"


class Role(StrEnum):
    """Whether a piece opens a span, closes it, or stands alone."""

    OPEN = "open"
    CLOSE = "close"
    SOLO = "solo"


class Piece(NamedTuple):
    """A stretch `text[start:end]` of a segment or target.

    The pieces of a text are in order, do not overlap and cover all of it. Text a reader
    sees is TEXT (and ENTITY, ESCAPE: single characters, written specially); the text of a
    link, its title, and an image's alternative text and title are TEXT pieces between the
    OPEN and CLOSE pieces of that link or image.
    """

    start: int
    end: int
    kind: PieceKind
    role: Role = Role.SOLO
    tag: str = ""
    """For spans and HTML: `em`, `strong`, `s`, `a`, `img`, `span`, …"""
    value: str = ""
    """What must survive: link target, image source, code, HTML, math as written."""

    @property
    def is_text(self) -> bool:
        """Is this shown to a reader as running text?"""
        return self.kind in _RUNNING_TEXT

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What has to be equal for two pieces to do the same job."""
        return (self.kind, self.role, self.tag, self.value)


_RUNNING_TEXT = (PieceKind.TEXT, PieceKind.ENTITY, PieceKind.ESCAPE)


def digest(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, in hex: how texts are named in ledgers and manifests."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def unit_id(text: str, context: str | None = None) -> str:
    """Twelve hex digits that name a unit by what identifies it: its context and its source."""
    return digest(text if context is None else f"{context}\x04{text}")[:12]


class Segment(NamedTuple):
    """A translatable text of an article, source side only.

    Equal texts in one article are separate segments with the same `id`; a catalog merges them.
    """

    id: str
    """`unit_id(text, context)`."""
    text: str
    """The source text as a translator sees it: its inline markup, soft line breaks as spaces."""
    kind: Kind
    syntax: Syntax = Syntax.MARKDOWN
    context: str | None = None
    """msgctxt, from a `context` directive."""
    headings: tuple[str, ...] = ()
    """The headings above it, outermost first."""
    notes: tuple[str, ...] = ()
    """From `note` directives."""
    field: str = ""
    """Front matter key or attribute name, where it has one."""
    labels: tuple[tuple[str, str], ...] = ()
    """The link labels this text refers to, each with its target."""
    line: int = 0
    """1-based line in the article, for messages only: never written to a catalog."""
    pieces: tuple[Piece, ...] = ()
    """`text`, analysed."""


class Draft(NamedTuple):
    """Machine output for one segment, not yet accepted by a person."""

    text: str
    engine: str
    """`argos`, `pseudo`, `memory`, …"""
    model: str = ""
    """Name and version of the model, `en_es 0.1`."""
    band: str = ""
    """`high`, `fair`, `low`; empty where the engine gives no confidence."""
    reasons: tuple[str, ...] = ()
    """Why the band is what it is, for the translator's eyes."""
    rung: str = ""
    """Which step of the ladder produced it."""
    score: float | None = None
    """Confidence in 0..1, higher is better; for sorting the worst first."""
    protected: int = 0
    """How many pieces and literals were protected in it."""


class Unit(NamedTuple):
    """A segment with its target and state in one locale, as the catalog holds it."""

    segment: Segment
    locale: str
    target: str = ""
    state: State = State.UNTRANSLATED
    file: str = ""
    """The PO file, relative to the project."""
    line: int | None = None
    """1-based line of the entry's msgid in the PO file."""
    target_line: int | None = None
    """1-based line of the entry's msgstr."""
    previous: str | None = None
    """The old source text of a stale unit (`#| msgid`)."""
    comments: tuple[str, ...] = ()
    """The translator's own comments (`# …`), without the sign."""
    draft: Draft | None = None
    """What the machine wrote last for this source, if known."""

    @property
    def id(self) -> str:
        """The segment's id."""
        return self.segment.id


class Finding(NamedTuple):
    """What a check reports about one unit (or, where `unit` is empty, about an article)."""

    check: str
    """`quantity`, `negation`, `structure`, …: the anchor of its page in the docs."""
    dimension: str
    """MQM dimension: accuracy, terminology, linguistic conventions, style, locale conventions,
    audience appropriateness, design and markup."""
    severity: Severity
    locale: str
    article: str
    """Source path, `source/a.md`."""
    message: str
    unit: str = ""
    source: str = ""
    target: str = ""
    span: tuple[int, int] | None = None
    """Offsets into `target`."""
    source_span: tuple[int, int] | None = None
    """Offsets into `source`."""
    file: str = ""
    """The PO file."""
    line: int | None = None
    """1-based line in `file`."""
    ignored: str = ""
    """The reason given for ignoring it; empty where it counts."""

    def as_dict(self) -> dict[str, object]:
        """The keys of the JSON report; keys are added, never renamed."""
        return {
            "check": self.check,
            "dimension": self.dimension,
            "severity": str(self.severity),
            "locale": self.locale,
            "article": self.article,
            "unit": self.unit,
            "source": self.source,
            "target": self.target,
            "span": list(self.span) if self.span else None,
            "source_span": list(self.source_span) if self.source_span else None,
            "message": self.message,
            "file": self.file,
            "line": self.line,
            "ignored": self.ignored or None,
        }


class Holder(StrEnum):
    """What a slot sits in: decides how a target is written there so that it stays text."""

    BLOCK = "block"
    """A paragraph: may run over lines; its start must not look like another block."""
    LINE = "line"
    """An ATX heading or another one-line place."""
    SETEXT = "setext"
    CELL = "cell"
    INLINE = "inline"
    """Inside a line, after other text."""
    ALT = "alt"
    LINK_TITLE = "link title"
    HTML_TEXT = "html text"
    HTML_ATTRIBUTE = "html attribute"
    SHORTCODE = "shortcode"
    """A quoted value in a tag of Hugo."""
    YAML = "yaml"
    TOML = "toml"
    PLAIN = "plain"


class Slot(NamedTuple):
    """Where a segment stands in the skeleton: `text[start:end]`, in characters."""

    start: int
    end: int
    holder: Holder
    indent: str = ""
    """What a continued line begins with: quote signs, list indentation."""
    style: str = ""
    """The quote of an attribute, a title or a front matter value; empty for none."""


class Article(NamedTuple):
    """An article taken apart: its text, and where in it the segments stand."""

    path: str
    """Below `source/`, with forward slashes: `guide/a.md`."""
    text: str
    """The decoded source: BOM and line endings as they are."""
    segments: tuple[Segment, ...] = ()
    """In document order, equal texts included."""
    slots: tuple[Slot, ...] = ()
    """Parallel to `segments`."""
    shape: tuple[object, ...] = ()
    """The structure: what a translation must not change. Compared, never shown."""
    notices: tuple[tuple[int, str], ...] = ()
    """Line and text of what an author should know."""

    @property
    def name(self) -> str:
        """The path without its suffix: what its catalog is called."""
        return self.path.rsplit(".", 1)[0]

    @property
    def sha256(self) -> str:
        """Of the source bytes."""
        return digest(self.text)


class Counts(NamedTuple):
    """Units of one article and locale, by state."""

    by_state: Mapping[State, int] = {}

    @property
    def total(self) -> int:
        """Units that are in the article now."""
        return sum(n for state, n in self.by_state.items() if state is not State.OBSOLETE)
