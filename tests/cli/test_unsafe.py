"""Translations that would break an article: escaped where that says what was meant, else held back or fallen back."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from tests.cli.conftest import Run

ARTICLE = """\
# Heading

May 1 is near.

Take **two** `x` and [see](https://e.org).

Look ![there](j.png) now.

| a | b |
|---|---|
| cell | other |

![picture](i.png "title")
"""

ESCAPED = {
    "a number at the start": ("May 1 is near.", "1. Mai", "1\\. Mai"),
    "a parenthesis": ("May 1 is near.", "1) Mai", "1\\) Mai"),
    "a hash": ("May 1 is near.", "# nah", "\\# nah"),
    "a bullet": ("May 1 is near.", "- nah", "\\- nah"),
    "a quote": ("May 1 is near.", "> nah", "\\> nah"),
    "a fence": ("May 1 is near.", "``` nah", "\\`\\`\\` nah"),
    "a carriage return": ("May 1 is near.", "eins\r# nah", "eins # nah"),
    "a setext line": ("May 1 is near.", "eins\n===", "eins ==="),
    "a call-out": ("May 1 is near.", ":::note nah", "\\:::note nah"),
    "a definition": ("May 1 is near.", "[x]: /url", "\\[x]: /url"),
    "a table row": ("May 1 is near.", "| nah |", "\\| nah |"),
    "a script": (
        "May 1 is near.",
        "<script>alert(1)</script> nah",
        "\\<script>alert(1)\\</script> nah",
    ),
    "a comment": ("May 1 is near.", "<!-- nah --> ja", "\\<!-- nah --> ja"),
    "a pipe in a cell": ("cell", "a|b", "| a\\|b | other |"),
    "a newline in a cell": ("cell", "a\nb", "| a b | other |"),
    "a newline in a heading": ("Heading", "Kopf\nzeile", "# Kopf zeile\n"),
    "a closing hash": ("Heading", "C #", "# C \\#\n"),
    "a quote in a title": ("title", 'ein "Titel"', '"ein \\"Titel\\""'),
    "a bracket in an alternative text": ("picture", "Bild ]", "![Bild \\]]"),
}

BROKEN = {
    "a lost code span": (
        "Take **two** `x` and [see](https://e.org).",
        "Nimm **zwei** und [sieh](https://e.org).",
    ),
    "a doubled code span": (
        "Take **two** `x` and [see](https://e.org).",
        "Nimm **zwei** `x` `x` und [sieh](https://e.org).",
    ),
    "unclosed strong": (
        "Take **two** `x` and [see](https://e.org).",
        "Nimm **zwei `x` und [sieh](https://e.org).",
    ),
    "another target": (
        "Take **two** `x` and [see](https://e.org).",
        "Nimm **zwei** `x` und [sieh](https://e.com).",
    ),
    "a refused scheme": (
        "Take **two** `x` and [see](https://e.org).",
        "Nimm **zwei** `x` und [sieh](javascript:alert(1)).",
    ),
    "an empty link": (
        "Take **two** `x` and [see](https://e.org).",
        "Nimm **zwei** `x` und [](https://e.org).",
    ),
    "an image without its words": ("Look ![there](j.png) now.", "Schau ![](j.png) jetzt."),
    "a link too many": ("May 1 is near.", "[Mai](https://e.org)"),
    "emphasis too much": ("May 1 is near.", "*Mai*"),
    "a script for a link": ("May 1 is near.", "Der [Mai](javascript:alert(1)) ist nah."),
    "a script in brackets": ("May 1 is near.", "Der Mai <javascript:alert(1)> ist nah."),
    "a page for a link": ("May 1 is near.", "Der [Mai](data:text/html;base64,eA==) ist nah."),
}


def translate(project: Path, source: str, target: str) -> None:
    """As a person would: the target typed and accepted, everything else accepted as it is."""
    path = project / "locales/de/a.po"
    po = polib.pofile(str(path))
    for entry in po:
        entry.msgstr = target if entry.msgid == source else entry.msgid
    assert any(entry.msgid == source for entry in po)
    po.save(str(path))


@pytest.mark.parametrize("case", ESCAPED)
def test_escaped(project: Path, run: Run, case: str) -> None:
    source, target, expected = ESCAPED[case]
    (project / "localize.toml").write_text(
        '[build]\nhold_on = "never"\n'
    )  # what it says is not the question
    (project / "source/a.md").write_text(ARTICLE)
    run("sync", "--to", "de", "--no-translate")
    translate(project, source, target)
    result = run("build", "--to", "de", "--format", "json")
    assert result.code == 0, result.err + result.out
    assert expected in (project / "build/de/a.md").read_text()


@pytest.mark.parametrize("case", BROKEN)
def test_broken_is_held(project: Path, run: Run, case: str) -> None:
    source, target = BROKEN[case]
    (project / "source/a.md").write_text(ARTICLE)
    run("sync", "--to", "de", "--no-translate")
    translate(project, source, target)
    check = run("check", "--to", "de", "--format", "json")
    critical = [f for f in check.json["findings"] if f["severity"] == "critical"]
    assert check.code == 1
    assert [f for f in critical if f["check"] == "structure" and f["source"] == source]
    built = run("build", "--to", "de", "--format", "json")
    assert built.code == 1
    assert built.json["summary"]["held"] == 1
    assert not (project / "build/de/a.md").exists()


@pytest.mark.parametrize("case", BROKEN)
def test_broken_falls_back(project: Path, run: Run, case: str) -> None:
    source, target = BROKEN[case]
    (project / "source/a.md").write_text(ARTICLE)
    run("sync", "--to", "de", "--no-translate")
    translate(project, source, target)
    built = run("build", "--to", "de", "--fallback", "source", "--format", "json")
    assert built.code == 0, built.err
    assert (project / "build/de/a.md").read_text() == ARTICLE
    [article] = built.json["articles"]
    assert article["fallback"] == 1
    assert [
        f
        for f in built.json["findings"]
        if f["check"] == "structure" and f["severity"] == "critical"
    ]


@pytest.mark.parametrize(
    "target",
    [
        "Siehe https://e.com oder a@e.org, {name}.",
        "Siehe oder a@e.org, {name}.",
        "Siehe https://e.org oder a@e.com, {name}.",
        "Siehe https://e.org oder a@e.org.",
    ],
)
@pytest.mark.parametrize("fallback", ["hold", "source"])
def test_another_address_is_held_under_either_fallback(
    project: Path, run: Run, target: str, fallback: str
) -> None:
    source = "See https://e.org or a@e.org, {name}."
    (project / "source/a.md").write_text(f"{source}\n")
    run("sync", "--to", "de", "--no-translate")
    translate(project, source, target)
    built = run("build", "--to", "de", "--fallback", fallback, "--format", "json")
    assert built.code == 1
    assert built.json["summary"]["held"] == 1
    assert not (project / "build/de/a.md").exists()


def test_what_only_looks_like_a_link_in_the_source_may_be_translated(
    project: Path, run: Run
) -> None:
    source, target = (
        "Look [there](<so) and <made-up:thing.",
        "Schau [dort](<so) und <aus-gedacht:da.",
    )
    (project / "source/a.md").write_text(f"{source}\n")
    run("sync", "--to", "de", "--no-translate")
    translate(project, source, target)
    built = run("build", "--to", "de", "--format", "json")
    assert (built.code, built.json["findings"]) == (0, [])
    assert "Schau" in (project / "build/de/a.md").read_text()
