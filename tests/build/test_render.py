"""The file of an article: as it was put together, unless something more is asked for."""

from __future__ import annotations

import string
from pathlib import PurePosixPath
from typing import Any

import pytest
from markdown_it import MarkdownIt

from localize.build import Options, decide, render
from localize.build.layouts import LAYOUTS, find
from localize.build.wording import WORDINGS, wording
from localize.config import _CHOICES
from localize.errors import UsageError
from localize.locales import check

DRAFTS = Options(include_drafts=True)


def made(
    given: Any, config: Any, options: Options = DRAFTS, evidence: Any = None
) -> tuple[str, str]:
    decision = decide(given, config.build, options, evidence=evidence)
    (file,) = render(given, decision, config, options)
    return str(file.path), file.data.decode()


def test_the_bytes_are_those_that_were_put_together(
    unit: Any, assembled: Any, project: Any
) -> None:
    text = "\ufeff---\r\ntitle: A  \r\n---\r\n\r\nTexto \r\nen dos\t\r\n\r\n\r\n"
    given = assembled((unit("Text", "Texto"),), text)
    assert made(given, project()) == ("es/guide/a.md", text)


def test_a_held_article_has_no_file(unit: Any, assembled: Any, project: Any) -> None:
    given, config = assembled((unit("A"),)), project()
    assert render(given, decide(given, config.build, Options()), config, Options()) == ()


PLACES = {
    "plain": "pt-BR/guide/a.md",
    "hugo": "content/pt-br/guide/a.md",
    "hugo-suffix": "content/guide/a.pt-br.md",
    "docusaurus": "i18n/pt-BR/docusaurus-plugin-content-docs/current/guide/a.md",
    "mkdocs": "docs/pt_BR/guide/a.md",
    "mkdocs-suffix": "docs/guide/a.pt_BR.md",
    "starlight": "src/content/docs/pt-br/guide/a.md",
    "jekyll": "pt-BR/guide/a.md",
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_places(name: str) -> None:
    place = find(name).place
    assert str(place(PurePosixPath("guide/a.md"), "pt-BR")) == PLACES[name]
    assert place(PurePosixPath("index.md"), "es") != place(PurePosixPath("index.md"), "fr")


def test_the_configuration_knows_the_same_layouts() -> None:
    assert set(_CHOICES["build.layout"]) == set(LAYOUTS)


def test_an_unknown_layout() -> None:
    with pytest.raises(UsageError, match="unknown layout 'wiki'"):
        find("wiki")


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_language_key_only_where_it_is_needed(
    unit: Any, assembled: Any, project: Any, name: str
) -> None:
    given = assembled((unit("A", "a"),), "---\ntitle: a\n---\na\n")
    _, text = made(given, project(), Options(layout=name))
    assert ("lang: es" in text) == (name == "jekyll")
    _, text = made(given, project(set_lang=True), Options(layout=name))
    assert "lang: es\n" in text


@pytest.mark.parametrize(
    ("path", "start"), [("a.md", "---\nlang: es\n---\n"), ("a.mdx", "---\nlang"), ("a.txt", "a\n")]
)
def test_a_language_key_where_there_is_no_front_matter(
    unit: Any, assembled: Any, project: Any, path: str, start: str
) -> None:
    given = assembled((unit("A", "a"),), path=path)
    assert made(given, project(set_lang=True))[1].startswith(start)


def test_numbers_of_named_keys(unit: Any, assembled: Any, project: Any) -> None:
    given = assembled((unit("A", "a"),), "---\npeople: 12000\n---\na\n")
    config = project(localize_numbers=("people",))
    assert 'people: "12.000"' in made(given, config)[1]
    assert "\npeople: 12000\n" in made(given, config, Options(layout="hugo"))[1]


def test_dates_stay_readable_for_generators(unit: Any, assembled: Any, project: Any) -> None:
    given = assembled((unit("A", "a"),), "---\ndate: 2026-03-01\n---\na\n")
    config = project(localize_dates=True)
    assert 'date: "1 de marzo de 2026"' in made(given, config)[1]
    assert "\ndate: 2026-03-01\n" in made(given, config, Options(layout="hugo"))[1]


# The banner


def drafts(unit: Any, assembled: Any, text: str | None = None) -> Any:
    units = (unit("A", "a", "draft", model="en_es 0.1"), unit("B", "b"), unit("C", "c"))
    return assembled(units, text)


@pytest.mark.parametrize(
    ("text", "banner_at"),
    [
        ("a\n", 0),
        ("\ufeffa\n", 1),
        ("---\ntitle: a\n---\n\na\n", 17),
        ("---\ntitle: a\n---\na\n", 17),
        ("---\ntitle: a\n---", 18),
        ("+++\ntitle = 'a'\n+++\n# a\n", 20),
        ("- a\n", 0),
        ("    code\n", 0),
        ("", 0),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_banner_is_a_quote_under_the_front_matter(
    unit: Any, assembled: Any, project: Any, text: str, banner_at: int, end: str
) -> None:
    text = text.replace("\n", end)
    shown = made(drafts(unit, assembled, text), project())[1]
    start = shown.index("> **Borrador de traducción.**")
    assert len(shown[:start].replace(end, "\n").rstrip("\n")) == len(
        text.replace(end, "\n")[:banner_at].rstrip("\n")
    )
    if end in text:
        assert "\n" not in shown.replace(end, "")
    # What follows is parsed as it was without the banner.
    front = shown[:start].rstrip("\r\n")
    body = text.removeprefix(front).removeprefix(end)
    tokens = [t.type for t in MarkdownIt("commonmark").parse(shown[start:])]
    alone = [t.type for t in MarkdownIt("commonmark").parse(body)]
    assert tokens[0] == "blockquote_open"
    assert tokens[tokens.index("blockquote_close") + 1 :] == alone


def test_the_banner_says_what_is_known(unit: Any, assembled: Any, project: Any) -> None:
    from localize.build import Acceptance, Evidence

    given = drafts(unit, assembled)
    evidence = {given.units[1].id: Evidence(accepted=(Acceptance(person="ana"),))}
    text = made(given, project(), evidence=evidence)[1]
    assert text.startswith(
        "> **Borrador de traducción.** Este texto aún no se ha revisado por completo y puede contener"
        " errores.\n>\n> Traducción automática: argos en_es 0.1. Fragmentos revisados: 2 / 3."
        " Personas que han revisado: 1.\n\na\n"
    )


def test_no_banner_without_a_mark_or_a_draft(unit: Any, assembled: Any, project: Any) -> None:
    options = Options(include_drafts=True, mark=False)
    assert made(drafts(unit, assembled), project(), options)[1] == "a\n\nb\n\nc\n"
    assert made(assembled((unit("A", "a"),)), project())[1] == "a\n"


def test_a_model_cannot_write_markup(unit: Any, assembled: Any, project: Any) -> None:
    given = assembled((unit("A", "a", "draft", model="<script>[x](y)\n# z"),))
    text = made(given, project())[1]
    assert "argos scriptxy z." in text


@pytest.mark.parametrize("name", WORDINGS)
def test_wordings(name: str) -> None:
    words = wording(name)
    assert words is WORDINGS[name]
    assert check(name) == name
    assert all(words)
    assert words.warning[-1] in ".。।"
    for label in (words.draft, words.machine, words.reviewed, words.reviewers):
        assert label[-1] not in string.punctuation
        assert not set(label) & set("<>*_[]`&")
    # No wording was forgotten to be translated.
    if name != "en":
        assert not set(words) & set(WORDINGS["en"])


@pytest.mark.parametrize(
    ("locale", "like"),
    [("es-MX", "es"), ("zh-TW", "zh-Hant"), ("zh-Hant-HK", "zh-Hant"), ("nn", "nb"), ("tlh", "en")],
)
def test_the_nearest_wording(locale: str, like: str) -> None:
    assert wording(locale) is WORDINGS[like]
