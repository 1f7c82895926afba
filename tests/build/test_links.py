"""Links between articles lead to pages where a generator would leave them as they are."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from localize import extract
from localize.build.assemble import assemble
from localize.build.edit import apply
from localize.build.layouts import LAYOUTS, find
from localize.build.links import addressed, redirect
from localize.config import Extract
from localize.model import Article, State, Unit

PAGES = {"b.md": "b.html", "../c d.md": "../c d.html"}


@pytest.mark.parametrize(
    ("target", "page"),
    [
        ("b.md", "b.html"),
        ("b.md#dose", "b.html#dose"),
        ("b.md?print#dose", "b.html?print#dose"),
        ("../c%20d.md", "../c%20d.html"),
        ("#dose", "#dose"),
        ("a.png", "a.png"),
        ("https://example.org/b.md", "https://example.org/b.md"),
        ("/b.md", "/b.md"),
        ("mailto:a@b.md", "mailto:a@b.md"),
    ],
)
def test_where_a_link_leads(target: str, page: str) -> None:
    assert redirect(target, PAGES.get) == page


def built(text: str, path: str = "guide/a.md") -> str:
    """The article for Starlight, its texts in capitals."""

    def taken(text: str) -> Article:
        return extract.article(path, text.encode(), Extract())

    article = taken(text)
    targets = {s.id: s.text.replace("dose", "DOSIS") for s in article.segments}
    units = [
        Unit(segment=s, locale="es", target=targets[s.id], state=State.REVIEWED)
        for s in article.segments
    ]
    made = assemble(article, "es", units, targets, taken)
    page = find("starlight").page
    assert page is not None
    assert not made.fallbacks
    return apply(made.text, addressed(made, page))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A [dose](b.md).\n", "A [DOSIS](../b/).\n"),
        ("[dose](b.md#how) [x](<c d.md>)\n", "[DOSIS](../b/#how) [x](<../c-d/>)\n"),
        ("[dose](c(1).md) [x](b.md 'dose')\n", "[DOSIS](../c1/) [x](../b/ 'DOSIS')\n"),
        ("[dose](index.md) [x](../index.md)\n", "[DOSIS](../) [x](../../)\n"),
        ("[dose](a.md#x)\n", "[DOSIS](./#x)\n"),
        ('[dose](./deep/B.mdx?p "dose")\n', '[DOSIS](../deep/b/?p "DOSIS")\n'),
        ("> - [dose](b.md)\n>   [x](b.md)\n", "> - [DOSIS](../b/) [x](../b/)\n"),
        ("| [dose](b.md) |\r\n|---|\r\n", "| [DOSIS](../b/) |\r\n|---|\r\n"),
        ("dose[^1]\n\n[^1]: [x](b.md)\n", "DOSIS[^1]\n\n[^1]: [x](../b/)\n"),
        ("[dose][b]\r\n\r\n[b]: b.md\r\n", "[DOSIS][b]\r\n\r\n[b]: ../b/\r\n"),
        (
            "---\ntitle: dose\n---\n\n[b]\n\n[b]: <b.md#x> 'dose'\n",
            "---\ntitle: DOSIS\n---\n\n[b]\n\n[b]: <../b/#x> 'DOSIS'\n",
        ),
        ("> [dose][b]\n>\n> [b]:\n> b.md\n", "> [DOSIS][b]\n>\n> [b]:\n> ../b/\n"),
        # What leads to no article, or is not read as a link, stays as it is.
        ("`[dose](b.md)`\n", "`[dose](b.md)`\n"),
        ("```\n[b]: b.md\n[dose](b.md)\n```\n", "```\n[b]: b.md\n[dose](b.md)\n```\n"),
        ("[dose](/b.md) [x](https://b.md/c.md)\n", "[DOSIS](/b.md) [x](https://b.md/c.md)\n"),
        ("[dose](b.pdf) ![x](b.md) [y](b.txt)\n", "[DOSIS](b.pdf) ![x](b.md) [y](b.txt)\n"),
        ("[dose](../../b.md)\n", "[DOSIS](../../b.md)\n"),
    ],
)
def test_addresses(text: str, expected: str) -> None:
    assert built(text) == expected


def test_only_markdown_has_links() -> None:
    assert built("A [dose](b.md)\n", "guide/a.txt") == "A [DOSIS](b.md)\n"


@pytest.mark.parametrize(
    ("article", "page"),
    [
        ("index.md", "."),
        ("guide/index.mdx", "guide"),
        ("Guide/My doses.md", "guide/my-doses"),
        ("v1.2 (new).md", "v12-new"),
    ],
)
def test_starlights_pages(article: str, page: str) -> None:
    shown = find("starlight").page
    assert shown is not None
    assert shown(PurePosixPath(article)) == PurePosixPath(page)


def test_other_generators_follow_links_themselves() -> None:
    assert [name for name, layout in LAYOUTS.items() if layout.page] == ["starlight"]
