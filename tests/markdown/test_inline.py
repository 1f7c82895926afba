"""`analyse`: which stretches of a text are what. Pieces are shown as `kind text`, in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.markdown.inline import (
    analyse,
    protected_keys,
    readable_text,
    references_of,
    used_labels,
    visible,
)
from localize.model import PieceKind, Role, Syntax

MD, MDX, HTML, PLAIN = Syntax.MARKDOWN, Syntax.MDX, Syntax.HTML, Syntax.PLAIN
LABELS = (("R", "/u"), ("LABEL", "/v"))

CASES = {
    "nothing": (MD, "", []),
    "running text": (MD, "just text", ["text|just text"]),
    "emphasis": (MD, "a *b* c", ["text|a ", "emphasis<|*", "text|b", "emphasis>|*", "text| c"]),
    "strong": (MD, "**b**", ["emphasis<|**", "text|b", "emphasis>|**"]),
    "both": (
        MD,
        "***b***",
        ["emphasis<|*", "emphasis<|**", "text|b", "emphasis>|**", "emphasis>|*"],
    ),
    "struck": (MD, "~~s~~", ["emphasis<|~~", "text|s", "emphasis>|~~"]),
    "no emphasis": (MD, "2 * 3 * 4 snake_case_name", ["text|2 * 3 * 4 snake_case_name"]),
    "unclosed": (MD, "**b", ["text|**b"]),
    "code": (MD, "a `b` c", ["text|a ", "code|`b`", "text| c"]),
    "code with ticks": (MD, "`` a`b ``", ["code|`` a`b ``"]),
    "a link": (MD, "[a](u)", ["link<|[", "text|a", "link>|](u)"]),
    "a link with a title": (
        MD,
        '[a](u "t")',
        ["link<|[", "text|a", 'link|](u "', "text|t", 'link>|")'],
    ),
    "a title in single quotes": (MD, "[a](u 't')", ["link<|[", "text|a", "link|](u '", "text|t", "link>|')"]),
    "a title in brackets": (MD, "[a](u (t))", ["link<|[", "text|a", "link|](u (", "text|t", "link>|))"]),
    "markup in a link": (
        MD,
        "[a **b**](u)",
        ["link<|[", "text|a ", "emphasis<|**", "text|b", "emphasis>|**", "link>|](u)"],
    ),
    "a link by label": (MD, "[a][r]", ["link<|[", "text|a", "link>|][r]"]),
    "a collapsed link": (MD, "[r][]", ["link<|[", "text|r", "link>|][]"]),
    "a shortcut": (MD, "[label]", ["link<|[", "text|label", "link>|]"]),
    "an unknown label": (MD, "[nope]", ["text|[nope]"]),
    "an image": (MD, "![a](u)", ["image<|![", "text|a", "image>|](u)"]),
    "an image with a title": (MD, '![a](u "t")', ["image<|![", "text|a", 'image|](u "', "text|t", 'image>|")']),
    "an image in a link": (
        MD,
        "[![a](u)](v)",
        ["link<|[", "image<|![", "text|a", "image>|](u)", "link>|](v)"],
    ),
    "an autolink": (MD, "<https://e.org>", ["autolink|<https://e.org>"]),
    "a bare address": (MD, "see https://e.org/a_b.", ["text|see ", "url|https://e.org/a_b", "text|."]),
    "a bare mail address": (MD, "to a@e.org now", ["text|to ", "url|a@e.org", "text| now"]),
    "an address in brackets": (MD, "(www.e.org)", ["text|(", "url|www.e.org", "text|)"]),
    "HTML": (MD, "a <b>c</b>", ["text|a ", "html<|<b>", "text|c", "html>|</b>"]),
    "a void tag": (MD, "a<br>b<hr/>", ["text|a", "html|<br>", "text|b", "html|<hr/>"]),
    "a comment": (MD, "a <!-- b -->", ["text|a ", "html|<!-- b -->"]),
    "entities": (MD, "a &amp; &#8212;", ["text|a ", "entity|&amp;", "text| ", "entity|&#8212;"]),
    "no entity": (MD, "a & b &nope;", ["text|a & b &nope;"]),
    "escapes": (MD, "\\* a", ["escape|\\*", "text| a"]),
    "a break of spaces": (MD, "a  \nb", ["text|a", "break|  \n", "text|b"]),
    "a break of a backslash": (MD, "a\\\nb", ["text|a", "break|\\\n", "text|b"]),
    "a soft break": (MD, "a\nb *c*", ["text|a\nb ", "emphasis<|*", "text|c", "emphasis>|*"]),
    "math": (MD, "is $x_1$ or", ["text|is ", "math|$x_1$", "text| or"]),
    "words in brackets": (MD, "\\[sic\\]", ["escape|\\[", "text|sic", "escape|\\]"]),
    "role": (MD, "a {b}`c` {d}", ["text|a ", "template|{b}", "code|`c`", "text| {d}"]),
    "comment": (MD, "a {/* b */}", ["text|a ", "template|{/* b */}"]),
    "template in a target": (MD, "[a]({{ b }}/c) [d](/e)", ["text|[a", "template|]({{ b }}/c)", "text| ", "link<|[", "text|d", "link>|](/e)"]),
    "expression in a tag": (MD, "<A b={c} /> <b d='e'>", ["html|<A b={c} />", "text| ", "html<|<b d='e'>"]),
    "an environment": (MD, "\\begin{cases}a&b\\end{cases} c", ["math|\\begin{cases}a&b\\end{cases}", "text| c"]),
    "math in brackets": (MD, "\\(x\\) \\[y\\]", ["math|\\(x\\)", "text| ", "math|\\[y\\]"]),
    "prices": (MD, "$5 and $6", ["text|$5 and $6"]),
    "templates": (MD, "{{ a }} {% b %} {# c #}", ["template|{{ a }}", "text| ", "template|{% b %}", "text| ", "template|{# c #}"]),
    "shortcodes": (MD, '{{< x "y" >}}', ['template|{{< x "y" >}}']),
    "attributes": (MD, "a {#id .c k=v}", ["text|a ", "attributes|{#id .c k=v}"]),
    "braces": (MD, "a {b}", ["text|a {b}"]),
    "footnotes": (MD, "a[^1]", ["text|a", "footnote|[^1]"]),
    "emoji": (MD, "a :tada: 10:30:45", ["text|a ", "template|:tada:", "text| 10:30:45"]),
    "MDX expressions": (MDX, "a {b.c} d", ["text|a ", "template|{b.c}", "text| d"]),
    "MDX strings": (MDX, "{'}'} d", ["template|{'}'}", "text| d"]),
    "MDX comments": (MDX, "a {/* } */}", ["text|a ", "template|{/* } */}"]),
    "MDX comment never closed": (MDX, "a {/* }", ["text|a {/* }"]),
    "MDX tags": (MDX, "a <B c={1 > 0}/> d", ["text|a ", "html|<B c={1 > 0}/>", "text| d"]),
    "MDX tags never closed": (MDX, "a <B c={ d", ["text|a <B c={ d"]),
    "MDX quotes never closed": (MDX, 'a <B c="d', ['text|a <B c="d']),
    "MDX tag in tag": (MDX, "a <B <C> d", ["text|a <B ", "html<|<C>", "text| d"]),
    "MDX fragments": (MDX, "<>a</>", ["html|<>", "text|a", "html>|</>"]),
    "MDX sign": (MDX, "a < b", ["text|a < b"]),
    "HTML tags": (HTML, "a <b c='>'>d</b>", ["text|a ", "html<|<b c='>'>", "text|d", "html>|</b>"]),
    "HTML means no Markdown": (HTML, "*a* `b` [c]", ["text|*a* `b` [c]"]),
    "HTML with Markdown's targets": (HTML, "[c](d) <b title='](e)'>", ["text|[c", "template|](d)", "text| ", "html<|<b title='](e)'>"]),
    "HTML entities": (HTML, "&lt; <b title='&amp;'>", ["entity|&lt;", "text| ", "html<|<b title='&amp;'>"]),
    "HTML templates": (HTML, "a {{ b }} <i c='{{ d }}'>", ["text|a ", "template|{{ b }}", "text| ", "html<|<i c='{{ d }}'>"]),
    "plain": (PLAIN, "*a* <b> {{ c }} &amp;", ["text|*a* <b> {{ c }} &amp;"]),
    "plain addresses": (PLAIN, "*a* https://e.org", ["text|*a* ", "url|https://e.org"]),
}  # fmt: skip

SIGNS = {Role.OPEN: "<", Role.CLOSE: ">", Role.SOLO: ""}


@pytest.mark.parametrize("case", CASES)
def test_pieces(case: str) -> None:
    syntax, text, expected = CASES[case]
    pieces = analyse(text, syntax, LABELS)
    assert [f"{p.kind.value}{SIGNS[p.role]}|{text[p.start : p.end]}" for p in pieces] == expected
    assert pieces == analyse(text, syntax, references=references_of(LABELS))


VISIBLE = {
    "a **b** `c` [d](e 'f') ![g](h)": "a b c d f g".replace("d f", "df"),
    "&amp; \\* a\\\nb": "& * a b",
    "x{{ y }}  z $m$": "x z $m$",
    "https://e.org[^1]": "https://e.org",
    "": "",
}


@pytest.mark.parametrize("text", VISIBLE)
def test_visible(text: str) -> None:
    assert visible(text, analyse(text, MD)) == VISIBLE[text]


READABLE = {
    "a": True,
    "字": True,
    "5": False,
    "0.5": True,
    "100 %": True,
    "`code`": False,
    "https://e.org": False,
    "{{ x }}": False,
    "![](i.png)": False,
    "![a](i.png)": True,
    "$x$ ~ 5": False,
    "": False,
}


@pytest.mark.parametrize("text", READABLE)
def test_readable(text: str) -> None:
    assert readable_text(text, analyse(text, MD)) == READABLE[text]


USED = {
    "[a][r]": {"R": "/u"},
    "[r]": {"R": "/u"},
    "[Label][]": {"LABEL": "/v"},
    "![a][r] and [label]": {"R": "/u", "LABEL": "/v"},
    "[a](r)": {},
    "[nope]": {},
}


@pytest.mark.parametrize("text", USED)
def test_labels(text: str) -> None:
    references = references_of(LABELS)
    pieces = analyse(text, MD, references=references)
    assert dict(used_labels(text, pieces, references)) == USED[text]
    assert used_labels(text, pieces, {}) == ()


def test_protected_keys_are_blind_to_order_and_to_ways_of_writing() -> None:
    first = analyse("`a` **b** &amp; c", MD)
    second = analyse("c & **b** `a`", MD)
    assert protected_keys(first) == protected_keys(second)
    assert protected_keys(first) != protected_keys(analyse("`A` **b**", MD))


@given(
    st.text(alphabet="ab *_`[]()<>!$.:{}%#/\\\n\t&;~'\"@^r", max_size=40), st.sampled_from(Syntax)
)
def test_pieces_cover_any_text(text: str, syntax: Syntax) -> None:
    pieces = analyse(text, syntax, LABELS)
    assert "".join(text[p.start : p.end] for p in pieces) == text
    assert all(p.start < p.end for p in pieces)
    spans = [p for p in pieces if p.kind in (PieceKind.LINK, PieceKind.IMAGE, PieceKind.EMPHASIS)]
    depth = 0
    for piece in spans:
        depth += {Role.OPEN: 1, Role.CLOSE: -1, Role.SOLO: 0}[piece.role]
        assert depth >= 0
    assert depth == 0
