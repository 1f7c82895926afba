"""What stands in tags and attribute lists is built into its place, whatever signs a translation has."""

from __future__ import annotations

import pytest
from tests.laws.law import build

from localize import extract
from localize.build.assemble import assemble
from localize.config import Extract
from localize.model import Article

CASES = {
    "items behind a tag keep their lines": (
        "a.mdx",
        "<Tab>\n  1. Open it.\n     Now.\n  2. Close it.\n</Tab>\n",
        {"Open it. Now.": "Ábrelo ya.", "Close it.": "Ciérralo."},
        "<Tab>\n  1. Ábrelo ya.\n  2. Ciérralo.\n</Tab>\n",
    ),
    "quotes in an attribute list": (
        "a.md",
        '![](a.png){alt=\'A "left" lung\' width="9%"}\n',
        {'A "left" lung': "Un pulmón 'izquierdo' {y \"más\"}"},
        '![](a.png){alt=\'Un pulmón &#39;izquierdo&#39; {y "más"}\' width="9%"}\n',
    ),
    "quotes in a tag of Hugo": (
        "a.md",
        '{{< note title="A \\"left\\" lung" alt="x" >}}\n',
        {'A "left" lung': 'Un pulmón "izquierdo"', "x": "Fin \\"},
        '{{< note title="Un pulmón \\"izquierdo\\"" alt="x" >}}\n',
    ),
    "quotes in a tag of Jekyll": (
        "a.md",
        '{% include a.html title="One" alt="Two" %}\n',
        {"One": '"Uno"', "Two": "%} dos"},
        '{% include a.html title="&quot;Uno&quot;" alt="Two" %}\n',
    ),
    "an item that would begin another": (
        "a.mdx",
        "<Tab>\n- One\n- Two\n</Tab>\n",
        {"One": "Uno", "Two": "- Dos"},
        "<Tab>\n- Uno\n- \\- Dos\n</Tab>\n",
    ),
    "a text that would begin a list": (
        "a.mdx",
        "<Tab>\nMay 1\n- Two\n</Tab>\n",
        {"May 1": "1. Mai", "Two": "Zwei"},
        "<Tab>\n1\\. Mai\n- Zwei\n</Tab>\n",
    ),
}


@pytest.mark.parametrize(("path", "text", "targets", "expected"), CASES.values(), ids=CASES)
def test_built(path: str, text: str, targets: dict[str, str], expected: str) -> None:
    article = extract.article(path, text.encode())
    by_id = {segment.id: targets[segment.text] for segment in article.segments}
    assert build(article, by_id).text == expected


def test_text_indented_in_a_tag_keeps_its_place() -> None:
    text = "<Tab>\r\n  One\r\n\r\n    Two,\r\n    three.\r\n\r\n    - Four\r\n  </Tab>\r\n"

    def take(text: str) -> Article:
        return extract.article("a.mdx", text.encode(), Extract(dialect="gfm"))

    article = take(text)
    targets = {segment.id: segment.text.upper() for segment in article.segments}
    built = assemble(article, "es", (), targets, take)
    assert built.text == text.replace("Two,\r\n    three.", "TWO, THREE.").replace(
        "One", "ONE"
    ).replace("Four", "FOUR")
    assert assemble(article, "es", (), {}, take).text == text
