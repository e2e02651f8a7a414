"""The life cycle of a work, the roles of authors, and what is said of documents without a known IRI."""

from __future__ import annotations

from dataclasses import replace

from diptych.akn import metadata
from diptych.akn.document import Document, read
from diptych.akn.metadata import Identity, PriorVersions
from diptych.akn.names import AKN, local
from diptych.config import works
from diptych.config.works import Amendment
from lxml import etree

from tests import base

FIRST = "/akn/cn/act/qingshizhengban/2020/3/zho@2020-05-06"
KNOWN = Amendment("First amendment", "2021-02-03", "/akn/cn/act/x/2021/1")
UNKNOWN = Amendment("Second amendment", "2022-03-04", "")


def written(language: str = "zho", history: PriorVersions | None = None, **facts: object) -> Document:
    """A document with the metadata of the base work alone, its facts changed."""
    source = base.source()
    work = replace(source.work, **facts)  # type: ignore[arg-type] # facts of any kind
    expression = next(item for item in work.expressions if item.language == language)
    identity = Identity(work, expression, "title", "title of the original", history)
    meta = metadata.meta(identity, source.terms, ()).written("")
    document = read(f'<akomaNtoso xmlns="{AKN}"><act name="x">{meta}<body/></act></akomaNtoso>'.encode(), "x").value
    assert document
    return document


def events(document: Document) -> list[tuple[str, str, str]]:
    """Kind, date and IRI of what each event of the life cycle refers to."""
    return [(event.get("type", ""), event.get("date", ""),
             document.by_eid[event.get("source", "")[1:]].get("href", ""))
            for event in document.main.iter(f"{{{AKN}}}eventRef")]


def test_the_life_of_a_first_version_begins_with_its_own_original() -> None:
    document = written("kor")
    original = document.by_eid["original_1"].get("href")
    assert events(document) == [("generation", document.date, original)]
    assert original == document.translation.of if document.translation else False


def test_all_amendments_are_listed_and_those_of_the_version_are_told_apart() -> None:
    document = written(history=PriorVersions(FIRST, (KNOWN,)), amendments=(UNKNOWN,))
    assert events(document) == [("generation", document.date, FIRST), ("amendment", KNOWN.date, KNOWN.iri),
                                ("amendment", UNKNOWN.date, "#amendment_2")]
    assert [(item.title, item.iri) for item in document.amendments] == [(UNKNOWN.title, "")]
    ours = written(history=PriorVersions(FIRST), amendments=(KNOWN,)).amendments
    assert [(item.title, item.iri) for item in ours] == [(KNOWN.title, KNOWN.iri)]


def test_no_iri_is_invented_for_an_amending_document() -> None:
    document = written(history=PriorVersions(FIRST), amendments=(UNKNOWN,))
    reference = document.by_eid["amendment_1"]
    assert (local(reference.tag), reference.get("href")) == ("passiveRef", "#amendment_1")


def test_a_work_without_a_date_has_no_event_of_generation() -> None:
    document = written(date=works.UNKNOWN_DATE)
    assert events(document) == []
    assert "original_1" not in document.by_eid


def test_each_author_has_a_role_of_the_references() -> None:
    document = written("kor")
    roles = [document.shown(author.get("as", "")) for author in document.main.iter(f"{{{AKN}}}FRBRauthor")]
    assert roles == ["issuer", "translator", "editor"]
    assert "role_translator" not in written("zho").by_eid


def test_a_text_lists_only_the_terms_that_it_names() -> None:
    for data in base.twins():
        document = base.document(data)
        used = {value[1:] for element in document.root.iter(etree.Element) for value in element.attrib.values()
                if value.startswith("#")}
        listed = {entry.get("eId") for entry in document.root.iter(etree.Element)
                  if local(entry.tag).startswith("TLC")}
        assert listed <= used
