"""Aligned units → a table (TSV) or JSON for other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Final

from diptych.align.pairs import AlignedUnit, UnitPair

COLUMNS: Final = ("left_id", "right_id", "kind", "left_text", "right_text", "confidence")
"""The columns of the table, and the keys of each object in JSON."""
_ESCAPES: Final = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def tsv(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit], pairs: Sequence[UnitPair]) -> str:
    r"""A header and a row for each pair; several ids or texts of a side are joined by a space.

    A tab, an end of line and a backslash in a text are written `\t`, `\n` and `\\`, so that a line is a row. A field
    with quotation marks is quoted.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for pair in pairs:
        left_ids, left_text = _side(left, pair.left)
        right_ids, right_text = _side(right, pair.right)
        row = (" ".join(left_ids), " ".join(right_ids), pair.kind, left_text, right_text, f"{pair.confidence:.3f}")
        writer.writerow([field.translate(_ESCAPES) for field in row])
    return out.getvalue()


def as_json(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit], pairs: Sequence[UnitPair]) -> str:
    """The same rows as a list of JSON objects; ids are lists, confidence is a number."""
    rows = []
    for pair in pairs:
        left_ids, left_text = _side(left, pair.left)
        right_ids, right_text = _side(right, pair.right)
        rows.append((left_ids, right_ids, pair.kind, left_text, right_text, pair.confidence))
    return json.dumps([dict(zip(COLUMNS, row, strict=True)) for row in rows], ensure_ascii=False, indent=1) + "\n"


def _side(units: Sequence[AlignedUnit], indices: Sequence[int]) -> tuple[list[str], str]:
    """The ids and the text of the units of a pair on one side."""
    chosen = [units[index] for index in indices]
    return [unit.id for unit in chosen], " ".join(unit.shown for unit in chosen)
