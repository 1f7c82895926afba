"""Findings that someone decided to live with.

Such a decision names the check, gives a reason and an author, and holds for one pair of texts only: when the source or the
target changes, the finding is back. It stands in `[[check.ignore]]` of localize.toml, with the SHA-256 of
both texts, or as a translator's comment in the PO file:

    # localize-ignore: quantity the leaflet rounds up (A. Name) [3f1c9d…]

The sixteen hex digits at its end stand for both texts; a comment without them ignores nothing. A reviewer who comments a
unit with `localize-ignore: quantity the leaflet rounds up` gets them, and the name, filled in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from localize.config import Ignore
from localize.model import Finding, digest
from localize.regex import regex

_COMMENT = regex(
    r"localize-ignore:\s*(?P<check>[a-z-]+)\s+(?P<reason>.+?)\s*\[(?P<hash>[0-9a-f]{16})\]\s*$"
)
_ASKED = regex(r"\s*localize-ignore:\s*[a-z-]+\s+\S.*")
_AUTHOR = regex(r"\(([^()]+)\)$")


def seal(source: str, target: str) -> str:
    """Sixteen hex digits that change when either text does."""
    return digest(f"{source}\x00{target}")[:16]


def paste_line(finding: Finding) -> str:
    """The comment that ignores a finding, ready to be pasted above its entry."""
    return (
        f"# localize-ignore: {finding.check} REASON (NAME) [{seal(finding.source, finding.target)}]"
    )


def sealed(comment: str, source: str, target: str, who: str) -> str:
    """A reviewer's comment on a unit, with what its lines lack to ignore a finding: who says so, and the digits of both texts.

    >>> sealed("localize-ignore: quotes as in the leaflet", "a", "b", "Ana")
    'localize-ignore: quotes as in the leaflet (Ana) [59b271ae1bbcb1d3]'
    """
    lines = []
    for line in comment.split("\n"):
        said = line.strip()
        if who and _ASKED.fullmatch(said) and not _COMMENT.search(said):
            author = "" if _AUTHOR.search(said) else f" ({who.replace('(', '[').replace(')', ']')})"
            lines.append(f"{said}{author} [{seal(source, target)}]")
        else:
            lines.append(line)
    return "\n".join(lines)


class Ignores(NamedTuple):
    """The decisions of a project, ready to be looked up."""

    known: Mapping[tuple[str, str, str], str]
    """(check, source sha256, target sha256) -> reason and author."""

    @classmethod
    def of(cls, entries: Sequence[Ignore]) -> Ignores:
        """From the configuration."""
        return cls(
            {
                (
                    entry.check,
                    entry.source_sha256,
                    entry.target_sha256,
                ): f"{entry.reason} ({entry.author})"
                for entry in entries
                if entry.reason.strip() and entry.author.strip()
            }
        )

    def apply(self, finding: Finding, comments: Sequence[str]) -> Finding:
        """The finding, marked as ignored where a decision covers it."""
        reason = self._reason(finding, comments)
        return finding._replace(ignored=reason) if reason else finding

    def _reason(self, finding: Finding, comments: Sequence[str]) -> str:
        for comment in comments:
            found = _COMMENT.search(comment)
            if (
                found
                and found["check"] == finding.check
                and found["hash"] == seal(finding.source, finding.target)
                and _meant(found["reason"])
            ):
                return found["reason"]
        if not self.known:
            return ""
        return self.known.get((finding.check, digest(finding.source), digest(finding.target)), "")


def _meant(reason: str) -> bool:
    """Was the line filled in: a reason, and who gave it?"""
    author = _AUTHOR.search(reason)
    words = _AUTHOR.sub("", reason).strip()
    return bool(author and author[1] != "NAME" and words and words != "REASON")
