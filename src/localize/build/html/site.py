"""All pages of a build: which exist, how they refer to each other, the sitemap and the entrance.

A page knows its versions in other languages, so pages can be made only after it is decided what of
every article goes out. The source language has its page too: it is the version for readers of any
other language (`x-default`), and every version refers to every other and to itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import html
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from localize.build import front_matter
from localize.build.html.body import Body, Language, markdown, plain_text
from localize.build.html.page import Alternate, Page, relinked, render
from localize.build.layouts.layout import page_place
from localize.build.links import redirect
from localize.build.manifest import Entry, Manifest
from localize.build.model import Decision, Options, Outcome, OutputFile
from localize.locales import display_name, text_direction

if TYPE_CHECKING:
    from localize.build.assemble import Assembled
    from localize.config import Config
    from localize.model import Article, Segment

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Pages(NamedTuple):
    """The pages of a build."""

    pages: Mapping[tuple[str, str], tuple[OutputFile, ...]] = {}
    """By article (below `source/`) and locale: its page, and that of its source."""
    about: Mapping[tuple[str, str], Mapping[str, object]] = {}
    """By the same: what the sitemap and the entrance say of them, for a build that makes others anew."""
    shared: tuple[OutputFile, ...] = ()
    """The sitemap, the entrance, and pages of before that had to be told of new ones."""


def page_path(article: str, locale: str, layout: str = "plain") -> PurePosixPath:
    """Where the page of an article goes, below the build folder.

    >>> page_path("guide/a.md", "es"), page_path("guide/a.md", "es", "hugo")
    (PurePosixPath('es/guide/a.html'), PurePosixPath('html/es/guide/a.html'))
    """
    return page_place(PurePosixPath(article).with_suffix(".html"), locale, layout)


def build_pages(
    items: Iterable[tuple[Assembled, Decision]],
    config: Config,
    options: Options,
    *,
    previous: Manifest | None = None,
    out: Path | None = None,
) -> Pages:
    """The pages of all articles that go out.

    What the `previous` manifest has beyond them (another locale's, a held article's last good page) is
    referred to as if it had been made now, and lies in `out`: there it is told of these.
    """
    every = list(items)
    site = _Site(config, options)
    there = {(d.article, d.locale): d.goes_out for _, d in every}
    site.drafts |= {(d.article, d.locale) for _, d in every if d.outcome is Outcome.DRAFT}
    for entry in previous.entries if previous else ():
        article = entry.article.removeprefix("source/")
        page = str(page_path(article, entry.locale, options.layout))
        good = entry.state != Outcome.DRAFT or (article, entry.locale) not in there
        if page in entry.files and good:
            there[article, entry.locale] = True
            site.recall(article, entry)
            if entry.state == Outcome.DRAFT:
                site.drafts.add((article, entry.locale))
    for (article, locale), goes_out in sorted(there.items()):
        if goes_out:
            site.add(article, locale)
    made = [(a, d) for a, d in every if d.goes_out]
    sources = {a.article.path: site.source_page(a.article) for a, _ in made}
    pages, about = {}, {}
    for assembled, decision in made:
        key = (decision.article, decision.locale)
        pages[key] = (site.page(assembled, decision), sources[decision.article])
        about[key] = site.about(*key)
    shared = [site.entrance()] if any(there.values()) else []
    if config.build.base_url and shared:
        shared.append(site.sitemap())
    if previous and out:
        new = {str(file.path) for group in pages.values() for file in group}
        old = {name: digest for name, digest in previous.files.items() if name not in new}
        shared += site.relinked({d.article for _, d in every}, out, old)
    return Pages(pages=pages, about=about, shared=tuple(shared))


class _Site:
    """What every page has to know of the others."""

    def __init__(self, config: Config, options: Options) -> None:
        self._config = config
        self._options = options
        self._locales: dict[str, list[str]] = {}
        self._titles: dict[tuple[str, str], str] = {}
        self._dates: dict[str, str] = {}
        self.drafts: set[tuple[str, str]] = set()
        """Pages that search engines are told to leave out, by article and locale."""

    def add(self, article: str, locale: str) -> None:
        """There is a page of this article in this locale."""
        self._locales.setdefault(article, [self._config.source_locale]).append(locale)

    def recall(self, article: str, entry: Entry) -> None:
        """What the manifest knows of pages that are not made now."""
        for locale, title in entry.data.get("titles", {}).items():
            self._titles[article, locale] = title
        if date := entry.data.get("date"):
            self._dates[article] = date

    def about(self, article: str, locale: str) -> dict[str, object]:
        """What `recall` will want to know."""
        locales = (self._config.source_locale, locale)
        return {
            "titles": {name: self._titles[article, name] for name in locales},
            "date": self._dates.get(article),
        }

    def relinked(
        self, articles: Iterable[str], out: Path, old: Mapping[str, str]
    ) -> Iterator[OutputFile]:
        """Pages in `out`, untouched since they were made, whose versions in other languages are others now."""
        for article in sorted(articles):
            for locale in self._locales.get(article, ()):
                path = self._path(article, locale)
                with contextlib.suppress(OSError):  # gone, or no longer a file
                    data = (out / path).read_bytes() if str(path) in old else b""
                    if not data or hashlib.sha256(data).hexdigest() != old[str(path)]:
                        continue
                    versions = self._alternates(article, path)
                    new = relinked(data, locale, versions, self._default(article, path))
                    if new is not None and new != data:
                        yield OutputFile(path=path, data=new)

    def page(self, assembled: Assembled, decision: Decision) -> OutputFile:
        draft = decision.outcome is Outcome.DRAFT
        stays = frozenset(decision.fallbacks)
        source = assembled.article
        # As a translator sees it, and as it is written: `[label][label]` and `[label]`.
        untranslated = frozenset(
            " ".join(text.split())
            for segment, slot in zip_longest(source.segments, source.slots)
            if segment.id in stays
            for text in (segment.text, source.text[slot.start : slot.end] if slot else "")
        )
        title = _field(assembled.article.segments, "title")
        return self._make(
            assembled.article,
            assembled.text,
            assembled.locale,
            untranslated=untranslated,
            draft=decision if draft and self._options.mark else None,
            is_draft=draft,
            title_untranslated=title is not None and title.id in stays,
        )

    def source_page(self, article: Article) -> OutputFile:
        return self._make(article, article.text, self._config.source_locale)

    def _make(
        self,
        article: Article,
        text: str,
        locale: str,
        *,
        untranslated: frozenset[str] = frozenset(),
        draft: Decision | None = None,
        is_draft: bool = False,
        title_untranslated: bool = False,
    ) -> OutputFile:
        path = page_path(article.path, locale, self._options.layout)
        source = _language(self._config.source_locale)
        body = self._body(article, text, locale, untranslated, source)
        values = front_matter.values(text)
        dates = front_matter.dates(article.text)
        title = values.get("title") or body.title or PurePosixPath(article.path).stem
        self._titles[article.path, locale] = title
        if dates:
            self._dates[article.path] = max(dates.values()).isoformat()
        data = render(
            Page(
                body=body,
                language=_language(locale),
                title=title,
                description=values.get("description", ""),
                date=next(iter(dates.values()), None),
                alternates=self._alternates(article.path, path),
                default=self._default(article.path, path),
                canonical=self._address(article.path, locale),
                draft=draft,
                is_draft=is_draft,
                title_language=source if title_untranslated else None,
            )
        )
        return OutputFile(path=path, data=data)

    def _body(
        self,
        article: Article,
        text: str,
        locale: str,
        untranslated: frozenset[str],
        source: Language,
    ) -> Body:
        if article.path.endswith(".txt"):
            return plain_text(text, article, source, untranslated)
        return markdown(
            text,
            locale=locale,
            source=article.text,
            source_language=source,
            untranslated=untranslated,
            link=lambda target: redirect(target, lambda p: self._linked(article.path, locale, p)),
            mdx=article.path.endswith(".mdx"),
        )

    def _linked(self, article: str, locale: str, target: str) -> str | None:
        """The page for a relative link to another article: in this language, or the source's."""
        other = posixpath.normpath(posixpath.join(posixpath.dirname(article), target))
        locales = self._locales.get(other)
        if locales is None:
            return None
        there = locale if locale in locales else self._config.source_locale
        return _relative(self._path(article, locale), self._path(other, there))

    def _path(self, article: str, locale: str) -> PurePosixPath:
        return page_path(article, locale, self._options.layout)

    def _default(self, article: str, path: PurePosixPath) -> str:
        """The version for readers of any other language."""
        source = self._config.source_locale
        return self._address(article, source) or _relative(path, self._path(article, source))

    def _address(self, article: str, locale: str) -> str:
        base = self._config.build.base_url
        return f"{base.rstrip('/')}/{quote(str(self._path(article, locale)))}" if base else ""

    def _alternates(self, article: str, path: PurePosixPath) -> tuple[Alternate, ...]:
        return tuple(
            Alternate(
                language=_language(locale),
                name=_name(locale),
                href=quote(_relative(path, self._path(article, locale))),
                address=self._address(article, locale),
            )
            for locale in self._locales.get(article, ())
        )

    def sitemap(self) -> OutputFile:
        """sitemap.xml: every page that is no draft, with its other versions."""
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<urlset xmlns="{_SITEMAP}" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
        ]
        for article, all_locales in sorted(self._locales.items()):
            locales = [name for name in all_locales if (article, name) not in self.drafts]
            links = [
                (name, self._address(article, locale))
                for name, locale in (
                    *((locale, locale) for locale in locales),
                    ("x-default", self._config.source_locale),
                )
            ]
            for locale in locales:
                lines += ["<url>", f"<loc>{html.escape(self._address(article, locale))}</loc>"]
                if article in self._dates:
                    lines.append(f"<lastmod>{self._dates[article]}</lastmod>")
                lines += [
                    f'<xhtml:link rel="alternate" hreflang="{name}" href="{html.escape(address)}"/>'
                    for name, address in links
                ]
                lines.append("</url>")
        lines.append("</urlset>\n")
        return OutputFile(path=self._top("sitemap.xml"), data="\n".join(lines).encode())

    def entrance(self) -> OutputFile:
        """index.html: all articles in all languages."""
        path = self._top("index.html")
        locales = sorted({locale for one in self._locales.values() for locale in one})
        parts = []
        for locale in locales:
            language = _language(locale)
            rows = [
                f'<li><a href="{html.escape(quote(_relative(path, self._path(article, locale))))}">'
                f"{html.escape(self._titles.get((article, locale), article), quote=False)}</a></li>"
                for article, versions in sorted(self._locales.items())
                if locale in versions
            ]
            parts.append(
                f'<section lang="{locale}" dir="{language.direction}">\n'
                f"<h2>{html.escape(_name(locale), quote=False)}</h2>\n<ul>\n"
                + "\n".join(rows)
                + "\n</ul>\n</section>"
            )
        page = Page(
            body=Body(html="\n".join(parts), title=""),
            language=_language(self._config.source_locale),
            title=self._config.build.title,
        )
        return OutputFile(path=path, data=render(page))

    def _top(self, name: str) -> PurePosixPath:
        return page_place(PurePosixPath(name), "", self._options.layout)


def _field(segments: Sequence[Segment], name: str) -> Segment | None:
    return next((segment for segment in segments if segment.field == name), None)


def _language(locale: str) -> Language:
    return Language(locale=locale, direction=text_direction(locale))


def _name(locale: str) -> str:
    """A language's own name for itself, as it stands in a menu."""
    name = display_name(locale)
    # Not upper(): Georgian has capitals for whole texts in capitals only.
    return name[:1].title() + name[1:]


def _relative(path: PurePosixPath, other: PurePosixPath) -> str:
    return posixpath.relpath(str(other), str(path.parent))
