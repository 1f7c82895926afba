"""Rows -> one self-contained HTML page: no network, no library, opens from disk.

What comes from articles and catalogs is data: it stands in the page as JSON in which no sign is
left that could end its element, the script sets it as text, and the page's content security policy
allows the one script and the one style sheet by their hashes and nothing else; the sinks that parse
HTML are shut by `require-trusted-types-for`.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources

from localize import locales
from localize.markdown import inline
from localize.model import Piece, PieceKind, Role, State, Syntax, digest
from localize.review.diff import word_diff
from localize.review.render import Stretch, finding_marks, raw_tree, rendered_tree, stretches
from localize.review.row import Event, Mark, MarkKind, ReviewRow, worst_first

Json = dict[str, object]

SCRIPTS = ("dom.js", "voice.js", "store.js", "unit.js", "sieve.js", "keys.js", "line.js", "page.js")
"""In this order they are the one script of the page."""


def page(
    rows: Sequence[ReviewRow],
    *,
    title: str,
    version: str,
    source_locale: str = "en",
    who: str = "",
    live: int = 0,
) -> str:
    """The page with all rows, worst and riskiest first.

    `rows` come in reading order (article by article); obsolete units are left out. `title` names the
    project, `who` fills in the reviewer's name. A page with `live`, the number of the last change, talks
    to `serve`; others keep decisions in the browser and export them as the file that
    `read_decisions` takes. Same input, same bytes.
    """
    shown, reading = row_data(rows)
    data: Json = {
        "title": title,
        "version": version,
        "live": live,
        "who": who,
        "locales": languages(rows, source_locale),
        "source_locale": source_locale,
        "rows": list(shown.values()),
        "reading": reading,
    }
    script, style = "\n".join(map(_asset, SCRIPTS)), _asset("page.css")
    connect = "'self'" if live else "'none'"
    return _fill(
        _asset("page.html"),
        {
            "title": html.escape(title),
            "policy": html.escape(policy(script, style, connect=connect), quote=False),
            "version": html.escape(version),
            "style": style,
            "script": script,
            "data": embed(data),
        },
    )


def policy(script: str, style: str, *, connect: str) -> str:
    """The content security policy of a page with this script and this style."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash_source(script)}",
            f"style-src {_hash_source(style)}",
            f"connect-src {connect}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def embed(data: object) -> str:
    r"""JSON that can stand in a script element: it holds no `<`, `>`, `&` or line separator.

    >>> embed({"a": "</script>"})
    '{"a":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # A lone surrogate cannot be written as UTF-8.
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def languages(rows: Sequence[ReviewRow], source_locale: str) -> dict[str, Json]:
    """Name and direction of the locales on the page."""
    names = sorted({row.unit.locale for row in rows} | {source_locale})
    return {
        name: {"name": locales.display_name(name, "en"), "dir": locales.text_direction(name)}
        for name in names
    }


def row_data(
    rows: Sequence[ReviewRow], known: Mapping[ReviewRow, Json] | None = None
) -> tuple[dict[ReviewRow, Json], list[int]]:
    """The rows as the page's script takes them, worst first; and their numbers in reading order.

    `known` is what was made of rows before: equal ones are not made again.
    """
    # A key names one row: of two, the first one stands.
    present = {row.key: row for row in reversed(rows) if row.unit.state is not State.OBSOLETE}
    worst = worst_first(tuple(reversed(present.values())))
    place = {row.key: number for number, row in enumerate(worst)}
    before = known or {}
    made = {row: before.get(row) or _row(row) for row in worst}
    return made, [place[key] for key in reversed(present)]


def _row(row: ReviewRow) -> Json:
    unit, segment = row.unit, row.unit.segment
    findings = tuple(sorted(row.findings, key=lambda f: (bool(f.ignored), f.severity.rank)))
    source = _side(
        segment.text,
        segment.syntax,
        segment.labels,
        (*row.source_marks, *finding_marks(findings, source=True)),
        segment.pieces,
    )
    target = _side(
        unit.target,
        segment.syntax,
        segment.labels,
        (*row.target_marks, *finding_marks(findings, source=False)),
    )
    data: Json = {
        "key": row.key,
        "unit": unit.id,
        "article": row.article,
        "title": row.title,
        "locale": unit.locale,
        "headings": list(segment.headings),
        "kind": f"{segment.kind}: {segment.field}" if segment.field else str(segment.kind),
        "context": segment.context,
        "state": str(unit.state),
        "source": source,
        "target": target,
        "source_sha256": digest(segment.text),
        "target_sha256": digest(unit.target),
        "protected": _protected(row),
        "findings": [
            {
                "check": finding.check,
                "severity": str(finding.severity),
                "message": finding.message,
                "ignored": finding.ignored,
            }
            for finding in findings
        ],
        "risks": list(row.risks),
        "terms": _terms(row),
        "history": [_event(event) for event in row.history],
        "comments": list(unit.comments),
        "notes": list(segment.notes),
        "place": unit.file if unit.line is None else f"{unit.file}:{unit.line}",
    }
    if unit.previous is not None and unit.previous != segment.text:
        data["previous"] = [list(step) for step in word_diff(unit.previous, segment.text)]
    if unit.draft is not None:
        data["draft"] = _draft(row)
    return {key: value for key, value in data.items() if value not in ("", None, [], ())}


def _side(
    text: str,
    syntax: Syntax,
    labels: Sequence[tuple[str, str]],
    marks: Sequence[Mark],
    pieces: tuple[Piece, ...] = (),
) -> Json:
    """One column: its text and, where they say more than the text, its trees."""
    marked: tuple[Stretch, ...] = stretches(marks, text)
    pieces = pieces or inline.analyse(text, syntax, labels)
    side: Json = {"text": text}
    if marked:
        side["raw"] = raw_tree(text, marked)
    if any(piece.kind is not PieceKind.TEXT for piece in pieces):
        side["view"] = rendered_tree(text, pieces, marked)
    return side


def _protected(row: ReviewRow) -> list[str]:
    """What an edited target must still hold, for a word of warning while typing."""
    segment = row.unit.segment
    pieces = segment.pieces or inline.analyse(segment.text, segment.syntax, segment.labels)
    found = [
        segment.text[piece.start : piece.end] if piece.role is Role.SOLO else piece.value
        for piece in pieces
        if not piece.is_text
        and piece.kind not in (PieceKind.EMPHASIS, PieceKind.BREAK)
        and not (piece.kind in (PieceKind.LINK, PieceKind.IMAGE) and piece.role is not Role.OPEN)
    ]
    # Reference links have no address in the text; an escaped or encoded one is not judged here.
    return [text for text in dict.fromkeys(found) if text and text in segment.text]


def _draft(row: ReviewRow) -> Json:
    unit, draft = row.unit, row.unit.draft
    assert draft is not None
    data: Json = {
        "engine": " ".join(part for part in (draft.engine, draft.model) if part),
        "band": draft.band,
        "reasons": list(draft.reasons),
        "score": draft.score,
    }
    if draft.text and unit.target and unit.target != draft.text:
        data["changes"] = [list(step) for step in word_diff(draft.text, unit.target)]
    return data


def _terms(row: ReviewRow) -> list[str]:
    """What the glossary says about the terms in the source, each once."""
    found = []
    for mark in row.source_marks:
        if mark.kind is MarkKind.TERM and mark.note:
            term = row.unit.segment.text[mark.start : mark.end]
            found.append(mark.note if term in mark.note else f"{term} {mark.note}")
    return list(dict.fromkeys(found))


def _event(event: Event) -> Json:
    return {
        "what": event.what,
        "when": event.when,
        "who": event.who,
        "role": event.role,
        "detail": event.detail,
        "current": event.current,
    }


@lru_cache(maxsize=8)
def _asset(name: str) -> str:
    return resources.files("localize.review").joinpath(name).read_text("utf-8")


def _hash_source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _fill(template: str, values: Mapping[str, str]) -> str:
    """Put the values where `{{name}}` stands, once: what is put in is not looked at again."""
    parts = template.split("{{")
    done = [parts[0]]
    for part in parts[1:]:
        name, _, rest = part.partition("}}")
        done += [values[name], rest]
    return "".join(done)
