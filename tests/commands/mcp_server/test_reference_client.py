"""The server by the client of the protocol's reference SDK; what is right is read in the Akoma Ntoso files."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from diptych.build import build
from diptych.build.options import Order
from diptych.diagnostics import Severity
from lxml import etree
from mcp import Client, StdioServerParameters

from tests.conftest import ROOT

AKN = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
EID = "eId"
CALLS = 200
UNITS = frozenset({"article", "section", "paragraph", "chapter", "subsection"})
STORY = "source/works/cn/qingshitiaoli/2018/5"
OPINION = "source/works/cn/guobanfa/2012/19"
STATED = {
    "2018-05-01": {"state": "not-in-force", "adopted": "2018-04-20", "in_force_from": "2018-06-01",
                   "in_force_until": "2021-05-31"},
    "2021-06-01": {},
    "2024-01-01": {"state": "in-force", "in_force_from": "2024-02-01", "as_of": "2024-01-01"}}
"""What the editor states of the versions of the story, by their dates. Of the opinion nothing is stated."""
MEMBERS = {"adopted": "adopted", "published": "published", "in_force_from": "inForceFrom",
           "in_force_until": "inForceUntil", "as_of": "asOf"}
"""The names of dates in work.toml and in answers."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with the opinion, and a work in three versions."""
    root = tmp_path_factory.mktemp("project")
    for name in ("source/pages", OPINION):
        shutil.copytree(ROOT / name, root / name)
    shutil.copytree(ROOT / "tests/cases/versions" / STORY, root / STORY)
    for date, stated in STATED.items():
        folder = root / STORY / f"@{date}"
        file = folder / "version.toml" if folder.is_dir() else root / STORY / "work.toml"
        lines = [f'{name} = "{value}"' if name == "state" else f"{name} = {value}" for name, value in stated.items()]
        table = "\n".join(("", "[legal]", *lines, "")) if lines else ""
        file.write_text(file.read_text("utf-8") + table, "utf-8")
    terms = (ROOT / "source/terms.toml", ROOT / "tests/cases/versions/source/terms.toml")
    (root / "source/terms.toml").write_text("\n".join(path.read_text("utf-8") for path in terms), "utf-8")
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    report = build.build(root, lambda _: None, Order(without=frozenset({"pdf", "books"})))
    assert not [item for item in report.findings if item.severity is Severity.ERROR]
    return root / "site"


@dataclass(frozen=True)
class Question:
    """A call, and the eId of the clause that is right, with the language of its words."""

    tool: str
    arguments: Mapping[str, str]
    eid: str
    language: str


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def questions(site: Path) -> Iterator[Question]:
    """Calls for the clauses of all texts, by the XML beside the pages."""
    parsed = {file: etree.parse(file).getroot() for file in sorted(site.glob("akn/**/???.xml"))}
    for main in parsed.values():
        for deleted in main.iterfind(".//a:del", AKN):
            deleted.clear(keep_tail=True)
    letters = {file: squeezed("".join(main[0].itertext())) for file, main in parsed.items()}
    newest = "\n".join(text for file, text in letters.items() if "@" not in file.as_posix())
    for file, main in parsed.items():
        work = f"/{file.parent.relative_to(site).as_posix()}"
        for unit in main.iter(*(f"{{{AKN['a']}}}{name}" for name in UNITS)):
            yield from _questions(unit, work, file.stem, letters[file], newest)


def _questions(unit: Any, work: str, language: str, every: str, newest: str) -> Iterator[Question]:
    eid = unit.get(EID)
    yield Question("clause", {"address": f"{work}/{language}/~{eid}" if "@" not in work else f"{work}/~{eid}",
                              "language": language}, eid, language)
    numbers = [outer.findtext("a:num", "", AKN) for outer in (*reversed(list(unit.iterancestors())), unit)]
    printed = [number for number in numbers if number]
    if printed and numbers[-1]:
        yield Question("clause", {"address": work, "reference": " ".join(printed), "language": language}, eid, language)
    own = [line for line in unit.iterfind("./a:content//a:p", AKN) if len(squeezed("".join(line.itertext()))) >= 8]
    for line in own:
        words = squeezed("".join(line.itertext()))
        for size, start in ((8, len(words) // 3), (30, 0)):
            quote = words[start:start + size]
            if len(quote) >= 8 and every.count(quote) == 1:
                yield Question("search", {"query": quote, "work": work, "language": language}, eid, language)
            if "@" not in work and len(quote) >= 8 and newest.count(quote) == 1:
                yield Question("search", {"query": quote, "language": language}, eid, language)


async def _answers(site: Path, asked: Sequence[Question]) -> list[Any]:
    server = StdioServerParameters(command=sys.executable, args=["-m", "diptych.commands.main", "mcp", str(site)],
                                   env={"PYTHONPATH": os.pathsep.join(sys.path), "LC_ALL": "C.UTF-8"})
    async with Client(server) as client:
        return [await client.call_tool(question.tool, dict(question.arguments)) for question in asked]


def _asked(site: Path, asked: Sequence[Question]) -> list[Any]:
    """The answers, got in a thread of its own: an open browser of another test has an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(_answers(site, asked))).result()


def faults(site: Path, asked: Sequence[Question], answers: Sequence[Any]) -> list[str]:
    """What is wrong in the answers: another clause, or no standing, status, version, digest."""
    wrong = []
    for question, answer in zip(asked, answers, strict=True):
        made = answer.structured_content or {}
        results = made.get("results", [made])
        rights = [result for result in results if _is_within(result.get(EID, ""), question.eid)]
        if answer.is_error or len(rights) != 1 or len(results) != 1:
            wrong.append(f"{question}: {answer.content[0].text[:200]}")
            continue
        [right] = rights
        data = (site / right["digest"]["file"]).read_bytes()
        expected = {"zho": "original", "kor": "unofficial translation"}[question.language]
        facts = (right["language"], right["standing"], right["status"], right["digest"]["sha256"], right["version"])
        status = STATED.get(right["version"], {}).get("state", "not stated")
        if facts[:4] != (question.language, expected, status, sha256(data).hexdigest()) or not facts[4]:
            wrong.append(f"{question}: {facts}")
    return wrong


def _is_within(eid: str, unit: str) -> bool:
    """Whether an eId is the unit, or a paragraph of it."""
    return eid == unit or eid.startswith(f"{unit}__p_")


def test_two_hundred_calls_give_the_right_clause_and_say_what_it_is(site: Path) -> None:
    every = list(questions(site))
    asked = sorted(every, key=lambda question: sha256(repr(question).encode()).digest())[:CALLS]
    kinds = {(question.tool, "reference" in question.arguments, "work" in question.arguments) for question in asked}
    assert len(kinds) == 4
    answers = _asked(site, asked)
    assert faults(site, asked, answers) == []


def test_a_wrong_answer_is_noticed(site: Path) -> None:
    every = [question for question in questions(site) if question.tool == "clause"]
    asked = every[0], every[-1]
    first, second = _asked(site, asked)
    assert faults(site, asked, [first, second]) == []
    assert len(faults(site, asked, [second, first])) == 2


def test_a_status_is_reported_as_the_editor_stated_it(site: Path) -> None:
    [work] = [path for path in site.glob("akn/**/@2021-06-01") if path.is_dir()]
    address = f"/{work.parent.relative_to(site).as_posix()}"
    asked = [Question("status", {"address": f"{address}/@{date}/"}, "", "") for date in STATED]
    asked += [Question("status", {"address": "/akn/cn/act/guobanfa/2012/19"}, "", "")]
    answers = [answer.structured_content for answer in _asked(site, asked)]
    for answer, stated in zip(answers, (*STATED.values(), {}), strict=True):
        dates = {MEMBERS[name]: value for name, value in stated.items() if name in MEMBERS}
        assert answer["status"] == stated.get("state", "not stated")
        assert answer["legal"] == {**dict.fromkeys(MEMBERS.values(), "not stated"), "repealedBy": "not stated",
                                   "amendedBy": answer["legal"]["amendedBy"], **dates}
        assert answer["official"] == "not stated"
