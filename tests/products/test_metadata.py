"""What an address cites, in the project itself."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from diptych.compile.address_lookup import find
from diptych.compile.work import compile_work
from diptych.products.metadata import RelatedFacts, exports
from diptych.project import load
from diptych.render.site.page import Settings
from diptych.render.site.site_index import Digest

from tests.base import citation_styles
from tests.conftest import ROOT

SITE = "https://example.org/"
WORK = "/akn/cn/act/guobanfa/2012/19"


def named(address: str, language: str = "") -> tuple[str, str] | None:
    found = find(ROOT, address, language).value
    return (found.language, found.eid) if found else None


@pytest.mark.parametrize(("address", "language", "cited"), [
    (WORK, "", ("", "")), (f"{WORK}/", "ko", ("kor", "")), (f"{WORK}/zho@2012-04-13", "", ("zho", "")),
    (f"{WORK}/~sec_6__para_3", "", ("", "sec_6__para_3")), (f"{WORK}/kor/#sec_6", "", ("kor", "sec_6")),
    (f"https://example.org{WORK}/kor/~sec_6", "zh-Hans", ("zho", "sec_6")),
    (f"{WORK}/~sec_99", "", None), (f"{WORK}/fra/", "", None), (WORK, "en", None),
    ("/akn/cn/act/guobanfa/2012/1", "", None),
    (f"{WORK}/kor/~sec_6__para_1->sec_6__para_3", "", ("kor", "sec_6__para_1->sec_6__para_3")),
    (f"{WORK}/~sec_6-%3Esec_7", "", ("", "sec_6->sec_7")), (f"{WORK}/~sec_6->sec_6", "", ("", "sec_6")),
    (f"{WORK}/~sec_7->sec_6", "", None), (f"{WORK}/~sec_6->sec_99", "", None),
    (f"{WORK}/~sec_1->sec_2->sec_3", "", None),
])
def test_an_address_names_a_work_a_text_or_a_clause(address: str, language: str,
                                                    cited: tuple[str, str] | None) -> None:
    assert named(address, language) == cited


def test_a_clause_that_moved_is_cited_where_it_stands(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    shutil.copytree(ROOT / "source", tmp_path / "source")
    file = tmp_path / "source/works/cn/guobanfa/2012/19/anchors.toml"
    moved = '  { id = "sec_9", state = "moved", first = 2020-01-01, to = ["sec_6"] },\n'
    gone = '  { id = "sec_8", state = "withdrawn", first = 2020-01-01, reason = "废止" },\n'
    text, head = file.read_text(encoding="utf-8"), "anchor = [\n"
    file.write_text(text.replace(head, head + moved + gone), encoding="utf-8")
    cited = find(tmp_path, f"{WORK}/kor/~sec_9").value
    assert cited
    assert (cited.language, cited.eid) == ("kor", "sec_6")
    assert find(tmp_path, f"{WORK}/~sec_8").value is None


def test_each_work_has_its_files_for_machines() -> None:
    known = load.schema(ROOT).value
    assert known
    [source, *_] = load.sources(ROOT, known).value or ()
    documents = [one.document for one in compile_work(source, known).expressions]
    pdf = Digest("zho.pdf", sha256(b"").hexdigest(), 0)
    made = dict(exports(documents, citation_styles(), Settings(SITE), {pdf.name: pdf.sha256},
                        RelatedFacts(printed={"zho.pdf": {"sec_1": 3, "place-text": 3}}, beside=[pdf])))
    assert set(made) == {"data.json", "work.jsonld", "work.ttl", "citations.json", "references.csv"}
    assert json.loads(made["citations.json"])["printed"] == {"zho.pdf": {"sec_1": 3}}
    listed = {file["name"]: file for file in json.loads(made["data.json"])["files"]}
    assert listed.keys() == {"zho.pdf", *made} - {"data.json"}
    assert listed["zho.pdf"] == {"name": "zho.pdf", "url": f"https://example.org{WORK}/zho.pdf",
                                 "type": "application/pdf", "size": 0, "sha256": pdf.sha256}
    assert {name: (file["size"], file["sha256"]) for name, file in listed.items() if name in made} == {
        name: (len(data), sha256(data).hexdigest()) for name, data in made.items() if name != "data.json"}
    assert sha256(b"").hexdigest() in made["work.jsonld"].decode()
