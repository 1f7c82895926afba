"""Articles taken apart, and known again as long as their bytes are the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from localize.config import Config
from localize.model import Article, Holder, Kind, Piece, PieceKind, Role, Segment, Slot, Syntax
from localize.pipeline.known import Known

Risks = Mapping[str, tuple[str, ...]]
"""Unit id -> the risk classes of its source; units without any are left out."""

_KINDS, _SYNTAXES, _HOLDERS = tuple(Kind), tuple(Syntax), tuple(Holder)
_PIECE_KINDS, _ROLES = tuple(PieceKind), tuple(Role)


class Articles:
    """Takes articles apart."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._known = Known(
            config.state / "known/articles",
            config.extract,
            config.source_locale,
            config.check.risk,
        )
        self._risks: dict[str, Risks] = {}

    def take(self, path: str, data: bytes, *, remember: bool = False) -> Article:
        """An article of these bytes. Raises ArticleError where they are not text.

        `remember`: keep what was worked out, for the next command.
        """
        mark = hashlib.sha256(data).hexdigest()
        found = self._known.get(path, mark)
        if found is not None:
            try:
                article, risks = _read(path, data, found)
            except (LookupError, TypeError, ValueError):
                pass  # it is no longer what we wrote
            else:
                self._risks[path] = risks
                return article
        from localize import extract

        article = extract.article(path, data, self._config.extract)
        self._risks.pop(path, None)
        if remember:
            self._known.keep(path, mark, _written(article, self.risks(article)))
        return article

    def risks(self, article: Article) -> Risks:
        """The risk classes of an article that was taken apart here."""
        risks = self._risks.get(article.path)
        if risks is None:
            from localize import checks

            asked = ((s.id, checks.risks(s, self._config)) for s in article.segments)
            risks = self._risks[article.path] = {name: found for name, found in asked if found}
        return risks


def _written(article: Article, risks: Risks) -> object:
    return (
        [
            (
                s.id,
                s.text,
                _KINDS.index(s.kind),
                _SYNTAXES.index(s.syntax),
                s.context,
                s.headings,
                s.notes,
                s.field,
                s.labels,
                s.line,
                [
                    (p.start, p.end, _PIECE_KINDS.index(p.kind), _ROLES.index(p.role), *p[4:])
                    for p in s.pieces
                ],
            )
            for s in article.segments
        ],
        [(s.start, s.end, _HOLDERS.index(s.holder), s.indent, s.style) for s in article.slots],
        article.shape,
        article.notices,
        risks,
    )


def _read(path: str, data: bytes, found: Any) -> tuple[Article, Risks]:  # noqa: ANN401 (JSON)
    segments, slots, shape, notices, risks = found
    article = Article(
        path=path,
        text=data.decode(),
        segments=tuple(
            [
                Segment(
                    id=name,
                    text=text,
                    kind=_KINDS[kind],
                    syntax=_SYNTAXES[syntax],
                    context=context,
                    headings=tuple(headings),
                    notes=tuple(notes),
                    field=field,
                    labels=tuple([(label, target) for label, target in labels]),
                    line=line,
                    pieces=tuple(
                        [
                            Piece(start, end, _PIECE_KINDS[kind], _ROLES[role], tag, value)
                            for start, end, kind, role, tag, value in pieces
                        ]
                    ),
                )
                for name, text, kind, syntax, context, headings, notes, field, labels, line, pieces in segments
            ]
        ),
        slots=tuple(
            [
                Slot(start, end, _HOLDERS[holder], indent, style)
                for start, end, holder, indent, style in slots
            ]
        ),
        shape=tuple([_frozen(part) for part in shape]),
        notices=tuple([(line, text) for line, text in notices]),
    )
    return article, {name: tuple(classes) for name, classes in risks.items()}


def _frozen(part: Any) -> Any:  # noqa: ANN401 (JSON)
    return tuple([_frozen(one) for one in part]) if type(part) is list else part
