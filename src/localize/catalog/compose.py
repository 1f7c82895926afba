"""From a merge to the text of a PO file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

from localize import __version__, locales
from localize.catalog import writer
from localize.catalog.comments import OURS, reference
from localize.catalog.merge import Merged, Plan, distinct
from localize.catalog.syntax import Document
from localize.catalog.writer import Splice, Wanted
from localize.model import Article, Draft, Segment, State

_FUZZY = (State.DRAFT, State.EDITED, State.STALE)


def filled(
    plans: tuple[Plan, ...],
    drafts: Mapping[str, Draft],
    suggestions: Mapping[str, tuple[str, ...]],
    reviewed: Collection[str],
) -> tuple[tuple[Plan, ...], dict[str, Draft]]:
    """The plans with drafts in, and the drafts that were put in.

    Only untranslated units and drafts of the machine take one.
    """
    if not drafts and not suggestions:
        return plans, {}
    written: dict[str, Draft] = {}
    out = []
    for plan in plans:
        unit = plan.segment.id
        draft = drafts.get(unit)
        new = plan
        if draft is not None and plan.state in (State.UNTRANSLATED, State.DRAFT):
            target = _ends_alike(plan.segment.text, draft.text)
            if target and (plan.state is State.UNTRANSLATED or target != plan.target):
                state = State.REVIEWED if unit in reviewed else State.DRAFT
                new = plan._replace(
                    target=target, state=state, previous=None, previous_context=None
                )
                written[unit] = draft if target == draft.text else draft._replace(text=target)
        if (lines := suggestions.get(unit)) and (
            new is not plan or plan.state is State.UNTRANSLATED
        ):
            new = new._replace(added=(*new.added, *[f"{OURS}{line}" for line in lines]))
        out.append(new)
    return tuple(out), written


def _ends_alike(source: str, target: str) -> str:
    # msgfmt refuses a translation that begins or ends with a line end where its source does not.
    if not target.strip("\n"):
        return ""
    if "\n" in (source[:1], source[-1:], target[:1], target[-1:]):
        start = "\n" if source.startswith("\n") else ""
        end = "\n" if source.endswith("\n") else ""
        return start + target.strip("\n") + end
    return target


def text(
    document: Document,
    merged: Merged,
    notes: Mapping[str, tuple[str, ...]] | None,
    article_path: str,
    locale: str,
) -> str:
    """The text of the PO file as the merge wants it."""
    mark = reference(f"source/{article_path}")
    notes = notes if notes is not None else {}
    if not document.entries and document.header is None and not document.text.strip():
        parts = [header(locale)]
        parts += [_new(plan, notes, mark) for plan in merged.plans]
        return "\n".join(parts)
    entries = document.entries
    replaced: dict[int, str] = {}
    inserted: dict[int, list[str]] = {}
    removed = set(merged.removed)
    anchor = -1
    for plan in merged.plans:
        entry = entries[plan.at] if plan.at >= 0 else None
        if entry is not None and not entry.obsolete:
            wanted = _wanted(plan, notes.get(plan.segment.id), mark, entry_fuzzy=entry.fuzzy)
            new = writer.changed(document, entry, wanted)
            if new is not None:
                replaced[plan.at] = new
            anchor = plan.at
            continue
        if entry is None:
            inserted.setdefault(anchor, []).append(_new(plan, notes, mark))
        else:  # it comes back: from the end of the file to its place
            wanted = _wanted(plan, notes.get(plan.segment.id, ()), mark, entry_fuzzy=entry.fuzzy)
            inserted.setdefault(anchor, []).append(writer.created(wanted, entry))
            removed.add(plan.at)
    appended = [
        writer.created(
            Wanted(
                context=kept.context,
                source=kept.source,
                target=kept.target,
                fuzzy=kept.fuzzy,
                previous=kept.previous,
                previous_context=kept.previous_context,
                added=kept.added,
                settled=True,
                obsolete=True,
            ),
            entries[kept.at],
        )
        for kept in merged.kept
    ]
    return writer.spliced(
        document,
        Splice(
            replaced=replaced,
            removed=frozenset(removed),
            inserted=inserted,
            appended=appended,
            header=_header_for(document, locale),
        ),
    )


def _new(plan: Plan, notes: Mapping[str, tuple[str, ...]], mark: str) -> str:
    if plan.state is State.UNTRANSLATED and not plan.target and not plan.added:
        return _untranslated(plan.segment, plan.times, notes, mark)
    return writer.created(_wanted(plan, notes.get(plan.segment.id, ()), mark))


def _untranslated(
    segment: Segment, times: int, notes: Mapping[str, tuple[str, ...]], mark: str
) -> str:
    """A new entry that nobody has put anything into.

    Its plain lines do: half the time of a cold sync would go into entry objects.
    """
    lines = [f"#. {line}\n" if line else "#.\n" for line in _lines(notes.get(segment.id, ()))]
    lines.append(f"#: {' '.join([mark] * times)}\n")
    if segment.context is not None:
        lines.append(writer.field_lines("msgctxt", segment.context))
    lines.append(writer.field_lines("msgid", segment.text))
    lines.append('msgstr ""\n')
    return "".join(lines)


def _wanted(
    plan: Plan, notes: tuple[str, ...] | None, mark: str, *, entry_fuzzy: bool = False
) -> Wanted:
    untranslated = plan.state is State.UNTRANSLATED
    return Wanted(
        context=plan.segment.context,
        source=plan.segment.text,
        target=plan.target,
        fuzzy=entry_fuzzy if untranslated else plan.state in _FUZZY,
        previous=plan.previous,
        previous_context=plan.previous_context,
        notes=notes if notes is None or "\n" not in "".join(notes) else _lines(notes),
        references=(mark,) * plan.times,
        added=plan.added,
        settled=plan.state is State.REVIEWED,
    )


def _lines(notes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([part for note in notes for part in note.split("\n")])


@lru_cache(maxsize=64)
def header(locale: str) -> str:
    """The header entry of a new PO file.

    The fields about people and dates are there, empty, for the translator's editor to fill in: the
    tool would have to change them at every run.
    """
    return writer.header(
        {
            "Project-Id-Version": "",
            "PO-Revision-Date": "",
            "Last-Translator": "",
            "Language-Team": "",
            "Language": locales.posix_name(locale),
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": locales.plural_forms(locale),
            "X-Generator": f"Localize {__version__}",
        }
    )


def _header_for(document: Document, locale: str) -> str | None:
    """A header where the file has none, a right charset where it says ASCII; else None."""
    if document.header is None:
        return header(locale)
    at = document.header
    old = document.text[at.start : at.end]
    for wrong in ("ASCII", "US-ASCII", "CHARSET", "ascii", "us-ascii", "ANSI_X3.4-1968"):
        if f"charset={wrong}\\n" in old:
            return old.replace(f"charset={wrong}\\n", "charset=UTF-8\\n")
    return None


def template_text(article: Article, notes: Mapping[str, tuple[str, ...]]) -> str:
    """The text of the POT file of an article."""
    mark = reference(f"source/{article.path}")
    head = writer.header(
        {
            "Project-Id-Version": "",
            "PO-Revision-Date": "",
            "Last-Translator": "",
            "Language-Team": "",
            "Language": "",
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
        }
    )
    entries = distinct(article.segments).values()
    return "\n".join([head, *(_untranslated(*entry, notes, mark) for entry in entries)])
