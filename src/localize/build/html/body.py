"""An article's Markdown -> the HTML of its text.

The parser has the options that the article was taken apart with, and on top of them what a reader
should see as more than text: footnotes, definition lists, task lists, call-outs in their four
spellings. What a translation says cannot become markup here: the structure was verified before.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from localize.build.anchors import Names
from localize.build.front_matter import split
from localize.build.html.callouts import known
from localize.build.html.callouts import title as callout_title
from localize.build.html.settings import take_lists, take_options
from localize.build.layouts import Slug
from localize.markdown.syntaxes import ATTRIBUTES, CODE, TAG, TAKES_NO_TEXT
from localize.model import Kind
from localize.regex import regex

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from localize.model import Article

_ALERT = regex(r"\[!(?P<name>[\w-]+)\][+-]?[ \t]*(?P<title>[^\n]*)(?:\n|\Z)")
_FENCED = regex(
    r":{3,}[ \t]*(?:\{[ \t]*\.?(?:callout-)?(?P<directive>[\w-]+)[^}\n]*\}|(?P<name>[\w-]+))(?:\[(?P<bracket>[^\]\n]*)\])?[ \t]*(?P<rest>[^{\n]*)"
)
_ID = regex(r"[ \t]*\{:?[ \t]*#(?P<id>[\w:.-]+)[^}\n]*\}[ \t]*\Z")
_DIRECTIVE = regex(r"<!--\s*localize:.*?-->\n?", re.DOTALL)
_ESM = regex(r"(?:import|export)\s")
_HREF = regex(r"""(?<=\shref=")[^"\s]+(?=")|(?<=\shref=')[^'\s]+(?=')""")
_UNSEEN = regex(rf"(?:\s*(?>{CODE}|{TAG}))+\s*|{ATTRIBUTES.pattern}|\([\w:.-]+\)=", re.DOTALL)
"""Templates, an attribute list, the label of a place."""

Link = Callable[[str], str]
"""The target of a relative link as the article has it -> as the page needs it."""


class Body(NamedTuple):
    """The text of a page."""

    html: str
    title: str
    """Its first heading of level one, as text; empty where it has none."""


class Language(NamedTuple):
    """A language of the page and how it is marked."""

    locale: str
    direction: str

    @property
    def attributes(self) -> dict[str, str | int | float]:
        """As HTML attributes."""
        return {"lang": self.locale, "dir": self.direction}

    @property
    def written(self) -> str:
        """As they stand in a tag."""
        return _written(self.attributes)


def _written(attributes: Mapping[str, object]) -> str:
    return "".join(f' {key}="{html.escape(str(value))}"' for key, value in attributes.items())


def plain_text(
    text: str,
    article: Article,
    source_language: Language | None = None,
    untranslated: frozenset[str] = frozenset(),
) -> Body:
    """A plain text article: its paragraphs, and as headings those that are headings in its source.

    Those among `untranslated` (white space folded) are marked as being in `source_language`.
    """
    paragraphs, sources = _paragraphs(text), _paragraphs(article.text)
    headings = {s.text for s in article.segments if s.kind is Kind.HEADING}
    same = len(sources) == len(paragraphs)  # else nobody knows which is which
    title = ""
    written = []
    for number, paragraph in enumerate(paragraphs):
        shown = html.escape(paragraph, quote=False)
        marked = ""
        lines = {" ".join(line.split()) for line in paragraph.splitlines()}
        if source_language is not None and (
            " ".join(paragraph.split()) in untranslated or lines <= untranslated
        ):
            marked = source_language.written
        if not (same and sources[number].strip() in headings):
            written.append(f'<p class="plain"{marked}>{shown}</p>')
            continue
        level = "h2" if title else "h1"
        title = title or paragraph.strip()
        written.append(f"<{level}{marked}>{shown.strip()}</{level}>")
    return Body(html="\n".join(written) + "\n", title=title)


def _paragraphs(text: str) -> list[str]:
    found = re.split(r"\n(?:[ \t]*\n)+", split(_lines(text)).body.strip("\n"))
    return [paragraph for paragraph in found if paragraph.strip()]


def markdown(
    text: str,
    *,
    locale: str,
    source: str = "",
    source_language: Language | None = None,
    untranslated: frozenset[str] = frozenset(),
    link: Link = str,
    mdx: bool = False,
) -> Body:
    """A Markdown article: its body as HTML.

    Headings get the ids that `source`, the article in the source language, gives them, so that a
    link to a place works in every language. Blocks whose text is among `untranslated` (white space
    folded) are marked as being in `source_language`.
    """
    tokens = _tokens(text, mdx=mdx)
    _alerts(tokens, locale)
    ids = [name for _, name in _headings(_tokens(source or text, mdx=mdx))]
    headings = _headings(tokens)
    if len(ids) != len(headings):
        ids = [name for _, name in headings]
    for (heading, _), name in zip(headings, ids, strict=True):
        if name:
            heading.attrSet("id", name)
    if source_language is not None and untranslated:
        _mark(tokens, untranslated, source_language)
    _link(tokens, link)
    rendered: str = _parser().renderer.render(tokens, _parser().options, {"locale": locale})
    return Body(html=rendered, title=_title(tokens))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.admon import admon_plugin
    from mdit_py_plugins.container import container_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    from localize.markdown.parser import Blocks

    md = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    md.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin, label=True).use(admon_plugin)
    md.use(container_plugin, name="callout", validate=lambda params, *_: bool(params.strip()))
    md.block = Blocks(md.block.ruler)
    for name, rule in _RULES.items():
        md.add_render_rule(name, rule)
    return md


def _tokens(text: str, *, mdx: bool) -> list[Token]:
    body = _DIRECTIVE.sub("", split(_lines(text)).body)
    # The environment of a text's own: what reference links and footnotes mean in it.
    env: dict[str, Any] = {}
    tokens = _parser().parse(body, env)
    kept = []
    skip = 0
    for at, token in enumerate(tokens):
        if skip:
            skip -= 1
            continue
        if token.type == "paragraph_open":
            content = tokens[at + 1].content
            if _UNSEEN.fullmatch(content) or (mdx and _ESM.match(content)):
                skip = 2
                continue
        kept.append(token)
    take_lists(kept)
    return kept


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _headings(tokens: Sequence[Token]) -> list[tuple[Token, str]]:
    """The headings, each with its own id or the one its text gives."""
    names = Names(Slug.GITHUB)
    found = []
    for token, inline in pairwise(tokens):
        if token.type != "heading_open":
            continue
        name = names.next(_seen(inline))
        if inline.children and (last := inline.children[-1]).type == "text":
            own = _ID.search(last.content)
            if own:
                name = own["id"]
                last.content = last.content[: own.start()]
        found.append((token, name))
    return found


def _seen(inline: Token) -> str:
    text = "".join(
        child.content
        if child.type in ("text", "code_inline")
        else " " * (child.type == "softbreak")
        for child in inline.children or ()
    )
    return _ID.sub("", text)


def _title(tokens: Sequence[Token]) -> str:
    for token, inline in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            return _seen(inline).strip()
    return ""


def _alerts(tokens: list[Token], locale: str) -> None:
    """`> [!NOTE]` and its kin become call-outs with a title in the reader's language."""
    opened: list[Token] = []
    gone: list[Token] = []
    for at, token in enumerate(tokens):
        if token.type == "blockquote_open":
            opened.append(token)
            if at + 2 < len(tokens) and tokens[at + 1].type == "paragraph_open":
                gone += _alert(token, tokens[at + 1 : at + 4], locale)
        elif token.type == "blockquote_close":
            token.tag = opened.pop().tag
        elif token.type == "container_callout_open":
            found = _FENCED.match(token.markup + token.info)
            name = (found["directive"] or found["name"]) if found else "note"
            own = (found["bracket"] or found["rest"]) if found else ""
            if TAKES_NO_TEXT.fullmatch(name):
                own = ""
            if "{" in token.info and tokens[at + 1].type == "paragraph_open":
                gone += take_options(tokens[at + 1 : at + 4])
            token.meta = {"name": known(name), "title": _title_html(own, name, locale)}
        elif token.type == "admonition_title_open":
            inline, name = tokens[at + 1], _admonition(tokens[at - 1])
            if inline.content.lower() == name.lower():
                # The plugin's own word: the author gave none.
                _set_text(inline, callout_title(name, locale))
    if gone:
        tokens[:] = [token for token in tokens if not any(token is other for other in gone)]


def _title_html(own: str, name: str, locale: str) -> str:
    """A call-out's title: the author's, which is Markdown, or what such a call-out is called."""
    if own.strip():
        rendered: str = _parser().renderInline(own.strip())
        return rendered
    return html.escape(callout_title(name, locale), quote=False)


def _admonition(token: Token) -> str:
    """The name of a `!!!` call-out."""
    return str(token.meta.get("tag") or "note")


def _alert(quote: Token, paragraph: list[Token], locale: str) -> list[Token]:
    """Make the quote a call-out if its first paragraph says so; gives what is to go of that."""
    inline = paragraph[1]
    found = _ALERT.match(inline.content)
    if not found:
        return []
    name = known(found["name"])
    quote.tag = "div"
    quote.attrSet("class", f"callout {name}")
    quote.attrSet("role", "note")
    quote.meta = {"title": _title_html(found["title"], name, locale)}
    # The marker's line goes; what it said is the title now.
    children = inline.children or []
    line = next((i for i, c in enumerate(children) if c.type in ("softbreak", "hardbreak")), None)
    inline.children = children[line + 1 :] if line is not None else []
    inline.content = inline.content[found.end() :]
    return paragraph if line is None else []


def _set_text(inline: Token, text: str) -> None:
    inline.content = text
    if inline.children:
        inline.children[0].content = text
        del inline.children[1:]


def _mark(tokens: list[Token], untranslated: frozenset[str], language: Language) -> None:
    """Say which blocks are still in the source language: to screen readers, hyphenation, search."""
    from markdown_it.token import Token

    for before, token in pairwise(tokens):
        if token.type != "inline" or " ".join(token.content.split()) not in untranslated:
            continue
        if before.nesting == 1 and not before.hidden:
            before.attrs.update(language.attributes)
        elif token.children:
            start = Token("span_open", "span", 1, attrs=language.attributes)
            token.children = [start, *token.children, Token("span_close", "span", -1)]


def _link(tokens: Sequence[Token], link: Link) -> None:
    for token in (each for block in tokens for each in (block, *(block.children or ()))):
        href = token.attrs.get("href") if token.type == "link_open" else None
        if isinstance(href, str):
            token.attrs["href"] = link(href)
        elif token.type in ("html_inline", "html_block"):
            token.content = _HREF.sub(
                lambda found: html.escape(link(html.unescape(found[0]))), token.content
            )


# How some tokens are written: (renderer, tokens, index, options, env) -> HTML.


def _callout_open(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:  # noqa: ANN401
    meta = tokens[at].meta
    return f'<div class="callout {meta["name"]}" role="note">\n{_callout_title(meta["title"])}'


def _callout_title(text: str) -> str:
    return f'<p class="callout-title">{text}</p>\n'


def _callout_close(*_: Any) -> str:  # noqa: ANN401
    return "</div>\n"


def _quote_open(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:  # noqa: ANN401
    token = tokens[at]
    opening: str = self.renderToken(tokens, at, options, env)
    return opening + (_callout_title(token.meta["title"]) if token.tag == "div" else "")


def _admonition_open(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:  # noqa: ANN401
    return f'<div class="callout {known(_admonition(tokens[at]))}" role="note">\n'


def _admonition_title_open(*_: Any) -> str:  # noqa: ANN401
    return '<p class="callout-title">'


def _table_open(*_: Any) -> str:  # noqa: ANN401
    # A wide table scrolls by itself, also from the keyboard.
    return '<div class="table" tabindex="0">\n<table>\n'


def _table_close(*_: Any) -> str:  # noqa: ANN401
    return "</table>\n</div>\n"


def _code(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:  # noqa: ANN401
    from markdown_it.renderer import RendererHTML

    write = RendererHTML.fence if tokens[at].type == "fence" else RendererHTML.code_block
    written: str = write(self, tokens, at, options, env)
    # As a wide table does.
    return written.replace("<pre>", '<pre tabindex="0">', 1)


def _cell_open(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:  # noqa: ANN401
    """A cell without the `style` attribute that the page's policy would not let through."""
    token = tokens[at]
    attributes = {key: str(value) for key, value in token.attrs.items() if key != "style"}
    align = str(token.attrs.get("style", "")).removeprefix("text-align:")
    if align:
        attributes["class"] = {"left": "start", "right": "end"}.get(align, align)
    if token.tag == "th":
        attributes["scope"] = "col"
    return f"<{token.tag}{_written(attributes)}>"


_RULES: dict[str, Callable[..., str]] = {
    "admonition_open": _admonition_open,
    "admonition_close": _callout_close,
    "admonition_title_open": _admonition_title_open,
    "blockquote_open": _quote_open,
    "code_block": _code,
    "container_callout_open": _callout_open,
    "container_callout_close": _callout_close,
    "fence": _code,
    "table_open": _table_open,
    "table_close": _table_close,
    "td_open": _cell_open,
    "th_open": _cell_open,
}
