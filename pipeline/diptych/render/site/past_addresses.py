"""A ledger → what no longer stands at the addresses of a text, and its places on the text's page for old fragments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from lxml import etree

from diptych.akn.document import Document
from diptych.akn.fingerprints import anchors, digest, words
from diptych.anchors.ledger import Anchor, Anchors, Ledger, settled
from diptych.render.html.elements import make

MARK: Final = "earlier"
"""The class of what carries an eId that no clause of the page has any more."""


def ended(published: Anchors, documents: Sequence[Document]) -> Anchors:
    """What was published at eIds of a work and stands elsewhere in these texts, or nowhere."""
    here = {eid for document in documents for eid in anchors(document)}
    return tuple(anchor for anchor in settled(published, here) if not anchor.live and anchor.to != (anchor.id,))


def left_behind(ledger: Ledger, texts: Sequence[Sequence[Document]], document: Document) -> Anchors:
    """What no longer stands at addresses without a date in a text that is not of the newest version: each with the
    places where its clause stands in that text, as the later versions say where theirs came from."""
    here = {eid: digest(words(element)) for eid, element in anchors(document).items()}
    later = [ledger.of(one[0].version).anchors for one in reversed(texts) if one[0].version > document.version]
    found = {_key(anchor, document): anchor for anchor in ledger.of(document.version).anchors if not anchor.live}
    newest = {eid for one in texts[-1] for eid in anchors(one)}
    for anchor in settled(ledger.of("").anchors, newest):
        recorded = dict(anchor.texts).get(document.language, "").partition(".")[0]
        places = _back(anchor.to, later)
        stands = recorded == here.get(anchor.id) or places == (anchor.id,)
        if not anchor.live and recorded and not stands and (places or not anchor.to):
            found[_key(anchor, document)] = replace(anchor, to=places)
    return tuple(found.values())


def placed(tree: etree._Element, past: Anchors) -> tuple[str, ...]:
    """Puts the eId of each clause that moved to one other of this tree there, so that an old fragment leads to it
    without scripts; gives back the other eIds."""
    known = {element.get("id"): element for element in tree.iter() if element.get("id")} if past else {}
    left = []
    for eid in dict.fromkeys(anchor.id for anchor in past):
        places = [anchor.to for anchor in past if anchor.id == eid]
        there = known.get(places[0][0]) if len(places) == 1 and len(places[0]) == 1 and eid not in known else None
        if there is None:
            left.append(eid)
        else:
            mark = make("span", MARK, id=eid)
            mark.tail, there.text = there.text, None
            there.insert(0, mark)
    return tuple(left)


def _back(places: tuple[str, ...], later: Sequence[Anchors]) -> tuple[str, ...]:
    """The eIds that the clauses at some eIds came from, through versions from the newest back."""
    for version in later:
        origins = {anchor.id: anchor.origin for anchor in version if anchor.live and anchor.origin is not None}
        places = tuple(dict.fromkeys(old for place in places for old in origins.get(place, (place,))))
    return places


def _key(anchor: Anchor, document: Document) -> tuple[str, str]:
    return anchor.id, dict(anchor.texts).get(document.language, "")
