"""A project on disk: its articles, found and read; its term base; what a run is asked to work on."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from localize import config as configuration
from localize import locales
from localize.errors import (
    ConfigError,
    LocalizeError,
    UsageError,
)
from localize.model import Article
from localize.pipeline import sources
from localize.pipeline.stamps import stat

if TYPE_CHECKING:
    from localize.catalog import Workspace
    from localize.catalog.files import Resolver
    from localize.config import Config, Ignore
    from localize.pipeline.articles import Articles, Risks
    from localize.pipeline.checked import Checked
    from localize.pipeline.known import Known
    from localize.pretranslate import Engine
    from localize.pretranslate.memory import Memory
    from localize.terms import TermBase

Say = Callable[[str], None]
"""Tells the user something on stderr."""


@dataclass(frozen=True, eq=False)
class Project:
    """A project and the locales of this run."""

    config: Config
    locales: tuple[str, ...]
    say: Say = print

    @classmethod
    def open(
        cls, root: Path, to: Sequence[str] = (), say: Say = print, *, need_locale: bool = True
    ) -> Project:
        """The project at `root`, for the locales asked for, else those of its configuration.

        Raises ConfigError or UsageError: unknown locales, no locale at all, no source folder.
        """
        config = configuration.load(root)
        _names(config)
        _configured(root, "source_locale", (config.source_locale,))
        configured = _configured(root, "target_locales", config.target_locales)
        targets = tuple(dict.fromkeys(locales.check(name) for name in to)) or configured
        if need_locale and not targets:
            raise UsageError(
                "no target locale",
                remedy='Name one with --to LOCALE, or set target_locales = ["es"] in localize.toml.',
            )
        if config.source_locale in targets:
            raise ConfigError(
                f"the source locale {config.source_locale!r} is among the target locales",
                place=None if to else configuration.place(root, "target_locales"),
                remedy="An article is not translated into its own language: leave it out.",
            )
        if not config.source.is_dir():
            raise UsageError(
                f"no source folder: {config.source}",
                remedy="Make it and put the articles there (*.md, *.txt).",
            )
        sources.keep_inside(config, config.state)
        mkdocs = any((root / name).is_file() for name in ("mkdocs.yml", "mkdocs.yaml"))
        options = config.extract
        if options.dialect == "auto" and (mkdocs or config.build.layout.startswith("mkdocs")):
            options = options._replace(dialect="mkdocs")
        elif options.dialect == "auto" and config.build.layout != "plain":
            options = options._replace(dialect="gfm")  # all of these generators know footnotes
        return cls(config._replace(extract=options), targets, say)

    @cached_property
    def source(self) -> str:
        """The source folder."""
        return str(self.config.source)

    @cached_property
    def workspace(self) -> Workspace:
        """The catalogs."""
        from localize.catalog import Workspace

        terms = self.terms
        return Workspace(
            self.config,
            terms=None
            if terms is None
            else lambda text: {hit.entry.term for hit in terms.match(text)},
        )

    @cached_property
    def terms(self) -> TermBase | None:
        """The term base; None without a glossary."""
        if not any(self.config.glossary.glob("*.csv")):
            return None
        from localize.terms import TermBase

        return TermBase.load(self.config.glossary, self.config.source_locale)

    @cached_property
    def glossary_sha256(self) -> str:
        """Of the glossary's files."""
        found = hashlib.sha256()
        for path in sorted(self.config.glossary.glob("*.csv")):
            found.update(path.read_bytes())
        return found.hexdigest()

    @cached_property
    def _sound_ledgers(self) -> Known:
        from localize.pipeline.known import Known

        return Known(self.config.state / "known/ledgers")

    def sound(self, locale: str) -> bool:
        """Was the locale's ledger, as it is now, found undamaged? Raises UnsafePathError where it leads out."""
        return bool(self._sound_ledgers.get(locale, self._ledger_mark(locale)))

    def note_sound(self, locale: str) -> None:
        """The locale's ledger, as it is now, has been read through, or was written by one who had."""
        if not self.sound(locale):
            self._sound_ledgers.keep(locale, self._ledger_mark(locale), value=True)

    def _ledger_mark(self, locale: str) -> str:
        return repr(stat(self.workspace.ledger(locale).path))

    @cached_property
    def checked(self) -> Checked:
        """What the checks find."""
        from localize.pipeline import checking
        from localize.pipeline.checked import Checked

        return Checked(self.config, self.glossary_sha256, partial(checking.look, self))

    @cached_property
    def _loaded(self) -> dict[tuple[str, str], Any]:
        return {}

    def engine(self, name: str, locale: str) -> Engine:
        """The engine into a locale, loaded once. Raises ModelError where no model fits."""
        from localize.pretranslate import load_engine

        key = (name, locale)
        if key not in self._loaded:
            self._loaded[key] = load_engine(name, self.config, self.config.source_locale, locale)
        found: Engine = self._loaded[key]
        return found

    def reverse(self, name: str, locale: str) -> Engine | None:
        """The engine straight back from a locale, loaded once; None where no model does that.

        Raises ModelError where the one that does is damaged.
        """
        from localize.pretranslate import load_reverse

        key = (f"reverse {name}", locale)
        if key not in self._loaded:
            self._loaded[key] = load_reverse(name, self.config, self.config.source_locale, locale)
        found: Engine | None = self._loaded[key]
        return found

    def memory(self, locale: str) -> Memory:
        """The accepted translations into a locale, as they were when the run began."""
        from localize.pretranslate.memory import Memory

        key = ("memory", locale)
        if key not in self._loaded:
            from localize.pretranslate import tmx

            imported = [
                pair
                for path in sorted((self.config.state / "memory").glob("*.tmx"))
                for pair in tmx.read(path, self.config.source_locale)
                if pair.locale == locale
            ]
            self._loaded[key] = Memory(
                [*imported, *self.workspace.accepted(locale)],
                terms=self.terms,
                source_locale=self.config.source_locale,
                near=self.config.translate.near,
            )
        found: Memory = self._loaded[key]
        return found

    @cached_property
    def passed_over(self) -> list[str]:
        """Files that look like articles, and are neither included nor excluded; known once all paths are."""
        return []

    @cached_property
    def all_paths(self) -> tuple[str, ...]:
        """Every article of the project, below `source/`, sorted. Raises ConfigError for two that share a catalog."""
        found = tuple(sorted(sources.find(self.config, self.passed_over)))
        by_name: dict[str, str] = {}
        for path in found:
            name = path.rsplit(".", 1)[0]
            if name in by_name:
                raise ConfigError(
                    f"source/{by_name[name]} and source/{path} would share the catalog {name}.po",
                    remedy='Rename one of them, or leave one out: exclude = ["…"] in localize.toml.',
                )
            by_name[name] = path
        return found

    def select(self, paths: Iterable[str | Path]) -> tuple[str, ...]:
        """The articles that PATHs on the command line mean; all of them without any.

        Raises UsageError for a path outside `source/`, or one that is no article.
        """
        wanted = list(paths)
        if not self.all_paths:
            self.say(f"no articles below source/: none match {', '.join(self.config.include)}")
        if not wanted:
            return self.all_paths
        chosen: set[str] = set()
        for given in wanted:
            chosen.update(self._meant(Path(given)))
        return tuple(p for p in self.all_paths if p in chosen)

    def _meant(self, given: Path) -> set[str]:
        """The articles of one PATH, as seen from here, or else from the project folder."""
        source = self.config.source
        below: list[str] = []
        for base in (Path.cwd(), self.config.root):
            named = Path(os.path.normpath(base / given))
            below += [
                path.relative_to(source).as_posix()
                for path in (named, named.parent.resolve() / named.name)
                if path == source or source in path.parents
            ]
        if not below:
            raise UsageError(
                f"{given}: not below {source.name}/",
                remedy="A PATH is an article such as source/guide/a.md, or a folder of them.",
            )
        for name in below:
            hits = {p for p in self.all_paths if name in (p, ".") or p.startswith(f"{name}/")}
            if hits:
                return hits
        raise UsageError(
            f"{given}: no article there",
            remedy=f"Articles are the files below source/ that match {', '.join(self.config.include)}.",
        )

    @cached_property
    def _resolve(self) -> Resolver:
        from localize.catalog.files import Resolver

        return Resolver(self.config.root)

    @cached_property
    def _articles(self) -> Articles:
        from localize.pipeline.articles import Articles

        return Articles(self.config)

    def read(self, path: str, *, remember: bool = False) -> Article:
        """Take an article apart. Raises ArticleError or UnsafePathError.

        `remember`: keep what was worked out in `.localize/`, for the next command.
        """
        return self._articles.take(path, self.read_bytes(path), remember=remember)

    def risks(self, article: Article) -> Risks:
        """The risk classes of an article read from this project, by unit id."""
        return self._articles.risks(article)

    def read_bytes(self, path: str) -> bytes:
        """An article's bytes. Raises ArticleError where it cannot be read, UnsafePathError for links that leave."""
        return sources.read(self.config, path, self._resolve)

    def articles(
        self, paths: Iterable[str], errors: list[LocalizeError], *, remember: bool = False
    ) -> Iterator[Article]:
        """The articles one by one; those that cannot be read are gathered in `errors`. `remember`: as `read`."""
        for path in paths:
            try:
                yield self.read(path, remember=remember)
            except LocalizeError as error:
                errors.append(error)


def _names(config: Config) -> None:
    """Raises ConfigError for a check or a risk class that there is not: what it was meant for would be lost silently."""
    check = config.check
    named = [
        *(("check.disable", name) for name in check.disable),
        *((f"check.severity.{name}", name) for name in check.severity),
        *(("check.ignore", ignore.check) for ignore in check.ignore),
    ]
    if named:
        from localize.checks.registry import CROSS, REGISTRY

        known = [*(one.name for one in REGISTRY), *(one.name for one in CROSS)]
        for key, name in named:
            _one_of(config, key, name, "check", known)
        for number, ignore in enumerate(check.ignore):
            _whole(config, ignore, number)
    if config.build.require_risk:
        from localize.checks import RISKS

        for name in config.build.require_risk:
            key = f"build.require_risk.{name}"
            _one_of(config, key, name, "risk class", [*RISKS, *check.risk])


def _whole(config: Config, ignore: Ignore, number: int) -> None:
    """Raises ConfigError for an ignored finding that nobody gave a reason or a name for, or the texts it is about."""
    digests = (ignore.source_sha256, ignore.target_sha256)
    if not (ignore.reason.strip() and ignore.author.strip()):
        what = "needs a reason and an author"
    elif not all(len(one) == _DIGITS and set(one) <= set("0123456789abcdef") for one in digests):
        what = "needs the SHA-256 of source and target, 64 hex digits each"
    else:
        return
    raise ConfigError(
        f"check.ignore: {what}",
        place=configuration.place(config.root, "check.ignore", number),
        remedy="Without them it would ignore nothing.",
    )


_DIGITS = 64


def _one_of(config: Config, key: str, name: str, what: str, known: Sequence[str]) -> None:
    if name not in known:
        raise ConfigError(
            f"{key}: unknown {what} {name!r}",
            place=configuration.place(config.root, key),
            remedy=f"Choose one of {', '.join(known)}.",
        )


def _configured(root: Path, key: str, names: Iterable[str]) -> tuple[str, ...]:
    """Locale names as localize.toml has them, in their canonical spelling."""
    try:
        return tuple(dict.fromkeys(locales.check(name) for name in names))
    except ConfigError as error:
        raise ConfigError(
            f"{key}: {error.reason}", place=configuration.place(root, key), remedy=error.remedy
        ) from error
