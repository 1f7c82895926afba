"""Where segments and slots are gathered while an article is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from localize.config import Extract
from localize.markdown.inline import READABLE, analyse, readable_text, used_labels
from localize.markdown.scanner import References
from localize.model import Kind, Piece, PieceKind, Role, Segment, Slot, Syntax, unit_id
from localize.regex import regex

_WRAP = regex(r"[ \t]*\n[ \t]*")
_RAW = frozenset({PieceKind.HTML, PieceKind.TEMPLATE})
_BARE_ENDS = ("]", "][]")


@dataclass(slots=True)
class Collector:
    """Segments and slots found so far, and what holds for the next ones."""

    options: Extract
    syntax: Syntax
    references: References = field(default_factory=dict)
    segments: list[Segment] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    shape: list[object] = field(default_factory=list)
    notices: list[tuple[int, str]] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    """Level and text of the headings above."""
    off: bool = False
    context: str | None = None
    notes: tuple[str, ...] = ()

    def add(
        self,
        text: str,
        slot: Slot,
        kind: Kind,
        line: int,
        *,
        pieces: tuple[Piece, ...] | None = None,
        syntax: Syntax | None = None,
        name: str = "",
    ) -> None:
        """Take a segment in, unless it stands between `off` and `on` or has nothing to read."""
        if self.off or not text:
            return
        syntax = syntax or self.syntax
        if pieces is None:
            pieces = analyse(text, syntax, references=self.references)
        if not readable_text(text, pieces):
            return
        self.segments.append(
            Segment(
                id=unit_id(text, self.context),
                text=text,
                kind=kind,
                syntax=syntax,
                context=self.context,
                headings=tuple(heading for _, heading in self.headings if heading),
                notes=self.notes,
                field=name,
                labels=used_labels(text, pieces, self.references),
                line=line,
                pieces=pieces,
            )
        )
        self.slots.append(slot)

    def leave(self, level: int) -> None:
        """Leave the parts of the article that a heading of this level ends."""
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()

    def heading(self, level: int, text: str) -> None:
        """A heading of this level begins a part of the article."""
        self.leave(level)
        self.headings.append((level, text))

    def mood(self) -> tuple[bool, str | None, tuple[str, ...]]:
        """What directives have set, to be set again later."""
        return self.off, self.context, self.notes

    def set_mood(self, mood: tuple[bool, str | None, tuple[str, ...]]) -> None:
        """Undo what directives set since `mood` was taken."""
        self.off, self.context, self.notes = mood


def unwrap(content: str, pieces: Sequence[Piece]) -> tuple[str, tuple[Piece, ...]]:
    """The text as a translator sees it, and its pieces where they are then.

    Soft line breaks become spaces, hard ones keep their line end; HTML and templates stay to the letter. A link
    whose text is its label (`[label]`, `[label][]`) says both, `[label][label]`: the first can be translated then.
    """
    base, last = pieces[0].start, pieces[-1].end
    if len(pieces) == 1 and "\n" not in content[base:last]:
        return content[base:last], (_resized(pieces[0], 0, last - base),)
    parts: list[str] = []
    moved: list[Piece] = []
    opened: list[int] = []
    at = 0
    for piece in pieces:
        raw, value = content[piece.start : piece.end], piece.value
        if piece.kind in (PieceKind.LINK, PieceKind.IMAGE):
            if piece.role is Role.OPEN:
                opened.append(piece.end)
            elif piece.role is Role.CLOSE:
                begin = opened.pop()
                if raw in _BARE_ENDS:
                    raw = f"][{content[begin : piece.start]}]"
        if "\n" in raw:
            if piece.kind is PieceKind.BREAK:
                raw = raw[: raw.index("\n") + 1]
            elif piece.kind is PieceKind.CODE:
                raw = raw.replace("\n", " ")
            elif piece.kind not in _RAW:
                raw = _WRAP.sub(" ", raw)
                if piece.kind is PieceKind.MATH:  # what must survive is what is shown
                    value = raw
        parts.append(raw)
        moved.append(Piece(at, at + len(raw), piece.kind, piece.role, piece.tag, value))
        at += len(raw)
    return "".join(parts), tuple(moved)


def trim(content: str, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces without what stands at either edge for machines only.

    White space, comments, block templates, attribute lists, breaks.
    """
    left, right = 0, len(pieces)
    while left < right and _edge(content, pieces[left], at_start=True):
        left += 1
    while right > left and _edge(content, pieces[right - 1], at_start=False):
        right -= 1
    if right - left < len(pieces) and any(p.kind is PieceKind.TEMPLATE for p in pieces[left:right]):
        left, right = _with_partners(content, pieces, left, right)
    kept = list(pieces[left:right])
    if not kept:
        return ()
    if kept[0].kind is PieceKind.TEXT:
        raw = content[kept[0].start : kept[0].end]
        kept[0] = _resized(kept[0], kept[0].end - len(raw.lstrip()), kept[0].end)
    if kept[-1].kind is PieceKind.TEXT:
        raw = content[kept[-1].start : kept[-1].end]
        kept[-1] = _resized(kept[-1], kept[-1].start, kept[-1].start + len(raw.rstrip()))
    return tuple(kept)


def _with_partners(content: str, pieces: Sequence[Piece], left: int, right: int) -> tuple[int, int]:
    """The edges moved outwards so that no block tag inside them has its other end outside."""
    opened: list[tuple[str, int]] = []
    for index, piece in enumerate(pieces):
        found = _BLOCK_TAG.match(content, piece.start) if piece.kind is PieceKind.TEMPLATE else None
        if not found:
            continue
        name = found["name"] or found["tag"]
        if not (found["close"] or found["end"]):
            opened.append((name, index))
            continue
        # One that nothing closes is a value, or stands for itself.
        partner = next((n for n in reversed(range(len(opened))) if opened[n][0] == name), None)
        if partner is None:
            continue
        first = opened[partner][1]
        del opened[partner:]
        if left <= first < right or left <= index < right:
            left, right = min(left, first), max(right, index + 1)
    return left, right


_BLOCK_TAG = regex(
    r"\{\{[<%]\s*(?P<close>/?)\s*(?P<name>[\w./-]+)|\{%-?\s*(?P<end>end)?(?P<tag>\w+)"
)


def _resized(piece: Piece, start: int, end: int) -> Piece:
    return Piece(start, end, piece.kind, piece.role, piece.tag, piece.value)


def _edge(content: str, piece: Piece, *, at_start: bool) -> bool:
    raw = content[piece.start : piece.end]
    if piece.kind is PieceKind.TEXT:
        return not raw.strip()
    if piece.kind is PieceKind.HTML:
        return raw.startswith(("<!", "<?"))
    if piece.kind is PieceKind.TEMPLATE:
        # A variable is part of its sentence; a block tag, or one on a line of its own, is not.
        if raw.startswith(("{{<", "{{%", "{%", "{#", "{/*")):
            return True
        return (
            content[piece.end : piece.end + 1] == "\n"
            if at_start
            else content[piece.start - 1 : piece.start] == "\n"
        )
    if piece.kind is PieceKind.ATTRIBUTES:
        return not at_start
    return piece.kind is PieceKind.BREAK


def images_only(text: str, pieces: Sequence[Piece]) -> bool:
    """Is all there is to read inside images (and the titles of links around them)?

    Not where an image goes by a label: text and label have to be seen together then.
    """
    depth = 0
    for piece in pieces:
        if piece.kind is PieceKind.IMAGE:
            depth += {Role.OPEN: 1, Role.CLOSE: -1}.get(piece.role, 0)
            if (
                piece.role is Role.CLOSE
                and text.startswith("]", piece.start)
                and text[piece.start + 1 : piece.start + 2] != "("
            ):
                return False
        elif (
            not depth
            and piece.kind is PieceKind.TEXT
            and READABLE.search(text, piece.start, piece.end)
        ):
            return False
    return True


def image_texts(pieces: Sequence[Piece]) -> Iterator[tuple[int, int, Kind]]:
    """Where alternative texts and titles stand in a text that is nothing but images."""
    opened: list[tuple[PieceKind, int, int, int]] = []
    for piece in pieces:
        if piece.kind not in (PieceKind.IMAGE, PieceKind.LINK):
            continue
        if piece.role is Role.OPEN:
            opened.append((piece.kind, piece.end, -1, -1))
            continue
        kind, begin, end, title = opened.pop()
        if piece.role is Role.SOLO:
            opened.append((kind, begin, piece.start, piece.end))
            continue
        if any(outer[0] is PieceKind.IMAGE for outer in opened):
            continue  # an image inside an alternative text is part of that text
        if kind is PieceKind.IMAGE:
            yield begin, end if end >= 0 else piece.start, Kind.ALT
        if title >= 0:
            yield title, piece.start, Kind.TITLE
