"""A work's expressions → references.csv: each printed reference with the clause that it leads to."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Final

from diptych.akn.cross_references import cross_references
from diptych.akn.document import Document
from diptych.exchange.tables import row

PATH: Final = "references.csv"
_COLUMNS: Final = ("work", "language", "eId", "words", "target", "first", "last", "title")


def table(documents: Sequence[Document], *, escaped: bool = False) -> bytes:
    """The references of all texts of a work as CSV (RFC 4180), a row each, by language in the order of the text.

    A target without a title is an IRI. A target that is a document as a whole has no clauses. No cell is a formula if
    they are `escaped`.
    """
    made = StringIO()
    rows = csv.writer(made, lineterminator="\r\n")
    rows.writerow(_COLUMNS)
    for document in documents:
        for item in cross_references(document):
            cells = (document.work_iri, document.language, item.eid, item.words, item.work, item.first, item.last,
                     item.name)
            rows.writerow(row(cells, escaped=escaped))
    return made.getvalue().encode()
