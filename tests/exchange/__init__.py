"""Tests of the exchange with other tools."""
