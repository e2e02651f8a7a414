"""Two versions of a work → diff.json beside the page that compares them: each changed clause, and its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from diptych.akn.document import Document
from diptych.akn.iri import permalink
from diptych.render.site import json_formats
from diptych.render.site.version_comparison import ClauseChange, Fate
from diptych.render.site.version_history import Comparison

NAME: Final = "diff.json"


def differences(comparison: Comparison, site_url: str) -> bytes:
    """The comparison by schema/published/diff.schema.json, in the order of the later version."""
    earlier, later = comparison.earlier, comparison.later
    changed = [change for change in comparison.changes if change.fate is not Fate.SAME]
    return json_formats.encoded({
        **json_formats.head("diff", site_url), "work": later[0].work_iri,
        "earlier": _version(earlier, site_url), "later": _version(later, site_url),
        "languages": list(dict.fromkeys(language for change in comparison.changes for language in change.texts)),
        "unchanged": len(comparison.changes) - len(changed),
        "changes": [_change(change, earlier[0], later[0], site_url) for change in changed]})


def _version(documents: Sequence[Document], site_url: str) -> Mapping[str, str]:
    return {"date": documents[0].version, "url": permalink(site_url, documents[0].home)}


def _change(change: ClauseChange, earlier: Document, later: Document, site_url: str) -> Mapping[str, Any]:
    """A change; the address of a clause that is gone is that in the earlier version."""
    home = earlier.home if change.fate is Fate.GONE else later.home
    return {"eId": change.eid, "change": str(change.fate), "url": permalink(site_url, home, change.eid),
            "within": change.around or None,
            "origin": [{"eId": eid, "url": permalink(site_url, earlier.home, eid)} for eid in change.origin],
            "texts": {language: [{"kind": str(piece.kind), "words": piece.text} for piece in pieces]
                      for language, pieces in change.texts.items()}}
