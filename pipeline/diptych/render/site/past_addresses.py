"""A ledger → the anchors that moved or ended in a text, and marks for their fragments on the text's page."""

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
"""Class of an element whose id is an eId that no clause of the page has any more."""


def ended(published: Anchors, documents: Sequence[Document]) -> Anchors:
    """The published anchors of a work whose clauses are elsewhere in these texts, or in none of them."""
    here = {eid for document in documents for eid in anchors(document)}
    return tuple(anchor for anchor in settled(published, here) if not anchor.live and anchor.to != (anchor.id,))


def left_behind(ledger: Ledger, texts: Sequence[Sequence[Document]], document: Document) -> Anchors:
    """The anchors at undated addresses whose clauses have another eId, or none, in a text of an older version.

    `to` are the eIds of the clause in that text. The origins in the ledgers of later versions give them.
    """
    here = {eid: digest(words(element)) for eid, element in anchors(document).items()}
    later = [ledger.of(version[0].version).anchors for version in reversed(texts)
             if version[0].version > document.version]
    ended_there = {_key(anchor, document): anchor for anchor in ledger.of(document.version).anchors if not anchor.live}
    newest = {eid for text in texts[-1] for eid in anchors(text)}
    for anchor in settled(ledger.of("").anchors, newest):
        recorded = dict(anchor.texts).get(document.language, "").partition(".")[0]
        places = _traced_back(anchor.to, later)
        stays = recorded == here.get(anchor.id) or places == (anchor.id,)
        if not anchor.live and recorded and not stays and (places or not anchor.to):
            ended_there[_key(anchor, document)] = replace(anchor, to=places)
    return tuple(ended_there.values())


def placed(tree: etree._Element, past: Anchors) -> tuple[str, ...]:
    """The former eIds that have no single place in the tree.

    Each other eId is inserted as a mark in its clause, so that an old fragment leads there without scripts.
    """
    known = {element.get("id"): element for element in tree.iter() if element.get("id")} if past else {}
    unplaced = []
    for eid in dict.fromkeys(anchor.id for anchor in past):
        places = [anchor.to for anchor in past if anchor.id == eid]
        clause = known.get(places[0][0]) if len(places) == 1 and len(places[0]) == 1 and eid not in known else None
        if clause is None:
            unplaced.append(eid)
        else:
            mark = make("span", MARK, id=eid)
            mark.tail, clause.text = clause.text, None
            clause.insert(0, mark)
    return tuple(unplaced)


def _traced_back(places: tuple[str, ...], later: Sequence[Anchors]) -> tuple[str, ...]:
    """The eIds from which clauses came, through the later versions from the newest back."""
    for version in later:
        origins = {anchor.id: anchor.origin for anchor in version if anchor.live and anchor.origin is not None}
        places = tuple(dict.fromkeys(old for place in places for old in origins.get(place, (place,))))
    return places


def _key(anchor: Anchor, document: Document) -> tuple[str, str]:
    return anchor.id, dict(anchor.texts).get(document.language, "")
