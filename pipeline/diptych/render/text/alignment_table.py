"""Aligned units → a table (TSV) or JSON for other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Final

from diptych.align.pairs import AlignedUnit, UnitPair

COLUMNS: Final = ("left_id", "right_id", "kind", "left_text", "right_text", "confidence")
"""The columns of the table, and the keys of each object in JSON."""
_ESCAPES: Final = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
"""Escapes of the characters that would end a field or a row."""


def tsv(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit], pairs: Sequence[UnitPair]) -> str:
    r"""A header and a row for each pair; several ids or texts of a side are joined by a space.

    In texts, tabs, ends of line and backslashes are written `\t`, `\n` and `\\`. Thus a line is a row. A field with
    quotation marks is quoted.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for left_ids, right_ids, kind, left_text, right_text, confidence in _rows(left, right, pairs):
        row = (" ".join(left_ids), " ".join(right_ids), kind, left_text, right_text, f"{confidence:.3f}")
        writer.writerow([field.translate(_ESCAPES) for field in row])
    return out.getvalue()


def as_json(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit], pairs: Sequence[UnitPair]) -> str:
    """The same rows as a list of JSON objects; ids are lists, confidence is a number."""
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in _rows(left, right, pairs)]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _rows(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit],
          pairs: Sequence[UnitPair]) -> Iterator[tuple[list[str], list[str], str, str, str, float]]:
    """The values of COLUMNS for each pair, ids as lists."""
    for pair in pairs:
        left_units, right_units = [left[index] for index in pair.left], [right[index] for index in pair.right]
        yield ([unit.id for unit in left_units], [unit.id for unit in right_units], pair.kind,
               " ".join(unit.shown for unit in left_units), " ".join(unit.shown for unit in right_units),
               pair.confidence)
