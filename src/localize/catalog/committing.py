"""Writing a merge: the file, and what units, ledger, journal and store make of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

from localize.catalog import compose, files, inventory, journal, store
from localize.catalog.comments import typed
from localize.catalog.ledger import Event, Happening, Ledger, short
from localize.catalog.lexer import decode
from localize.catalog.merge import Merged, Plan
from localize.catalog.pending import Decision, Pending, Written, counts_of, unit_of
from localize.model import Draft, State, digest, unit_id

if TYPE_CHECKING:
    from localize.catalog.workspace import Workspace


def commit(
    workspace: Workspace,
    pending: Pending,
    drafts: Mapping[str, Draft],
    notes: Mapping[str, tuple[str, ...]] | None,
    suggestions: Mapping[str, tuple[str, ...]],
    reviewed: Collection[str],
    *,
    write: bool,
) -> Written:
    """Write a merge with drafts. Raises `files.Moved` when the file is not what was merged."""
    ledger = workspace.ledger(pending.locale)
    # A source that returns to a text that was accepted for it gets its acceptance back.
    again = {
        segment.id
        for segment in pending.wants
        if segment.id in drafts
        and ledger.accepted_in(
            pending.article.path, segment.id, segment.text, drafts[segment.id].text
        )
    }
    reviewed = again | set(reviewed)
    plans, written = compose.filled(pending.merged.plans, drafts, suggestions, reviewed)
    return _finish(workspace, pending, plans, written, notes, reviewed, {}, write=write)


def decide(
    workspace: Workspace, pending: Pending, decisions: Collection[Decision]
) -> tuple[Written, tuple[tuple[Decision, str], ...]]:
    """Write decisions; those that no longer fit come back with the reason."""
    plans = list(pending.merged.plans)
    places = {plan.segment.id: number for number, plan in enumerate(plans)}
    refused: list[tuple[Decision, str]] = []
    taken: dict[str, Decision] = {}
    for decision in decisions:
        number = places.get(decision.unit)
        reason = _refusal(decision, None if number is None else plans[number])
        if reason or number is None:
            refused.append((decision, reason))
            continue
        plan = plans[number]
        lines = tuple(decision.comment.split("\n")) if decision.comment else ()
        state = decision.state if decision.target else State.UNTRANSLATED
        keeps = state is State.STALE
        plans[number] = plan._replace(
            target=decision.target,
            state=state,
            previous=plan.previous if keeps else None,
            previous_context=plan.previous_context if keeps else None,
            added=(*plan.added, *lines),
        )
        taken[decision.unit] = decision
    result = _finish(workspace, pending, tuple(plans), {}, None, (), taken, write=True)
    return result, tuple(refused)


def _refusal(decision: Decision, plan: Plan | None) -> str:
    if plan is None:
        return "the article no longer has this text"
    if decision.source_sha256 != digest(plan.segment.text):
        return "the source changed after the decision"
    if decision.target_sha256 != digest(plan.target):
        return "the translation changed after the decision"
    if decision.state is State.REVIEWED and not decision.target.strip():
        return "there is no translation to accept"
    return ""


def _finish(
    workspace: Workspace,
    pending: Pending,
    plans: tuple[Plan, ...],
    written: Mapping[str, Draft],
    notes: Mapping[str, tuple[str, ...]] | None,
    reviewed: Collection[str],
    decided: Mapping[str, Decision],
    *,
    write: bool,
) -> Written:
    article, locale, record = pending.article, pending.locale, pending.record
    document, state_folder = pending.document, workspace.config.state
    path = workspace.path(article.path, locale)
    merged = pending.merged._replace(plans=plans)
    text = compose.text(document, merged, notes, article.path, locale)
    data = text.encode("utf-8", "surrogatepass")
    if document.bom:
        data = b"\xef\xbb\xbf" + data
    changed = data != pending.base
    shown = workspace.shown(path)
    units = tuple(
        [
            unit_of(plan, document, record, locale, shown, written)
            if plan.segment.id in written or plan.segment.id in decided
            else unit
            for plan, unit in zip(plans, pending.units, strict=True)
        ]
    )
    result = Written(
        path=path,
        changed=changed or bool(pending.renamed_from),
        counts=counts_of(plans, document, merged),
        units=units,
        article=article.path,
        locale=locale,
        renamed_from=pending.renamed_from,
    )
    if not write:
        return result
    at = workspace.now()
    log = journal.path(state_folder, article.name, locale)
    journaled = record.journaled
    before = pending.merged.plans
    # Only what a person had a part in is worth the journal, and waiting for the disk: what the
    # machine wrote is in the store, and can be made again.
    human = any(plan.state in HUMAN for plan in before) or any(
        entry.obsolete or typed(entry) for entry in document.entries
    )
    if human and pending.base is not None and sha256(pending.base).hexdigest() != journaled:
        journaled = journal.add(log, pending.base, at)
    if changed:
        if document.entries or document.header:
            released = {
                old.target
                for old, new in zip(before, plans, strict=True)
                if new.segment.id in decided and new.target != old.target
            }
            machine = {
                entry.target
                for entry in document.entries
                if entry.fuzzy
                and workspace.machine_wrote(
                    record, locale, unit_id(entry.source, entry.context), entry.target
                )
            }
            inventory.prove(document, text, machine, released)
        if human or any(plan.state in HUMAN for plan in plans):
            journaled = journal.add(log, data, at)
    events, seen = happenings(
        pending, workspace.ledger(locale), plans, written, reviewed, decided, at
    )
    workspace.outbox.add(locale, events)
    new = next_record(pending, plans, written, seen, journaled, merged)
    if new != record or pending.renamed_from:
        store.save(store.path(state_folder, article.name, locale), new)
    if changed:
        real = workspace.resolve(path)
        left = files.temporary(real)
        if left.exists():
            # A process died with this in its hands; maybe it is what an editor had saved.
            journal.add(log, files.read(left) or b"", at)
        files.replace(real, data, before=pending.base, durable=human)
    if pending.renamed_from:
        _drop_renamed(workspace, pending)
    return result._replace(records=tuple(events))


def _drop_renamed(workspace: Workspace, pending: Pending) -> None:
    """Delete the old catalog of a renamed article: all of it is in the new one."""
    old = workspace.config.root / pending.renamed_from
    data = files.read(old)
    if data is None or decode(data, pending.renamed_from)[0] != pending.document.text:
        return  # changed since: it stays, and nothing is lost
    files.remove(old, before=data)
    name = old.relative_to(workspace.config.locales / pending.locale).with_suffix("").as_posix()
    files.discard(store.path(workspace.config.state, name, pending.locale))
    files.discard(workspace.config.locales / "templates" / f"{name}.pot")


def happenings(
    pending: Pending,
    ledger: Ledger,
    plans: tuple[Plan, ...],
    written: Mapping[str, Draft],
    reviewed: Collection[str],
    decided: Mapping[str, Decision],
    at: str,
) -> tuple[list[Happening], dict[str, tuple[str, str]]]:
    """What the ledger has to learn, and what it knows then."""
    seen: dict[str, tuple[str, str]] = {}
    groups: dict[tuple[Event, str, str, str], list[tuple[str, str, str]]] = {}
    who = pending.document.header_field("Last-Translator")
    # What an empty ledger was told once it has lost since.
    known = {} if ledger.blank() else pending.record.seen
    for plan in plans:
        segment, state = plan.segment, plan.state
        if state is State.UNTRANSLATED:
            continue
        mark = short(plan.target)
        now = (str(state), mark)
        seen[segment.id] = now
        decision = decided.get(segment.id)
        if known.get(segment.id) == now and decision is None:
            continue
        draft = written.get(segment.id)
        if draft is not None:
            event = Event.REVIEWED if segment.id in reviewed else Event.DRAFTED
            if event is Event.REVIEWED and ledger.accepted(segment.id, segment.text, plan.target):
                continue  # its acceptance is there already, with the person's name
            key = (event, "", "", f"{draft.engine} {draft.model}".strip())
        elif decision is not None:
            status = ledger.status(segment.id, segment.text, plan.target)
            event_of = _event(state, status)
            if event_of is None:
                continue
            key = (event_of, decision.who, decision.role, "")
        elif state is State.STALE:
            continue  # nobody did anything to it yet
        else:
            status = ledger.status(segment.id, segment.text, plan.target)
            found = _event(state, status)
            if found is None:
                continue
            key = (found, who, "translator" if who else "", "")
        groups.setdefault(key, []).append((segment.id, short(segment.text), mark))
    return [
        Happening(
            event=event,
            article=pending.article.path,
            units=tuple(units),
            who=person,
            role=role,
            by=by,
            at=at,
        )
        for (event, person, role, by), units in groups.items()
    ], seen


def next_record(
    pending: Pending,
    plans: tuple[Plan, ...],
    written: Mapping[str, Draft],
    seen: Mapping[str, tuple[str, str]],
    journaled: str,
    merged: Merged,
) -> store.Record:
    """What the store shall remember."""
    old = pending.record
    if not old.drafts and not pending.document.entries:
        drafts = dict(written)
        before: dict[str, str] = {}
    else:
        ids = {plan.segment.id for plan in plans}
        drafts = {}
        stay = set(ids)
        if any(unit not in ids for unit in old.drafts):
            stay |= {
                unit_id(e.source, e.context)
                for index, e in enumerate(pending.document.entries)
                if e.obsolete and index not in merged.removed
            }
            stay |= {unit_id(kept.source, kept.context) for kept in merged.kept}
        drafts = {unit: draft for unit, draft in old.drafts.items() if unit in stay}
        for plan, unit in zip(plans, pending.units, strict=True):
            if plan.state is State.DRAFT and unit.draft and plan.segment.id not in drafts:
                drafts[plan.segment.id] = unit.draft
        before = {
            unit: drafts[unit].text
            for unit in written
            if unit in drafts and drafts[unit].text != written[unit].text
        }
        drafts.update(written)
        if not written:
            before = {unit: text for unit, text in old.before.items() if unit in drafts}
    return store.Record(drafts=drafts, before=before, seen=seen, journaled=journaled)


HUMAN = (State.EDITED, State.REVIEWED, State.STALE)


def _event(state: State, status: Event | None) -> Event | None:
    """What a person did to a unit that is in this state, as far as the ledger does not know it."""
    if state is State.REVIEWED:
        return None if status in (Event.REVIEWED, Event.APPROVED) else Event.REVIEWED
    if state in (State.EDITED, State.DRAFT) and status in (Event.REVIEWED, Event.APPROVED):
        return Event.WITHDRAWN
    if state is State.EDITED:
        return None if status in (Event.EDITED, Event.WITHDRAWN) else Event.EDITED
    return None
