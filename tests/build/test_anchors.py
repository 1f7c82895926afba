"""Links to a heading go on working where the heading reads otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from localize import extract
from localize.build import Options, choose, decide, render
from localize.build.anchors import Names, pins, plain
from localize.build.assemble import Assembled, assemble
from localize.build.edit import apply
from localize.build.layouts import Layout, Slug, find, slugify
from localize.build.render import place
from localize.config import Build, Config, Extract
from localize.model import State, Unit

TARGETS = {
    "Dose & onset": "Dosis e inicio",
    "Same": "Same",
    "Long term": "Largo plazo",
    "Use `code` *now*": "Usa `code` *ya*",
    "Own": "Propio",
    "谷氨酸": "Glutamato",
}


def made(text: str, path: str = "a.md") -> Assembled:
    article = extract.article(path, text.encode(), Extract())
    units = [
        Unit(
            segment=segment,
            locale="es",
            target=TARGETS.get(segment.text, segment.text),
            state=State.REVIEWED,
        )
        for segment in article.segments
    ]
    targets = choose(units, Build(), Options())
    return assemble(
        article, "es", units, targets, lambda t: extract.article(path, t.encode(), Extract())
    )


def pin(assembled: Assembled, layout: Layout) -> str:
    return apply(assembled.text, pins(assembled, layout))


@pytest.mark.parametrize(
    ("source", "hugo", "plain_layout"),
    [
        (
            "## Dose & onset\n",
            "## Dosis e inicio {#dose--onset}\n",
            '## <a id="dose--onset"></a>Dosis e inicio\n',
        ),
        ("## Same\n", "## Same\n", "## Same\n"),
        (
            "## Long term\n\n## Long term\n",
            "## Largo plazo {#long-term}\n\n## Largo plazo {#long-term-1}\n",
            '## <a id="long-term"></a>Largo plazo\n\n## <a id="long-term-1"></a>Largo plazo\n',
        ),
        (
            "> # Use `code` *now*\n",
            "> # Usa `code` *ya* {#use-code-now}\n",
            '> # <a id="use-code-now"></a>Usa `code` *ya*\n',
        ),
        ("## Own {#mine}\n", "## Propio {#mine}\n", "## Propio {#mine}\n"),
        (
            "Long term\r\n=========\r\n",
            "Largo plazo {#long-term}\r\n=========\r\n",
            '<a id="long-term"></a>Largo plazo\r\n=========\r\n',
        ),
        ("Long term\n", "Largo plazo\n", "Largo plazo\n"),
    ],
)
def test_pinned(source: str, hugo: str, plain_layout: str) -> None:
    assembled = made(source)
    assert pin(assembled, find("hugo")) == hugo
    assert pin(assembled, find("plain")) == plain_layout


def test_only_where_it_is_asked_for(tmp_path: Any) -> None:
    assembled = made("## Long term\n")
    for asked, text in ((False, b"## Largo plazo\n"), (True, b"## Largo plazo {#long-term}\n")):
        config = Config(root=tmp_path, build=Build(pin_anchors=asked, layout="hugo"))
        options = Options(layout="hugo")
        decision = decide(assembled, config.build, options)
        (file,) = render(assembled, decision, config, options)
        assert file.data == text
        assert file.path == place("a.md", "es", options)


@pytest.mark.parametrize(
    ("text", "github", "python_markdown"),
    [
        ("What is it?", "what-is-it", "what-is-it"),
        ("Dose & onset", "dose--onset", "dose-onset"),
        ("NMDA_receptor (a)", "nmda_receptor-a", "nmda_receptor-a"),
        ("¿Qué es?", "qué-es", "que-es"),
        ("10 mg/kg", "10-mgkg", "10-mgkg"),
        ("???", "", ""),
    ],
)
def test_ids_as_the_generators_derive_them(text: str, github: str, python_markdown: str) -> None:
    assert slugify(text, Slug.GITHUB) == github
    assert slugify(text, Slug.PYTHON_MARKDOWN) == python_markdown


def test_the_second_of_a_name() -> None:
    names = Names(Slug.PYTHON_MARKDOWN)
    assert [names.next(t) for t in ("A", "a", "A", "?", "?")] == ["a", "a_1", "a_2", "", ""]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"# A \* b &amp; c", "A * b & c"),
        ("# **A** [b](c.md) `d e`", "A b d e"),
        ("# A <b>c</b>", "A c"),
    ],
)
def test_what_a_reader_sees(text: str, shown: str) -> None:
    (segment,) = extract.article("a.md", text.encode(), Extract()).segments
    assert plain(segment) == shown


def test_a_text_that_gives_no_id_is_left_alone() -> None:
    """Python-Markdown knows ASCII only."""
    assert pin(made("## 谷氨酸\n"), find("mkdocs")) == "## Glutamato\n"
    assert pin(made("## 谷氨酸\n"), find("hugo")) == "## Glutamato {#谷氨酸}\n"


def test_a_name_that_comes_often_is_counted_on() -> None:
    names = Names(Slug.GITHUB)
    found = [names.next(text) for text in ("a", "a 1", "a", "a", "a-1", "a")]
    assert found == ["a", "a-1", "a-2", "a-3", "a-1-1", "a-4"]
