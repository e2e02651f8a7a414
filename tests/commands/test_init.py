"""A new project: its files are valid whatever the answers are, and its example is built and shows every feature."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from pathlib import Path
from unittest import mock

import pytest
import yaml
from click.testing import CliRunner, Result
from diptych.akn.names import AKN
from diptych.commands.main import main
from diptych.files import atomic
from diptych.interface_text import packaged_interfaces
from diptych.project import new_project
from diptych.project.new_project import Answers
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from markdown import markdown  # type: ignore[import-untyped]

from tests.conftest import ROOT
from tests.render.test_style_sheets import of_all_pages
from tests.test_codes import files
from tests.waiting import SECONDS

WORK = "akn/xx/act/example/2024/1"
INTERRUPTED = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from diptych.commands.main import main
main()
"""
"""The command; a signal to end it arrives, though the tests may run in a background job, which ignores it."""


def run(*arguments: str, answers: str = "") -> Result:
    """What a command says; our own mistakes are raised."""
    return CliRunner().invoke(main, arguments, input=answers, catch_exceptions=False)


def made(**answers: object) -> dict[str, str]:
    """The files of a project, as text, by their paths."""
    usual = {"name": "Readers", "languages": ("zho", "kor"), "jurisdiction": "xx", "editor": "Circle"}
    result = new_project.new_project(Answers(**(usual | answers)))  # type: ignore[arg-type]
    assert result.value, result.diagnostics
    return {path: data.decode() for path, data in result.value}


def option(project: dict[str, str], name: str) -> object:
    """An option of the plugin in mkdocs.yml."""
    return yaml.safe_load(project["mkdocs.yml"])["plugins"][0]["diptych"][name]


def status(address: str) -> int:
    """The status of an answer from a server that is starting."""
    begun = time.monotonic()
    while True:
        try:
            with urllib.request.urlopen(address) as answer:  # noqa: S310 - a server of this machine
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code
        except OSError:
            if time.monotonic() - begun > SECONDS:
                raise
            time.sleep(0.05)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example in a project of its own, built without PDFs."""
    root = tmp_path_factory.mktemp("readers")
    assert run("-C", str(root), "init", "--example", "--yes", "--name", "读书网", "--editor", "책읽는사람들",
               "--address", "https://readers.test/law", "--contact", "editor@readers.test").exit_code == 0
    built = run("-C", str(root), "build", "--without", "pdf")
    assert built.exit_code == 0, built.output
    return root


def test_the_style_sheet_of_the_theme_has_what_the_pages_use(published: Path) -> None:
    [sheet] = (published / "site/assets/stylesheets").glob("main.*.css")
    assert sheet.read_text("utf-8") == of_all_pages(published / "site")


@pytest.mark.parametrize(("folder", "title"), [("", "编者注"), ("ko/", "편집자 주"), ("en/", "Editor’s notes")])
def test_the_notes_of_both_texts_have_one_title(published: Path, folder: str, title: str) -> None:
    page = html.document_fromstring((published / "site" / folder / WORK / "index.html").read_bytes())
    assert [one.text_content() for one in page.find_class("akn-notes-title")] == [title]


def test_the_example_has_nothing_to_mend(published: Path) -> None:
    checked = run("-C", str(published), "check", "--format", "json")
    assert checked.exit_code == 0
    assert {(finding["code"], finding["severity"]) for finding in json.loads(checked.stdout)["findings"]} == {
        ("K003", "notice"), ("R035", "notice")}
    reviewed = run("-C", str(published), "review")
    assert (reviewed.exit_code, reviewed.output.strip()) == (0, "No findings.")


@pytest.mark.parametrize(("language", "features"), [
    ("zho", ("noteRef", "term", "organization", "attachment", "table")),
    ("kor", ("noteRef", "term", "organization", "attachment", "table", "ins", "del", "p[@status='editorial']"))])
def test_the_example_shows_every_feature(published: Path, language: str, features: tuple[str, ...]) -> None:
    document = etree.parse(published / "build" / WORK / f"{language}.xml")
    assert [name for name in features if not document.xpath(f"//a:{name}", namespaces={"a": AKN})] == []


def test_the_example_has_two_versions_and_a_comparison(published: Path) -> None:
    page = (published / "site" / WORK / "@2025-03-01/changes/index.html").read_text(encoding="utf-8")
    assert "change-new" in page
    assert (published / "site" / WORK / "@2024-03-01/index.html").is_file()


def test_each_page_of_the_example_calls_it_one(published: Path) -> None:
    pages = [path for path in (published / "site").rglob("index.html") if WORK in path.as_posix()]
    assert len(pages) > 100
    silent = [path for path in pages if not re.search("示例|예시", path.read_text(encoding="utf-8"))]
    assert silent == []
    titles = {html.fromstring((published / "site" / home / WORK / "index.html").read_bytes()).findtext(".//title")
              for home in ("", "ko", "en")}
    assert all(re.search("示例|예시", str(title)) for title in titles)


def test_no_licence_is_denied_where_the_rights_are_waived(published: Path) -> None:
    page = (published / "site" / WORK / "index.html").read_text(encoding="utf-8")
    assert "CC0 1.0" in page
    assert "no-licence" not in page


def test_the_publisher_is_the_one_that_was_named(published: Path) -> None:
    akn = (published / "build" / WORK / "zho.xml").read_text(encoding="utf-8")
    assert "책읽는사람들" in akn
    assert 'showAs="Diptych"' not in akn
    texts = {path: data for name in ("source", "site", "build/akn", "build/exports", "build/report")
             for path, data in files(published / name).items()}
    assert [path for path, data in texts.items() if b".example/" in data] == []
    imprint = (published / "site/imprint/index.html").read_text(encoding="utf-8")
    assert all(words in imprint for words in ("读书网", "책읽는사람들", 'href="mailto:editor@readers.test"'))
    assert "https://readers.test/law/akn/xx/" in (published / "site" / WORK / "index.html").read_text(encoding="utf-8")


def test_the_example_is_served(published: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = (sys.executable, "-c", INTERRUPTED, "-C", str(published), "serve", "--port", str(port))
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr
            assert any("Serving on " in line for line in server.stderr)
            assert status(f"http://127.0.0.1:{port}/{WORK}/") == 200
        finally:
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=SECONDS)
    assert server.returncode == 0


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "source/pages").mkdir(parents=True)
    (tmp_path / "source/pages/about.md").write_text("mine", encoding="utf-8")
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    before = files(tmp_path)
    said = run("-C", str(tmp_path), "init", "--yes")
    assert said.exit_code == 1
    assert "source/pages/about.md:1:1: error V004" in said.stderr
    assert files(tmp_path) == before


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with mock.patch.object(atomic, "write", fail):
        said = run("-C", str(tmp_path), "init", "new", "--yes")
    assert said.exit_code == 1
    assert "B004" in said.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [
    ("--language", "tlh"), ("--jurisdiction", "utopia"), ("--address", "readers.test"), ("--address", "https://"),
    ("--address", "javascript:alert(1)"), ("--licence", "GPL-3.0"), ("--name", " "), ("--editor", "a\nb"),
    ("--contact", "a\x1bb"), ("--address", "https://readers.test/?a=b")])
def test_an_answer_that_cannot_be_used_is_refused(tmp_path: Path, arguments: tuple[str, str]) -> None:
    said = run("-C", str(tmp_path), "init", "--yes", *arguments)
    assert (said.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert f"V005: {arguments[0]} is" in said.stderr


def test_no_page_names_a_country_that_nobody_said(tmp_path: Path) -> None:
    """The country of the original's language may be offered, and is published only where somebody agrees."""
    said = run("init", str(tmp_path / "silent"), "--yes", "--language", "zho", "--language", "kor")
    assert "--jurisdiction cn" in said.stdout
    assert run("init", str(tmp_path / "said"), "--yes", "--jurisdiction", "cn").exit_code == 0
    for name, country in (("silent", ""), ("said", "中国")):
        about = (tmp_path / name / "source/pages/about.md").read_text(encoding="utf-8")
        assert f"存在的{country}文献" in about


def test_what_no_option_says_is_asked(tmp_path: Path) -> None:
    said = run("init", str(tmp_path / "law"), "--editor", "Circle",
               answers="Law in English\n\neng fra\nca\nring me\nCC-BY-4.0\n")
    assert said.exit_code == 0, said.output
    root = tmp_path / "law"
    assert yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))["site_name"] == "Law in English"
    assert "--jurisdiction ca" in said.stdout
    terms = tomllib.loads((root / "source/terms.toml").read_text(encoding="utf-8"))["term"]
    assert terms == [{"id": "editor", "kind": "agent", "eng": {"preferred": "Circle"}, "fra": {"preferred": "Circle"}}]
    assert {path.relative_to(root).as_posix() for path in (root / "source").rglob("*.md")} == {
        "source/pages/about.md", "source/pages/imprint.md", "source/pages/fr/about.md", "source/pages/fr/imprint.md"}
    about = (root / "source/pages/about.md").read_text(encoding="utf-8")
    assert "Documents of Canada that" in about
    assert "[CC-BY-4.0](https://creativecommons.org/licenses/by/4.0/)" in about


def test_options_leave_nothing_to_ask(tmp_path: Path) -> None:
    said = run("-C", str(tmp_path), "init", "new", "--name", "법령", "--address", "", "--language", "kor", "--language",
               "eng", "--jurisdiction", "kr", "--editor", "편집부", "--contact", "https://readers.test/(us)",
               "--licence", "https://readers.test/licence")
    assert said.exit_code == 0, said.output
    pages = tmp_path / "new/source/pages"
    assert "대한민국의 문헌" in (pages / "about.md").read_text(encoding="utf-8")
    options = yaml.safe_load((tmp_path / "new/mkdocs.yml").read_text(encoding="utf-8"))["plugins"][0]["diptych"]
    assert (options["languages"], options["default_language"]) == (["ko", "en"], "ko")
    imprint = (pages / "en/imprint.md").read_text(encoding="utf-8")
    assert "[https://readers.test/(us)](https://readers.test/%28us%29)" in imprint
    assert "[https://readers.test/licence](https://readers.test/licence)" in imprint


def test_every_interface_language_has_its_pages() -> None:
    table = tomllib.loads((ROOT / "schema/init/init.toml").read_text(encoding="utf-8"))
    for language in packaged_interfaces().catalogues:
        assert all((ROOT / f"schema/init/pages/{language}/{name}").is_file() for name in table["pages"].values())


def test_a_project_without_the_example_says_nothing_of_it() -> None:
    project = made()
    assert [path for path in project if path.startswith("source/works")] == []
    assert not re.search("示例|예시|example", "".join(project[path] for path in project if path.startswith("source/")))
    assert "site_url:\n" in project["mkdocs.yml"]
    assert option(project, "report") == ""


ANSWERS = st.text(st.characters(exclude_categories=("C", "Z")) | st.sampled_from(" \"'\\#:[]{}<>&*_`|!%@-"),
                  min_size=1).filter(lambda words: words.strip() == words and words.isprintable())


@given(ANSWERS, ANSWERS, ANSWERS)
def test_answers_are_words_and_no_markup(name: str, editor: str, contact: str) -> None:
    project = made(name=name, editor=editor, contact=contact, example=True)
    assert yaml.safe_load(project["mkdocs.yml"])["site_name"] == name
    editors = tomllib.loads(project["source/terms.toml"])["term"][0]
    assert (editors["zho"]["preferred"], editors["kor"]["preferred"]) == (editor, editor)
    page = html.fromstring(markdown(project["source/pages/imprint.md"].split("---\n", 2)[2],
                                    extensions=["attr_list", "def_list"]))
    given_ = [item.text_content().split() for item in page.iter("dd")]
    assert given_ == [name.split(), editor.split(), contact.split()]
    assert {element.tag for element in page.iter()} <= {"div", "h1", "dl", "dt", "dd", "p", "a"}


@pytest.mark.parametrize(("place", "interface"), [("tw", "zh-Hant"), ("cn", "zh"), ("xx", "zh")])
def test_chinese_pages_are_written_as_their_jurisdiction_writes(place: str, interface: str) -> None:
    project = made(jurisdiction=place)
    assert (option(project, "languages"), option(project, "default_language")) == ([interface, "ko", "en"], interface)


def test_the_workflow_checks_requests_and_publishes_what_is_merged() -> None:
    text = made()[".github/workflows/publish.yml"]
    workflow = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - BaseLoader makes strings only; `on` is a word here
    assert workflow["on"] == {"pull_request": "", "push": {"branches": ["main"]}}
    jobs = {name: [step.get("run", step.get("uses")) for step in job["steps"]]
            for name, job in workflow["jobs"].items()}
    assert "diptych check --format github" in jobs["check"]
    assert jobs["publish"][-3:] == [
        "diptych build --release", "actions/upload-pages-artifact@v3", "actions/deploy-pages@v4"]
    assert workflow["permissions"] == {"contents": "read"}
    assert "http" not in text
    system = re.search(r"^SYSTEM := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert system
    assert workflow["env"] == {"DIPTYCH_WHEEL": "${{ vars.DIPTYCH_WHEEL }}", "SYSTEM": system[1]}


@pytest.mark.parametrize(("languages", "jurisdiction"), [
    (("zho", "kor"), "cn"), (("kor", "zho"), "kr"), (("jpn", "eng"), "jp"), (("zho-Hant", "eng"), "tw")])
def test_the_usual_jurisdiction_is_that_of_the_original(languages: tuple[str, ...], jurisdiction: str) -> None:
    assert new_project.choices().jurisdiction_of(languages) == jurisdiction
    assert new_project.choices().jurisdiction_of(()) == "xx"
