"""Standalone HTML pages of a build (`--html`): readable without a site generator."""

from __future__ import annotations

from localize.build.html.site import Pages, build_pages, page_path

__all__ = ["Pages", "build_pages", "page_path"]
