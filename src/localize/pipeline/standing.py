"""`status`: how far every article is, and what keeps it from being published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from localize import build as stage
from localize.build.assemble import assemble
from localize.errors import LocalizeError
from localize.model import Severity, State
from localize.pipeline import checking
from localize.pipeline.building import reparser
from localize.pipeline.evidence import evidence
from localize.pipeline.report import Report

if TYPE_CHECKING:
    from localize.pipeline.project import Project


def status(project: Project, paths: Iterable[str] = ()) -> Report:
    """A row for every article and locale; nothing is written."""
    report = Report()
    config = project.config
    options = stage.Options(layout=config.build.layout, fallback=config.build.fallback)
    for article in project.articles(project.select(paths), report.errors):
        for locale in project.locales:
            try:
                units = project.workspace.load(article, locale)
                known = evidence(project, locale, units)
                found = checking.findings(project, article, locale, units)
                targets = stage.choose(units, config.build, options, known)
                assembled = assemble(article, locale, units, targets, reparser(project, article))
                decision = stage.decide(
                    assembled, config.build, options, findings=found, evidence=known
                )
            except LocalizeError as error:
                report.errors.append(error)
                continue
            words = {unit.id: len(unit.segment.text.split()) for unit in units}
            left = sum(words[u.id] for u in units if u.state is not State.REVIEWED)
            critical = sum(f.severity is Severity.CRITICAL and not f.ignored for f in decision.findings)
            row = checking.unit_report(project, article, locale, units, decision.findings)
            report.articles.append(
                replace(
                    row,
                    extra={
                        **row.extra,
                        "words": sum(words.values()),
                        "words_left": left,
                        "approved": decision.approved,
                        "critical": critical,
                        "publishable": decision.outcome is stage.Outcome.PUBLISHED,
                        "why": "; ".join(reason.message for reason in decision.reasons),
                        "worst": [
                            {"unit": u.id, "score": u.draft.score, "source": u.segment.text}
                            for u in sorted(
                                (u for u in units if u.draft and u.state is State.DRAFT and u.draft.band == "low"),
                                key=lambda u: (u.draft.score or 0.0) if u.draft else 0.0,
                            )[:10]
                        ],
                    },
                )
            )
    return report
