"""Legal status and official source in Akoma Ntoso, pages and data: what is stated, and no more."""

from __future__ import annotations

import json

import pytest
from diptych.akn.document import NS, Document
from diptych.config import works
from diptych.interface_text import interface
from diptych.render.html import legal_facts
from diptych.render.site import data_json, jsonld, legal_data, work_lists

from tests import base
from tests.base import TEXT, codes, compile_text

SITE = "https://example.org/"
WORK = (base.BASE / base.FOLDER / "work.toml").read_text(encoding="utf-8")
STATED = """
[legal]
state = "in-force"
adopted = 2020-05-01
published = 2020-05-08
in_force_from = 2020-06-01
in_force_until = 2030-01-01
as_of = 2020-05-08
repealed_by = { title = "A later act", iri = "/akn/cn/act/law/2029/1" }

[official]
source = "https://example.org/gazette"
compared = 2026-01-01
by = "editor"
"""


def texts(tables: str) -> tuple[Document, ...]:
    made = compile_text(TEXT, work=WORK + tables)
    assert codes(made) == [], made.diagnostics
    return tuple(item.document for item in made.expressions)


def test_all_that_is_stated_is_in_the_xml() -> None:
    zho, kor = texts(STATED)
    for document in (zho, kor):
        meta = document.main.find("a:meta", NS)
        assert meta is not None
        publication = meta.find("a:publication", NS)
        assert publication is not None
        assert publication.get("date") == "2020-05-08"
        events = {event.get("eId"): (event.get("date"), event.get("type"), event.get("source"))
                  for event in meta.iterfind("a:lifecycle/a:eventRef", NS)}
        assert list(events.values()) == [
            ("2020-05-08", "generation", "#original_1"), ("2020-05-01", "generation", "#original_1"),
            ("2020-06-01", "generation", "#original_1"),
            ("2030-01-01", "repeal", "#repealing")]
        interval = meta.find("a:temporalData/a:temporalGroup/a:timeInterval", NS)
        assert interval is not None
        start, end = interval.get("start", ""), interval.get("end", "")
        assert (events[start[1:]][0], events[end[1:]][0]) == ("2020-06-01", "2030-01-01")
    assert zho.value("a:FRBRExpression/a:FRBRauthoritative") == "true"
    assert kor.value("a:FRBRExpression/a:FRBRauthoritative") == "false"
    assert not zho.authentic


@pytest.mark.parametrize("tables", ["", '[official]\nsource = "Gazette 7"\n', '[legal]\nstate = "in-force"\n'])
def test_a_text_is_authoritative_only_if_it_was_compared_with_its_official_source(tables: str) -> None:
    assert texts(tables)[0].value("a:FRBRExpression/a:FRBRauthoritative") == ""


def test_what_is_not_stated_has_no_element() -> None:
    meta = texts("")[0].main.find("a:meta", NS)
    assert meta is not None
    assert [event.get("refersTo") for event in meta.iterfind("a:lifecycle/a:eventRef", NS)] == [None]
    for name in ("a:publication", "a:temporalData", "a:references/a:passiveRef", "a:references/a:TLCConcept",
                 "a:proprietary/d:legal", "a:proprietary/d:official"):
        assert meta.find(name, NS) is None


def test_pages_say_that_a_fact_is_not_stated() -> None:
    said = [legal_facts.line(fact, interface("zh")) for fact in legal_facts.facts(texts("")[0], interface("zh"))]
    assert said == ["效力状态：未注明", "官方来源：未注明", "与官方来源核对：未注明"]


def test_pages_say_what_is_stated() -> None:
    said = [legal_facts.line(fact, interface("en")) for fact in legal_facts.facts(texts(STATED)[0], interface("en"))]
    assert said == [
        "Legal status: in force", "Adopted: May 1, 2020", "Published: May 8, 2020", "In force from: June 1, 2020",
        "In force until: January 1, 2030", "Text as of: May 8, 2020", "Repealed by: A later act",
        "Official source: https://example.org/gazette", "Compared with it: January 1, 2026, 编者"]


@pytest.mark.parametrize("state", ["in-force", "partially-in-force", "not-in-force"])
@pytest.mark.parametrize("tag", ["zh", "zh-Hant", "ko", "en", "fr", "ja"])
def test_each_state_has_its_own_words(state: str, tag: str) -> None:
    words = interface(tag)
    others = {legal_facts.state(texts(f'[legal]\nstate = "{other}"\n')[0], words)
              for other in ("in-force", "partially-in-force", "not-in-force") if other != state}
    own = legal_facts.state(texts(f'[legal]\nstate = "{state}"\n')[0], words)
    assert own not in {*others, words.say("state_not_stated")}


def test_programs_read_what_is_stated() -> None:
    documents = texts(STATED)
    node = jsonld.work(documents, SITE, {})
    assert node["legislationLegalForce"] == {"@id": "https://schema.org/InForce"}
    assert node["legislationDateOfApplicability"] == "2020-06-01"
    assert node["temporalCoverage"] == "2020-06-01/2030-01-01"
    made = json.loads(data_json.data(documents, SITE, ()))
    assert made["status"] == "in-force"
    assert made["legal"]["repealedBy"] == {"title": "A later act", "iri": "/akn/cn/act/law/2029/1"}
    assert made["official"] == {"source": "https://example.org/gazette", "compared": "2026-01-01", "comparedBy": "编者"}


def test_programs_read_that_nothing_is_stated() -> None:
    documents = texts("")
    assert not {"legislationLegalForce", "legislationDateOfApplicability", "temporalCoverage", "isBasedOn"} & set(
        jsonld.work(documents, SITE, {}))
    members = legal_data.members(documents[0])
    assert (members["status"], members["official"]) == (None, None)
    assert not any(members["legal"].values())


def test_lists_have_a_facet_only_of_stated_works() -> None:
    works_of = [work_lists.listed(texts(tables), f"{tables[:1]}/", interface("en"))
                for tables in ("", '[legal]\nstate = "in-force"\n')]
    front = next(work_lists.listings(works_of))
    assert [(choice.words, choice.count) for facet in front.facets if facet.name == "state"
            for choice in facet.choices] == [("in force", 1)]
    assert [work["state"] for work in works_of] == ["", "in force"]


def test_a_name_that_is_no_term_is_named() -> None:
    tables = STATED.replace('by = "editor"', 'by = "nobody"')
    assert "C008" in codes(compile_text(TEXT, work=WORK + tables))


def test_a_printed_date_of_amendment_is_the_date_of_the_expression() -> None:
    amended = WORK.replace("date = 2020-05-08\nrights", "date = 2021-05-08\nrights")
    text = TEXT.replace("二○二○年五月八日", "二○二一年五月八日").replace("2020년 5월 8일", "2021년 5월 8일")
    assert codes(compile_text(text, work=WORK)) == ["R026", "R026"]
    assert codes(compile_text(text, work=amended)) == []


def test_a_version_states_its_own() -> None:
    source = base.source()
    version = works.version(base.toml(WORK[WORK.index("[markup]"):] + '[legal]\nstate = "not-in-force"\n', "version"),
                            works.work(base.toml(WORK + STATED, "work"), source.work.path, {}), {})
    assert (version.legal.state, version.legal.adopted, version.official.source) == ("not-in-force", "", "")
