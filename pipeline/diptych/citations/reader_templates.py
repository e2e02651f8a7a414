"""A work → citations.json: what a page's script needs to cite any clause in any style, loaded when a reader asks.

Citations are templates that the processor made (render.cite); the script fills in the clause and the date of access.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from diptych.akn.document import Document
from diptych.akn.fingerprints import anchors, digest, words
from diptych.citations.csl_record import permalink, standing, within
from diptych.citations.csl_styles import FALLBACK, Styles
from diptych.citations.pinpoints import pinpoint
from diptych.citations.processor import template

PATH: Final = "citations.json"


def panel(documents: Sequence[Document], styles: Styles, site_url: str,
          printed: Mapping[str, Mapping[str, int]] | None = None) -> bytes:
    """Styles in their order, templates by text and style, names of clauses by language, fingerprints by text.

    A template is a list of text, name of a mark, text, … text. `place` is what follows the work's address in that of a
    text, or of all together where no text is named. `words` of a style is the language of its names of
    clauses, empty for that of the text cited. `printed` says on which page of each PDF a name stands.
    """
    spoken = {styles.said(style, document).code for style in styles.styles.values() for document in documents}
    eids = list(dict.fromkeys(eid for document in documents for eid in anchors(document)))
    made = {
        "url": permalink(site_url, documents[0].work_iri), "place": within(documents, ""),
        "styles": [{"id": style.id, "name": style.name, "words": style.language, "accessed": style.accessed}
                   for style in styles.styles.values()],
        "texts": {document.language: _text(documents, document, styles, site_url) for document in documents},
        "standing": {document.language: {code: standing(document, styles.words[code]) for code in sorted(spoken)}
                     for document in documents},
        "pinpoints": {code: {eid: called for eid in eids
                             if (called := pinpoint(documents, eid, styles.words[code]))} for code in sorted(spoken)},
        "printed": {name: {eid: places[eid] for eid in eids if eid in places}
                    for name, places in (printed or {}).items()},
    }
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _text(documents: Sequence[Document], document: Document, styles: Styles, site_url: str) -> Mapping[str, Any]:
    templates = {}
    for style in styles.styles.values():
        said = styles.said(style, document)
        templates[style.id] = {name: template(documents, style, said, site_url, document.language, pinpoint=clause)
                               for name, clause in (("clause", True), ("whole", False))}
    # The words of a text that no file speaks for are those of the file that does.
    return {"place": within(documents, document.language), "templates": templates,
            "words": styles.words.get(document.language, styles.words[FALLBACK]).code,
            "fingerprints": {eid: digest(words(element)) for eid, element in anchors(document).items()}}
