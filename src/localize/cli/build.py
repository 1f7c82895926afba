"""`localize build`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from localize.cli import printing
from localize.cli.app import app
from localize.cli.options import (
    Format,
    Jobs,
    OutputFormat,
    Paths,
    ProjectDir,
    Quiet,
    Teller,
    To,
    open_project,
)
from localize.errors import UsageError

if TYPE_CHECKING:
    from localize.pipeline.project import Project
    from localize.pipeline.report import Report

_FALLBACKS = ("hold", "source")


@app.command()
def build(
    paths: Paths = None,
    to: To = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Where to build; else build/.")
    ] = None,
    layout: Annotated[
        str | None,
        typer.Option(
            help="plain, hugo, hugo-suffix, docusaurus, mkdocs, mkdocs-suffix, starlight, jekyll."
        ),
    ] = None,
    html: Annotated[bool, typer.Option("--html", help="Standalone HTML pages as well.")] = False,
    fallback: Annotated[
        str | None,
        typer.Option(
            help="hold: keep back an article that is not ready; source: fill it with source text."
        ),
    ] = None,
    include_drafts: Annotated[
        bool, typer.Option("--include-drafts", help="Let drafts out, with a visible banner.")
    ] = False,
    no_mark: Annotated[
        bool, typer.Option("--no-mark", help="With --include-drafts: without the banner.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 3 if something would change.")
    ] = False,
    jobs: Jobs = 0,
    project: ProjectDir = None,
    format: OutputFormat = Format.TEXT,
    quiet: Quiet = False,
) -> None:
    """Build the localized articles: verified, with a manifest; held back where they are not ready.

    `localize build verify DIR` proves a published folder against its manifest and the ledger.
    """
    from localize.build import Options, layouts
    from localize.pipeline.building import build as run

    tell = Teller(quiet=quiet)
    opened = open_project(project, to, tell)
    if paths and paths[0] == "verify":
        _verify(opened, paths[1:], format, tell)
    config = opened.config.build
    if no_mark and not include_drafts:
        raise UsageError("--no-mark only means something with --include-drafts")
    chosen = layout or config.layout
    layouts.find(chosen)
    if fallback is not None and fallback not in _FALLBACKS:
        raise UsageError(
            f"unknown fallback {fallback!r}", remedy=f"Choose one of {', '.join(_FALLBACKS)}."
        )
    options = Options(
        layout=chosen,
        fallback=fallback or "",
        include_drafts=include_drafts,
        mark=not no_mark,
        html=html,
    )
    report = run(
        opened,
        paths or (),
        options,
        out=Path(os.path.normpath(Path.cwd() / out)) if out else None,
        check=check,
        jobs=jobs,
    )
    if format is Format.JSON:
        _json(report)
    else:
        _text(report, check=check, quiet=quiet)
    printing.errors(report.errors)
    raise typer.Exit(report.exit_code(check=check))


def _json(report: Report) -> None:
    from localize.pipeline.report import error_dict, totals

    printing.as_json(
        {
            "articles": [row.as_dict() for row in report.articles],
            "written": report.written + [path for row in report.articles for path in row.written],
            "removed": report.removed,
            "findings": [finding.as_dict() for finding in report.findings],
            "errors": [error_dict(error) for error in report.errors],
            "summary": totals(report.articles) | {"held": report.held},
        }
    )


def _text(report: Report, *, check: bool, quiet: bool) -> None:
    from localize.build.manifest import FILE_NAME as MANIFEST

    rows = []
    for row in report.articles:
        state = str(row.extra["state"])
        reasons = row.extra["reasons"]
        why = "; ".join(r["message"] for r in reasons) if isinstance(reasons, list) else ""
        if row.written or state == "held":
            rows.append([state, row.locale, row.article, ", ".join(row.written) or "-", why])
    if rows:
        typer.echo(printing.table(["state", "locale", "article", "built", "why"], rows))
    structure = [f for f in report.findings if f.check == "structure"]
    for finding in structure:
        typer.echo(
            f"{finding.file}:{finding.line}: {finding.severity}: {finding.message}", err=True
        )
    if quiet:
        return
    names = (*report.written, *(name for row in report.articles for name in row.written))
    written = sum(Path(name).name != MANIFEST for name in names)
    verb = "would change" if check else "written"
    said = [f"{printing.plural(written, 'file')} {verb}"]
    if report.removed:
        said.append(
            f"{printing.plural(len(report.removed), 'file')} {'would go' if check else 'removed'}"
        )
    if not written:
        said.append(f"{len(report.articles) - report.held} unchanged")
    if report.held:
        said.append(f"{printing.plural(report.held, 'article')} held back")
    typer.echo("; ".join(said), err=True)


def _verify(project: Project, folders: list[str], format: Format, tell: Teller) -> None:
    from localize.pipeline.building import verify

    folder = Path(folders[0]) if folders else project.config.root / "build"
    problems = verify(project, folder.resolve())
    if format is Format.JSON:
        printing.as_json(
            {"problems": [{"path": p.path, "code": p.code, "message": p.message} for p in problems]}
        )
    else:
        for problem in problems:
            typer.echo(f"{problem.path}: {problem.code}: {problem.message}")
    if not problems:
        tell(f"{folder}: as its manifest and the ledger say")
    raise typer.Exit(1 if problems else 0)
