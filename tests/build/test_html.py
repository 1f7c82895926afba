"""Standalone pages: what a reader sees, in which language, and that nothing in it runs."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from typing import Any

import pytest

from localize.build import Decision, Manifest, Options, Outcome, decide
from localize.build.html import build_pages, page_path
from localize.build.html.body import Language, markdown, plain_text
from localize.build.html.callouts import KINDS, TITLES, known, title
from localize.build.html.page import Alternate, relinked
from localize.build.manifest import Entry
from localize.build.wording import WORDINGS
from localize.config import Extract
from localize.extract import article as extract

ENGLISH = Language(locale="en", direction="ltr")

CALLOUT = """\
<div class="callout {}" role="note">
<p class="callout-title">{}</p>
<p>Texto</p>
</div>
"""

BODIES = [
    # what it is, Markdown, HTML that has to be in it
    ("a paragraph", "Hola\nmundo\n", "<p>Hola\nmundo</p>\n"),
    (
        "an alert",
        "> [!WARNING]\n> Texto\n",
        CALLOUT.format("warning", "Advertencia"),
    ),
    (
        "a loose alert",
        "> [!NOTE]\n>\n> Texto\n",
        '<p class="callout-title">Nota</p>\n<p>Texto</p>\n</div>',
    ),
    (
        "an alert with a title",
        "> [!TIP]- Mi título\n> Texto\n",
        '"callout-title">Mi título</p>\n<p>Texto</p>',
    ),
    (
        "text between shortcodes",
        "{{% alert %}}Stop{{% /alert %}}\n\n{{% note %}}\nTake\n{{% /note %}}\n\n{{ a }} and {{ b }}\n",
        "Stop{{% /alert %}}</p>\n<p>{{% note %}}\nTake\n{{% /note %}}</p>\n<p>{{ a }} and {{ b }}</p>",
    ),
    ("a quote", "> Texto\n", "<blockquote>\n<p>Texto</p>\n</blockquote>\n"),
    (
        "quotes in an alert",
        "> [!NOTE]\n> a\n>\n> > b\n",
        "<blockquote>\n<p>b</p>\n</blockquote>\n</div>\n",
    ),
    (
        "an admonition",
        "!!! warning\n    Texto\n",
        CALLOUT.format("warning", "Advertencia"),
    ),
    (
        "a titled admonition",
        '!!! info "Mi título"\n    x\n',
        'callout note" role="note">\n<p class="callout-title">Mi título',
    ),
    (
        "a container",
        ":::caution\nTexto\n:::\n",
        CALLOUT.format("caution", "Precaución"),
    ),
    (
        "a titled container",
        ":::tip[A < *B*]\nx\n:::\n",
        '<p class="callout-title">A &lt; <em>B</em></p>',
    ),
    (
        "a titled container, older",
        ":::tip Mi título\nx\n:::\n",
        '<p class="callout-title">Mi título</p>',
    ),
    ("a container of no name", ":::{.x}\nx\n:::\n", '<p class="callout-title">Nota</p>'),
    ("a footnote", "a[^x]\n\n[^x]: nota\n", '<a href="#fn1" id="fnref1">[1]</a>'),
    ("a definition", "término\n: qué es\n", "<dl>\n<dt>término</dt>\n<dd>qué es</dd>\n</dl>"),
    ("tasks", "- [x] hecho\n", 'type="checkbox"> hecho</label></li>'),
    (
        "a table",
        "| a | b |\n|:-:|---|\n| 1 | 2 |\n",
        '<th class="center" scope="col">a</th>\n<th scope="col">b</th>',
    ),
    ("a table to scroll", "| a |\n|---|\n| 1 |\n", '<div class="table" tabindex="0">\n<table>\n'),
    ("a right column", "| a |\n|--:|\n| 1 |\n", '<td class="end">1</td>'),
    ("a heading's own id", "# Título {#own}\n", '<h1 id="own">Título</h1>'),
    ("a fence", "```py\n<b>\n```\n", '<pre tabindex="0"><code class="language-py">&lt;b&gt;\n'),
    ("indented code", "    <b>\n", '<pre tabindex="0"><code>&lt;b&gt;\n'),
    ("code", "`<b>`\n", "<code>&lt;b&gt;</code>"),
    (
        "what an attribute list says of an image",
        '![](a.png){alt=\'Un "dibujo" &#39;x&#39;\' width="60%"} y [b](c){.wide} `d`{.py}\n',
        '<p><img src="a.png" alt="Un &quot;dibujo&quot; \'x\'" /> y <a href="c">b</a> <code>d</code></p>',
    ),
    (
        "an image keeps its own alternative text",
        "![Uno](a.png){.wide}\n{#id .x}\n",
        '<p><img src="a.png" alt="Uno" /></p>',
    ),
    ("braces in a text", "Uno {dos} {x=1}\n", "<p>Uno {dos} {x=1}</p>"),
    (
        "a directive of MyST",
        ":::{warning} *Cuidado*\n:class: dropdown\n:open:\nTexto\n:::\n",
        CALLOUT.format("warning", "<em>Cuidado</em>"),
    ),
    (
        "a directive with options alone",
        ":::{figure} a.png\n:width: 60%\n\nTexto\n:::\n",
        CALLOUT.format("note", "Nota"),
    ),
    (
        "a call-out of Quarto",
        "::: {.callout-tip}\nTexto\n:::\n",
        CALLOUT.format("tip", "Consejo"),
    ),
    ("front matter is no text", "---\ntitle: A\n---\n\nTexto\n", "<p>Texto</p>\n"),
]


@pytest.mark.parametrize(("text", "expected"), [b[1:] for b in BODIES], ids=[b[0] for b in BODIES])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_bodies(text: str, expected: str, end: str) -> None:
    assert expected in markdown(text.replace("\n", end), locale="es").html


HIDDEN = [
    "<!-- localize: note For the translator. -->\n",
    "{{< youtube abc >}}\n",
    "{% include x.html %} {{ y }}\n",
    "{.wide #id}\n",
    "(the-label)=\n",
    "{{< highlight go >}}x{{< /highlight >}}\n{% comment %}x{% endcomment %}\n",
]


@pytest.mark.parametrize("text", HIDDEN)
def test_what_is_for_machines_is_not_shown(text: str) -> None:
    assert markdown(f"a\n\n{text}\nb\n", locale="es").html == "<p>a</p>\n<p>b</p>\n"


@pytest.mark.parametrize("depth", [30, 120])
def test_what_is_nested_deep_is_shown(depth: int) -> None:
    items = "".join("  " * n + f"- item {n}\n" for n in range(depth))
    shown = markdown(f"{items}\nb\n\n{'> ' * depth * 2}c\n\nd\n", locale="es").html
    assert shown.count("item") == depth
    assert all(f"<p>{word}" in shown for word in "bd")
    assert "c</p>" in shown


def test_modules_of_mdx_are_not_shown() -> None:
    text = "import A from './a'\n\nexport const b = 1\n\nimport is a word.\n\ntexto\n"
    assert markdown(text, locale="es", mdx=True).html == "<p>texto</p>\n"
    assert "import A" in markdown(text, locale="es").html


def test_headings_keep_the_ids_of_the_source() -> None:
    source = "# Dose & onset\n\n## Risks\n\n## Risks\n\n## `x_y`\n"
    body = markdown(
        "# Dosis\n\n## Riesgos\n\n## Riesgos 2\n\n## `x_y`\n", locale="es", source=source
    )
    assert re.findall('id="([^"]+)"', body.html) == ["dose--onset", "risks", "risks-1", "x_y"]
    assert body.title == "Dosis"
    # A source of another shape cannot say.
    assert 'id="dosis"' in markdown("# Dosis\n", locale="es", source="text\n").html


def test_a_heading_without_letters_has_no_id() -> None:
    assert "<h1>?</h1>" in markdown("# ?\n", locale="es").html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Same\n", '<h1 id="same" lang="en" dir="ltr">'),
        ("Same\n", '<p lang="en" dir="ltr">Same</p>'),
        ("- Same\n- Otro\n", '<li><span lang="en" dir="ltr">Same</span></li>\n<li>Otro</li>'),
        ("| Same |\n|---|\n| x |\n", '<th lang="en" dir="ltr" scope="col">Same</th>'),
        ("> [!NOTE]\n> Same\n", '<p lang="en" dir="ltr">Same</p>'),
        ("Two  \nlines\n", '<p lang="en" dir="ltr">Two<br />'),
    ],
)
def test_text_in_the_source_language_says_so(text: str, expected: str) -> None:
    untranslated = frozenset({"Same", "Two lines"})
    html = markdown(text, locale="ar", source_language=ENGLISH, untranslated=untranslated).html
    assert expected in html
    assert "lang=" not in markdown(text, locale="ar", source_language=ENGLISH).html


def test_plain_text() -> None:
    article = extract("a.txt", b"One <b>\n  two\n\n\nThree.\n", Extract())
    html = plain_text("\ufeffUno <b>\r\n  dos\r\n\r\n\r\nTres\r\n", article).html
    assert html == '<p class="plain">Uno &lt;b&gt;\n  dos</p>\n<p class="plain">Tres</p>\n'


def test_plain_text_that_is_still_in_the_source_language_says_so() -> None:
    article = extract("a.txt", b"Science\n\nOne\n  two.\n\nThree.\n", Extract())
    body = plain_text(article.text, article, ENGLISH, frozenset({"Science", "One", "two."}))
    assert body.html.splitlines() == [
        '<h1 lang="en" dir="ltr">Science</h1>',
        '<p class="plain" lang="en" dir="ltr">One',
        "  two.</p>",
        '<p class="plain">Three.</p>',
    ]


def test_headings_of_plain_text_are_those_of_its_source() -> None:
    """Whatever a translation ends with; a date above the title is no title."""
    source = "May 7, 2024\n\nThe <Science>\n\nIt blocks.\n\nSecond part\n\nIt grows.\n"
    article = extract("a.txt", source.encode(), Extract())
    body = plain_text("7.5.24\n\n¿<Ciencia>?\n\nBloquea\n\nParte dos\n\nCrece.\n", article)
    assert body.title == "¿<Ciencia>?"
    assert body.html.splitlines() == [
        '<p class="plain">7.5.24</p>',
        "<h1>¿&lt;Ciencia&gt;?</h1>",
        '<p class="plain">Bloquea</p>',
        "<h2>Parte dos</h2>",
        '<p class="plain">Crece.</p>',
    ]
    more = plain_text("Uno\n\nDos\n", article)
    assert (more.title, more.html.count("<h")) == ("", 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[x](b.md?print#dose)\n", '<p><a href="B?print#dose">x</a></p>'),
        ("[x][y]\n\n[y]: b.md\n", '<p><a href="B">x</a></p>'),
        (
            'A <a class="c" href="b.md#a&amp;b">x</a>\n',
            '<p>A <a class="c" href="B#a&amp;b">x</a></p>',
        ),
        ("<div>\n<a href='b.md'>x</a>\n</div>\n", "<div>\n<a href='B'>x</a>\n</div>"),
        ('`<a href="b.md">`\n', "<p><code>&lt;a href=&quot;b.md&quot;&gt;</code></p>"),
        ('<a data-href="b.md">x</a>\n', '<p><a data-href="b.md">x</a></p>'),
    ],
)
def test_links_lead_to_pages(text: str, expected: str) -> None:
    def link(target: str) -> str:
        return target.replace("b.md", "B")

    assert markdown(text, locale="es", link=link).html.strip() == expected


@pytest.mark.parametrize("name", TITLES)
def test_callout_titles(name: str) -> None:
    assert len(TITLES[name]) == len(KINDS)
    assert all(TITLES[name])


def test_every_wording_has_callouts() -> None:
    assert TITLES.keys() == WORDINGS.keys()


def test_unknown_callouts_are_notes() -> None:
    assert known("Danger") == "caution"
    assert known("quokka") == "note"
    assert title("quokka", "de") == "Hinweis"


# Pages


class Reader(HTMLParser):
    """Checks that every element is closed, and gathers what the tests ask about."""

    VOID = frozenset({"meta", "link", "br", "hr", "img", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[dict[str, str | None]] = []
        self.meta: dict[str, str | None] = {}
        self.ids: list[str] = []
        self.html: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert len(given) == len(attrs), f"an attribute twice on {tag}"
        if tag == "html":
            self.html = given
        if tag == "link":
            self.links.append(given)
        if tag == "meta":
            self.meta[str(given.get("name") or given.get("http-equiv"))] = given.get("content")
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def read(data: bytes) -> Reader:
    reader = Reader()
    reader.feed(data.decode())
    reader.close()
    assert reader.open == []
    assert len(set(reader.ids)) == len(reader.ids)
    return reader


@pytest.fixture
def site(unit: Any, assembled: Any, project: Any) -> Any:
    """Two articles in two locales, one of them a draft, one held."""

    def make(options: Options | None = None, previous: Manifest | None = None, **build: Any) -> Any:
        config = project(**build)
        options = options or Options(html=True, include_drafts=True, fallback="source")
        text = (
            "---\ntitle: {}\ndescription: {}\ndate: 2026-03-01\n---\n\n[x](b.md#y) & [z](../c.md)\n"
        )
        items = []
        for path, locale, states in (
            ("guide/a.md", "es", ("reviewed", "reviewed")),
            ("guide/a.md", "ar", ("draft", "untranslated")),
            ("guide/b.md", "es", ("reviewed", "reviewed")),
        ):
            units = tuple(
                unit(
                    source,
                    "" if state == "untranslated" else target,
                    state,
                    locale=locale,
                    model="en_es 0.1",
                )
                for source, target, state in zip(("A", "B"), ("Á", "B"), states, strict=True)
            )
            given = assembled(
                units,
                text.format("Á & <b>", "D"),
                source=text.format("A", "D"),
                path=path,
                locale=locale,
            )
            items.append((given, decide(given, config.build, options)))
        made = build_pages(items, config, options, previous=previous)
        files = {str(f.path): f.data for fs in (*made.pages.values(), made.shared) for f in fs}
        return made, files

    return make


def test_pages_refer_to_each_other(site: Any) -> None:
    _, files = site(base_url="https://example.org/x/")
    assert sorted(files) == [
        "ar/guide/a.html",
        "en/guide/a.html",
        "en/guide/b.html",
        "es/guide/a.html",
        "es/guide/b.html",
        "index.html",
        "sitemap.xml",
    ]
    alternates = {}
    for path, data in files.items():
        if path.endswith("a.html"):
            reader = read(data)
            alternates[path] = {
                link["hreflang"]: link["href"]
                for link in reader.links
                if link["rel"] == "alternate"
            }
            canonical = [link["href"] for link in reader.links if link["rel"] == "canonical"]
            assert canonical == [f"https://example.org/x/{path}"]
    expected = {
        locale: f"https://example.org/x/{folder}/guide/a.html"
        for locale, folder in {"ar": "ar", "en": "en", "es": "es", "x-default": "en"}.items()
    }
    assert list(alternates.values()) == [expected] * 3


def test_pages_without_an_address_refer_relatively(site: Any) -> None:
    _, files = site()
    assert "sitemap.xml" not in files
    reader = read(files["es/guide/a.html"])
    found = {link["hreflang"]: link["href"] for link in reader.links}
    assert found == {
        "en": "../../en/guide/a.html",
        "es": "a.html",
        "ar": "../../ar/guide/a.html",
        "x-default": "../../en/guide/a.html",
    }


def test_the_frame_of_a_page(site: Any) -> None:
    _, files = site()
    page = files["es/guide/a.html"].decode()
    reader = read(page.encode())
    assert reader.html == {"lang": "es", "dir": "ltr"}
    assert reader.meta["description"] == "D"
    assert "localize:state" not in reader.meta
    assert "<title>Á &amp; &lt;b&gt;</title>" in page
    assert "<h1>Á &amp; &lt;b&gt;</h1>" in page
    assert '<time datetime="2026-03-01">1 de marzo de 2026</time>' in page
    assert 'aria-label="Idiomas"' in page
    assert (
        '<a href="a.html" hreflang="es" lang="es" dir="ltr" aria-current="page">Español</a>' in page
    )
    assert read(files["ar/guide/a.html"]).html == {"lang": "ar", "dir": "rtl"}


def test_links_between_articles(site: Any) -> None:
    _, files = site()
    assert '<a href="b.html#y">' in files["es/guide/a.html"].decode()
    # Where there is no such page in the language, the source's is better than none.
    assert '<a href="../../en/guide/b.html#y">' in files["ar/guide/a.html"].decode()
    assert '<a href="../c.md">' in files["es/guide/a.html"].decode()


def test_a_draft_says_so(site: Any) -> None:
    _, files = site()
    page = files["ar/guide/a.html"].decode()
    assert '<div class="callout draft" role="note">' in page
    assert "argos en_es 0.1" in page
    assert read(page.encode()).meta["localize:state"] == "draft"
    assert read(page.encode()).meta["robots"] == "noindex"
    assert "draft" not in files["es/guide/a.html"].decode().partition("</style>")[2]


def test_without_a_mark_only_machines_are_told(site: Any) -> None:
    options = Options(html=True, include_drafts=True, mark=False, fallback="source")
    page = site(options)[1]["ar/guide/a.html"]
    assert b'role="note"' not in page
    assert read(page).meta["localize:state"] == "draft"


def test_the_sitemap(site: Any) -> None:
    _, files = site(base_url="https://example.org")
    root = ET.fromstring(files["sitemap.xml"])
    space = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    urls = root.findall("s:url", space)
    assert [u.findtext("s:loc", namespaces=space) for u in urls] == [
        "https://example.org/en/guide/a.html",
        # The Arabic page is a draft.
        "https://example.org/es/guide/a.html",
        "https://example.org/en/guide/b.html",
        "https://example.org/es/guide/b.html",
    ]
    assert {u.findtext("s:lastmod", namespaces=space) for u in urls} == {"2026-03-01"}
    assert [len(u.findall("x:link", space)) for u in urls] == [3, 3, 3, 3]


def test_the_entrance(site: Any) -> None:
    # Not the project's folder: that has another name on another machine.
    assert b"<h1>Articles</h1>" in site()[1]["index.html"]
    entrance = site(title="Uno & dos")[1]["index.html"].decode()
    assert "<h1>Uno &amp; dos</h1>" in entrance
    read(entrance.encode())
    assert '<section lang="ar" dir="rtl">\n<h2>العربية</h2>' in entrance
    assert '<a href="es/guide/a.html">Á &amp; &lt;b&gt;</a>' in entrance


def test_pages_of_a_generator_s_layout_lie_apart(site: Any) -> None:
    options = Options(html=True, layout="hugo", include_drafts=True, fallback="source")
    assert all(path.startswith("html/") for path in site(options)[1])
    assert str(page_path("a.txt", "es", "hugo")) == "html/es/a.html"


def test_kept_pages_are_referred_to(site: Any) -> None:
    def entry(article: str, locale: str, state: str) -> Entry:
        files = [f"{locale}/{article.removesuffix('.md')}.html"]
        data = {"article": f"source/{article}", "locale": locale, "state": state, "files": files}
        return Entry(article=f"source/{article}", locale=locale, state=state, data=data)

    previous = Manifest(
        entries=(
            entry("guide/b.md", "fr", "published"),
            entry("guide/b.md", "de", "held"),
            entry("guide/a.md", "it", "draft"),
        )
    )
    _, files = site(previous=previous)
    found = {link["hreflang"] for link in read(files["es/guide/b.html"]).links}
    assert found == {"en", "es", "fr", "de", "x-default"}
    assert "fr/guide/b.html" not in files


def test_a_page_learns_of_its_versions(site: Any) -> None:
    _, files = site()
    page = files["es/guide/b.html"]
    spanish, english = (Language(locale=name, direction="ltr") for name in ("es", "en"))
    one = Alternate(language=spanish, name="Español", href="b.html")
    two = Alternate(language=english, name="English", href="../../en/guide/b.html")
    alone = relinked(page, "es", [one], "")
    assert alone is not None
    assert b"<nav" not in alone
    assert [link["hreflang"] for link in read(alone).links] == ["es"]
    assert relinked(alone, "es", [two, one], two.href) == page
    assert relinked(page.replace(b"<style>", b"<style> "), "es", [one], "") is None
    assert relinked(b"<p>another's</p>", "es", [one], "") is None


def test_nothing_to_show(project: Any, assembled: Any) -> None:
    config = project()
    held = Decision(article="a.md", locale="es", outcome=Outcome.HELD)
    made = build_pages([(assembled(path="a.md"), held)], config, Options(html=True))
    assert made.pages == {}
    assert made.shared == ()


def test_a_title_that_fell_back_says_its_language(unit: Any, assembled: Any, project: Any) -> None:

    one = unit("A")
    given = assembled((one,), "---\ntitle: A\n---\ntexto\n", source="---\ntitle: A\n---\ntexto\n")
    titled = one.segment._replace(field="title")
    given = given._replace(article=given.article._replace(segments=(titled,)))
    config, options = project(), Options(html=True, fallback="source")
    made = build_pages([(given, decide(given, config.build, options))], config, options)
    page = made.pages["guide/a.md", "es"][0].data.decode()
    assert '<h1 lang="en" dir="ltr">A</h1>' in page


def test_a_text_with_a_bare_label_says_its_language(
    unit: Any, assembled: Any, project: Any
) -> None:
    text = "See [the leaflet]\nfirst.\n\n[the leaflet]: leaflet.md\n"
    given = assembled((unit("See [the leaflet][the leaflet] first."),), text, source=text)
    given = given._replace(article=extract("guide/a.md", text.encode()))
    config, options = project(), Options(html=True, fallback="source")
    made = build_pages([(given, decide(given, config.build, options))], config, options)
    page = made.pages["guide/a.md", "es"][0].data.decode()
    assert '<p lang="en" dir="ltr">See <a href="leaflet.md">' in page


def test_mdx_and_plain_text_articles(unit: Any, assembled: Any, project: Any) -> None:
    config, options = project(), Options(html=True)
    for path, text, shown in (
        ("a.mdx", "import A from 'a'\n\nTexto\n", "<p>Texto</p>"),
        ("b.txt", "Uno *dos*\n", '<p class="plain">Uno *dos*</p>'),
    ):
        given = assembled((unit("A", "a"),), text, path=path, source=text)
        made = build_pages([(given, decide(given, config.build, options))], config, options)
        page = made.pages[path, "es"][0].data.decode()
        assert shown in page
        assert "import" not in page.partition("</style>")[2]


HOSTILE = [
    "[x](javascript:alert(1))\n",
    "![x](javascript:alert(1))\n",
    "<javascript:alert(1)>\n",
    "# <script>alert(1)</script>\n",
    '`"><img onerror=alert(1)>`\n',
    ":::tip[<script>alert(1)</script>]\nx\n:::\n",
    "> [!NOTE] <script>alert(1)</script>\n> x\n",
    '!!! note "<script>alert(1)</script>"\n    x\n',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_page_runs(unit: Any, assembled: Any, project: Any, text: str) -> None:
    """The policy stops every script, also where an author's own HTML has one."""
    given = assembled((unit("A", "a"),), text, source=text)
    config, options = project(), Options(html=True)
    made = build_pages([(given, decide(given, config.build, options))], config, options)
    page = made.pages["guide/a.md", "es"][0].data
    policy = str(read(page).meta["Content-Security-Policy"])
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert b'href="javascript:' not in page
    assert b'src="javascript:' not in page


def test_a_hostile_title_stays_text(unit: Any, assembled: Any, project: Any) -> None:
    text = '---\ntitle: "</title><script>alert(1)</script>"\n---\nx\n'
    given = assembled((unit("A", "a"),), text, source=text)
    config, options = project(), Options(html=True)
    made = build_pages([(given, decide(given, config.build, options))], config, options)
    for file in (*made.pages["guide/a.md", "es"], *made.shared):
        assert b"<script" not in file.data
