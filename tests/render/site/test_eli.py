"""RDFa, JSON-LD and Turtle say the same in the ontology of ELI, and all that ELI asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO

import pyshacl
import pytest
import rdflib
from diptych.akn.document import Document
from diptych.render.html.elements import serialise
from diptych.render.site import eli, head, jsonld
from lxml import etree
from pyRdfa import pyRdfa
from pyRdfa.options import Options
from rdflib.compare import to_isomorphic

from tests import base
from tests.conftest import ROOT

pytestmark = [pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),  # by rdflib, of its own parser
              pytest.mark.filterwarnings("ignore::DeprecationWarning")]  # by pyRdfa and html5lib
SITE = "https://law.example/"
WORK = f"{SITE}akn/cn/act/qingshizhengban/2020/3/"
FILES = ("zho.xml", "zho.pdf", "kor.xml", "kor.pdf", "zho.interchange.xml", "data.json")
ELI = rdflib.Namespace(eli.ELI)
SHAPES = ROOT / "tests/render/site/eli-shapes.ttl"


def documents() -> tuple[Document, ...]:
    return tuple(base.document(data) for data in base.twins())


def turtle(texts: tuple[Document, ...] | None = None) -> rdflib.Graph:
    made = eli.turtle(eli.statements(texts or documents(), SITE, FILES))
    return rdflib.Graph().parse(data=made, format="turtle")


def shared(graph: rdflib.Graph) -> rdflib.Graph:
    """The part of a graph in the ontology of ELI; tags of languages in small letters, as pyRdfa writes them."""
    part = rdflib.Graph()
    for subject, predicate, value in graph:
        is_class = predicate == rdflib.RDF.type and str(value).startswith(eli.ELI)
        if is_class or str(predicate).startswith(eli.ELI):
            tagged = isinstance(value, rdflib.Literal) and value.language
            part.add((subject, predicate, rdflib.Literal(value, lang=tagged.lower()) if tagged else value))
    return part


def of_page(language: str = "") -> rdflib.Graph:
    """The RDFa of the head of a page in Chinese, read by pyRdfa."""
    page = etree.Element("html", lang="zh-Hans")
    place = etree.SubElement(page, "head")
    place.extend(head.tags(documents(), SITE, language, FILES))
    etree.SubElement(page, "body")
    processor = pyRdfa(Options(embedded_rdf=False), base=WORK, media_type="text/html")
    graph: rdflib.Graph = processor.graph_from_source(StringIO(f"<!doctype html>{serialise(page)}"))
    return graph


def of_json() -> rdflib.Graph:
    node = jsonld.work(documents(), SITE, dict.fromkeys(FILES, "0" * 64))
    return rdflib.Graph().parse(data=jsonld.script(node), format="json-ld")


@pytest.mark.parametrize("language", ["", "zho", "kor"])
def test_the_pages_say_what_the_turtle_says(language: str) -> None:
    assert to_isomorphic(shared(of_page(language))) == to_isomorphic(shared(turtle()))


def test_the_json_says_what_the_turtle_says() -> None:
    assert to_isomorphic(shared(of_json())) == to_isomorphic(shared(turtle()))
    assert len(turtle()) == len(shared(turtle()))


def test_all_that_eli_asks_for_is_said() -> None:
    conforms, _, report = pyshacl.validate(turtle(), shacl_graph=str(SHAPES), advanced=True)
    assert conforms, report


@pytest.mark.parametrize("name", ["type_document", "is_realized_by", "title", "language", "realizes", "is_embodied_by",
                                  "embodies", "format"])
def test_the_shapes_miss_each_of_these_properties(name: str) -> None:
    graph = turtle()
    graph.remove((None, ELI[name], None))
    assert not pyshacl.validate(graph, shacl_graph=str(SHAPES))[0]


def test_a_translation_leads_to_its_original_and_has_its_language() -> None:
    graph, original, korean = turtle(), rdflib.URIRef(f"{WORK}zho/"), rdflib.URIRef(f"{WORK}kor/")
    assert graph.value(korean, ELI.is_translation_of) == original
    assert graph.value(original, ELI.is_translation_of) is None
    assert str(graph.value(korean, ELI.language)).endswith("/KOR")
    assert graph.value(rdflib.URIRef(WORK), ELI.type_document) == rdflib.URIRef(f"{SITE}akn/cn/act/qingshizhengban/")
    assert set(graph.objects(original, ELI.is_embodied_by)) == {
        rdflib.URIRef(f"{WORK}zho.xml"), rdflib.URIRef(f"{WORK}zho.pdf")}


FORCE = "2020-06-01"


def in_force(version: str = "", expression: str = "") -> tuple[rdflib.Graph, tuple[Document, ...]]:
    """The statements on texts of which the editor states from when they are in force; dates of version and text."""
    work = (base.BASE / base.FOLDER / "work.toml").read_text(encoding="utf-8")
    made = base.compile_text(work=f"{work}\n[legal]\nin_force_from = {FORCE}\n")
    data = [item.data for item in made.expressions]
    if expression:
        data = [re.sub(rb'date="[0-9-]+"( name="version")', rb'date="%s"\1' % expression.encode(), item)
                for item in data]
    texts = tuple(replace(base.document(item), version=version) for item in data)
    return turtle(texts), texts


@pytest.mark.parametrize(("version", "expression", "of_work"), [
    ("", "", True), ("2021-01-01", "2021-01-01", True), ("", "2021-01-01", False)])
def test_the_date_of_entry_into_force_is_that_of_the_original_and_of_the_work_unless_it_was_amended(
        version: str, expression: str, *, of_work: bool) -> None:
    graph, (original, korean) = in_force(version, expression)
    force = rdflib.Literal(FORCE, datatype=rdflib.XSD.date)
    said = {str(subject) for subject in graph.subjects(ELI.first_date_entry_in_force, force)}
    work = SITE.rstrip("/") + original.home
    assert said == {f"{SITE.rstrip('/')}{original.address}/", *([f"{work.rstrip('/')}/"] if of_work else [])}
    assert f"{SITE.rstrip('/')}{korean.address}/" not in said
    assert pyshacl.validate(graph, shacl_graph=str(SHAPES), advanced=True)[0]


def test_no_date_of_entry_into_force_is_said_that_is_not_stated() -> None:
    assert not list(turtle().triples((None, ELI.first_date_entry_in_force, None)))


def test_words_with_signs_of_turtle_stay_words() -> None:
    said = (eli.Statement("https://law.example/a/", "title", 'a "b" \\ c\nd', language="en"),)
    graph = rdflib.Graph().parse(data=eli.turtle(said), format="turtle")
    assert [str(value) for value in graph.objects()] == ['a "b" \\ c\nd']
