"""The term base: the entries of a project's glossaries, and what they say about a text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from localize.terms.entry import Hit, TermEntry, Treatment
from localize.terms.forms import Level, Place, places
from localize.terms.matcher import Matcher, Pattern
from localize.terms.table import read_folder
from localize.terms.words import blank


class TermBase:
    """Entries, indexed for texts of the source locale. Picklable; never changed."""

    def __init__(self, entries: Iterable[TermEntry] = (), source_locale: str = "en") -> None:
        self.entries: tuple[TermEntry, ...] = tuple(entries)
        self.source_locale = source_locale
        language = source_locale.split("-", maxsplit=1)[0]
        self._wanted = Matcher(self._patterns(avoid=False), language)
        self._unwanted = Matcher(self._patterns(avoid=True), language)
        self._by_locale: dict[str, Matcher] = {}

    def _patterns(self, *, avoid: bool) -> Iterable[Pattern]:
        for number, entry in enumerate(self.entries):
            if (entry.treatment is Treatment.AVOID) is avoid:
                yield Pattern(entry.term, entry.match, number)

    @classmethod
    def load(cls, folder: Path, source_locale: str = "en") -> TermBase:
        """Every `*.csv` of a glossary folder; a folder that is missing is an empty term base.

        Raises ConfigError, naming file and line, for the first thing that is wrong.
        """
        found = read_folder(folder, source_locale)
        if found.problems:
            raise found.problems[0].error()
        return cls(found.entries, source_locale)

    def __bool__(self) -> bool:
        return bool(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def match(self, text: str, *, skip: Iterable[tuple[int, int]] = ()) -> tuple[Hit, ...]:
        """The `keep` and `translate` terms in a source text, outside the `skip` ranges.

        Whole words, the longest first, from left to right, none overlapping another.
        """
        return self._hits(self._wanted, text, skip)

    def discouraged(self, text: str, *, skip: Iterable[tuple[int, int]] = ()) -> tuple[Hit, ...]:
        """The terms in a source text that have an `avoid` row: what a translator is warned of."""
        return self._hits(self._unwanted, text, skip)

    def _hits(
        self, matcher: Matcher, text: str, skip: Iterable[tuple[int, int]]
    ) -> tuple[Hit, ...]:
        return tuple(
            Hit(found.start, found.end, self.entries[found.number], text[found.start : found.end])
            for found in matcher.find(text, skip)
        )

    def satisfied(
        self, hit: Hit, target_text: str, locale: str, *, skip: Iterable[tuple[int, int]] = ()
    ) -> Level | None:
        """How well the target, outside the `skip` ranges, honours a hit of its source.

        None where it does not. A `translate` entry without a form for the locale asks for nothing: check `hit.entry.forms`.
        """
        found = places(hit, blank(target_text, skip), locale)
        return found[0].level if found else None

    def places(
        self, hit: Hit, target_text: str, locale: str, *, skip: Iterable[tuple[int, int]] = ()
    ) -> tuple[Place, ...]:
        """Where the target has the term, the best level first, then from the left."""
        return places(hit, blank(target_text, skip), locale)

    def avoided(
        self, target_text: str, locale: str, *, skip: Iterable[tuple[int, int]] = ()
    ) -> tuple[Hit, ...]:
        """The forms in a target, outside the `skip` ranges, that an `avoid` row forbids there.

        A row without any form forbids the term itself. A forbidden form inside an accepted one
        (of whatever entry) is not reported.
        """
        if not self._unwanted:
            return ()
        matcher = self._by_locale.get(locale)
        if matcher is None:
            matcher = Matcher(self._target_patterns(locale), locale.split("-", maxsplit=1)[0])
            self._by_locale[locale] = matcher
        hits = self._hits(matcher, target_text, skip)
        return tuple(hit for hit in hits if hit.entry.treatment is Treatment.AVOID)

    def _target_patterns(self, locale: str) -> Iterable[Pattern]:
        for number, entry in enumerate(self.entries):
            if entry.treatment is Treatment.AVOID:
                forms = entry.forms(locale) if entry.targets else (entry.term,)
                yield from (Pattern(form, entry.match, number) for form in forms)
            elif entry.treatment is Treatment.TRANSLATE:
                for form in entry.forms(locale):
                    # One word inside another is no excuse: only a longer form is.
                    if " " in form or "-" in form:
                        yield Pattern(form, entry.match, number)

    @staticmethod
    def fingerprint(entries: Iterable[TermEntry], locale: str | None = None) -> str:
        """Sixteen hex digits that change when what the entries ask for changes.

        With a locale only its forms count. Order, notes and lines never do. Nothing for none.
        """
        rows = set()
        for entry in entries:
            if locale is None:
                forms = repr(sorted((name, tuple(f)) for name, f in entry.targets.items()))
            else:
                forms = repr(tuple(entry.forms(locale)))
            rows.add(f"{entry.term}\x1f{entry.treatment}\x1f{entry.match}\x1f{forms}")
        if not rows:
            return ""
        return hashlib.sha256("\x1e".join(sorted(rows)).encode()).hexdigest()[:16]
