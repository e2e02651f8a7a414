"""What stands beside the page of a work that was published twice, the second time in two versions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import jsonschema_rs
from diptych.anchors import declare
from diptych.compile import versions
from diptych.compile.work import Compiled
from diptych.products.contract import Texts
from diptych.products.history_inputs import HistoryInputs
from diptych.products.ledgers import make
from diptych.render.site import feed
from diptych.render.site.page import Settings
from lxml import etree

from tests.compile.test_versions import FIRST, MIDDLE, OLD, SECOND, accepted, moved, with_ledger, work
from tests.conftest import ROOT
from tests.test_mkdocs_plugin import given

HOME = "https://example.org/akn/cn/act/qingshitiaoli/2018/5/"


def texts(edition: Compiled) -> Texts:
    files = tuple((f"{one.document.language}.xml", one.data) for one in edition.expressions)
    return Texts(files, edition.source.ledger.version)


def beside(known: Compiled, version: str = "") -> Mapping[str, bytes]:
    """The files beside the page of an edition."""
    editions = {one.source.ledger.version: texts(one) for one in versions.published(known)}
    dated = tuple(edition for date, edition in editions.items() if date)
    inputs = HistoryInputs(given(editions[version]), given(dated), given(Settings("https://example.org/")),
                          given(known.source.ledger))
    return dict(make(inputs, "").value or ())


def republished(root: Path) -> Compiled:
    """The work with its second version, of which every clause was declared."""
    known = with_ledger(work(root, MIDDLE), accepted(work(root), FIRST).source.ledger.anchors)
    known = with_ledger(known, versions.declare(known, declare.renumber).value)
    known = moved(known, "art_3", "art_3", "art_4")
    gone = versions.declare(known, lambda ledger, _: declare.withdraw(ledger, "art_5", "2021年修订时删去"))
    return accepted(with_ledger(known, gone.value), SECOND)


def test_every_generation_of_addresses_is_in_the_published_ledger(tmp_path: Path) -> None:
    known = republished(tmp_path)
    made = json.loads(beside(known)["anchors.json"])
    shape = json.loads((ROOT / "schema/published/anchors.schema.json").read_bytes())
    assert not list(jsonschema_rs.validator_for(shape, validate_formats=True).iter_errors(made))
    told = {(anchor["version"] or "", anchor["eId"], anchor["since"], anchor["state"]): anchor
            for anchor in made["anchors"]}
    assert set(told) == {(anchor.version, anchor.id, anchor.first, str(anchor.state))
                         for anchor in known.source.ledger.anchors}
    assert told["", "art_5", FIRST, "withdrawn"]["why"] == "2021年修订时删去"
    assert [place["url"] for place in told["", "art_3", FIRST, "split"]["to"]] == [f"{HOME}~art_3", f"{HOME}~art_4"]
    assert told["", "art_4", FIRST, "moved"]["to"][0]["eId"] == "art_5"
    assert told[MIDDLE, "art_5", SECOND, "live"]["from"] == ["art_4"]
    assert told[OLD, "art_5", SECOND, "live"]["url"] == f"{HOME}@{OLD}/~art_5"


def test_the_feed_of_a_work_has_both_publications(tmp_path: Path) -> None:
    entries = etree.fromstring(beside(republished(tmp_path))["feed.xml"]).findall(f"{{{feed.ATOM}}}entry")
    kinds = [entry.xpath("string(*[local-name() = 'category']/@term)") for entry in entries]
    assert list(zip((entry.findtext("{*}id") for entry in entries), kinds, strict=True)) == [
        (f"{HOME}feed.xml#{SECOND}", "publication"), (f"{HOME}feed.xml#{FIRST}", "publication")]


def test_a_dated_version_has_no_ledger_of_its_own(tmp_path: Path) -> None:
    assert beside(republished(tmp_path), OLD) == {}
