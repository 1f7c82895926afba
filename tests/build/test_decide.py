"""What goes out, as a table: the units, what was asked for, what becomes of the article."""

from __future__ import annotations

from typing import Any

import pytest

from localize.build import Acceptance, Evidence, Options, Outcome, choose, decide
from localize.config import Build
from localize.model import State

HOLD, SOURCE = Options(), Options(fallback="source")
DRAFTS = Options(include_drafts=True)
DRAFTS_OR_SOURCE = Options(include_drafts=True, fallback="source")

CASES = [
    # states, options, outcome, how many targets go out, codes of the reasons
    ([], HOLD, "published", 0, []),
    (["reviewed", "reviewed"], HOLD, "published", 2, []),
    (["reviewed", "untranslated"], HOLD, "held", 1, ["untranslated"]),
    (["reviewed", "draft"], HOLD, "held", 1, ["draft"]),
    (["reviewed", "edited", "stale"], HOLD, "held", 1, ["edited", "stale"]),
    (["reviewed", "draft"], SOURCE, "published", 1, ["draft"]),
    (["untranslated", "untranslated"], SOURCE, "published", 0, ["untranslated"]),
    (["reviewed", "draft", "edited"], DRAFTS, "draft", 3, ["draft", "edited"]),
    (["reviewed", "stale"], DRAFTS, "draft", 2, ["stale"]),
    (["reviewed", "reviewed"], DRAFTS, "published", 2, []),
    (["draft", "untranslated"], DRAFTS, "held", 1, ["untranslated", "draft"]),
    (["draft", "untranslated"], DRAFTS_OR_SOURCE, "draft", 1, ["untranslated", "draft"]),
    (["untranslated"], DRAFTS_OR_SOURCE, "published", 0, ["untranslated"]),
    (["reviewed", "obsolete"], HOLD, "published", 1, []),
]


@pytest.mark.parametrize(("states", "options", "outcome", "out", "codes"), CASES)
def test_outcome_by_states(
    unit: Any, assembled: Any, states: Any, options: Any, outcome: Any, out: Any, codes: Any
) -> None:
    units = tuple(
        unit(f"Text {n}", "" if state == "untranslated" else f"Texto {n}", state)
        for n, state in enumerate(states)
    )
    decision = decide(assembled(units), Build(), options)
    assert decision.outcome == outcome
    assert [reason.code for reason in decision.reasons] == codes
    assert len(choose(units, Build(), options)) == out


def test_what_goes_out_is_told_apart_from_what_does_not(unit: Any, assembled: Any) -> None:
    units = (
        unit("A", "a"),
        unit("B", "b", "draft", model="en_es 0.1"),
        unit("C"),
        unit("A", "a"),
    )
    decision = decide(assembled(units), Build(), DRAFTS_OR_SOURCE)
    assert decision.drafts == (units[1].id,)
    assert decision.fallbacks == (units[2].id,)
    assert decision.models == ("argos en_es 0.1",)
    # Equal texts are one unit.
    assert decision.counts.by_state == {
        State.REVIEWED: 1,
        State.DRAFT: 1,
        State.UNTRANSLATED: 1,
    }


@pytest.mark.parametrize("state", ["draft", "edited", "stale", "untranslated"])
def test_only_reviewed_targets_go_out_unasked(unit: Any, state: Any) -> None:
    assert choose([unit("A", "a", state)], Build(), SOURCE) == {}


def test_a_structure_break_holds_or_falls_back(unit: Any, assembled: Any, finding: Any) -> None:
    broken = unit("A **b**", "a b")
    given = assembled(
        (broken, unit("C", "c")),
        fallbacks=(broken.id,),
        findings=(finding(broken, check="structure"),),
    )
    held = decide(given, Build(), HOLD)
    assert (held.outcome, [r.code for r in held.reasons]) == (Outcome.HELD, ["structure"])
    out = decide(given, Build(), SOURCE)
    assert (out.outcome, out.fallbacks) == (Outcome.PUBLISHED, (broken.id,))


def test_structure_findings_of_both_sides_count_once(
    unit: Any, assembled: Any, finding: Any
) -> None:
    broken = unit("A **b**", "a b")
    twice = finding(broken, check="structure")
    given = assembled((broken,), fallbacks=(broken.id,), findings=(twice,))
    assert decide(given, Build(), SOURCE, findings=[twice]).findings == (twice,)


@pytest.mark.parametrize(
    ("hold_on", "severity", "held"),
    [
        ("critical", "critical", True),
        ("critical", "major", False),
        ("major", "major", True),
        ("major", "minor", False),
        ("minor", "minor", True),
        ("minor", "neutral", False),
        ("never", "critical", False),
    ],
)
@pytest.mark.parametrize("options", [HOLD, SOURCE, DRAFTS])
def test_a_finding_on_an_accepted_target_holds(
    unit: Any, assembled: Any, finding: Any, hold_on: Any, severity: Any, held: Any, options: Any
) -> None:
    one = unit("Take 5 mg.", "Tome 50 mg.")
    decision = decide(
        assembled((one,)), Build(hold_on=hold_on), options, findings=[finding(one, severity)]
    )
    assert (decision.outcome is Outcome.HELD) == held
    assert [r.code for r in decision.reasons] == (["finding"] if held else [])
    assert len(decision.findings) == 1


def test_an_ignored_finding_does_not_hold(unit: Any, assembled: Any, finding: Any) -> None:
    one = unit("Take 5 mg.", "Tome 50 mg.")
    ignored = finding(one, ignored="checked against the leaflet")
    decision = decide(assembled((one,)), Build(), HOLD, findings=[ignored])
    assert decision.outcome is Outcome.PUBLISHED
    assert decision.findings == (ignored,)


def test_a_finding_on_the_article_holds_it(unit: Any, assembled: Any, finding: Any) -> None:
    decision = decide(assembled((unit("A", "a"),)), Build(), HOLD, findings=[finding(None)])
    assert decision.outcome is Outcome.HELD


def test_a_finding_on_a_text_that_does_not_go_out_does_not_hold(
    unit: Any, assembled: Any, finding: Any
) -> None:
    draft = unit("Take 5 mg.", "Tome 50 mg.", "draft")
    given = assembled((draft, unit("B", "b")))
    assert decide(given, Build(), SOURCE, findings=[finding(draft)]).outcome is Outcome.PUBLISHED
    # A draft that goes out as one says that it is one.
    assert decide(given, Build(), DRAFTS, findings=[finding(draft)]).outcome is Outcome.DRAFT


def people(*names: str, role: str = "", risks: tuple[str, ...] = ()) -> Evidence:
    return Evidence(
        risks=risks, accepted=tuple(Acceptance(person=name, role=role) for name in names)
    )


@pytest.mark.parametrize(
    ("build", "evidence", "code"),
    [
        (Build(require="approved"), None, "approval"),
        (Build(require="approved"), people("ana"), "approval"),
        (Build(require="approved"), people("ana", "ana"), "approval"),
        (Build(require="approved"), people("ana", "ben"), None),
        (Build(require_risk={"dose": "second-person"}), people("ana", risks=("dose",)), "risk"),
        (Build(require_risk={"dose": "second-person"}), people("ana", risks=("negation",)), None),
        (
            Build(require_risk={"dose": "second-person"}),
            people("ana", "ben", risks=("dose",)),
            None,
        ),
        (Build(require_risk={"dose": "clinician"}), people("ana", "ben", risks=("dose",)), "risk"),
        (
            Build(require_risk={"dose": "clinician"}),
            people("ana", role="clinician", risks=("dose",)),
            None,
        ),
        (Build(require_risk={"dose": "reviewed"}), people(risks=("dose",)), None),
    ],
)
def test_acceptance_by_the_ledger(
    unit: Any, assembled: Any, build: Any, evidence: Any, code: Any
) -> None:
    one = unit("Take 5 mg.", "Tome 5 mg.")
    known = {one.id: evidence} if evidence else {}
    decision = decide(assembled((one,)), build, HOLD, evidence=known)
    assert [reason.code for reason in decision.reasons] == ([code] if code else [])
    assert decision.goes_out == (code is None)
    assert (one.id in choose([one], build, HOLD, known)) == (code is None)
    # What is not accepted enough may go out as a draft.
    shown = decide(assembled((one,)), build, DRAFTS, evidence=known)
    assert shown.outcome is (Outcome.DRAFT if code else Outcome.PUBLISHED)


def test_people_and_roles_are_counted_once(unit: Any, assembled: Any) -> None:
    units = (unit("A", "a"), unit("B", "b"))
    known = {
        units[0].id: people("ana", "ben", role="clinician"),
        units[1].id: people("ana", role="clinician"),
    }
    decision = decide(assembled(units), Build(), HOLD, evidence=known)
    assert (decision.reviewers, decision.approved) == (2, 1)
    assert decision.roles == {"clinician": 2}


def test_reasons_read_well(unit: Any, assembled: Any, finding: Any) -> None:
    units = (unit("A"), unit("B"), unit("C", "c", "draft"), unit("D", "d"), unit("E", "e"))
    decision = decide(
        assembled(units, fallbacks=(units[3].id,)),
        Build(require_risk={"dose": "clinician"}),
        HOLD,
        findings=[finding(None, check="quantity"), finding(None, check="quantity")],
        evidence={units[4].id: people("ana", risks=("dose",))},
    )
    assert [reason.message for reason in decision.reasons] == [
        "2 units are not translated",
        "1 unit is a draft",
        "1 unit waits to be accepted by someone as clinician (risk: dose)",
        "the translation of 1 unit would break the article",
        "2 critical findings: quantity",
    ]
