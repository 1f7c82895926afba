"""The frame of a standalone page: head, language switcher, banner, text."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import html
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from localize import __version__
from localize.build.banner import sentences
from localize.build.html.style import STYLE
from localize.build.wording import wording
from localize.regex import regex

if TYPE_CHECKING:
    from localize.build.html.body import Body, Language
    from localize.build.model import Decision

_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; "
    "img-src * data:; media-src *; font-src *; frame-src https:; "
    f"style-src 'sha256-{_STYLE_HASH}'"
)
"""No script runs in a page, whoever wrote it: an article's text is all there is to it."""

_STYLE = f"<style>{STYLE}</style>"
_MAIN = '<main id="text">'
_NAVIGATION = regex(r'\n<nav class="languages".*?</nav>', re.DOTALL)


class Alternate(NamedTuple):
    """A language version of a page."""

    language: Language
    name: str
    """The language's own name for itself."""
    href: str
    """Relative to the page: for its switcher."""
    address: str = ""
    """Absolute, where `[build] base_url` is known; else as `href`."""


class Page(NamedTuple):
    """What a page is made from."""

    body: Body
    language: Language
    title: str
    description: str = ""
    date: dt.date | None = None
    alternates: Sequence[Alternate] = ()
    """All versions, this one included."""
    default: str = ""
    """Address of the version for readers of other languages."""
    canonical: str = ""
    draft: Decision | None = None
    """The decision, where the page is to carry the draft banner."""
    is_draft: bool = False
    title_language: Language | None = None
    """The language of the title, where it is not the page's."""


def render(page: Page) -> bytes:
    """The page's bytes."""
    words = wording(page.language.locale)
    lines = [
        "<!doctype html>",
        f"<html{page.language.written}>",
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(POLICY)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{html.escape(page.title, quote=False)}</title>",
    ]
    if page.description:
        lines.append(f'<meta name="description" content="{html.escape(page.description)}">')
    if page.is_draft:
        # Read by the manifest's readers' kin: search engines must not offer a draft.
        lines += [
            '<meta name="localize:state" content="draft">',
            '<meta name="robots" content="noindex">',
        ]
    lines.append(f'<meta name="generator" content="localize {__version__}">')
    if page.canonical:
        lines.append(f'<link rel="canonical" href="{html.escape(page.canonical)}">')
    lines += [*_versions(page.alternates, page.default), _STYLE, "</head>", "<body>"]
    lines.append(f'<a class="skip" href="#text">{html.escape(words.skip)}</a>')
    lines += [*_switcher(page.language.locale, page.alternates), _MAIN, "<article>"]
    if page.draft is not None:
        lines.append(_banner(page.draft))
    if not page.body.title:
        own = page.title_language.written if page.title_language else ""
        lines.append(f"<h1{own}>{html.escape(page.title, quote=False)}</h1>")
    if page.date is not None:
        lines.append(_date(page.date, page.language.locale))
    lines.append(f"{page.body.html.strip()}\n</article>\n</main>\n</body>\n</html>\n")
    return "\n".join(lines).encode()


def relinked(
    data: bytes, locale: str, alternates: Sequence[Alternate], default: str
) -> bytes | None:
    """A page that `render` made, as if these had been its versions; None for one it did not make so."""
    head, main, text = data.decode().partition(f"\n{_MAIN}\n")
    head, style, rest = _NAVIGATION.sub("", head).partition(_STYLE)
    if not main or not style:
        return None
    kept = [line for line in head.split("\n") if not line.startswith('<link rel="alternate"')]
    kept[-1:] = [*_versions(alternates, default), style + rest]
    return ("\n".join([*kept, *_switcher(locale, alternates)]) + main + text).encode()


def _versions(alternates: Sequence[Alternate], default: str) -> list[str]:
    """What search engines are told of the other languages."""
    links = [(a.language.locale, a.address or a.href) for a in alternates]
    links += [("x-default", default)] if default else []
    return [
        f'<link rel="alternate" hreflang="{html.escape(name)}" href="{html.escape(address)}">'
        for name, address in links
    ]


def _switcher(locale: str, alternates: Sequence[Alternate]) -> list[str]:
    """What readers are told of them; nothing where there is one version."""
    if len(alternates) < 2:
        return []
    items = []
    for other in alternates:
        current = other.language.locale == locale
        mark = ' aria-current="page"' if current else ""
        items.append(
            f'<li><a href="{html.escape(other.href)}" hreflang="{html.escape(other.language.locale)}"'
            f"{other.language.written}{mark}>{html.escape(other.name, quote=False)}</a></li>"
        )
    label = html.escape(wording(locale).languages)
    return [
        f'<nav class="languages" aria-label="{label}">\n<ul>\n'
        + "\n".join(items)
        + "\n</ul>\n</nav>"
    ]


def _banner(decision: Decision) -> str:
    heading, said = sentences(decision)
    warning, *evidence = (html.escape(sentence, quote=False) for sentence in said)
    return (
        '<div class="callout draft" role="note">\n'
        f"<p><strong>{html.escape(heading, quote=False)}.</strong> {warning}</p>\n"
        f"<p>{' '.join(evidence)}</p>\n</div>"
    )


def _date(date: dt.date, locale: str) -> str:
    from localize.locales import format_date

    shown = html.escape(format_date(date, locale), quote=False)
    return f'<p class="date"><time datetime="{date.isoformat()}">{shown}</time></p>'
