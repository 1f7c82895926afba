"""Where terms are found: cases as data, then laws."""

from __future__ import annotations

import pickle
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.terms import Match, TermBase, TermEntry, Treatment, protected
from localize.terms.folding import fold
from localize.terms.matcher import Matcher, Pattern
from localize.terms.words import blank, pattern_for


def base(*terms: str | tuple[str, str], locale: str = "en") -> TermBase:
    """A term base of `translate` terms; a pair sets the case rule."""
    rows = [(term, "nocase") if isinstance(term, str) else term for term in terms]
    return TermBase(
        (
            TermEntry(term=term, treatment=Treatment.TRANSLATE, match=Match(rule))
            for term, rule in rows
        ),
        locale,
    )


def texts(terms: TermBase, text: str) -> list[str]:
    return [hit.text for hit in terms.match(text)]


ENGLISH: Sequence[tuple[str, Sequence[str | tuple[str, str]], str, Sequence[str]]] = [
    ("a whole word", ["dose"], "The dose, a dose; overdose, doser.", ["dose", "dose"]),
    ("capitals ignored", ["dose"], "Dose DOSE", ["Dose", "DOSE"]),
    ("capitals counted", [("WHO", "case")], "WHO, who and Who", ["WHO"]),
    (
        "capitals of a phrase",
        [("Black Plague", "case")],
        "black plague, Black Plague",
        ["Black Plague"],
    ),
    ("the longest first", ["NMDA", "NMDA receptor"], "an NMDA receptor", ["NMDA receptor"]),
    ("leftmost", ["a b", "b c d"], "a b c d", ["a b"]),
    ("falls back to the shorter", ["NMDA", "NMDA receptor site"], "NMDA receptor", ["NMDA"]),
    (
        "plural",
        ["receptor", "dose", "virus"],
        "receptors doses viruses",
        ["receptors", "doses", "viruses"],
    ),
    ("singular", ["antidepressants"], "an antidepressant", ["antidepressant"]),
    (
        "irregular plurals",
        ["mouse", "analysis", "bacterium"],
        "mice, analyses, bacteria",
        ["mice", "analyses", "bacteria"],
    ),
    ("irregular singulars", ["mice", "women"], "a mouse, a woman", ["mouse", "woman"]),
    ("plural inside", ["theory of mind"], "theories of mind", ["theories of mind"]),
    ("y", ["therapy"], "Therapies", ["Therapies"]),
    ("plural of an acronym", [("SSRI", "case")], "SSRIs, an SSRI's, SSRi", ["SSRIs", "SSRI"]),
    (
        "singular of an acronym",
        ["SSRIs", "AIDS drugs"],
        "an SSRI, aids drug",
        ["SSRI", "aids drug"],
    ),
    ("an acronym's own S", [("AID", "case"), "aid"], "AIDS", []),
    ("an acronym in small letters", ["aids"], "AIDS and aids", ["AIDS", "aids"]),
    ("news is no plural", ["new"], "the news", []),
    ("hyphen for space", ["beta blocker"], "beta-blocker", ["beta-blocker"]),
    ("space for hyphen", ["beta-blocker"], "beta blockers", ["beta blockers"]),
    ("closed up", ["beta-blocker drug"], "betablocker drugs", ["betablocker drugs"]),
    ("opened up", ["preclinical trial"], "a pre-clinical trial", ["pre-clinical trial"]),
    ("opened up, of one word", ["preclinical"], "pre-clinical", ["pre-clinical"]),
    ("opened up, and not it", ["preclinical trial"], "pre-clinical data", []),
    (
        "other hyphens",
        ["dose-response"],
        "dose–response, dose\u2011response",
        ["dose–response", "dose\u2011response"],
    ),
    ("part of a compound", ["ketamine"], "ketamine-based", ["ketamine"]),
    ("a dash is no hyphen", ["depression anxiety"], "depression - anxiety", []),
    (
        "other spaces",
        ["clinical trial"],
        "clinical\u00a0trial, clinical\n trial",
        ["clinical\u00a0trial", "clinical\n trial"],
    ),
    ("punctuation between", ["clinical trial"], "clinical, trial", []),
    ("an identifier", ["BDNF"], "BDNF_Val66Met, _BDNF_", ["BDNF"]),
    (
        "an apostrophe of either kind",
        ["Alzheimer's disease"],
        "Alzheimer’s disease",
        ["Alzheimer’s disease"],
    ),
    ("a number cut in two", ["5 mg"], "2.5 mg, 5 mg, 5 mg.", ["5 mg", "5 mg"]),
    ("a number that goes on", ["phase 2"], "phase 2.5, phase 2, 3", ["phase 2"]),
    (
        "signs",
        ["Na+/K+ pump", "(R)-ketamine"],
        "the Na+/K+ pumps and (R)-ketamine",
        ["Na+/K+ pumps", "(R)-ketamine"],
    ),
    ("subscripts", ["CO2"], "CO₂", ["CO₂"]),
    ("a soft hyphen", ["ketamine"], "keta\u00admine", ["keta\u00admine"]),
    ("letters and accents apart", ["naïve"], "nai\u0308ve", ["nai\u0308ve"]),
    ("both micros", ["µg"], "\u00b5g \u03bcg", ["\u00b5g", "\u03bcg"]),
    ("the entry whose case fits", ["aids", ("AIDS", "case")], "AIDS aids", ["AIDS", "aids"]),
    ("nothing", ["dose"], "", []),
]


@pytest.mark.parametrize(
    ("terms", "text", "found"), [row[1:] for row in ENGLISH], ids=[r[0] for r in ENGLISH]
)
def test_english(terms: Sequence[str | tuple[str, str]], text: str, found: Sequence[str]) -> None:
    assert texts(base(*terms), text) == found


OTHERS = [
    ("es", ["receptor opioide", "voz", "depresión"], "Receptores opioides, voces, depresiones.", ["Receptores opioides", "voces", "depresiones"]),
    ("fr", ["lésion cérébrale", "hippocampe"], "l’hippocampe, lésions cérébrales, cérébral", ["hippocampe", "lésions cérébrales"]),
    ("de", ["Synapse", "große Dosis"], "Synapsen, großen Dosis", ["Synapsen", "großen Dosis"]),
    ("pt", ["depressão", "animal"], "depressões, animais", ["depressões", "animais"]),
    ("it", ["farmaco"], "Farmaci", ["Farmaci"]),
    ("pl", ["receptor"], "receptory", []),
    ("zh", ["氯胺酮", "艾司氯胺酮"], "使用氯胺酮和艾司氯胺酮。", ["氯胺酮", "艾司氯胺酮"]),
    ("ja", ["ケタミン", "受容体"], "エスケタミンとケタミンのNMDA受容体", ["ケタミン", "受容体"]),
    ("ja", ["がん"], "か\u3099ん", ["か\u3099ん"]),
    ("th", ["คีตามีน"], "การใช้คีตามีนรักษา", ["คีตามีน"]),
    ("ko", ["케타민"], "케타민은, 에스케타민은", ["케타민"]),
    ("hi", ["केटामाइन"], "केटामाइन उपचार", ["केटामाइन"]),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "terms", "text", "found"), OTHERS)
def test_other_languages(
    locale: str, terms: Sequence[str], text: str, found: Sequence[str]
) -> None:
    assert texts(base(*terms, locale=locale), text) == found


def test_nothing_inside_what_is_skipped() -> None:
    terms = base("dose", "dose response")
    text = "dose `dose` dose `x` response"
    hits = terms.match(text, skip=[(5, 11), (17, 20), (6, 8)])
    assert [(hit.start, hit.end) for hit in hits] == [(0, 4), (12, 16)]


def test_pieces_say_what_to_skip() -> None:
    from localize.model import Piece, PieceKind

    pieces = (
        Piece(0, 2, PieceKind.TEXT),
        Piece(2, 6, PieceKind.CODE),
        Piece(6, 7, PieceKind.ENTITY),
    )
    assert protected(pieces) == ((2, 6),)


def test_an_entry_without_words_is_never_found() -> None:
    assert not base(" ").match("a b")
    assert not TermBase().match("a")
    assert not TermBase()


def test_a_term_base_can_be_sent_to_another_process() -> None:
    terms = base("dose")
    terms.match("warm")
    assert pickle.loads(pickle.dumps(terms)).match("doses") == terms.match("doses")


@pytest.mark.parametrize("term", ["dose", "receptor opioide", "5-HT₂A", "NMDA", "große", "治療"])
@pytest.mark.parametrize("locale", ["en", "es", "de", "zh"])
def test_a_term_is_found_where_it_stands_as_written(term: str, locale: str) -> None:
    assert texts(base((term, "case"), locale=locale), f"({term}, {term})") == [term, term]


@given(
    st.lists(st.text("abs -", min_size=1, max_size=8), max_size=5), st.text("abs -.", max_size=30)
)
def test_hits_are_in_order_and_apart(terms: list[str], text: str) -> None:
    patterns = [Pattern(term, Match.NOCASE, n) for n, term in enumerate(terms)]
    found = Matcher(patterns, "en").find(text)
    ends = [0, *(one.end for one in found)]
    assert all(one.start >= end for one, end in zip(found, ends, strict=False))
    assert all(text[one.start : one.end].strip() for one in found)


SPELT = st.text("abcS -éß¼ﬁ\u0301治", min_size=1, max_size=8).filter(lambda t: t[0].isalnum())


@given(st.lists(SPELT, min_size=1, max_size=4), st.text("abcs -é治.", max_size=12))
def test_the_automaton_misses_nothing(terms: list[str], around: str) -> None:
    """Candidates from the automaton are all there are: trying every place finds the same."""
    patterns = [Pattern(term, Match.NOCASE, n) for n, term in enumerate(terms)]
    text = f"{around} {terms[0]} {around}"

    class Everywhere(Matcher):
        def _starts(self, text: str) -> list[int]:
            return [found.start() for found in pattern_for(text, self.language).finditer(text)]

    for language in ("en", "es"):
        assert Matcher(patterns, language).find(text) == Everywhere(patterns, language).find(text)


@given(st.text(), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_blanking_keeps_every_place(text: str, ranges: list[tuple[int, int]]) -> None:
    inside = [(a, b) for a, b in ranges if a <= b <= len(text)]
    blanked = blank(text, inside)
    assert len(blanked) == len(text)
    kept = [i for i in range(len(text)) if not any(a <= i < b for a, b in inside)]
    assert all(blanked[i] == text[i] for i in kept)


@given(st.text())
def test_folding_says_where_its_signs_come_from(text: str) -> None:
    result = fold(text)
    if result is not None:
        folded, places = result
        assert len(folded) == (len(text) if places is None else len(places))
