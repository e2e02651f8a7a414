"""What the editor vouches for of a work's legal status and source → Akoma Ntoso metadata.

`publication`, `lifecycle` and `temporalData` have the dates. A table of our own has all that is stated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from diptych.akn.metadata_element import Element
from diptych.config.legal_status import LegalStatus, OfficialSource

ORIGINAL: Final = "original_1"
"""The eId of the reference to the first version. No entry of the term base has an underscore in its id."""
_REPEALING: Final = "repealing"
_ADOPTION: Final = "adoption"
_FORCE: Final = "in-force"
_CONCEPTS: Final = ((_ADOPTION, "adoption"), (_FORCE, "in force"))
"""The concepts that events refer to, with their names."""


def publication(legal: LegalStatus, title: str) -> Iterator[Element]:
    """The official publication, if it is stated."""
    if legal.published:
        yield Element("publication", {"date": legal.published, "name": "publication", "showAs": title})


def life(legal: LegalStatus, before: int) -> tuple[Element, ...]:
    """The events of adoption, of coming into force and of its end; `before` is the number of earlier events."""
    first = f"#{ORIGINAL}"
    repealed = f"#{_REPEALING}" if legal.repealed_by[0] else first
    events = [(date, kind, source, concept) for date, kind, source, concept in (
        (legal.adopted, "generation", first, _ADOPTION), (legal.in_force_from, "generation", first, _FORCE),
        (legal.in_force_until, "repeal", repealed, _FORCE)) if date]
    return tuple(Element("eventRef", {"eId": f"eref_{number}", "date": date, "type": kind, "source": source,
                                      "refersTo": f"#{concept}"})
                 for number, (date, kind, source, concept) in enumerate(events, start=before + 1))


def temporal_data(events: Sequence[Element], source: Mapping[str, str]) -> Iterator[Element]:
    """The interval in which the work is in force, if its begin or end is stated."""
    ends = {"start" if event.attributes["type"] == "generation" else "end": f"#{event.attributes['eId']}"
            for event in events if event.attributes["refersTo"] == f"#{_FORCE}"}
    if ends:
        yield Element("temporalData", source, (Element("temporalGroup", {"eId": "tmpg_1"}, (
            Element("timeInterval", {**ends, "refersTo": f"#{_FORCE}"}),)),))


def references(legal: LegalStatus) -> Iterator[Element]:
    """The documents and concepts that the events refer to, besides the first version of the work."""
    named = {event.attributes["refersTo"] for event in life(legal, 0)}
    words, iri = legal.repealed_by
    if words:
        href = {"href": iri or f"/akn/ontology/reference/diptych.{_REPEALING}", "showAs": words}
        yield Element("passiveRef", {"eId": _REPEALING, **href}) if iri else Element(
            "TLCReference", {"eId": _REPEALING, "name": "repeal", **href})
    yield from (Element("TLCConcept", {"eId": eid, "href": f"/akn/ontology/concept/diptych.{eid}", "showAs": name})
                for eid, name in _CONCEPTS if f"#{eid}" in named)


def stated(legal: LegalStatus, official: OfficialSource, own: Mapping[str, str]) -> Iterator[Element]:
    """All that is stated, in the namespace of Diptych."""
    facts = {"state": legal.state, "adopted": legal.adopted, "published": legal.published,
             "from": legal.in_force_from, "until": legal.in_force_until, "asOf": legal.as_of,
             "repealedBy": legal.repealed_by[0], "repealedByIri": legal.repealed_by[1]}
    if legal.stated:
        yield Element("d:legal", {**own, **{name: value for name, value in facts.items() if value}})
    if official.source:
        compared = {"compared": official.compared, "by": f"#{official.by}"} if official.compared else {}
        yield Element("d:official", {**own, "source": official.source, **compared})
