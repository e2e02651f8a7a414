"""The heads of lists and of the glossary as triples, read by somebody else's parser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest
import rdflib
from diptych.config.works import Term, TermForm
from diptych.diagnostics import Position
from diptych.interface_text import interface, packaged_interfaces
from diptych.render.site import work_lists
from diptych.render.site.page import Page, Settings
from diptych.render.site.shared_pages import fronts, glossaries
from lxml import html

from tests.render.small import twins

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by rdflib, of its own parser
SITE = Settings("https://example.org/laws/")
HOME = "https://example.org/laws/"
WORK = f"{HOME}akn/cn/act/test/2020/7/"
SCHEMA = rdflib.Namespace("https://schema.org/")
FORMS = (TermForm("zho", "圈河</script>", (), (), ""), TermForm("kor", "권하", ("권하항",), (), ""))
PORT = Term("port", "place", "", FORMS, (("en", "a port"),), Position(""))


def triples(page: Page) -> rdflib.Graph:
    made = rdflib.Graph()
    for script in html.fragment_fromstring(page.head, create_parent="div"):
        made.parse(data=script.text, format="json-ld")
    return made


@pytest.mark.parametrize("stored", [False, True])
def test_a_list_is_a_catalogue_of_the_files_of_its_works(stored: bool) -> None:  # noqa: FBT001 - a parameter of a test
    path = "akn/cn/act/test/2020/7/"
    listing: Mapping[str, Any] = {
        language: [work_lists.listed(twins(), path, interface(language))]
        for language in packaged_interfaces().languages}
    pages = list(fronts(SITE, msgspec.json.decode(msgspec.json.encode(listing)) if stored else listing))
    assert len(pages) == len(packaged_interfaces().languages)
    for page in pages:
        made = triples(page)
        [catalogue] = made.subjects(rdflib.RDF.type, SCHEMA.DataCatalog)
        [dataset] = made.objects(catalogue, SCHEMA.dataset)
        assert (str(catalogue), str(dataset)) == (f"{HOME}#catalogue", f"{WORK}#dataset")
        assert made.value(dataset, SCHEMA.about) == rdflib.URIRef(WORK)
        assert set(made.objects(dataset, SCHEMA.name)) == {
            rdflib.Literal("若干意见", "zh-Hans"), rdflib.Literal("몇 가지 의견", "ko")}
        assert str(made.value(dataset, SCHEMA.description)) == "若干意见 No. 7"
        assert not set(made.predicates()) & {SCHEMA.license, SCHEMA.legislationLegalForce}


def test_the_glossary_is_a_set_of_terms() -> None:
    for page in glossaries(SITE, (PORT,), dict.fromkeys(packaged_interfaces().languages, ())):
        made = triples(page)
        [terms] = made.subjects(rdflib.RDF.type, SCHEMA.DefinedTermSet)
        [term] = made.objects(terms, SCHEMA.hasDefinedTerm)
        assert (str(terms), str(term)) == (f"{HOME}terms/#terms", f"{HOME}terms/#port")
        assert {str(name) for name in made.objects(term, SCHEMA.name)} == {"圈河</script>", "권하"}
        assert [str(name) for name in made.objects(term, SCHEMA.alternateName)] == ["권하항"]
        assert made.value(terms, SCHEMA.url) == rdflib.URIRef(page.canonical)


def test_an_empty_list_and_an_empty_glossary_have_no_data() -> None:
    nothing: Mapping[str, Any] = dict.fromkeys(packaged_interfaces().languages, ())
    assert {page.head for page in (*fronts(SITE, nothing), *glossaries(SITE, (), nothing))} == {""}
