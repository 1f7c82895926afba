"""Localize: a localization pipeline for content that must not be wrong."""

__version__ = "0.1.0"
