"""Targets in their slots: what each holder needs, what spoils an article, and what `same_structure` sees."""

from __future__ import annotations

import pytest

from localize import extract
from localize.build.assemble import assemble
from localize.build.encode import settle, toml_string, yaml_scalar
from localize.build.verify import markup_difference, same_structure
from localize.markdown.inline import analyse, visible
from localize.model import Article, Kind, Segment, State, Syntax, Unit, unit_id

SLOTS = {
    "a paragraph": ("a.md", "Text\n", "Neu", "Neu\n"),
    "a quotation of two lines": ("a.md", "> one  \n> two\n", "eins  \nzwei", "> eins  \n> zwei\n"),
    "a number on a second line": ("a.md", "one  \ntwo\n", "eins  \n2. zwei", "eins  \n2\\. zwei\n"),
    "CRLF": ("a.md", "one\\\r\ntwo\r\n", "eins\\\nzwei", "eins\\\r\nzwei\r\n"),
    "its own sign at the start": ("a.md", "a\n\n\\# x\n", None, "a\n\n\\# x\n"),
    "a setext heading": ("a.md", "Head\n====\n", "Kopf", "Kopf\n====\n"),
    "a footnote": ("a.md", "[^1]: note\n", "1. Notiz", "[^1]: 1. Notiz\n"),
    "HTML": ("a.md", "<p>text</p>\n", "a < b & c", "<p>a &lt; b & c</p>\n"),
    "HTML in MDX": ("a.mdx", "<p>text</p>\n", "so {ist} es", "<p>text</p>\n"),
    "a tag of HTML": ("a.md", "<p>a <b>x</b></p>\n", "<b>y</b> <i>z</i>", "<p><b>y</b> &lt;i>z&lt;/i></p>\n"),
    "an attribute in single quotes": ("a.md", "<img alt='x'>\n", "l'eau \"y\"", "<img alt='l&#39;eau \"y\"'>\n"),
    "an attribute in double quotes": ("a.md", '<img alt="x">\n', "l'eau \"y\"", "<img alt=\"l'eau &quot;y&quot;\">\n"),
    "an alternative text": ("a.md", "![x](i.png)\n", "a [b] c", "![a [b] c](i.png)\n"),
    "a bracket too many": ("a.md", "![x](i.png)\n", "a ] [b", "![a \\] \\[b](i.png)\n"),
    "an alternative text in a cell": ("a.md", "| ![x](i) |\n|--|\n", "a|b", "| ![a\\|b](i) |\n|--|\n"),
    "a title in a cell": ("a.md", "| ![](i 'x') |\n|--|\n", "a|'b", "| ![](i 'a\\|\\'b') |\n|--|\n"),
    "a title in brackets": ("a.md", "[r]: /u (x)\n", "a (b)", "[r]: /u (a &#40;b&#41;)\n"),
    "a tag at the start": ("a.md", "<b>x</b> y\n", "<b>x</b> z", "<b>x</b> z\n"),
    "an address at the start": ("a.md", "<https://e.org> y\n", "<https://e.org> z", "<https://e.org> z\n"),
    "math on lines of its own": (
        "a.md", "Here:\n$$\na % c\nb\n$$\nend.\n", "2. Da: $$ a % c b $$ - Ende.", "2\\. Da:\n$$\na % c\nb\n$$\n\\- Ende.\n",
    ),
    "math in a quotation": (
        "a.md", "> So\r\n> \\[\r\n>  a = % c\r\n> b\r\n> \\], x\r\n", "Da \\[ a = % c b \\], y",
        "> Da\r\n> \\[\r\n>  a = % c\r\n> b\r\n> \\], y\r\n",
    ),
    "math within a line": ("a.md", "Here $a +\n b$ end.\n", "Da ist $a + b$ da.", "Da ist $a +\n b$ da.\n"),
    "math that moved": ("a.md", "Here\n$$\na\n$$\nend\n", "($$ a $$) da", "($$\na\n$$) da\n"),
    "math at a hard break": ("a.md", "Here  \n$$\na\n$$  \nend\n", "Da  \n$$ a $$  \nEnde", "Da  \n$$\na\n$$  \nEnde\n"),
    "math in a component": (
        "a.mdx", "<Card>\nHere $$\na % c\n$$ end\n</Card>\n", "Da $$ a % c $$ Ende", "<Card>\nDa $$\na % c\n$$ Ende\n</Card>\n",
    ),
    "an environment": (
        "a.md", "So\n\\begin{align*}\na &= b % c\n\\end{align*}\nend\n", "Da \\begin{align*} a &= b % c \\end{align*} Ende",
        "Da\n\\begin{align*}\na &= b % c\n\\end{align*}\nEnde\n",
    ),
    "plain text": ("a.txt", "Some text.\n", "1. *a* <b> # c", "1. *a* <b> # c\n"),
    "YAML": ("a.md", "---\ntitle: x\n---\n", "a: b", '---\ntitle: "a: b"\n---\n'),
    "YAML that reads as a number": ("a.md", "---\ntitle: x\n---\n", "5.5 no", "---\ntitle: 5.5 no\n---\n"),
    "a folded block of YAML": ("a.md", "---\ntitle: >-\n  x y\n  z\n---\n", "a b", "---\ntitle: >-\n  a b\n---\n"),
    "a literal block of YAML": ("a.md", "---\ntitle: |\n  x\n  y\n---\n", "a\nb", "---\ntitle: |\n  a\n  b\n---\n"),
    "TOML": ("a.md", '+++\ntitle = "x"\n+++\n', 'a "b"', '+++\ntitle = "a \\"b\\""\n+++\n'),
}  # fmt: skip


def reparser(path: str) -> object:
    return lambda text: extract.article(path, text.encode())


@pytest.mark.parametrize("case", SLOTS)
def test_slots(case: str) -> None:
    path, source, target, expected = SLOTS[case]
    article = extract.article(path, source.encode())
    segment = article.segments[-1]
    targets = {} if target is None else {segment.id: target}
    built = assemble(article, "de", (), targets, reparser(path))  # type: ignore[arg-type]
    assert built.text == expected
    assert bool(built.fallbacks) == (case == "HTML in MDX")
    for segment_, place in zip(article.segments, built.places, strict=True):
        if path == "a.md" and target is None:
            assert segment_.text
        assert 0 <= place[0] <= place[1] <= len(built.text)


YAML = {
    ("x", ""): "x",
    ("true", ""): '"true"',
    ("5", ""): '"5"',
    (" x", ""): '" x"',
    ("a #b", ""): '"a #b"',
    ("- a", ""): '"- a"',
    ("@a", ""): '"@a"',
    ("l'eau", "'"): "'l''eau'",
    ("a\nb", "'"): '"a\\nb"',
    ('"a"', '"'): '"\\"a\\""',
    ("wrapped", "\n"): "wrapped",
    ("a\n\nb", "|\n  "): "|\n  a\n\n  b",
    ("a\nb", ">\n  "): ">\n  a\n\n  b",
}


@pytest.mark.parametrize(("value", "style"), YAML)
def test_yaml(value: str, style: str) -> None:
    import yaml

    written = yaml_scalar(value, style)
    assert written == YAML[value, style]
    assert yaml.safe_load(f"k: {written}\n")["k"].rstrip("\n") == value


TOML = {
    ("x", "'"): "'x'",
    ("l'eau", "'"): '"l\'eau"',
    ("x", '"'): '"x"',
    ("a\nb", "'''"): "'''a\nb'''",
    ("a''", "'''"): "\"a''\"",
    ("a'", "'''"): '"a\'"',
    ('a"""b', '"""'): '"""a""\\"b"""',
    ('a"', '"""'): '"""a\\""""',
    ("a\\b", '"""'): '"""a\\\\b"""',
}


@pytest.mark.parametrize(("value", "style"), TOML)
def test_toml(value: str, style: str) -> None:
    import tomllib

    written = toml_string(value, style)
    assert written == TOML[value, style]
    assert tomllib.loads(f"k = {written}")["k"] == value


DIFFERENCES = {
    "nothing": ("a *b*", "*c* d", None),
    "an emphasis lost": ("a *b*", "c", "missing emphasis * (open), emphasis * (close)"),
    "code lost": ("a `b`", "c", "missing code b"),
    "code gained": ("a", "c `d`", "surplus code d"),
    "another": ("a `b`", "c `d`", "missing code b; surplus code d"),
    "an empty link": ("[a](u)", "[ ](u) x", "nothing is left inside a link"),
    "an empty emphasis inside": ("a [b](u)", "a [](u)", "nothing is left inside a link"),
    "empty in the source too": ("a [](u)", "b [](u)", None),
    "no text at all": ("a `b`", "`b`", None),
    "only markup": ("a {{ b }}", "{{ b }}", "no text is left"),
    "an address changed is for the checks": ("a https://e.org", "b https://e.com", None),
    "a break lost": ("a  \nb", "a b", "missing hard line break"),
}


@pytest.mark.parametrize("case", DIFFERENCES)
def test_markup_differences(case: str) -> None:
    source, target, expected = DIFFERENCES[case]
    [segment] = extract.article("a.md", source.encode()).segments
    assert markup_difference(segment, settle(segment, target)) == expected


def test_plain_text_has_no_markup() -> None:
    plain = Segment(id="x", text="a", kind=Kind.PARAGRAPH, syntax=Syntax.PLAIN)
    assert markup_difference(plain, "`b` *c*") is None


@pytest.mark.parametrize("target", [" ", "\t", "\n", "\u00a0", "\u200b", "\u00ad\u2060 "])
@pytest.mark.parametrize("syntax", [Syntax.PLAIN, Syntax.MARKDOWN])
def test_a_translation_nobody_sees_is_none(syntax: Syntax, target: str) -> None:
    """Published, it would be a gap where a warning was."""
    segment = Segment(id="x", text="Call us.", kind=Kind.PARAGRAPH, syntax=syntax)
    segment = segment._replace(pieces=analyse("Call us.", syntax, ()))
    assert markup_difference(segment, target) == "no text is left"


THREE = extract.article("a.md", b"one\n\ntwo\n\nthree\n")
IDS = [unit_id(text) for text in ("one", "two", "three")]


def spoiled_by(*words: str) -> object:
    """Reads an article as broken where all of these words are in it."""

    def reparse(text: str) -> Article:
        found = extract.article("a.md", text.encode())
        return found._replace(shape=()) if all(word in text for word in words) else found

    return reparse


CULPRITS = {
    "none": (("zzz",), []),
    "the first": (("eins",), IDS[:1]),
    "the last": (("drei",), IDS[2:]),
    "two only together": (("eins", "drei"), [IDS[0], IDS[2]]),
}


@pytest.mark.parametrize("case", CULPRITS)
def test_culprits(case: str) -> None:
    words, expected = CULPRITS[case]
    targets = dict(zip(IDS, ("eins", "zwei", "drei"), strict=True))
    units = [
        Unit(segment=s, locale="de", target=targets[s.id], state=State.REVIEWED, file="f", line=3)
        for s in THREE.segments
    ]
    built = assemble(THREE, "de", units, targets, spoiled_by(*words))  # type: ignore[arg-type]
    # What spoils it only together may take along what stood with it.
    assert set(built.fallbacks) >= set(expected)
    assert case == "two only together" or set(built.fallbacks) == set(expected)
    assert {finding.unit for finding in built.findings} == set(built.fallbacks)
    for name, source in zip(IDS, ("one", "two", "three"), strict=True):
        assert (source in built.text.split()) == (name in built.fallbacks)
    for finding in built.findings:
        assert finding.check == "structure"
        assert (finding.file, finding.line) == ("f", 3)
        assert "read as something else" in finding.message


def test_findings_only_for_units_that_are_known() -> None:
    built = assemble(THREE, "de", (), {IDS[0]: "`x`"}, reparser("a.md"))  # type: ignore[arg-type]
    assert built.fallbacks == (IDS[0],)
    assert built.findings == ()


def test_a_text_equal_to_its_source_is_left_alone() -> None:
    article = extract.article("a.md", b"a\nb\n\na\nb\n")
    name = article.segments[0].id
    for target in ("", "a b", " a b ", "a\nb"):
        built = assemble(article, "de", (), {name: target}, reparser("a.md"))  # type: ignore[arg-type]
        assert built.text == "a\nb\n\na\nb\n"


def test_same_structure() -> None:
    article = extract.article("a.md", b"# one\n\ntwo `x`\n")

    def again(text: str) -> Article:
        return extract.article("a.md", text.encode())

    none = [None, None]
    assert same_structure(article, article, none)
    assert same_structure(article, again("# eins\n\ntwo `x`\n"), ["eins", None])
    assert not same_structure(article, again("# one\n"), none)
    assert not same_structure(article, again("## one\n\ntwo `x`\n"), none)
    assert not same_structure(article, again("one\n===\n\ntwo `x`\n"), none)
    assert not same_structure(article, again("#  one\n\ntwo `x`\n"), none)
    assert not same_structure(article, again("# eins\n\ntwo `x`\n"), none)
    assert not same_structure(article, again("# zwei\n\ntwo `x`\n"), ["eins", None])
    segments = (article.segments[0], article.segments[1]._replace(syntax=Syntax.HTML))
    assert not same_structure(article, article._replace(segments=segments), [None, "two `x`"])
    assert visible("two `x`", article.segments[1].pieces) == "two x"
