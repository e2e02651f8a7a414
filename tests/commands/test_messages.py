"""What the commands say in the languages of schema/messages, and how the language is chosen."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from diptych.commands import messages
from diptych.commands.main import main

from tests import base
from tests.conftest import ROOT

SILENT = dict.fromkeys(messages.VARIABLES)
"""An environment that names no language."""
CODES = tomllib.loads((ROOT / "schema/codes.toml").read_text("utf-8"))
OTHERS = [language for language in messages.languages() if language != messages.ENGLISH]
CODE = ('[C001]\nmessage = "OURS {file}"\n', "OURS")


def table(language: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / f"schema/messages/{language}.toml").read_text("utf-8"))


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def run(root: Path, *arguments: str, **environment: str | None) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *arguments], env={**SILENT, **environment},
                              catch_exceptions=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base project without its term base."""
    base.write_base(tmp_path)
    (tmp_path / "source/terms.toml").unlink()
    return tmp_path


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from commands(inner, f"{path} {name}".strip())


def test_there_are_chinese_korean_and_english() -> None:
    assert {"zh", "ko", "en"} <= set(messages.languages())


@pytest.mark.parametrize("language", OTHERS)
def test_every_code_and_line_is_there_with_the_same_facts(language: str) -> None:
    own, english = table(language), table(messages.ENGLISH)
    assert set(own["codes"]) == set(CODES)
    assert set(own["lines"]) == set(english["lines"])
    assert set(own["severities"]) == set(english["severities"])
    assert {key for key, text in own["lines"].items() if facts(text) != facts(english["lines"][key])} == set()
    assert {(code, key) for code, words in own["codes"].items() for key in ("message", "hint")
            if facts(words[key]) != facts(CODES[code][key])} == set()
    assert [code for code, words in own["codes"].items() if set(words) != {"title", "message", "hint"}] == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_help_of_every_command_and_option_is_there(language: str) -> None:
    known = {path: {"", *(option.opts[0] for option in command.params if isinstance(option, click.Option))}
             for path, command in commands(main, "")}
    assert {path: set(words) for path, words in table(language)["help"].items()} == known


@pytest.mark.parametrize("language", OTHERS)
def test_the_questions_of_init_are_there(language: str) -> None:
    asked = tomllib.loads((ROOT / "schema/init/init.toml").read_text("utf-8"))["questions"]
    assert set(table(language)["questions"]) == set(asked)


@pytest.mark.parametrize(("arguments", "environment", "word"), [
    ((), {}, "error"), (("--lang", "zh"), {}, "错误"), (("--lang", "zh-Hans-CN"), {}, "错误"),
    (("--lang", "ko"), {"LANG": "zh_CN.UTF-8"}, "오류"), ((), {"LANG": "ko_KR.UTF-8"}, "오류"),
    ((), {"LC_ALL": "zh_TW.UTF-8", "LANG": "ko_KR.UTF-8"}, "错误"), ((), {"LC_ALL": "C", "LANG": "zh_CN"}, "error"),
    ((), {"LANG": "fr_FR.UTF-8"}, "error"), (("--lang", "en"), {"LC_ALL": "ko_KR"}, "error"),
])
def test_the_language_is_that_of_the_option_then_of_the_locale(
        root: Path, arguments: tuple[str, ...], environment: dict[str, str], word: str) -> None:
    said = run(root, *arguments, "check", **environment)
    assert said.exit_code == 1
    assert f": {word} C001" in click.unstyle(said.stderr)


def test_a_language_without_a_catalogue_is_refused(root: Path) -> None:
    said = run(root, "--lang", "tlh", "check")
    assert said.exit_code == 2
    assert "tlh" in said.stderr
    assert ", ".join(messages.languages()) in said.stderr


def test_json_is_the_same_in_every_language(root: Path) -> None:
    said = {run(root, "--lang", language, "check", "--format", "json").stdout for language in messages.languages()}
    assert len(said) == 1
    assert json.loads(said.pop())["findings"][0]["message"] == "source/terms.toml is missing"
    told = {run(root, "--lang", language, "explain", "N001", "--format", "json").stdout
            for language in messages.languages()}
    assert len(told) == 1


def test_the_help_is_in_the_language_of_the_command(root: Path) -> None:
    assert "用法：" in run(root, "--lang", "zh", "build", "--help").stdout
    shown = run(root, "--lang", "ko", "anchors", "move", "--help").stdout
    assert table("ko")["help"]["anchors move"]["--merged"] in shown
    assert run(root, "build", "--help", LANG="zh_CN.UTF-8").stdout == run(
        root, "--lang", "zh", "build", "--help").stdout


def test_the_words_that_a_project_gives_to_a_code_stay(root: Path) -> None:
    text, word = CODE
    (root / "schema").mkdir(exist_ok=True)
    (root / "schema/codes.toml").write_text(text, "utf-8")
    said = run(root, "--lang", "zh", "check").stderr
    assert word in said
    assert table("zh")["codes"]["C001"]["title"] in run(root, "--lang", "zh", "explain", "C001").stdout


def test_an_entry_that_a_catalogue_lacks_is_in_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "schema/messages", tmp_path / "messages")
    (tmp_path / "messages/eo.toml").write_text('[lines]\nnone = "nenio"\n', "utf-8")
    monkeypatch.setattr(messages, "packaged", lambda: tmp_path)
    made = messages.messages("eo")
    assert (made.lines["none"], made.lines["unchanged"]) == ("nenio", table("en")["lines"]["unchanged"])
    assert made.severities == table("en")["severities"]
