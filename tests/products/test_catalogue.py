"""The files by which programs find a site's texts: from index.json alone, all files and all addresses; the rest of them
against schemas and readers of others."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import jsonschema_rs
import openapi_spec_validator
import pytest
import rdflib
from diptych.build import build, shared_site
from diptych.build.offline_site import copy
from diptych.build.options import Order
from diptych.diagnostics import Severity
from diptych.interface_text import interface
from diptych.render.site import change_list, dcat, site_index
from diptych.render.site.site_index import Digest, WorkRecord
from lxml import etree

from tests import base
from tests.conftest import ROOT
from tests.render.site import feed_rules
from tests.render.small import twins

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by rdflib, of its own parser
SITE = "https://example.org/codes/"
PUBLISHED = ROOT / "schema/published"
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
NEW_FILES = {"index.json", "changes.json", "catalogue.jsonld", "openapi.json", "llms.txt", "feed.xml", "works.csl.json"}
MOVED = '\n[[anchor]]\nid = "sec_9"\nstate = "moved"\nfirst = 2020-01-01\nuntil = 2021-01-01\nto = ["sec_1"]\n'
LEFT_OUT = frozenset({"pdf", "books", "search"})


def fits(made: Any, name: str) -> bool:
    """Whether a file fits the schema of its format."""
    shape = json.loads((PUBLISHED / f"{name}.schema.json").read_bytes())
    return not list(jsonschema_rs.validator_for(shape, validate_formats=True).iter_errors(made))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site with a work in two languages, of which an address moved, and one in three versions."""
    root = project(tmp_path_factory.mktemp("project"))
    report = build.build(root, lambda _: None, Order(without=LEFT_OUT))
    assert not [item for item in report.findings if item.severity is Severity.ERROR]
    return root / "site"


def project(root: Path) -> Path:
    """The sources of the site."""
    shutil.copytree(ROOT / "schema", root / "schema")
    shutil.copytree(ROOT / "source/pages", root / "source/pages")
    base.write_base(root)
    (root / "source/pages/index.md").unlink()
    story = "source/works/cn/qingshitiaoli/2018/5"
    shutil.copytree(ROOT / "tests/cases/versions" / story, root / story)
    terms = (ROOT / "tests/cases/versions/source/terms.toml").read_text("utf-8")
    known = (root / "source/terms.toml").read_text("utf-8")
    (root / "source/terms.toml").write_text(known + terms, "utf-8")
    (root / base.FOLDER / "anchors.toml").write_text(MOVED.lstrip(), "utf-8")
    return root


def read(site: Path, address: str) -> bytes:
    assert address.startswith(SITE)
    return (site / address.removeprefix(SITE)).read_bytes()


def loaded(site: Path, address: str) -> Any:
    return json.loads(read(site, address))


def test_each_public_file_names_its_schema_which_is_on_the_site(site: Path) -> None:
    index = loaded(site, f"{SITE}index.json")
    files = [file["url"] for work in index["works"] for file in work["files"]
             if file["type"] == "application/json"]
    assert len(files) == 8
    for address in (f"{SITE}index.json", f"{SITE}changes.json", *files):
        made = loaded(site, address)
        named = urljoin(address, made["$schema"])
        schema = loaded(site, named)
        assert schema["$id"] == named
        assert made["version"] == "1.4"
        assert not list(jsonschema_rs.validator_for(schema, validate_formats=True).iter_errors(made))


def test_the_index_has_every_file_beside_a_page_with_its_digest(site: Path) -> None:
    works = loaded(site, f"{SITE}index.json")["works"]
    editions = [edition for work in works for edition in (work, *work["versions"])]
    assert [len(work["versions"]) for work in works] == [3, 0]
    for edition in editions:
        folder = site / edition["url"].removeprefix(SITE)
        assert {file["name"] for file in edition["files"]} == {
            path.name for path in folder.iterdir() if path.is_file() and path.name != "index.html"}
        for file in edition["files"]:
            data = read(site, file["url"])
            assert (file["size"], file["sha256"]) == (len(data), sha256(data).hexdigest())
            assert file["type"] != "application/octet-stream"
    assert all(work["status"] is None for work in works)


def test_data_json_has_every_other_file_beside_it(site: Path) -> None:
    works = loaded(site, f"{SITE}index.json")["works"]
    for edition in (edition for work in works for edition in (work, *work["versions"])):
        made = loaded(site, f"{edition['url']}data.json")
        assert made["files"] == [file for file in edition["files"] if file["name"] != "data.json"]
        tags = [text["language"] for text in made["expressions"]]
        assert made["pairs"] == [{"first": tags[0], "second": tag} for tag in tags[1:]]


def test_every_address_is_found_from_the_index_alone(site: Path) -> None:
    works = loaded(site, f"{SITE}index.json")["works"]
    ledgers = [loaded(site, file["url"]) for work in works for file in work["files"] if file["name"] == "anchors.json"]
    [moved] = [anchor for ledger in ledgers for anchor in ledger["anchors"] if anchor["state"] == "moved"]
    assert (moved["since"], moved["until"], moved["to"][0]["eId"]) == ("2020-01-01", "2021-01-01", "sec_1")
    assert (site / moved["url"].removeprefix(SITE) / "index.html").is_file()
    assert (site / moved["to"][0]["url"].removeprefix(SITE) / "index.html").is_file()
    changes = loaded(site, f"{SITE}changes.json")["changes"]
    assert [change["date"] for change in changes] == sorted((change["date"] for change in changes), reverse=True)
    assert [anchor["eId"] for change in changes for anchor in change["ended"]] == ["sec_9"]


def test_the_sitemap_dates_each_page_by_the_last_change_of_its_work(site: Path) -> None:
    changed = {work["url"]: work["changed"] for work in loaded(site, f"{SITE}index.json")["works"]}
    entries = etree.parse(site / "sitemap.xml").getroot()
    dates = {entry.findtext("{*}loc"): entry.findtext("{*}lastmod") for entry in entries}
    assert {url: dates[url] for url in changed} == changed
    assert dates[SITE] == max(changed.values())


def test_the_feeds_and_sitemaps_fit_what_their_formats_ask(site: Path) -> None:
    feeds = sorted(site.rglob("feed*.xml"))
    assert len(feeds) == 3
    assert [fault for file in feeds for fault in feed_rules.atom_faults(file.read_bytes())] == []
    sitemaps = sorted(site.glob("sitemap*.xml"))
    assert sitemaps
    assert [fault for file in sitemaps for fault in feed_rules.sitemap_faults(file.read_bytes())] == []


@pytest.mark.parametrize(("old", "new"), [
    (r"<id>[^<]*</id>", ""), (r"T00:00:00Z", ""), (r"<author>.*?</author>", ""), (r' rel="self"', ' rel="other"'),
    (r"<title>[^<]*</title>", "<title/>"), (r"<summary>", "<summary/><summary>"), (r'term="[^"]*"', "")])
def test_the_rules_of_feeds_find_what_is_wrong(site: Path, old: str, new: str) -> None:
    feed = (site / "feed.xml").read_text("utf-8")
    assert re.search(old, feed, re.DOTALL)
    assert [*feed_rules.atom_faults(re.sub(old, new, feed, flags=re.DOTALL).encode())]


def test_the_description_of_the_files_holds_of_the_files(site: Path) -> None:
    described = loaded(site, f"{SITE}openapi.json")
    assert (described["openapi"], described["servers"]) == ("3.1.0", [{"url": SITE.rstrip("/")}])
    files = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    forms = {name: parameter["schema"].get("pattern", "[^/@]+").strip("^$")
             for name, parameter in described["components"]["parameters"].items()}
    seen: set[str] = set()
    for path, item in described["paths"].items():
        pattern = re.compile("".join(
            f"(?P<{piece[1:-1]}>{forms[piece[1:-1]]})" if piece.startswith("{") else re.escape(piece)
            for piece in re.split(r"(\{\w+\})", path.lstrip("/"))))
        names = {parameter["$ref"].rpartition("/")[2] for parameter in item["get"].get("parameters", ())}
        assert names == set(pattern.groupindex) <= set(described["components"]["parameters"])
        [content] = item["get"]["responses"]["200"]["content"].items()
        for file in filter(pattern.fullmatch, files):
            seen.add(file)
            assert content[0] == site_index.media_type(file.rpartition("/")[2])
            if content[1]:
                schema = described["components"]["schemas"][content[1]["schema"]["$ref"].rpartition("/")[2]]["$ref"]
                assert fits(json.loads((site / file).read_bytes()), Path(schema).name.partition(".")[0])
    assert {Path(file).name for file in seen} >= {
        "index.json", "changes.json", "data.json", "anchors.json", "feed.xml", "zho.xml", "work.jsonld"}
    assert "akn/cn/act/qingshitiaoli/2018/5/@2018-05-01/data.json" in seen


def test_the_description_of_the_files_is_openapi(site: Path) -> None:
    openapi_spec_validator.validate(loaded(site, f"{SITE}openapi.json"), base_uri=(site / "openapi.json").as_uri())


def test_reference_managers_find_all_works_in_one_file(site: Path) -> None:
    items = loaded(site, f"{SITE}works.csl.json")
    index = loaded(site, f"{SITE}index.json")["works"]
    texts = [text["url"] for work in index for text in work["expressions"] if text["translation"]]
    assert sorted(item["URL"] for item in items) == sorted([*(work["url"] for work in index), *texts])
    assert {item["type"] for item in items} == {"legislation"}
    assert len({item["id"] for item in items}) == len(items)


def test_each_comparison_is_a_file_too(site: Path) -> None:
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("diff.json"))
    folder = "akn/cn/act/qingshitiaoli/2018/5"
    assert files == [f"{folder}/{place}/diff.json" for place in (
        "@2021-06-01/changes", "@2024-01-01/changes/2018-05-01", "@2024-01-01/changes")]
    for file in files:
        made = json.loads((site / file).read_bytes())
        assert fits(made, "diff")
        data = {end: json.loads((site / folder / f"@{made[end]['date']}/data.json").read_bytes())
                for end in ("earlier", "later")}
        known = {end: {clause["eId"]: clause["texts"] for clause in work["provisions"]} for end, work in data.items()}
        assert made["changes"]
        ends = {"reworded": {"earlier": "gone", "later": "new"}, "gone": {"earlier": "gone"}}
        for change in made["changes"]:
            for language, pieces in change["texts"].items():
                for end, kind in ends.get(change["change"], {"later": "new"}).items():
                    words = "".join(piece["words"] for piece in pieces if piece["kind"] in ("same", kind))
                    assert "".join(known[end][change["eId"]][language]["text"].split()) in "".join(words.split())


def test_each_version_has_all_amendments_up_to_it(site: Path) -> None:
    folder = "akn/cn/act/qingshitiaoli/2018/5"
    amended = [loaded(site, f"{SITE}{folder}/{version}data.json")["legal"]["amendedBy"]
               for version in ("@2018-05-01/", "@2021-06-01/", "@2024-01-01/", "")]
    assert [[item["iri"] for item in items] for items in amended] == [[], *[["/akn/cn/act/qingzheng/2021/2"]] * 3]


def test_the_index_leads_to_each_comparison(site: Path) -> None:
    work = next(work for work in loaded(site, f"{SITE}index.json")["works"]
                if work["work"].endswith("/qingshitiaoli/2018/5"))
    assert [[item["earlier"] for item in version["comparisons"]] for version in work["versions"]] == [
        [], ["2018-05-01"], ["2021-06-01", "2018-05-01"]]
    for version in work["versions"]:
        for item in version["comparisons"]:
            made = json.loads(read(site, item["url"]))
            assert (made["earlier"]["date"], made["later"]["date"]) == (item["earlier"], version["date"])
    assert sum(len(version["comparisons"]) for version in work["versions"]) == len([*site.rglob("diff.json")])


def test_the_guide_for_readers_of_text_names_files_that_there_are(site: Path) -> None:
    guide = (site / "llms.txt").read_text("utf-8")
    assert guide.startswith("# Codes\n\n> ")
    links = re.findall(r"\]\(([^)]+)\)", guide)
    assert len(links) == 8
    assert all(read(site, link) for link in links)


def test_the_catalogue_is_dcat_and_asserts_no_licence(site: Path) -> None:
    graph = rdflib.Graph().parse(data=read(site, f"{SITE}catalogue.jsonld"), format="json-ld")
    [catalogue] = graph.subjects(rdflib.RDF.type, DCAT.Catalog)
    for name in ("title", "description", "publisher"):
        assert graph.value(catalogue, rdflib.DCTERMS[name])
    datasets = set(graph.objects(catalogue, DCAT.dataset))
    assert datasets == set(graph.subjects(rdflib.RDF.type, DCAT.Dataset))
    assert len(datasets) == 5
    for dataset in datasets:
        assert {*graph.objects(dataset, rdflib.DCTERMS.title)}
        assert graph.value(dataset, rdflib.DCTERMS.description)
        for distribution in graph.objects(dataset, DCAT.distribution):
            address, size = graph.value(distribution, DCAT.downloadURL), graph.value(distribution, DCAT.byteSize)
            checksum = graph.value(graph.value(distribution, SPDX.checksum), SPDX.checksumValue)
            data = read(site, str(address))
            assert (int(str(size)), str(checksum).lower()) == (len(data), sha256(data).hexdigest())
    assert not {str(name) for name in graph.predicates() if re.search("licen|rights|force", str(name), re.IGNORECASE)}


def test_the_pages_of_all_languages_have_their_data_in_their_heads(site: Path) -> None:
    for path in ("", "ko/", "en/"):
        front = rdflib.Graph()
        for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', (
                site / path / "index.html").read_text("utf-8")):
            front.parse(data=text, format="json-ld")
        assert len(set(front.subjects(rdflib.RDF.type, rdflib.URIRef("https://schema.org/Dataset")))) == 2


def test_no_device_and_no_copy_keeps_these_files(site: Path, tmp_path: Path) -> None:
    listed = (site / "sw.js").read_text("utf-8")
    of_works = {f'"{path.relative_to(site).as_posix()}"' for path in (site / "akn").rglob("*")
                if path.name in ("anchors.json", "feed.xml")}
    assert len(of_works) == 4
    assert not [name for name in (*of_works, *(f'"{name}"' for name in NEW_FILES), '"schema/') if name in listed]
    copy(site, tmp_path / "copy.zip")
    shutil.unpack_archive(tmp_path / "copy.zip", tmp_path / "copy")
    names = {path.name for path in (tmp_path / "copy").rglob("*.*")}
    assert not names & {*NEW_FILES, "anchors.json", "index.schema.json"}
    assert "data.json" in names
    sums = (site / "SHA256SUMS").read_text("utf-8")
    assert all(f"  {name}\n" in sums for name in NEW_FILES)


def test_a_change_makes_only_its_page_of_the_index_again_and_a_failure_leaves_it(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_site, "AT_ONCE", 1)
    root, order = project(tmp_path), Order(without=LEFT_OUT)
    build.build(root, lambda _: None, order)
    first, second = (root / "site/index.json", root / "site/index/2.json")
    before = first.read_bytes(), second.read_bytes()
    work = root / base.FOLDER / "work.toml"
    settings = work.read_text("utf-8")
    work.write_text(re.sub(r"(\[markup\]\ndate = )\S+", r"\g<1>2030-01-01", settings), "utf-8")
    report = build.build(root, lambda _: None, order)
    assert {name for name, _ in report.reasons if name.startswith("index page")} == {"index page 2"}
    assert first.read_bytes() == before[0]
    assert json.loads(second.read_bytes())["works"][0]["changed"] == "2030-01-01"
    [change, *_] = json.loads((root / "site/changes.json").read_bytes())["changes"]
    assert (change["date"], change["kind"]) == ("2030-01-01", "correction")
    after = second.read_bytes()
    work.write_text(settings.replace('sha256 = "', 'sha256 = "0'), "utf-8")
    assert build.build(root, lambda _: None, order).failed
    assert (first.read_bytes(), second.read_bytes()) == (before[0], after)


def records(count: int) -> list[tuple[WorkRecord, ...]]:
    one = site_index.record(twins(), SITE, (Digest("data.json", "0" * 64, 3),), "2026-01-01")
    return [(replace(one, work=f"/akn/cn/act/test/2020/{number}"),) for number in range(count)]


def paged(works: Sequence[tuple[WorkRecord, ...]]) -> Mapping[str, Any]:
    parts = [works[start:start + site_index.AT_ONCE] for start in range(0, len(works), site_index.AT_ONCE)]
    return {f"{SITE}{site_index.path('index', number)}": json.loads(site_index.page(part, SITE, number, len(parts)))
            for number, part in enumerate(parts, 1)}


def test_each_page_of_the_index_leads_to_the_files_on_the_whole_site(site: Path) -> None:
    entry = json.loads((site / "index.json").read_bytes())
    assert set(site_index.OTHERS) == {"past", "changes", "feed", "catalogue", "references", "openapi"}
    for name in site_index.OTHERS:
        assert entry[name].startswith(SITE)
        assert (site / entry[name].removeprefix(SITE)).is_file()


def test_a_large_index_is_in_pages_that_lead_to_each_other() -> None:
    works = records(2 * site_index.AT_ONCE + 1)
    pages, address, seen = paged(works), f"{SITE}index.json", list[str]()
    while address:
        assert fits(pages[address], "index")
        seen += [work["work"] for work in pages[address]["works"]]
        address = pages[address]["next"]
    assert seen == [newest.work for newest, in works]


@pytest.mark.slow
def test_every_page_of_a_hundred_thousand_works_is_reached_and_small() -> None:
    [[record]], works = records(1), 100_000
    pages = works // site_index.AT_ONCE
    address, seen, number = f"{SITE}index.json", set[str](), 0
    while address:
        number += 1
        assert address == f"{SITE}{site_index.path('index', number)}"
        here = range((number - 1) * site_index.AT_ONCE, number * site_index.AT_ONCE)
        data = site_index.page([(replace(record, work=f"/akn/cn/act/test/2020/{each}"),) for each in here], SITE,
                               number, pages)
        assert len(data) < 1_000_000
        made = json.loads(data)
        assert (made["page"], made["pages"], len(made["works"])) == (number, pages, site_index.AT_ONCE)
        seen |= {work["work"] for work in made["works"]}
        address = made["next"]
    assert (number, len(seen)) == (pages, works)


def test_a_large_catalogue_leads_to_its_next_page() -> None:
    place = dcat.Site(SITE, "Laws", interface("en"))
    graph = rdflib.Graph().parse(data=dcat.page(records(1), place, 1, 2), format="json-ld")
    following = rdflib.URIRef("http://www.w3.org/ns/hydra/core#next")
    assert set(graph.subject_objects(following)) == {
        (rdflib.URIRef(f"{SITE}catalogue.jsonld"), rdflib.URIRef(f"{SITE}catalogue/2.jsonld"))}


def test_a_long_list_of_changes_is_in_pages() -> None:
    made = dict(change_list.pages((), SITE))
    assert list(made) == ["changes.json"]
    assert fits(json.loads(made["changes.json"]), "changes")
