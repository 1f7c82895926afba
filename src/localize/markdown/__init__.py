"""Markdown as every stage sees it: the parser's options, and inline text with positions."""
