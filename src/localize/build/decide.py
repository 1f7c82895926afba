"""What goes out: published, as a draft, or not at all, and why.

`choose` says before an article is put together which targets may stand in it; `decide` says
afterwards what becomes of the article. The rules, in one place:

- A target is accepted when its unit is reviewed and the ledger has what `[build] require` and
  `require_risk` ask for. An accepted target goes out.
- Any other target goes out only with `--include-drafts`, and makes its article a draft.
- A unit whose target does not go out, or would break the structure, holds its article under
  `hold`; under `source` its source text stands in for it.
- A finding at or above `hold_on` on an accepted target holds the article under either: nobody may
  publish a changed dose by accepting it. On a target that goes out as a draft it is reported and
  no more, because a draft is there to be looked at and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from localize.build.model import NO_EVIDENCE, Decision, Evidence, Options, Outcome, Reason
from localize.model import Counts, Finding, Severity, State, Unit

if TYPE_CHECKING:
    from localize.build.assemble import Assembled
    from localize.config import Build

SECOND_PERSON = "second-person"
"""What `require_risk` asks for when two people have to accept; any other word is a role."""

_ORDER = ("untranslated", "draft", "edited", "stale", "approval", "risk", "structure", "finding")

_SAYS = {
    "untranslated": ("{n} unit is not translated", "{n} units are not translated"),
    "draft": ("{n} unit is a draft", "{n} units are drafts"),
    "edited": ("{n} unit is edited and not reviewed", "{n} units are edited and not reviewed"),
    "stale": (
        "the source of {n} unit changed since its review",
        "the sources of {n} units changed since their review",
    ),
    "approval": ("{n} unit waits for a second person", "{n} units wait for a second person"),
    "structure": (
        "the translation of {n} unit would break the article",
        "the translations of {n} units would break the article",
    ),
}


def choose(
    units: Iterable[Unit],
    build: Build,
    options: Options,
    evidence: Mapping[str, Evidence] | None = None,
) -> dict[str, str]:
    """The targets that may stand in the article, by unit id.

    `evidence` is by unit id and needs no entry for a unit nothing is known about.
    """
    known = evidence or {}
    demanding = _demanding(build)
    chosen = {}
    for unit in units:
        if not unit.target:
            continue
        if unit.state is State.REVIEWED:
            if demanding and not options.include_drafts and lacks(unit, build, known):
                continue
        elif not options.include_drafts or unit.state in _NEVER:
            continue
        chosen[unit.segment.id] = unit.target
    return chosen


_NEVER = (State.UNTRANSLATED, State.OBSOLETE)


def _demanding(build: Build) -> bool:
    """True where a review alone is not enough."""
    return build.require == "approved" or bool(build.require_risk)


def lacks(unit: Unit, build: Build, evidence: Mapping[str, Evidence]) -> tuple[str, str] | None:
    """What keeps a unit from being accepted: a reason's code and its detail; None when it is.

    The detail is the risk class and what it asks for, and empty for other reasons.
    """
    if not unit.target or unit.state is State.UNTRANSLATED:
        return ("untranslated", "")
    if unit.state is not State.REVIEWED:
        return (unit.state.value, "")
    if not _demanding(build):
        return None
    known = evidence.get(unit.id, NO_EVIDENCE)
    if build.require == "approved" and len(known.people) < 2:
        return ("approval", "")
    for risk in known.risks:
        asked = build.require_risk.get(risk)
        if asked and not _grants(known, asked):
            return ("risk", f"{risk}: {asked}")
    return None


def _grants(known: Evidence, asked: str) -> bool:
    if asked in ("reviewed", ""):
        return True
    if asked in (SECOND_PERSON, "approved"):
        return len(known.people) > 1
    return any(acceptance.role == asked for acceptance in known.accepted)


def decide(
    assembled: Assembled,
    build: Build,
    options: Options,
    *,
    findings: Iterable[Finding] = (),
    evidence: Mapping[str, Evidence] | None = None,
) -> Decision:
    """What becomes of an article that was put together from what `choose` gave.

    `findings` are the checks' findings on this article and locale, ignored ones included; those
    on the structure come with `assembled`.
    """
    known = evidence or {}
    units = {u.segment.id: u for u in assembled.units if u.state is not State.OBSOLETE}
    chosen = choose(units.values(), build, options, known)
    broken = frozenset(assembled.fallbacks) & chosen.keys()
    demanding = _demanding(build)
    grouped: dict[str, list[str]] = {}
    missing: list[str] = []
    drafts: list[str] = []
    states: dict[State, int] = {}
    # Most units are accepted: what is asked of every one of them is kept short.
    for state in _COUNTED:
        if count := sum([unit.state is state for unit in units.values()]):
            states[state] = count
    for name, unit in units.items():
        if name in broken:
            grouped.setdefault("structure", []).append(name)
            missing.append(name)
        elif demanding or unit.state is not State.REVIEWED or not unit.target:
            lack = lacks(unit, build, known)
            if lack is not None:
                grouped.setdefault(" ".join(lack).rstrip(), []).append(name)
                (drafts if name in chosen else missing).append(name)
    reasons = [_reason(key, names) for key, names in grouped.items()]
    every = _merged(findings, assembled.findings)
    draft, out = frozenset(drafts), chosen.keys() - broken
    holding = [f for f in every if _holds(f, build) and (not f.unit or f.unit in out - draft)]
    reasons += _finding_reasons(holding)
    reasons.sort(key=lambda reason: _ORDER.index(reason.code))
    fallback = options.fallback or build.fallback_of(assembled.article.path)
    if holding or (missing and fallback != "source"):
        outcome = Outcome.HELD
    else:
        outcome = Outcome.DRAFT if drafts else Outcome.PUBLISHED
    people, roles, approved = _people(units, known)
    return Decision(
        article=assembled.article.path,
        locale=assembled.locale,
        outcome=outcome,
        reasons=tuple(reasons),
        counts=Counts(by_state=states),
        approved=approved,
        fallbacks=tuple(missing),
        drafts=tuple(drafts),
        findings=every,
        models=_models(units[name] for name in drafts),
        reviewers=people,
        roles=roles,
    )


_COUNTED = tuple(state for state in State if state is not State.OBSOLETE)


def _people(
    units: Mapping[str, Unit], known: Mapping[str, Evidence]
) -> tuple[int, dict[str, int], int]:
    """How many people accepted any of the units, how many by role, and what two accepted."""
    people: set[str] = set()
    roles: dict[str, set[str]] = {}
    approved = 0
    for name, evidence in known.items():
        if name not in units or not evidence.accepted:
            continue
        for acceptance in evidence.accepted:
            people.add(acceptance.person)
            if acceptance.role:
                roles.setdefault(acceptance.role, set()).add(acceptance.person)
        approved += units[name].state is State.REVIEWED and len(evidence.people) > 1
    return len(people), {role: len(names) for role, names in sorted(roles.items())}, approved


def _holds(finding: Finding, build: Build) -> bool:
    """Does the finding weigh enough?"""
    if finding.ignored or build.hold_on == "never":
        return False
    return finding.severity.rank <= Severity(build.hold_on).rank


def _merged(findings: Iterable[Finding], more: Iterable[Finding]) -> tuple[Finding, ...]:
    """Both, without repeating what `check` and the assembly say alike about a unit's structure."""
    first = tuple(findings)
    said = {(f.check, f.unit) for f in first}
    return first + tuple(f for f in more if (f.check, f.unit) not in said)


def _reason(key: str, names: list[str]) -> Reason:
    code, _, detail = key.partition(" ")
    if code == "risk":
        risk, _, asked = detail.partition(": ")
        by = "a second person" if asked in (SECOND_PERSON, "approved") else f"someone as {asked}"
        waits = "unit waits" if len(names) == 1 else "units wait"
        text = f"{len(names)} {waits} to be accepted by {by} (risk: {risk})"
    else:
        one, many = _SAYS[code]
        text = (one if len(names) == 1 else many).format(n=len(names))
    return Reason(code=code, message=text, units=tuple(names))


def _finding_reasons(findings: list[Finding]) -> list[Reason]:
    """One reason a severity and check, so that a table cell can show it."""
    groups: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.severity, finding.check), []).append(finding)
    return [
        Reason(
            code="finding",
            message=f"{len(group)} {severity} finding{'' if len(group) == 1 else 's'}: {check}",
            units=tuple(dict.fromkeys(f.unit for f in group if f.unit)),
        )
        for (severity, check), group in sorted(
            groups.items(), key=lambda g: (g[0][0].rank, g[0][1])
        )
    ]


def _models(units: Iterable[Unit]) -> tuple[str, ...]:
    """What drafted them, by engine and model; a person's edit of a draft began as one."""
    names = {
        f"{unit.draft.engine} {unit.draft.model}".strip()
        for unit in units
        if unit.draft is not None
    }
    return tuple(sorted(names))
