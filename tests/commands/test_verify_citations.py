"""`diptych verify-citations` and `diptych verify-quote`: files of any kind, reports, exit statuses."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from diptych.akn.fingerprints import anchors
from diptych.akn.fingerprints import words as words_of
from diptych.commands.main import main
from diptych.review.cited_sources import quote_links

from tests import base

WORK = "/akn/cn/act/qingshizhengban/2020/3"
WORDS = ('<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
         "{}</w:t></w:r></w:p></w:body></w:document>")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    base.write_base(tmp_path)
    return tmp_path


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "--lang", "en", *arguments], catch_exceptions=False)


def number() -> str:
    return base.compile_text(editorial=None).expressions[0].document.number


def docx(path: Path, text: str) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
        package.writestr("word/document.xml", WORDS.format(text))


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.docx"])
def test_each_format_is_read(root: Path, name: str) -> None:
    text, path = f"见{number()}第一部分、第九十部分。", root / name
    if name == "a.docx":
        docx(path, text)
    else:
        path.write_text(f"<!DOCTYPE html><html><body><table><tr><td>{text}</td></tr></table></body></html>"
                        if name == "a.html" else text, encoding="utf-8")
    ran = run(root, "verify-citations", "--format", "json", str(path))
    found = json.loads(ran.stdout)["citations"]
    assert [item["verdict"] for item in found] == ["holds", "absent"]
    assert ran.exit_code == 1


def test_the_address_behind_a_link_is_a_citation(root: Path) -> None:
    (root / "a.md").write_text(f"See [it]({WORK}/~sec_1) and [that]({WORK}/~sec_99).\n", encoding="utf-8")
    body = f"<p>See <a href='{WORK}/~sec_99'>that</a></p>"
    (root / "a.html").write_text(f"<!DOCTYPE html><html><body>{body}</body></html>", encoding="utf-8")
    for name, verdicts in (("a.md", ["holds", "absent"]), ("a.html", ["absent"])):
        ran = run(root, "verify-citations", "--format", "json", str(root / name))
        assert [item["verdict"] for item in json.loads(ran.stdout)["citations"]] == verdicts


def test_what_is_right_leaves_the_status_alone(root: Path) -> None:
    (root / "a.txt").write_text(f"{WORK}/~sec_1\n", encoding="utf-8")
    ran = run(root, "verify-citations", str(root / "a.txt"))
    assert (ran.exit_code, "exists" in ran.stdout) == (0, True)
    (root / "a.txt").write_text("nothing\n", encoding="utf-8")
    assert "No citations" in run(root, "verify-citations", str(root / "a.txt")).stdout


def test_sarif_has_a_result_for_what_is_wrong_alone(root: Path) -> None:
    (root / "a.txt").write_text(f"{WORK}/~sec_1 {WORK}/~sec_99\n", encoding="utf-8")
    log = json.loads(run(root, "verify-citations", "--format", "sarif", str(root / "a.txt")).stdout)["runs"][0]
    [result] = log["results"]
    assert (result["ruleId"], result["level"]) == ("citation-absent", "error")
    assert result["locations"][0]["physicalLocation"]["region"]["startColumn"] == len(f"{WORK}/~sec_1 ") + 1
    assert [rule["id"] for rule in log["tool"]["driver"]["rules"]] == ["citation-absent"]


def test_quotes_of_a_file_and_of_a_link_are_verified(root: Path) -> None:
    document = base.compile_text(editorial=None).expressions[0].document
    eid = next(name for name in anchors(document) if "__p_" in name)
    words = words_of(anchors(document)[eid])[:6]
    link = quote_links.link(document, eid, words, "https://example.org")
    assert run(root, "verify-quote", link).exit_code == 0
    (root / "letter.txt").write_text(f"see {link} and {link}x\n", encoding="utf-8")
    ran = run(root, "verify-quote", "--format", "json", str(root / "letter.txt"))
    assert [item["state"] for item in json.loads(ran.stdout)["quotes"]] == ["stands", "damaged"]
    assert ran.exit_code == 1


def test_what_is_no_quote_and_no_site_is_refused(root: Path) -> None:
    (root / "letter.txt").write_text("nothing\n", encoding="utf-8")
    assert "no links to quoted words" in run(root, "verify-quote", str(root / "letter.txt")).output
    assert run(root, "verify-quote", str(root / "none.txt")).exit_code == 1
    assert run(root, "verify-quote", "--site", str(root), "x#quote:y").exit_code == 2


def test_a_finished_site_does_as_well(root: Path) -> None:
    document = base.compile_text(editorial=None).expressions[0]
    site = root / "site"
    folder = site / WORK.strip("/")
    folder.mkdir(parents=True)
    (site / "SHA256SUMS").touch()
    (site / "feed.xml").write_text("<feed/>", encoding="utf-8")
    (folder / "zho.xml").write_bytes(document.data)
    link = quote_links.link(document.document, "sec_1", "甲", "https://example.org")
    entry: dict[str, object] = {"eId": "sec_77", "since": "2020-01-01", "until": "2021-01-01", "state": "withdrawn",
             "to": [], "why": "废止", "version": None, "texts": {}}
    (folder / "anchors.json").write_text(json.dumps({"anchors": [entry]}), encoding="utf-8")
    for changed, state in ((link, "changed"), (link.replace("#quote:sec_1:", "#quote:sec_77:"), "withdrawn")):
        ran = run(root, "verify-quote", "--site", str(site), "--format", "json", changed)
        assert [item["state"] for item in json.loads(ran.stdout)["quotes"]] == [state]
