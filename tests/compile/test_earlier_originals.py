"""After an amendment of the original alone, every carrier says of which text a clause is the translation."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import jsonschema_rs
import pytest
from diptych.compile import versions
from diptych.compile.translation_status import TaskKind, todo
from diptych.compile.work import Compiled, compile_work
from diptych.interface_text import interface
from diptych.project import load
from diptych.render.html import provisions
from diptych.render.html.view import View
from diptych.render.site import data_json
from diptych.render.site.page import Settings
from diptych.render.site.published_work import PublishedWork
from lxml import html

from tests import base
from tests.compile.test_translation_status import again, published
from tests.compile.test_versions import FIRST, MIDDLE, NEW, OLD, STORY, WORK, accepted
from tests.conftest import ROOT
from tests.render.small import pages

SAID = interface("ko").say("translated_from", date=interface("ko").date(OLD))


def amended(root: Path, *dates: str) -> Compiled:
    """The story with its first version and those of some dates, whose Korean text stays that of the first version."""
    shutil.rmtree(root / "source", ignore_errors=True)
    shutil.copytree(STORY, root / "source")
    old = (root / WORK / "kor.txt").read_bytes()
    for folder in (root / WORK).glob("@*"):
        if folder.name[1:] not in dates:
            shutil.rmtree(folder)
        elif (folder / "kor.txt").exists():
            before = sha256((folder / "kor.txt").read_bytes()).hexdigest()
            (folder / "kor.txt").write_bytes(old)
            table = folder / "version.toml"
            table.write_text(table.read_text(encoding="utf-8").replace(before, sha256(old).hexdigest()),
                             encoding="utf-8")
    sources = load.sources(root, base.schema()).value
    assert sources
    return compile_work(sources[0], base.schema())


@pytest.fixture
def lagging(tmp_path: Path) -> Compiled:
    first = accepted(amended(tmp_path), FIRST)
    later = amended(tmp_path, MIDDLE)
    return compile_work(replace(later.source, ledger=first.source.ledger), base.schema())


def test_a_clause_names_the_version_that_it_translates(lagging: Compiled) -> None:
    original, translation = versions.documents(lagging)
    assert original.earlier_originals == ()
    assert {item.version for item in translation.earlier_originals} == {OLD}
    assert {item.eid for item in translation.earlier_originals} == {
        task.eid for task in todo(lagging) if task.kind is TaskKind.OUTDATED}
    assert {task.translated_from for task in todo(lagging) if task.kind is TaskKind.OUTDATED} == {OLD}


def test_the_page_says_so_at_the_clause_and_nowhere_else(lagging: Compiled) -> None:
    _, translation = versions.documents(lagging)
    tree = provisions.fragment(View(translation, interface("ko")))
    said = tree.xpath("//*[contains(@class, 'akn-lagging')]")
    assert {each.text for each in said} == {SAID}
    assert {each.getparent().get("id") for each in said} == {item.line for item in translation.earlier_originals}


def test_data_json_says_so(lagging: Compiled) -> None:
    documents = versions.documents(lagging)
    data = json.loads(data_json.data(documents, "https://example.org/", ()))
    schema = json.loads((ROOT / "schema/published/data.schema.json").read_text(encoding="utf-8"))
    jsonschema_rs.validator_for(schema).validate(data)
    stated = {item["eId"] for item in data["provisions"] if item["texts"].get("kor", {}).get("translatedFrom") == OLD}
    assert stated == {item.eid for item in documents[1].earlier_originals}
    assert stated


def test_a_text_that_the_newest_version_lacks_is_that_of_its_version(tmp_path: Path) -> None:
    made = amended(tmp_path, NEW)
    every = tuple(versions.documents(version) for version in versions.dated(made))
    shown = PublishedWork(versions.documents(made), versions=every)
    page = next(page for page in pages((shown,), Settings("https://example.org/")) if page.path.endswith("5/kor/"))
    said = html.fragment_fromstring(page.html, create_parent=True).xpath("//*[contains(@class, 'akn-lagging')]")
    assert {each.text for each in said} == {SAID}
    assert 0 < len(said) < len(todo(made)) + len(every[0])
    data = json.loads(data_json.data(shown.documents, "https://example.org/", (), every))
    assert [(item["language"], item["version"]) for item in data["lastTexts"]] == [("kor", OLD)]


def test_a_corrected_original_has_no_date() -> None:
    first = published(base.compile_text())
    changed = again(base.TEXT.replace("借期为三十天", "借期为二十天"), first)
    made = compile_work(changed.source, base.schema())
    assert [(item.eid, item.version) for item in made.expressions[1].document.earlier_originals] == [
        ("sec_2__para_2", "")]
    followed = again(base.TEXT.replace("借期为三十天", "借期为二十天").replace("30일", "20일"), first)
    assert not compile_work(followed.source, base.schema()).expressions[1].document.earlier_originals
