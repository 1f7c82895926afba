"""Findings for eyes and for machines: text, SARIF, GitHub annotations, JUnit."""
