"""What the editor vouches for of a work's legal status and official source → members of JSON files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diptych.akn.document import Document


def members(document: Document) -> Mapping[str, Any]:
    """The members `status`, `legal` and `official`; null for what is not stated."""
    legal, official = document.legal, document.official
    title, iri = legal.repealed_by
    return {
        "status": legal.state or None,
        "legal": {
            "adopted": legal.adopted or None, "published": legal.published or None,
            "inForceFrom": legal.in_force_from or None, "inForceUntil": legal.in_force_until or None,
            "asOf": legal.as_of or None, "repealedBy": {"title": title, "iri": iri or None} if title else None,
            "amendedBy": [{"title": item.title, "date": item.date, "iri": item.iri or None}
                          for item in document.all_amendments]},
        "official": {"source": official.source, "compared": official.compared or None,
                     "comparedBy": official.by or None} if official.source else None}
