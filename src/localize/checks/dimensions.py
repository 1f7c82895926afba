"""The MQM dimensions that findings are filed under: light to import, as a run that finds nothing new needs no more of the checks."""

from __future__ import annotations

ACCURACY = "accuracy"
TERMINOLOGY = "terminology"
CONVENTIONS = "linguistic conventions"
LOCALE = "locale conventions"
STYLE = "style"
MARKUP = "design and markup"
