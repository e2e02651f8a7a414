"""The terms that a work defines, as schema.org's DefinedTermSet in its JSON-LD."""

from __future__ import annotations

from diptych.compile import versions
from diptych.compile.single_text import Options, convert
from diptych.render.site import jsonld

from tests import base

SITE = "https://laws.example/"
TEXT = "读者证条例\n\n第一条 本条例所称读者证，是指发给居民的证件。\n\n第二条 居民凭读者证借书。\n"


def test_defined_terms_lead_to_the_clause_that_defines_them() -> None:
    made = convert(TEXT.encode(), "a.txt", base.schema(), Options("zho", "cn")).value
    assert made
    home = f"{SITE}{made.document.home.removeprefix('/')}/"
    *_, terms = jsonld.work([made.document], SITE, {})["hasPart"]
    whole = {"@id": f"{home}#definitions"}
    assert terms == {**whole, "@type": "DefinedTermSet", "hasDefinedTerm": [{
        "@id": f"{home}#defined-art_1", "@type": "DefinedTerm", "name": [{"@value": "读者证", "@language": "zh-Hans"}],
        "url": f"{home}~art_1", "inDefinedTermSet": whole}]}


def test_a_work_without_definitions_has_no_set_of_them() -> None:
    parts = jsonld.work(versions.documents(base.compile_text()), SITE, {})["hasPart"]
    assert {part["@type"] for part in parts} == {"Legislation"}
