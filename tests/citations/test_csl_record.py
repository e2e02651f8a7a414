"""Machine-readable identity: JSON-LD, tags of a page's head, data.json, feed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from hashlib import sha256
from typing import Final

import jsonschema_rs
import pytest
import rdflib
from diptych import interface_text
from diptych.akn.document import Document, read
from diptych.render.site import data_json, feed, head, jsonld
from diptych.render.site.eli import ELI
from diptych.render.site.jsonld import VOCABULARY
from diptych.render.site.site_index import Digest
from diptych.render.site.work_changes import Change, ChangeKind
from lxml import etree
from rdflib.namespace import RDF

from tests.conftest import ROOT
from tests.render.small import BODY, CHINESE, document, twins

SITE = "https://example.org/laws/"
WORK = "https://example.org/laws/akn/cn/act/test/2020/7/"
DIGEST = sha256(b"").hexdigest()
FILES = {"zho.pdf": "", "zho.xml": DIGEST, "kor.xml": DIGEST, "zho-kor.pdf": ""}
SCHEMA = rdflib.Namespace(VOCABULARY)
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by rdflib, of its own parser


def graph() -> rdflib.Graph:
    made = rdflib.Graph()
    made.parse(data=jsonld.script(jsonld.work(twins(), SITE, FILES)), format="json-ld")
    return made


def one(subject: str, name: str) -> str:
    return str(graph().value(rdflib.URIRef(subject), SCHEMA[name]))


def test_json_ld_is_read_as_rdf_without_fetching_anything() -> None:
    work = rdflib.URIRef(WORK)
    assert (work, RDF.type, SCHEMA.Legislation) in graph()
    assert {str(name) for name in graph().objects(work, SCHEMA.name)} == {"若干意见", "몇 가지 의견"}
    assert {str(name) for name in graph().objects(work, SCHEMA.legislationIdentifier)} == {
        "No. 7", "/akn/cn/act/test/2020/7"}
    assert graph().value(work, SCHEMA.legislationDate) == rdflib.Literal("2020-01-02", datatype=SCHEMA.Date)


def test_each_text_names_the_other() -> None:
    assert {str(text) for text in graph().objects(rdflib.URIRef(WORK), SCHEMA.workExample)} == {
        f"{WORK}zho/", f"{WORK}kor/"}
    assert one(f"{WORK}zho/", "workTranslation") == f"{WORK}kor/"
    assert one(f"{WORK}kor/", "translationOfWork") == f"{WORK}zho/"
    assert (one(f"{WORK}zho/", "inLanguage"), one(f"{WORK}kor/", "inLanguage")) == ("zh-Hans", "ko")


def test_files_have_no_official_value_and_their_checksums() -> None:
    file = rdflib.URIRef(f"{WORK}kor.xml")
    assert (rdflib.URIRef(f"{WORK}kor/"), SCHEMA.encoding, file) in graph()
    assert (file, RDF.type, SCHEMA.LegislationObject) in graph()
    assert (file, SCHEMA.legislationLegalValue, SCHEMA.UnofficialLegalValue) in graph()
    assert one(f"{WORK}kor.xml", "sha256") == DIGEST
    assert (rdflib.URIRef(f"{WORK}zho.pdf"), SCHEMA.sha256, None) not in graph()


def test_clauses_are_parts_by_their_permalinks() -> None:
    parts = {str(part) for part in graph().objects(rdflib.URIRef(WORK), SCHEMA.hasPart)}
    assert parts == {f"{WORK}~{eid}" for eid in ("preface", "sec_1", "sec_1__para_1")}
    assert one(f"{WORK}~sec_1__para_1", "isPartOf") == f"{WORK}~sec_1"


def test_a_script_element_cannot_be_ended_from_inside() -> None:
    assert "<" not in jsonld.script({"name": "</script>"})


def tags(language: str = "") -> list[dict[str, str]]:
    return [dict(tag.attrib) for tag in head.tags(twins(), SITE, language, (*FILES, "kor.pdf"))]


def contents(language: str = "") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in tags(language):
        if "name" in tag:
            found.setdefault(tag["name"], []).append(tag["content"])
    return found


def test_zotero_finds_all_that_it_looks_for() -> None:
    found = contents("kor")
    assert found["z:itemType"] == ["statute"]
    assert found["citation_title"] == ["몇 가지 의견"]
    assert found["citation_author"] == ["Office kor,"], "the comma keeps an institution's name whole"
    assert found["citation_technical_report_number"] == ["No. 7"]
    assert found["citation_date"] == ["2020/01/02"]
    assert found["citation_language"] == ["ko"]
    assert found["citation_public_url"] == [f"{WORK}kor/"]
    assert found["citation_pdf_url"] == [f"{WORK}kor.pdf"]


ZOTERO: Final = {
    "citation_title": "title", "citation_date": "date", "citation_public_url": "url", "citation_language": "language",
    "citation_technical_report_number": "number", "citation_author": "creators", "citation_pdf_url": "attachments"}
"""What Zotero's Embedded Metadata translator takes from which tag, of those that a statute has a field for."""
OTHER_KINDS: Final = ("journal_title", "conference", "conference_title", "book_title", "inbook_title", "isbn",
                      "dissertation_institution", "technical_report_institution")
"""Tags that would make the translator take the work for something else."""


@pytest.mark.parametrize("language", ["", "zho", "kor"])
def test_zotero_gets_each_field_of_a_statute_once_and_nothing_that_makes_it_another_kind(language: str) -> None:
    found = contents(language)
    assert all(len(found[name]) == 1 and found[name][0] for name in ZOTERO)
    assert not [name for name in OTHER_KINDS if f"citation_{name}" in found]
    # A namespace is what stands before the first of . : _ and, in longer names, before the second.
    namespaces = {"bib", "bibo", "dcterms", "prism", "foaf", "vcard", "link", "eprint", "og", "article", "book", "so"}
    assert not [name for name in found if namespaces & set(re.split("[.:_]", name.lower())[:2])]
    assert found["z:itemType"] == ["statute"]
    assert re.fullmatch(r"\d{4}/\d{2}/\d{2}", found["citation_date"][0])


def test_dublin_core_names_both_languages_of_a_parallel_page() -> None:
    assert contents()["DC.language"] == ["zh-Hans", "ko"]
    assert contents()["DC.identifier"] == [WORK, "No. 7"]
    assert contents("kor")["DC.source"] == [f"{WORK}zho/"]


def test_rdfa_says_what_eli_has_words_for_and_claims_no_eli() -> None:
    said = [(tag["about"], tag.get("property", tag.get("rel", "")).removeprefix(ELI),
             tag.get("content", tag.get("href", ""))) for tag in tags() if "about" in tag]
    assert (WORK, "date_document", "2020-01-02") in said
    assert (WORK, "is_realized_by", f"{WORK}kor/") in said
    assert (f"{WORK}kor/", "title", "몇 가지 의견") in said
    assert all("/eli/" not in about for about, _, _ in said)


def test_data_json_has_the_shape_that_its_schema_tells() -> None:
    made = json.loads(data_json.data(twins(), SITE, [Digest("zho.xml", DIGEST, 4)], pairs=[("zho", "kor")]))
    shape = json.loads((ROOT / "schema/published/data.schema.json").read_bytes())
    jsonschema_rs.validator_for(shape).validate(made)
    assert made["pairs"] == [{"first": "zho", "second": "kor"}]
    assert made["files"] == [{"name": "zho.xml", "url": f"{WORK}zho.xml", "type": "application/xml", "size": 4,
                              "sha256": DIGEST}]
    clause = made["provisions"][-1]
    assert (clause["eId"], clause["parent"], clause["url"]) == ("sec_1__para_1", "sec_1", f"{WORK}~sec_1__para_1")
    assert clause["texts"]["kor"]["number"] == "(1)"
    assert clause["texts"]["kor"]["text"] == "협력을 강화한다."
    assert clause["texts"]["kor"]["url"] == f"{WORK}kor/~sec_1__para_1"
    assert sha256("（一）加强合作。".encode()).hexdigest().startswith(clause["texts"]["zho"]["fingerprint"])


def test_data_json_has_the_versions_and_the_references_of_a_text() -> None:
    body = BODY.format(**CHINESE | {"text": "依照<ref eId='ref_1' href='#plan'>《规划》</ref>、<rref eId='rref_1' "
                                            "from='#sec_1' upTo='#sec_3'>第一至三条</rref>"})
    [text] = [document(body)]
    dated = [(replace(text, version=version),) for version in ("2020-01-02", "2021-01-02")]
    made = json.loads(data_json.data([text], SITE, (), dated))
    shape = json.loads((ROOT / "schema/published/data.schema.json").read_bytes())
    jsonschema_rs.validator_for(shape).validate(made)
    assert made["versions"] == [{"date": version, "url": f"{WORK}@{version}/"} for version in (
        "2020-01-02", "2021-01-02")]
    assert made["expressions"][0]["references"] == [
        {"eId": "ref_1", "at": "sec_1__para_1__p_1", "words": "《规划》", "href": "#plan", "upTo": None, "name": None},
        {"eId": "rref_1", "at": "sec_1__para_1__p_1", "words": "第一至三条", "href": "#sec_1", "upTo": "#sec_3",
         "name": None}]


def test_data_json_has_what_a_judgment_names() -> None:
    named = "<courtType refersTo='#c'>某 省\n法院</courtType>判决<party refersTo='#p'>甲</party>"
    body = BODY.format(**CHINESE | {"text": named})
    made = json.loads(data_json.data([document(body)], SITE, ()))
    shape = json.loads((ROOT / "schema/published/data.schema.json").read_bytes())
    jsonschema_rs.validator_for(shape).validate(made)
    assert made["expressions"][0]["parts"] == [
        {"element": "courtType", "words": "某 省 法院", "at": "sec_1__para_1__p_1"},
        {"element": "party", "words": "甲", "at": "sec_1__para_1__p_1"}]
    assert "parts" not in json.loads(data_json.data([document(BODY.format(**CHINESE))], SITE, ()))["expressions"][0]


def atom(documents: tuple[Document, ...]) -> bytes:
    words = interface_text.interface("en")
    change = Change("2026-01-02", ChangeKind.PUBLICATION)
    entry = (change.date, documents[0].home, feed.entry(documents, SITE, change, interface_text.packaged_interfaces()))
    return dict(feed.pages([entry], SITE, "Laws", words))["feed.xml"]


def test_the_feed_has_what_atom_asks_for_and_dates_from_the_ledger() -> None:
    made = etree.fromstring(atom(twins()))
    space = {"a": feed.ATOM}
    assert [made.findtext(f"a:{name}", namespaces=space) for name in ("id", "title")] == [
        "https://example.org/laws/", "Laws"]
    assert made.findtext("a:entry/a:id", namespaces=space) == f"{WORK}feed.xml#2026-01-02"
    assert made.findtext("a:updated", namespaces=space) == "2026-01-02T00:00:00Z"
    assert made.findtext("a:entry/a:title", namespaces=space) == "若干意见"
    texts = made.iterfind("a:entry/a:link[@rel='related']", space)
    assert {link.get("hreflang") for link in texts} == {"zh-Hans", "ko"}


def test_robots_txt_names_the_sitemap() -> None:
    assert b"\nSitemap: https://example.org/laws/sitemap.xml\n" in feed.robots(SITE)


def test_every_machine_product_says_what_a_translation_is() -> None:
    documents = twins()
    said = json.loads(data_json.data(documents, SITE, ()))["expressions"]
    assert said[0]["translation"] is None
    assert (said[1]["translation"]["translator"], said[1]["translation"]["authoritative"]) == ("nobody kor", False)
    standing = interface_text.standing(documents[1])
    assert standing != interface_text.standing(documents[0])
    assert one(f"{WORK}kor/", "description") == standing
    assert (rdflib.URIRef(f"{WORK}kor/"), SCHEMA.translator, None) in graph()
    assert atom(documents).decode().count(standing) >= 2


def test_data_tell_what_the_editor_supplied_and_noted_and_that_nobody_knows_the_translator() -> None:
    files = [ROOT / f"tests/cases/opinion/expected/{language}.xml" for language in ("zho", "kor")]
    documents = [found for file in files if (found := read(file.read_bytes(), file.name).value)]
    made = json.loads(data_json.data(documents, SITE, [Digest("kor.xml", DIGEST, 4)]))
    shape = (ROOT / "schema/published/data.schema.json").read_text(encoding="utf-8")
    assert not list(jsonschema_rs.validator_for(shape).iter_errors(made))
    assert made["expressions"][1]["translation"]["translator"] is None
    supplied = {(provision["eId"], language) for provision in made["provisions"]
                for language, text in provision["texts"].items() if text["supplied"]}
    assert supplied >= {("preface__p_1", "kor"), ("conclusions__p_2", "kor")}
    assert not {eid for eid, language in supplied if language == "zho"}
    notes = made["expressions"][1]["notes"]
    assert notes[0]["kind"] == "supplied"
    assert notes[0]["at"] == "preface__p_1"
    assert notes[0]["words"]
