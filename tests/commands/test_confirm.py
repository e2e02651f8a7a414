"""Facts that an editor confirms: in options or answer by answer, into work.toml, the folder and the term base."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from diptych.commands.main import main

from tests import base
from tests.test_codes import CODES, lay_out

OLD = "source/works/cn/qingshizhengban/2020/3"
TABLE = """# Where the facts come from.
[certainty]
address = "guessed"
date = "read"
number = "read"
issuer = "read"
original = "guessed"
translator = "missing"

[markup]"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    lay_out(CODES / "_base", tmp_path)
    file = tmp_path / OLD / "work.toml"
    text = file.read_text(encoding="utf-8").replace("[markup]", TABLE)
    file.write_text(text.replace('rights = "official-document"', 'rights = "official-document" # as the law says'),
                    encoding="utf-8")
    return tmp_path


def confirm(root: Path, *options: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "confirm", *options], input=typed)


def work(root: Path, folder: str = OLD) -> dict[str, Any]:
    return tomllib.loads((root / folder / "work.toml").read_text(encoding="utf-8"))


def test_yes_takes_all_as_it_is_and_what_is_missing_as_unknown(root: Path) -> None:
    before = (root / OLD / "work.toml").read_text(encoding="utf-8")
    ran = confirm(root, "--yes")
    assert ran.exit_code == 0, ran.output
    assert "every fact is confirmed" in ran.output
    table = TABLE.removesuffix("[markup]")
    assert (root / OLD / "work.toml").read_text(encoding="utf-8") == before.replace("\n" + table, "\n")


def test_a_corrected_fact_moves_the_work_that_nobody_published(root: Path) -> None:
    ran = confirm(root, "--set", "date=2021-05-08", "--set", "number=青石政办〔2021〕12号")
    assert ran.exit_code == 0, ran.output
    assert "still to confirm: address, issuer, original, translator" in ran.output
    assert not (root / "source/works/cn/qingshizhengban/2020").exists()
    moved = work(root, "source/works/cn/qingshizhengban/2021/12")
    assert {str(item["date"]) for item in moved["expression"]} == {"2021-05-08"}
    assert moved["certainty"] == {"address": "guessed", "issuer": "read", "original": "guessed",
                                  "translator": "missing"}
    assert "# as the law says" in (root / "source/works/cn/qingshizhengban/2021/12/work.toml").read_text("utf-8")


def test_unknown_facts_are_left_out(root: Path) -> None:
    assert confirm(root, "--unknown", "date", "--unknown", "issuer", "--yes").exit_code == 0
    settled = work(root, "source/works/cn/qingshizhengban/0001/3")
    assert settled["certainty"] == {"date": "unknown", "issuer": "unknown"}
    assert not {"date", "issuer"} & set(settled["work"])


def test_a_name_that_the_term_base_lacks_is_entered(root: Path) -> None:
    ran = confirm(root, "--set", "issuer=红石市人民政府", "--set", "translator=hong", "--set", "translator.kor=홍")
    assert ran.exit_code == 0, ran.output
    terms = {term["id"]: term for term in tomllib.loads(
        (root / "source/terms.toml").read_text(encoding="utf-8"))["term"]}
    assert terms["issuer-1"] == {"id": "issuer-1", "kind": "organization", "zho": {"preferred": "红石市人民政府"}}
    assert terms["hong"]["kor"] == {"preferred": "홍"}
    assert (work(root)["work"]["issuer"], work(root)["expression"][1]["translation"]["translator"]) == (
        "issuer-1", "hong")


def test_a_name_that_the_term_base_has_is_not_entered_again(root: Path) -> None:
    before = (root / "source/terms.toml").read_bytes()
    known = next(term for term in tomllib.loads(before.decode())["term"] if term["id"] == work(root)["work"]["issuer"])
    assert confirm(root, "--set", f"issuer={known['zho']['preferred']}").exit_code == 0
    assert (root / "source/terms.toml").read_bytes() == before
    assert work(root)["work"]["issuer"] == known["id"]


def test_another_text_is_the_original(root: Path) -> None:
    assert confirm(root, "--set", "original=kor").exit_code == 0
    chinese, korean = work(root)["expression"]
    assert "translation" not in korean
    assert (chinese["translation"]["of"], chinese["translation"]["authoritative"]) == ("kor", False)


@pytest.mark.parametrize(("options", "translator"), [
    (("--unknown", "translator"), "unknown-translator"),
    (("--set", "translator=hong", "--set", "translator.zho=洪"), "hong")])
def test_the_translator_is_that_of_the_texts_that_are_translations_now(
        root: Path, options: tuple[str, ...], translator: str) -> None:
    ran = confirm(root, "--set", "original=kor", "--set", "issuer=청석진 의회", *options)
    assert ran.exit_code == 0, ran.output
    chinese, korean = work(root)["expression"]
    assert "translation" not in korean
    assert (chinese["translation"]["of"], chinese["translation"]["translator"]) == ("kor", translator)
    terms = tomllib.loads((root / "source/terms.toml").read_text(encoding="utf-8"))["term"]
    issuer = next(term for term in terms if term["id"] == work(root)["work"]["issuer"])
    # A name without a language is in that of the original.
    assert issuer["kor"]["preferred"] == "청석진 의회"


def test_each_fact_is_asked_for(root: Path) -> None:
    ran = confirm(root, typed="\n2020-05-09\n?\n-\n\n?\n")
    assert ran.exit_code == 0, ran.output
    assert "date (read) [2020-05-08]" in ran.output
    assert "still to confirm: issuer" in ran.output
    settled = work(root)
    assert str(settled["work"]["date"]) == "2020-05-09"
    assert settled["certainty"] == {"number": "unknown", "issuer": "read"}


def test_nothing_is_written_if_an_answer_cannot_be_used(root: Path) -> None:
    before = (root / OLD / "work.toml").read_bytes()
    for options in (("--set", "date=May 8", "--set", "number=1"), ("--set", "jurisdiction=zz"), ("--set", "date")):
        assert confirm(root, *options).exit_code != 0
    (root / "source/works/kr/other/2020/9").mkdir(parents=True)
    taken = confirm(root, "--set", "address=kr/other/2020/9")
    assert (taken.exit_code, "V003" in taken.stderr) == (1, True)
    assert (root / OLD / "work.toml").read_bytes() == before


def test_addresses_are_accepted_only_of_confirmed_works(root: Path) -> None:
    command = ["-C", str(root), "anchors", "accept", "--date", "2020-06-01"]
    refused = CliRunner().invoke(main, command)
    assert (refused.exit_code, "C017" in refused.stderr) == (1, True)
    assert not (root / OLD / "anchors.toml").exists()
    assert confirm(root, "--yes").exit_code == 0
    base.as_built(root)
    assert CliRunner().invoke(main, command).exit_code == 0
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("https://example.org/codes/", ""), encoding="utf-8")
    refused = CliRunner().invoke(main, command)
    assert (refused.exit_code, "S004" in refused.stderr) == (1, True)
