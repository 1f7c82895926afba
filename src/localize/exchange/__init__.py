"""Units as other tools take them, XLIFF and CSV, and what comes back.

    xliff.export, xliff.read      XLIFF 1.2 and 2.1, inline markup as inline codes
    csv.export, csv.read          a table for a spreadsheet

What comes back is `Imported` rows, each bound to the source and the target it was made from:
`refusal` says why one no longer fits, `changes` whether there is anything to do.
"""

from localize.exchange import csv, xliff
from localize.exchange.imported import Imported, changes, refusal

__all__ = ["Imported", "changes", "csv", "refusal", "xliff"]
