"""`localize check`."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from localize.cli import printing
from localize.cli.app import app
from localize.cli.options import Paths, ProjectDir, Quiet, Teller, To, open_project

if TYPE_CHECKING:
    from localize.model import Finding


class CheckFormat(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    JUNIT = "junit"


class FailOn(StrEnum):
    """From which severity a finding makes the command fail."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    NEVER = "never"


@app.command()
def check(
    paths: Paths = None,
    to: To = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Exit 1 from this severity on.")
    ] = FailOn.CRITICAL,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="REV", help="Only units changed since a git revision."),
    ] = None,
    project: ProjectDir = None,
    format: Annotated[
        CheckFormat, typer.Option("--format", help="How to print the findings.")
    ] = CheckFormat.TEXT,
    quiet: Quiet = False,
) -> None:
    """Look for what could hurt a reader: changed doses, lost negations, broken markup, wrong terms."""
    from localize.checks.report.summary import summarize
    from localize.model import Severity
    from localize.pipeline.checking import check as run
    from localize.pipeline.report import error_dict, totals

    opened = open_project(project, to, Teller(quiet=quiet))
    only = None
    if since is not None:
        from localize.pipeline.since import changed_units

        only = changed_units(opened, since)
    found = run(opened, paths or (), only)
    if format is CheckFormat.JSON:
        printing.as_json(
            {
                "findings": [finding.as_dict() for finding in found.findings],
                "summary": summarize(found.findings).as_dict() | {"units": totals(found.articles)},
                "articles": [row.as_dict() for row in found.articles],
                "errors": [error_dict(error) for error in found.errors],
            }
        )
    else:
        findings: Sequence[Finding] = found.findings
        if format in (CheckFormat.GITHUB, CheckFormat.SARIF):
            findings = _in_repository(findings, opened.config.root)
        typer.echo(_rendered(format, findings), nl=False)
        if format is CheckFormat.TEXT and not found.findings and not found.errors and not quiet:
            typer.echo("no findings", err=True)
    printing.errors(found.errors)
    threshold = -1 if fail_on is FailOn.NEVER else Severity(fail_on.value).rank
    failing = any(f.severity.rank <= threshold and not f.ignored for f in found.findings)
    raise typer.Exit(found.exit_code(failing=failing))


def _in_repository(findings: Sequence[Finding], root: Path) -> Sequence[Finding]:
    """With files as the repository has them, where the project is a folder of one: only so are they found there."""
    home = root.resolve()
    top = next((folder for folder in (home, *home.parents) if (folder / ".git").exists()), home)
    if top == home:
        return findings
    below = home.relative_to(top).as_posix()
    return [f._replace(file=f"{below}/{f.file or f.article}") for f in findings]


def _rendered(format: CheckFormat, findings: Sequence[Finding]) -> str:
    match format:
        case CheckFormat.SARIF:
            from localize.checks.report.sarif import sarif

            return sarif(findings)
        case CheckFormat.GITHUB:
            from localize.checks.report.github import github

            return github(findings)
        case CheckFormat.JUNIT:
            from localize.checks.report.junit import junit

            return junit(findings)
        case _:
            from localize.checks.report.text import text

            return text(findings, colour=printing.colours())
