"""Aligned units → a table, or JSON, that other programs read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Final

from diptych.align.pairs import AlignedUnit, UnitPair

COLUMNS: Final = ("left_id", "right_id", "kind", "left_text", "right_text", "confidence")
_ESCAPES: Final = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def tsv(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit], pairs: Sequence[UnitPair]) -> str:
    r"""One row a pair under a header; several ids and texts are joined by a space. A tab, an end of line and a
    backslash in a text are `\t`, `\n` and `\\`, so that a line is a row; a field with quotation marks is quoted."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in _rows(left, right, pairs):
        writer.writerow([field.translate(_ESCAPES) for field in row])
    return out.getvalue()


def as_json(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit], pairs: Sequence[UnitPair]) -> str:
    """The same as a list of objects; ids are lists, confidence is a number."""
    return json.dumps([
        {"left_id": [left[i].id for i in pair.left], "right_id": [right[j].id for j in pair.right], "kind": pair.kind,
         "left_text": row[3], "right_text": row[4], "confidence": pair.confidence}
        for pair, row in zip(pairs, _rows(left, right, pairs), strict=True)], ensure_ascii=False, indent=1) + "\n"


def _rows(left: Sequence[AlignedUnit], right: Sequence[AlignedUnit],
          pairs: Sequence[UnitPair]) -> Iterator[tuple[str, ...]]:
    for pair in pairs:
        ours, theirs = [left[i] for i in pair.left], [right[j] for j in pair.right]
        yield (" ".join(one.id for one in ours), " ".join(one.id for one in theirs), pair.kind,
               " ".join(one.shown for one in ours), " ".join(one.shown for one in theirs), f"{pair.confidence:.3f}")
