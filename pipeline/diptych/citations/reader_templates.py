"""A work → citations.json, from which a page's script cites any clause in any style when a reader asks for it.

A citation is a template of `processor`, in which the script fills in the clause and the date of access.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from diptych.akn.cross_references import ReferringClause
from diptych.akn.document import Document
from diptych.akn.fingerprints import anchors, digest, words
from diptych.akn.iri import permalink
from diptych.citations.csl_record import standing, within
from diptych.citations.csl_styles import FALLBACK, Styles
from diptych.citations.pinpoints import of_id, pinpoint
from diptych.citations.processor import template

PATH: Final = "citations.json"


def panel(documents: Sequence[Document], styles: Styles, site_url: str,
          printed: Mapping[str, Mapping[str, int]] | None = None,
          referring: Mapping[str, Sequence[ReferringClause]] | None = None,
          head: Mapping[str, str] | None = None) -> bytes:
    """The JSON: styles in order, templates by text and style, pinpoints by language, fingerprints by text.

    A template is a list of text, name of a mark, text, … text. `place` is the part of a text's permalink behind that
    of the work. `spans` join the names of the first and the last clause of a range. The `words` of a style are the
    language of its pinpoints, empty for that of the cited text. `printed` are the page numbers in each PDF by eId,
    `head` the first members of the file. `referring` are the clauses that name a clause, by its eId; those of other
    works have titles and names by language.
    """
    codes = sorted({styles.words_for(style, document).code
                    for style in styles.styles.values() for document in documents})
    eids = list(dict.fromkeys(eid for document in documents for eid in anchors(document)))
    content = {
        **(head or {}), "url": permalink(site_url, documents[0].work_iri), "place": within(documents, ""),
        "styles": [{"id": style.id, "name": style.name, "words": style.language, "accessed": style.accessed,
                    "around": style.around} for style in styles.styles.values()],
        "texts": {document.language: _text(documents, document, styles, site_url) for document in documents},
        "standing": {document.language: {code: standing(document, styles.words[code]) for code in codes}
                     for document in documents},
        "pinpoints": {code: {eid: name for eid in eids
                             if (name := pinpoint(documents, eid, styles.words[code]))} for code in codes},
        "spans": {code: styles.words[code].span for code in codes},
        "printed": {name: {eid: places[eid] for eid in eids if eid in places}
                    for name, places in (printed or {}).items()},
        "referring": {eid: [_referring(item, documents, styles, codes) for item in items]
                      for eid, items in (referring or {}).items()},
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _referring(item: ReferringClause, documents: Sequence[Document], styles: Styles, codes: Sequence[str]) -> (
        Mapping[str, Any]):
    """A clause that names another: its eId; of another work also its permalink as seen from the file, and names."""
    work = documents[0].work_iri
    if item.work == work:
        return {"eId": item.eid}
    place = "../" * work.count("/") + permalink("", item.work, item.eid).removeprefix("/")
    return {"eId": item.eid, "place": place, "titles": dict(item.titles),
            "names": {code: of_id(item.eid, styles.words[code], item.work) for code in codes}}


def _text(documents: Sequence[Document], document: Document, styles: Styles, site_url: str) -> Mapping[str, Any]:
    templates = {}
    for style in styles.styles.values():
        known = styles.words_for(style, document)
        templates[style.id] = {name: template(documents, style, known, site_url, document.language, pinpoint=clause)
                               for name, clause in (("clause", True), ("whole", False))}
    return {"place": within(documents, document.language), "date": document.expression_iri.rpartition("@")[2],
            "templates": templates,
            "words": styles.words.get(document.language, styles.words[FALLBACK]).code,
            "fingerprints": {eid: digest(words(element)) for eid, element in anchors(document).items()}}
