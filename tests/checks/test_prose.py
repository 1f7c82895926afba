"""What the checks read of a text."""

from __future__ import annotations

import sys
import unicodedata

from localize.checks.reading.prose import ZEROS, pieces_of, prose_of
from localize.model import Syntax


def test_digits_of_every_script_are_digits() -> None:
    digits = {
        chr(code): str(unicodedata.decimal(chr(code)))
        for code in range(sys.maxunicode)
        if unicodedata.decimal(chr(code), None) is not None
    }
    text = "".join(digits)
    prose = prose_of(text, pieces_of(text, Syntax.PLAIN))
    assert prose.plain == "".join(digits.values())
    assert len(set(ZEROS)) == len(ZEROS)
