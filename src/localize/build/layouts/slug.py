"""Names that site generators derive from texts."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class Slug(StrEnum):
    """How a site derives a heading's id from its text."""

    GITHUB = "github"
    PYTHON_MARKDOWN = "python-markdown"


def slugify(text: str, slug: Slug) -> str:
    """The id a generator derives from a heading's text.

    >>> slugify("Dose & onset (NMDA)", Slug.GITHUB), slugify("Dose & onset", Slug.PYTHON_MARKDOWN)
    ('dose--onset-nmda', 'dose-onset')
    """
    if slug is Slug.GITHUB:
        # github-slugger, which Docusaurus and Starlight use; goldmark and kramdown's GFM do alike.
        return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii_only).strip().lower())
