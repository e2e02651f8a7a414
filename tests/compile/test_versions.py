"""A work in three versions, told and untold: what its ledger keeps, and what each clause came from."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from diptych.anchors import declare
from diptych.anchors.ledger import Anchors, Ledger, State
from diptych.citations import processor
from diptych.compile import address_lookup, versions
from diptych.compile.work import Compiled, compile_work
from diptych.project import load

from tests import base
from tests.conftest import ROOT

STORY = ROOT / "tests/cases/versions/source"
OLD, MIDDLE, NEW = "2018-05-01", "2021-06-01", "2024-01-01"
FIRST, SECOND, THIRD = "2026-01-01", "2026-02-01", "2026-03-01"
WORK = "source/works/cn/qingshitiaoli/2018/5"


def work(root: Path, *dates: str) -> Compiled:
    """The work of the story with its first version and those of these dates."""
    shutil.rmtree(root / "source", ignore_errors=True)
    shutil.copytree(STORY, root / "source")
    for folder in (root / WORK).glob("@*"):
        if folder.name[1:] not in dates:
            shutil.rmtree(folder)
    sources = load.sources(root, base.schema())
    assert not sources.diagnostics
    assert sources.value
    found = compile_work(sources.value[0], base.schema())
    assert not found.diagnostics
    return found


def with_ledger(known: Compiled, found: Anchors | None) -> Compiled:
    assert found is not None
    return replace(known, source=replace(known.source, ledger=Ledger(found, "anchors.toml")))


def accepted(known: Compiled, date: str) -> Compiled:
    made = versions.accept(known, date)
    assert not made.diagnostics
    return with_ledger(known, made.value)


def moved(known: Compiled, old: str, *new: str) -> Compiled:
    made = versions.declare(known, lambda ledger, _: declare.move(ledger, old, new))
    return with_ledger(known, made.value)


def codes(known: Compiled) -> set[str]:
    return {item.code for item in versions.check(known)}


def lost(known: Compiled) -> set[str]:
    """The eIds of the errors: each is told once."""
    eids = [item.eid for item in versions.check(known) if item.code in ("K001", "K002")]
    assert len(eids) == len(set(eids))
    return {eid for eid in eids if eid}


def changed(lineage: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """What did not come from its own eId, without the paragraphs inside."""
    return {eid: origin for eid, origin in lineage.items() if origin != (eid,) and not eid.endswith("__p_1")}


def test_the_newest_version_holds_the_earlier_ones(tmp_path: Path) -> None:
    known = work(tmp_path, MIDDLE, NEW)
    assert [one.source.work.version for one in (*known.earlier, known)] == [OLD, MIDDLE, NEW]
    assert [[text.document.language for text in one.expressions] for one in versions.published(known)] == [
        ["zho"], ["zho", "kor"], ["zho", "kor"], ["zho"]]
    assert [versions.documents(one)[0].address.rpartition("/")[2] for one in versions.published(known)] == [
        "zho", f"zho@{OLD}", f"zho@{MIDDLE}", f"zho@{NEW}"]


def test_a_work_in_one_version_has_no_dated_address(tmp_path: Path) -> None:
    known = work(tmp_path)
    homes = [versions.documents(one)[0].home for one in versions.published(known)]
    assert homes == ["/akn/cn/act/qingshitiaoli/2018/5"]
    assert not versions.lineage(known)
    assert {anchor.version for anchor in accepted(known, FIRST).source.ledger.anchors} == {""}


def test_a_later_version_must_say_where_the_clauses_went(tmp_path: Path) -> None:
    old = accepted(work(tmp_path), FIRST)
    known = with_ledger(work(tmp_path, MIDDLE), old.source.ledger.anchors)
    assert {"art_4", "art_5", "art_6"} <= lost(known)
    told = versions.declare(known, declare.renumber)
    known = with_ledger(known, told.value)
    assert lost(known) == {"art_5"}
    known = moved(known, "art_3", "art_3", "art_4")
    known = with_ledger(known, versions.declare(
        known, lambda ledger, _: declare.withdraw(ledger, "art_5", "2021年修订时删去")).value)
    assert not lost(known)
    before = versions.lineage(known)[MIDDLE]
    assert changed(before) == {"art_4": ("art_3",), "art_5": ("art_4",), "art_6": (), "art_7": ("art_6",)}
    known = accepted(known, SECOND)
    assert not codes(known)
    assert versions.lineage(known)[MIDDLE] == before
    fates = {anchor.id: anchor.state for anchor in known.source.ledger.of("").anchors if not anchor.live}
    assert {fates["art_3"], fates["art_4"], fates["art_5"]} == {State.SPLIT, State.MOVED, State.WITHDRAWN}
    assert all(anchor.live for anchor in known.source.ledger.of(OLD).anchors)


def test_versions_published_together_are_tied_by_their_texts(tmp_path: Path) -> None:
    known = accepted(work(tmp_path, MIDDLE, NEW), FIRST)
    assert not codes(known)
    found = versions.lineage(known)
    assert changed(found[MIDDLE]) == {"art_4": (), "art_5": ("art_4",), "art_6": (), "art_7": ("art_6",)}
    assert not changed(found[NEW])


def test_a_declaration_is_no_step_between_two_versions_that_are_both_new(tmp_path: Path) -> None:
    old = accepted(work(tmp_path), FIRST)
    known = with_ledger(work(tmp_path, MIDDLE, NEW), old.source.ledger.anchors)
    known = with_ledger(known, versions.declare(known, declare.renumber).value)
    known = with_ledger(known, versions.declare(
        known, lambda ledger, _: declare.withdraw(ledger, "art_5", "2021年修订时删去")).value)
    assert not lost(known)
    for found in (versions.lineage(known), versions.lineage(accepted(known, SECOND))):
        assert changed(found[MIDDLE]) == {"art_4": (), "art_5": ("art_4",), "art_6": (), "art_7": ("art_6",)}
        assert not changed(found[NEW])


def test_an_address_of_an_older_version_is_kept_as_well(tmp_path: Path) -> None:
    known = accepted(work(tmp_path, MIDDLE, NEW), FIRST)
    oldest = known.earlier[0].source
    cut = {name: data[:data.rindex("\n第六条".encode() if name == "zho.txt" else "\n제6조".encode())]
           for name, data in oldest.received.items()}
    shrunk = compile_work(replace(known.source, earlier=(replace(oldest, received=cut), *known.source.earlier[1:])),
                          base.schema())
    told = [item for item in versions.check(shrunk) if item.code == "K001"]
    assert {item.eid for item in told} == {"art_6"}
    assert all(dict(item.facts)["declare"].endswith(f"--work cn/qingshitiaoli/2018/5 --version {OLD}") for item in told)


@pytest.mark.parametrize("version", ["", MIDDLE])
def test_a_declaration_concerns_the_addresses_that_are_meant(tmp_path: Path, version: str) -> None:
    known = accepted(work(tmp_path, MIDDLE, NEW), FIRST)
    made = versions.declare(known, lambda ledger, _: declare.withdraw(ledger, "art_6", "x"), version)
    assert made.value
    assert {anchor.version for anchor in made.value if not anchor.live} == ({version} if version else {"", NEW})


def test_what_no_version_holds_cannot_be_declared(tmp_path: Path) -> None:
    known = accepted(work(tmp_path, MIDDLE, NEW), FIRST)
    made = versions.declare(known, lambda ledger, _: declare.withdraw(ledger, "art_99", "x"))
    assert made.value is None
    assert [item.code for item in made.diagnostics] == ["K007"]


def test_a_clause_accepted_as_the_same_came_from_itself(tmp_path: Path) -> None:
    old = accepted(work(tmp_path), FIRST)
    known = with_ledger(work(tmp_path, MIDDLE), old.source.ledger.anchors)
    same = sorted(lost(known) & {f"art_{number}{inner}" for number in range(1, 7) for inner in ("", "__p_1")})
    made = versions.accept(known, SECOND, same)
    known = with_ledger(known, made.value)
    assert versions.lineage(known)[MIDDLE]["art_5"] == ("art_5",)
    assert versions.accept(known, THIRD, ["art_1"]).value is None


@pytest.mark.parametrize(("address", "date", "language"), [
    ("~art_5", NEW, ""), ("zho/~art_5", NEW, "zho"), ("kor/~art_5", MIDDLE, "kor"), (f"@{OLD}/~art_5", OLD, ""),
    (f"zho@{MIDDLE}/~art_5", MIDDLE, "zho")])
def test_a_clause_of_a_dated_version_is_cited_at_its_date(tmp_path: Path, address: str, date: str,
                                                          language: str) -> None:
    work(tmp_path, MIDDLE, NEW)
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    iri = "/akn/cn/act/qingshitiaoli/2018/5/"
    cited = address_lookup.find(tmp_path, iri + address).value
    assert cited
    assert cited.documents[0].expression_iri == f"{iri}zho@{date}"
    made = processor.cite(cited.documents, base.citation_styles(), "apa", "https://law.example/", cited.language,
                          cited.eid)
    expected = address if language != "kor" else f"kor@{MIDDLE}/~art_5"
    assert f"https://law.example{iri}{expected}" in made


def test_no_version_of_that_date_is_no_version(tmp_path: Path) -> None:
    work(tmp_path, MIDDLE)
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    for address in ("@2020-01-01/", "zho@2020-01-01/", f"@{NEW}/"):
        found = address_lookup.find(tmp_path, f"/akn/cn/act/qingshitiaoli/2018/5/{address}")
        assert [item.code for item in found.diagnostics] == ["P008"]
