"""Works of which nothing changed are not planned, and after any edit all products are those of a build from nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from diptych.build import build, cache, state
from diptych.build.options import FOLDERS, Order
from diptych.build.plan import Plan
from diptych.build.report import Report
from diptych.products.registry import KINDS

from tests.conftest import ROOT

LEAN = Order(without=frozenset({"pdf", "books", "exchange", "bulk", "search"}))
TITLES = ("青石镇图书馆条例", "白石镇档案馆条例", "红石镇文化馆条例")
WORK = """[work]
document_type = "act"
name = "regulations"
date = 2020-01-0{number}
number = "青石政〔2020〕{number}号"
issuer = "town"
jurisdiction = "cn"

[markup]
date = 2026-01-01
editor = "editor"

[[received]]
file = "zho.txt"
sha256 = "{sha}"

[[expression]]
language = "zho"
file = "zho.txt"
date = 2020-01-0{number}
rights = "official-document"
"""
TERMS = """[[term]]
id = "town"
kind = "organization"
zho = { preferred = "青石镇人民政府" }

[[term]]
id = "editor"
kind = "agent"
zho = { preferred = "编者" }
"""


def text(number: int) -> str:
    """A regulation whose second article names the next regulation."""
    named = TITLES[number % 3]
    return (f"{TITLES[number - 1]}\n\n青石政〔2020〕{number}号\n\n第一条　本镇居民可以免费进馆。\n\n"
            f"第二条　开馆的时间，依照《{named}》第一条的规定。\n\n第三条　本条例自二〇二〇年一月一日起施行。\n")


def write(root: Path, number: int, data: str) -> None:
    folder = root / f"source/works/cn/town/2020/{number}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "zho.txt").write_text(data, encoding="utf-8")
    settings = WORK.format(number=number, sha=sha256(data.encode()).hexdigest())
    (folder / "work.toml").write_text(settings, encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of three works, each of which cites the next, as it is published."""
    root = tmp_path_factory.mktemp("built")
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "source/pages").mkdir(parents=True)
    (root / "source/pages/index.md").write_text("# 青石\n", encoding="utf-8")
    (root / "source/terms.toml").write_text(TERMS, encoding="utf-8")
    for number in (1, 2, 3):
        write(root, number, text(number))
    made(root)
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "project")


def made(root: Path) -> Report:
    report = build.build(root, lambda _: None, LEAN)
    assert not report.failed, report.findings
    return report


def standing(root: Path) -> dict[str, bytes]:
    files = (path for folder in FOLDERS for path in (root / folder).rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def works(report: Report) -> set[str]:
    """The numbers of the works of which something was made."""
    return {name.rpartition("/")[2] for name, _ in report.reasons if "/2020/" in name}


def edited(before: str, after: str, number: int = 1) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        assert before in text(number)
        write(root, number, text(number).replace(before, after))
    return edit


EDITS: tuple[tuple[Callable[[Path], None], set[str]], ...] = (
    (edited("免费进馆", "免费进馆读书"), {"1"}),
    (edited("《白石镇档案馆条例》第一条", "有关"), {"1", "2"}),
    (edited("第三条　本条例自二〇二〇年一月一日起施行。\n", ""), {"1", "2", "3"}),
    (edited("青石镇图书馆条例", "青石镇图书馆办法"), {"1", "2", "3"}),
    (lambda root: shutil.rmtree(root / "source/works/cn/town/2020/1"), {"2", "3"}),
    (lambda _: None, set()))


def test_after_each_edit_all_is_as_if_every_work_was_planned(root: Path) -> None:
    for edit, remade in EDITS:
        edit(root)
        assert works(made(root)) <= remade
        after = standing(root)
        # Without what the last build left, nothing counts as unchanged.
        (root / state.FILE).unlink()
        made(root)
        assert standing(root) == after


def test_only_the_work_that_changed_is_planned(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = state.recall(root)
    planned: set[str] = set()
    edition = Plan._edition

    def watched(self: Plan, work: object, *rest: object) -> object:
        planned.add(work.folder.rpartition("/")[2])  # type: ignore[attr-defined]
        return edition(self, work, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Plan, "_edition", watched)
    EDITS[0][0](root)
    second = made(root)
    assert planned == {"1"}
    assert [item.code for item in second.findings] == [item.code for item in first.findings]


def test_no_kind_of_product_of_a_work_is_made_of_the_frame() -> None:
    assert not [kind.name for kind in KINDS if kind.needs("frame")]


def test_a_product_that_the_cache_lost_is_made_again(root: Path) -> None:
    wanted = state.recall(root).works["source/works/cn/town/2020/2"].wanted
    lost = next(each.digest for each in wanted if each.name.startswith("pages "))
    (root / cache.FOLDER / lost[:2] / lost).unlink()
    EDITS[0][0](root)
    assert works(made(root)) == {"1", "2"}


def test_what_is_not_planned_for_many_builds_stays_in_the_cache(root: Path) -> None:
    for turn in range(cache.KEPT + 1):
        write(root, 1, text(1).replace("免费进馆", f"免费进馆{turn}次"))
        made(root)
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("# nothing\n")
    assert works(made(root)) == set()
