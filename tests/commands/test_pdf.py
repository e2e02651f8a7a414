"""Addresses → the editions that print what they name."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from diptych.citations import processor
from diptych.commands.main import main
from diptych.compile import address_lookup
from diptych.products import pdf_editions
from diptych.products.pdf_editions import PrintSettings
from diptych.products.pdf_typesetting import PrintJob
from diptych.products.site_settings import SiteOptions
from lxml import html

from tests import base
from tests.compile.test_versions import MIDDLE, NEW, OLD, work
from tests.conftest import ROOT

WORK = "/akn/cn/act/qingshizhengban/2020/3"
SITE = "https://example.org/codes/"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base project with the project's own schema."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "schema", folder / "schema")
    base.write_base(folder)
    return folder


@pytest.fixture(scope="module")
def shared(root: Path) -> PrintSettings:
    """Fonts and imprint."""
    made = pdf_editions.of_project(root, SiteOptions(SITE)).value
    assert made
    assert made.imprint.site == SITE
    return made


def printed(root: Path, address: str, shared: PrintSettings) -> PrintJob:
    """The print HTML of what an address names."""
    found = address_lookup.find(root, address)
    assert found.value, found.diagnostics
    sheet = pdf_editions.of_address(found.value, shared)
    assert sheet
    return sheet


@pytest.mark.parametrize(("address", "language", "name"), [
    (f"{WORK}/~sec_1", "", "zho-kor.pdf"), (f"{WORK}/zho/~sec_1", "", "zho.pdf"), (f"{WORK}/~sec_1", "ko", "kor.pdf"),
    (f"{WORK}/zho/~sec_1", "ko", "kor.pdf"), (f"{WORK}/kor@/~sec_1", "", "kor.pdf"),
    (f"{WORK}#sec_1", "", "zho-kor.pdf"),
    (f"https://example.org/codes{WORK}/kor/", "", "kor.pdf"), (f"{WORK}/!main~sec_1", "", "zho-kor.pdf"),
])
def test_an_address_names_a_work_a_text_or_a_clause(root: Path, address: str, language: str,
                                                    name: str) -> None:
    made = address_lookup.find(root, address, language)
    assert made.value, made.diagnostics
    assert "-".join(one.document.language for one in made.value.shown) + ".pdf" == name


def test_a_date_names_the_version_that_had_it(root: Path) -> None:
    date = base.source().work.expressions[0].date
    assert address_lookup.find(root, f"{WORK}/zho@{date}~sec_1").value
    assert address_lookup.find(root, f"{WORK}/zho@1999-01-01~sec_1").value is None


@pytest.mark.parametrize("address", [f"{WORK}/~sec_9", f"{WORK}/fin/~sec_1", "/akn/cn/act/none/2020/3/~sec_1", "sec_1",
                                     f"{WORK}/~../../x", "/akn/../../x/1", ""])
def test_a_wrong_address_is_a_finding(root: Path, address: str) -> None:
    made = address_lookup.find(root, address)
    assert made.value is None
    assert [item.code for item in made.diagnostics] == ["P008"]


def test_a_clause_brings_its_work_its_address_and_nothing_of_other_clauses(root: Path, shared: PrintSettings) -> None:
    made = printed(root, f"{WORK}/~sec_2", shared)
    page = html.document_fromstring(made.html)
    units = {name for one in page.iter("section") if (name := one.get("id"))}
    assert "sec_2" in units
    assert all(unit == "sec_2" or unit.startswith("sec_2__") for unit in units)
    text = page.text_content().replace("\u2060", "")
    assert "https://example.org/codes/akn/cn/act/qingshizhengban/2020/3/~sec_2" in text
    for document in (one.document for one in base.compile_text().expressions):
        assert document.title in text
    assert [source.name for source in made.sources] == ["zho.xml", "kor.xml"]


def test_a_range_is_printed_from_its_first_clause_to_its_last(root: Path, shared: PrintSettings) -> None:
    page = html.document_fromstring(printed(root, f"{WORK}/zho/~sec_1__para_2->sec_2", shared).html)
    units = {name for one in page.iter("section") if (name := one.get("id"))}
    assert {"sec_1__para_2", "sec_2"} <= units
    assert not {"sec_1__para_1", "sec_3"} & units
    assert not page.xpath("//section[@id = 'sec_1']/*[contains(@class, 'akn-heading')]")


def units(made: PrintJob) -> set[str]:
    return {name for unit in html.document_fromstring(made.html).iter("section") if (name := unit.get("id"))}


def test_a_clause_that_moved_is_printed_where_it_is_today_as_it_is_cited(shared: PrintSettings, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    base.write_base(tmp_path)
    ledger = '[[anchor]]\nid = "sec_9"\nstate = "moved"\nfirst = 2020-05-08\nuntil = 2024-01-01\nto = ["sec_2"]\n'
    (tmp_path / base.FOLDER / "anchors.toml").write_text(ledger, encoding="utf-8")
    for old, new in (("~sec_9", "~sec_2"), ("kor/~sec_9", "kor/~sec_2"), ("~sec_1->sec_9", "~sec_1->sec_2")):
        assert printed(tmp_path, f"{WORK}/{old}", shared).html == printed(tmp_path, f"{WORK}/{new}", shared).html
        citations = {CliRunner().invoke(main, ["-C", str(tmp_path), "cite", f"{WORK}/{clause}"]).stdout
                     for clause in (old, new)}
        assert len(citations) == 1
        assert citations != {""}


def test_a_range_across_sections_is_printed_side_by_side(root: Path, shared: PrintSettings) -> None:
    made = printed(root, f"{WORK}/~sec_1__para_2->sec_2__para_1", shared)
    assert {"sec_1__para_2", "sec_2__para_1"} <= units(made)
    assert not {"sec_1__para_1", "sec_2__para_2", "sec_2__para_3"} & units(made)
    assert [source.name for source in made.sources] == ["zho.xml", "kor.xml"]


@pytest.mark.parametrize(("address", "date", "languages"), [
    ("zho/~art_2->art_4", NEW, ["zho"]), ("kor/~art_2->art_4", MIDDLE, ["kor"]),
    (f"@{MIDDLE}/~art_5", MIDDLE, ["zho", "kor"]), (f"zho@{OLD}/~art_5", OLD, ["zho"])])
def test_language_and_version_choose_the_text_as_in_a_citation(shared: PrintSettings, tmp_path: Path, address: str,
                                                               date: str, languages: list[str]) -> None:
    work(tmp_path, MIDDLE, NEW)
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    name = f"/akn/cn/act/qingshitiaoli/2018/5/{address}"
    made = printed(tmp_path, name, shared)
    assert [source.name for source in made.sources] == [f"{language}.xml" for language in languages]
    first, _, last = address.partition("~")[2].partition("->")
    assert {first, last or first} <= units(made)
    assert not {"art_1", "art_6"} & units(made)
    cited = address_lookup.find(tmp_path, name).value
    assert cited
    assert cited.documents[0].expression_iri.endswith(f"zho@{date}")
    text = html.document_fromstring(made.html).text_content().replace("\u2060", "")
    citation = processor.cite(cited.documents, base.citation_styles(), "apa", SITE, cited.language, cited.eid)
    assert re.search(r"https://\S+[^\s.]", citation)[0] in text  # type: ignore[index]


def test_the_command_writes_a_pdf_or_says_why_not(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "clause.pdf"
    ran = CliRunner().invoke(main, ["-C", str(root), "pdf", f"{WORK}/~sec_1", "--out", str(out)])
    assert ran.exit_code == 0
    assert out.read_bytes().startswith(b"%PDF")
    ran = CliRunner().invoke(main, ["-C", str(root), "pdf", f"{WORK}/~sec_77"])
    assert ran.exit_code == 1
    assert "P008" in ran.stderr
    assert ran.stdout_bytes == b""
