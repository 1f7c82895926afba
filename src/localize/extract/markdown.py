"""Markdown articles: block tokens with their places, taken apart into segments.

The parser says which lines a block has; where its text begins in each line follows from what the parser left of the
line. Nothing is re-rendered: all that is kept of the article are places in it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from localize.extract import blocks, directives, html, machine, mdx, places, shortcodes
from localize.extract.collector import Collector, image_texts, images_only, trim, unwrap
from localize.markdown.inline import analyse, readable_text, visible
from localize.markdown.parser import DEEPEST
from localize.markdown.parser import blocks as parse_blocks
from localize.model import Holder, Kind, Piece, PieceKind, Slot, Syntax
from localize.regex import regex

if TYPE_CHECKING:
    from localize.extract.source import Lines


@dataclass(slots=True)
class _Walker:
    collector: Collector
    callouts: blocks.Callouts
    dialect: str
    depth: int = 0
    """How many footnotes, definitions and call-outs it is in that continue indented."""

    def document(self, lines: Lines) -> None:
        """Take in a whole text, or the text of a container that the parser does not know."""
        texts = list(lines.texts)
        blank, silent = machine.rows(lines, self.collector.syntax)
        for row in blank:
            texts[row] = ""
        tokens, env = parse_blocks("\n".join(texts))
        if self.collector.syntax is Syntax.MDX:
            tokens = mdx.comment_blocks(tokens)
        if "too_deep" in env:
            self.collector.notices.append((lines.numbers[env["too_deep"]], _TOO_DEEP))
        for label, reference in env.get("references", {}).items():
            self.collector.references.setdefault(label, reference)
        self._walk(tokens, env, lines, silent)

    def _walk(self, tokens: list[Any], env: dict[str, Any], lines: Lines, silent: set[int]) -> None:
        collector = self.collector
        stack: list[str] = []
        cells: Iterator[tuple[int, int, int]] = iter(())
        continued: Kind | None = None
        waiting: tuple[directives.Directive, ...] = ()
        waiting_level = 0
        region_end, saved = -1, collector.mood()
        for index, token in enumerate(tokens):
            kind = token.type
            if waiting and token.level < waiting_level:
                waiting = ()
            elif waiting and token.level == waiting_level and not _is_directive(token):
                region_end, saved = _block_end(tokens, index), collector.mood()
                for directive in waiting:
                    _apply(directive, collector)
                waiting = ()
            if kind == "inline":
                parent = tokens[index - 1]
                if silent and token.map[0] in silent:
                    continued = None
                elif parent.type in ("th_open", "td_open"):
                    place = next(cells, None)
                    if token.content and place:
                        self._cell(token.content, place, lines, header=parent.type == "th_open")
                elif parent.type == "heading_open":
                    self._heading(token, parent, lines)
                else:
                    continued = self._paragraph(token, lines, stack)
            elif kind == "code_block" and continued and self._continues(continued, token, lines):
                self._continuation(token, lines)
            elif (
                kind == "code_block" and token.map[0] not in silent and self._text_in(token, lines)
            ):
                continued = None
                self._continuation(token, lines)
            else:
                if kind not in ("paragraph_open", "paragraph_close"):
                    continued = None
                self._shape(token, kind)
                if kind == "html_block" and not {token.map[0], token.map[0] - 1} <= silent:
                    if "```" in token.content or "~~~" in token.content:
                        silent.update(machine.open_fence(lines, *token.map))
                    found = self._html(token, lines)
                    if found:
                        waiting, waiting_level = (*waiting, *found), token.level
                elif kind == "tr_open" and token.map[0] in env["rows"]:
                    row = token.map[0]
                    cells = places.cells(lines.texts[row], row, *env["rows"][row])
                elif kind == "definition":
                    self._definition(token, lines)
            if token.nesting > 0:
                stack.append(kind)
            elif token.nesting < 0:
                stack.pop()
            if index == region_end:
                collector.set_mood(saved)

    def _shape(self, token: Any, kind: str) -> None:  # noqa: ANN401 (markdown-it-py's Token, untyped attrs)
        if kind in ("fence", "code_block"):
            self.collector.shape.append((kind, token.info, token.content))
        elif token.attrs or token.hidden:
            self.collector.shape.append(
                (kind, token.tag, token.hidden, tuple(sorted(token.attrs.items())))
            )
        else:
            self.collector.shape.append((kind, token.tag))

    def _paragraph(self, token: Any, lines: Lines, stack: list[str]) -> Kind | None:  # noqa: ANN401
        """Returns what it is where an indented block right after it could be more of it."""
        run = places.run(token, lines)
        if run is None:
            return None
        kind = Kind.ITEM if "list_item_open" in stack[-2:] else Kind.PARAGRAPH
        quoted = len(stack) > 1 and stack[-2] == "blockquote_open"
        task = _TASK.match(run.texts[0]) if kind is Kind.ITEM else None
        if task:
            run = run.cut((task.end(), *(0,) * (len(run) - 1)))
        if shortcodes.QUICK.search(run.content):
            shortcodes.extract(run, self.collector)
        if not self.callouts.depth and not blocks.QUICK.search(run.content):
            self._text(run, kind, Holder.BLOCK)
            return None
        continues = None
        for part in blocks.split(run, self.callouts, quoted=quoted):
            continues = part.kind if part.continues else None
            if part.end == part.start:
                if self.dialect != "mkdocs" and part.kind is not Kind.FOOTNOTE:
                    self._notice(run.numbers[-1], "a MkDocs call-out", "mkdocs")
                continue
            rows = run.slice(part.start, part.end)
            if part.stop is not None:
                rows = rows.slice(0, 1)
                text = rows.texts[0][: part.stop]
                rows = type(rows)((text,), rows.starts, rows.numbers, rows.prefixes)
            if part.column:
                rows = rows.cut((part.column, *(0,) * (len(rows) - 1)))
            inline = part.column > 0
            self._text(rows, part.kind or kind, Holder.INLINE if inline else Holder.BLOCK)
        return continues

    def _continues(self, kind: Kind, token: Any, lines: Lines) -> bool:  # noqa: ANN401
        """Is an indented block more of the footnote, definition or call-out before it? In CommonMark it is code."""
        if kind is not Kind.FOOTNOTE:
            return self.dialect == "mkdocs"
        if self.dialect in ("gfm", "mkdocs"):
            return True
        self._notice(lines.numbers[token.map[0]], "more of a footnote", "gfm")
        return False

    def _notice(self, line: int, what: str, dialect: str) -> None:
        self.collector.notices.append(
            (
                line,
                (
                    f"reads as {what}; its indented text is code in CommonMark and is not translated"
                    f' (set dialect = "{dialect}" under [extract] in localize.toml)'
                ),
            )
        )

    def _text_in(self, token: Any, lines: Lines) -> bool:  # noqa: ANN401
        """Is an indented block text? In MDX nothing is code for being indented, and text in a tag often is."""
        if self.collector.syntax is not Syntax.MDX or self.collector.off:
            return False
        if self.dialect != "auto":
            return True
        trial = _Walker(Collector(self.collector.options, Syntax.MDX), self.callouts, "mdx")
        trial._continuation(token, lines)
        if trial.collector.segments:
            self._notice(trial.collector.segments[0].line, "text of MDX", "gfm")
        return False

    def _continuation(self, token: Any, lines: Lines) -> None:  # noqa: ANN401
        """An indented block that belongs to a footnote, a definition, a call-out or a tag of MDX."""
        start, end = token.map
        while end > start and not lines.texts[end - 1].strip():
            end -= 1
        inner = lines.slice(start, end)
        content = token.content.split("\n")
        columns = []
        for row, text in enumerate(inner.texts):
            left = content[row] if row < len(content) else ""
            columns.append(
                len(text) - len(left) if text.endswith(left) else len(text) - len(text.lstrip())
            )
        self.collector.shape.append("continuation")
        if self.depth >= _DEEPEST:
            self.collector.notices.append((inner.numbers[0], _LEFT_ALONE))
            return
        self.depth += 1
        self.document(inner.cut(tuple(columns)))
        self.depth -= 1

    def _heading(self, token: Any, parent: Any, lines: Lines) -> None:  # noqa: ANN401
        level = int(parent.tag[1])
        if parent.markup.startswith("#"):
            row = token.map[0]
            text = lines.texts[row]
            begin = text.find(token.content, text.index("#") + level) if token.content else -1
            if begin < 0:
                self.collector.heading(level, "")
                return
            end = begin + len(token.content)
            run = lines.slice(row, row + 1)
            prefix = run.prefixes[0] + text[:begin]
            run = type(run)((text[begin:end],), (run.starts[0] + begin,), run.numbers, (prefix,))
            holder = Holder.LINE
        else:
            found = places.run(token, lines)
            if found is None:
                return
            run, holder = found, Holder.SETEXT
        self.collector.leave(level)
        if blocks.IDENTIFIER.fullmatch(run.content):
            return
        pieces = self._text(run, Kind.HEADING, holder)
        self.collector.heading(level, visible(run.content, pieces))

    def _text(self, run: Lines, kind: Kind, holder: Holder) -> tuple[Piece, ...]:
        """Take in a text; its pieces, without what stands at either edge for machines only."""
        content = run.content
        collector = self.collector
        found, wrong = directives.find(content)
        for offset, complaint in wrong:
            collector.notices.append((run.numbers[run.row(offset)], complaint))
        before = collector.mood()
        for directive in found:
            _apply(directive, collector)
        whole = analyse(content, collector.syntax, references=collector.references)
        if "{" in content:
            self._listed(run, content, whole)
        pieces = trim(content, whole)
        if pieces and readable_text(content, pieces):
            line = run.numbers[run.row(pieces[0].start)]
            if images_only(content, pieces):
                for start, end, part in image_texts(pieces):
                    style = content[start - 1] if part is Kind.TITLE else ""
                    holder = Holder.LINK_TITLE if part is Kind.TITLE else Holder.ALT
                    slot = Slot(run.locate(start), run.locate(end), holder, "", style)
                    collector.add(" ".join(content[start:end].split("\n")), slot, part, line)
            else:
                text, moved = unwrap(content, pieces)
                if "\n" in content and _LINE_BOUND.search(text):
                    # What these begin may end in another line: on one line it can mean something else.
                    moved = analyse(text, collector.syntax, references=collector.references)
                start, end = pieces[0].start, pieces[-1].end
                indent = run.prefixes[1] if len(run) > 1 else ""
                if holder is Holder.BLOCK and content[:start].strip():
                    holder = Holder.INLINE
                slot = Slot(run.locate(start), run.locate(end), holder, indent)
                collector.add(text, slot, kind, line, pieces=moved)
        if found:
            collector.set_mood(before)
            for directive in found:
                if directive.word in (directives.Word.OFF, directives.Word.ON):
                    _apply(directive, collector)
        return pieces

    def _listed(self, run: Lines, content: str, pieces: tuple[Piece, ...]) -> None:
        """Take in what the attribute list of an image says to a reader: `![](a.png){alt="A figure"}`."""
        if not images_only(content, pieces):
            return
        for before, piece in itertools.pairwise(pieces):
            if piece.kind is PieceKind.ATTRIBUTES and before.kind is PieceKind.IMAGE:
                html.attributes(run, content, piece.start + 1, piece.end, self.collector)

    def _cell(
        self, content: str, place: tuple[int, int, int], lines: Lines, *, header: bool
    ) -> None:
        row, start, end = place
        line = lines.slice(row, row + 1)
        raw = line.texts[0][start:end]
        at = places.unescaped(raw)
        if len(at) != len(content) + 1:
            return
        kind = Kind.HEADER_CELL if header else Kind.CELL
        base = line.starts[0] + start
        pieces = analyse(content, self.collector.syntax, references=self.collector.references)
        kept = trim(content, pieces)
        if not kept or not readable_text(content, kept):
            return
        if images_only(content, kept):
            for first, last, part in image_texts(kept):
                style = content[first - 1] if part is Kind.TITLE else ""
                holder = Holder.LINK_TITLE if part is Kind.TITLE else Holder.ALT
                slot = Slot(base + at[first], base + at[last], holder, "cell", style)
                self.collector.add(content[first:last], slot, part, line.numbers[0])
            return
        text, moved = unwrap(content, kept)
        slot = Slot(base + at[kept[0].start], base + at[kept[-1].end], Holder.CELL)
        self.collector.add(text, slot, kind, line.numbers[0], pieces=moved)

    def _definition(self, token: Any, lines: Lines) -> None:  # noqa: ANN401
        """The title of a link reference definition."""
        if not token.meta["title"]:
            return
        start, end = token.map
        run = lines.slice(start, end)
        content = run.content
        match = _DEFINITION_TITLE.search(content)
        if not match:
            return
        group = next(g for g in (1, 2, 3) if match[g] is not None)
        first, last = match.span(group)
        if "\n" in content[first:last] and any(p.strip() for p in run.prefixes):
            return
        slot = Slot(run.locate(first), run.locate(last), Holder.LINK_TITLE, "", content[first - 1])
        text = " ".join(content[first:last].split("\n"))
        self.collector.add(text, slot, Kind.TITLE, run.numbers[run.row(first)])

    def _html(self, token: Any, lines: Lines) -> tuple[directives.Directive, ...]:  # noqa: ANN401
        """Take an HTML block in; returns the directives that wait for the next block."""
        start, end = token.map
        found, wrong = directives.find(token.content)
        for _, complaint in wrong:
            self.collector.notices.append((lines.numbers[start], complaint))
        waiting = []
        for directive in found:
            if directive.word in (directives.Word.OFF, directives.Word.ON):
                _apply(directive, self.collector)
            else:
                waiting.append(directive)
        if not self.collector.off:
            content = token.content.split("\n")
            inner = lines.slice(start, min(end, start + len(content)))
            columns = tuple(
                len(text) - len(left) if text.endswith(left) else -1
                for text, left in zip(inner.texts, content, strict=False)
            )
            if min(columns, default=-1) >= 0:
                html.extract(inner.cut(columns), self.collector)
        return tuple(waiting)


def _is_directive(token: Any) -> bool:  # noqa: ANN401
    return token.type == "html_block" and bool(directives.find(token.content)[0])


def _block_end(tokens: list[Any], start: int) -> int:
    """Index of the token that ends the block which begins at `start`."""
    if tokens[start].nesting == 0:
        return start
    level = tokens[start].level
    return next(
        i
        for i in range(start + 1, len(tokens))
        if tokens[i].level == level and tokens[i].nesting < 0
    )


def _apply(directive: directives.Directive, collector: Collector) -> None:
    word = directive.word
    if word in (directives.Word.OFF, directives.Word.SKIP):
        collector.off = True
    elif word is directives.Word.ON:
        collector.off = False
    elif word is directives.Word.CONTEXT:
        collector.context = directive.value
    else:
        note = directive.value if word is directives.Word.NOTE else f"risk: {directive.value}"
        collector.notes = (*collector.notes, note)


_DEEPEST = 50
_LEFT_ALONE = f"indented below more than {_DEEPEST} call-outs or footnotes: not translated"
_TOO_DEEP = f"nested deeper than {DEEPEST} levels (a list is two); below that, signs of lists and quotations are text"
_LINE_BOUND = regex(r"[${:]")
_TASK = regex(r"\[[ xX]\][ \t]+")
_DEFINITION_TITLE = regex(
    r"(?:\"((?:\\.|[^\"\\])*)\"|'((?:\\.|[^'\\])*)'|\(((?:\\.|[^()\\])*)\))[ \t\n]*\Z", re.DOTALL
)


def extract(lines: Lines, collector: Collector, dialect: str) -> None:
    """Take a Markdown text apart into the collector, `dialect` being that of the configuration."""
    _Walker(collector, blocks.Callouts(), dialect).document(lines)
