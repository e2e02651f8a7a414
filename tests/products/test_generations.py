"""Several generations of edits of a published site: from its index.json alone a program finds every address that there
ever was, and what became of it."""

from __future__ import annotations

import html
import json
import re
import shlex
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner, Result
from diptych.anchors.published_works import RecordedState, RecordedWork
from diptych.build import build
from diptych.build.options import Order
from diptych.commands.main import main
from diptych.products import past_works

from tests import base
from tests.products.test_catalogue import SITE, fits, project

BOOKS = "cn/qingshizhengban/2020/3"
RENAMED = "cn/qingshizhengban/2020/4"
STORY = "cn/qingshitiaoli/2018/5"
LEAN = Order(without=frozenset({"pdf", "books", "search", "exchange", "bulk"}))


class Fate(NamedTuple):
    """What became of an address: live, moved or withdrawn; the addresses to which it moved; why it ended."""

    state: str
    to: tuple[str, ...] = ()
    why: str = ""


# The program: it knows the entry, and the members that the schemas describe.


def known_addresses(site: Path) -> Mapping[str, set[Fate]]:
    """Every address that the files say, from index.json on; one at which several clauses stood has a fate of each."""
    known: dict[str, set[Fate]] = {}
    page: Any = {"next": f"{SITE}index.json"}
    while page["next"]:
        page = loaded(site, page["next"])
        for work in page["works"]:
            for address, fate in of_work(site, work):
                known.setdefault(address, set()).add(fate)
    for ended in loaded(site, page["past"])["ended"]:
        for clause in ("", *(f"~{eid}/" for eid in ended["eIds"])):
            to = (f"{ended['to']}{clause}",) if ended["to"] else ()
            known.setdefault(f"{ended['url']}{clause}", set()).add(Fate(ended["state"], to, ended["why"] or ""))
    return known


def of_work(site: Path, work: Mapping[str, Any]) -> Iterator[tuple[str, Fate]]:
    """The addresses of a work, its texts, its versions, and the clauses that each ever had."""
    [ledger] = [loaded(site, file["url"]) for file in work["files"] if file["name"] == "anchors.json"]
    editions = {None: work} | {version["date"]: version for version in work["versions"]}
    for date, edition in editions.items():
        for text in edition["expressions"] if date is None else ():
            yield f"{SITE}{text['iri'][1:]}/", Fate("live")
            yield f"{edition['url']}@{text['date']}/", Fate("live")
        for home in (edition["url"], *(text["url"] for text in edition["expressions"])):
            yield home, Fate("live")
            for anchor in ledger["anchors"]:
                if anchor["version"] == date:
                    to = tuple(f"{home}~{place['eId']}/" for place in anchor["to"])
                    yield f"{home}~{anchor['eId']}/", Fate(anchor["state"], to, anchor["why"] or "")


def loaded(site: Path, address: str) -> Any:
    assert address.startswith(SITE)
    made = json.loads((site / address.removeprefix(SITE)).read_bytes())
    assert fits(made, Path(made["$schema"]).name.partition(".")[0])
    return made


# The publisher, and what a reader meets.


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "--lang", "en", *words])


def publish(root: Path, date: str) -> set[str]:
    """Builds the site, and writes its addresses down; gives the addresses of works that a reader can open."""
    report = build.build(root, lambda _: None, LEAN)
    assert not report.failed, report.findings
    for work in (BOOKS, RENAMED, STORY):
        if (root / "source/works" / work / "work.toml").is_file():
            done = run(root, "anchors", "accept", "--date", date, "--work", work)
            assert done.exit_code == 0, done.stderr
    assert not build.build(root, lambda _: None, LEAN).failed
    pages = (page.parent.relative_to(root / "site").as_posix() for page in (root / "site/akn").rglob("index.html"))
    return {f"{SITE}{page}/" for page in pages if re.match(r"akn/\w+/act/\w+/\d+/\d+(?!.*/changes)", page)}


def path(work: str) -> str:
    """The path of a work below akn/."""
    country, _, rest = work.partition("/")
    return f"{country}/act/{rest}"


def declare(root: Path) -> None:
    """Runs what the findings ask for, in the words in which they ask."""
    for _ in range(9):
        asked = [line for line in run(root, "check").stderr.splitlines() if "or run: diptych anchors" in line]
        if not asked:
            return
        for line in reversed(asked):
            command = line.partition("or run: diptych ")[2].replace("REASON", "Repealed.")
            run(root, *shlex.split(command))
    raise AssertionError(asked)


def edit(root: Path, changes: Mapping[str, str]) -> None:
    """Changes the received text of the first work."""
    folder = root / "source/works" / BOOKS
    text = (folder / "received.txt").read_text("utf-8")
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "received.txt").write_text(text, "utf-8")
    work = (folder / "work.toml").read_text("utf-8")
    digest = sha256(text.encode()).hexdigest()
    (folder / "work.toml").write_text(re.sub('sha256 = "[0-9a-f]+"', f'sha256 = "{digest}"', work), "utf-8")


def leads_to(site: Path, address: str) -> str:
    """Where a page leads a reader at once; empty if it stays."""
    page = (site / address.removeprefix(SITE) / "index.html").read_text("utf-8")
    target = re.search(r'<meta http-equiv="refresh" content="0; url=([^"]*)"', page)
    return html.unescape(target[1]) if target else ""


@pytest.mark.slow
def test_from_the_index_alone_a_program_finds_every_address_ever_and_what_became_of_it(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / base.FOLDER / "anchors.toml").unlink()
    ever = publish(root, "2020-06-01")

    # A clause is put before others, which move.
    edit(root, {"（三）丢失图书": "（四）丢失图书", "（二）借期": "（三）借期", "（一）每人每次": "（二）每人每次",
                "不收费用。\n": "不收费用。\n\n（一）借书证在图书馆当场办理。\n",
                "(3) 책을 잃": "(4) 책을 잃", "(2) 대출 기간": "(3) 대출 기간", "(1) 한 사람이": "(2) 한 사람이",
                "비용은 받지 않는다.\n": "비용은 받지 않는다.\n\n(1) 대출증은 도서관에서 바로 만든다.\n"})
    declare(root)
    ever |= publish(root, "2021-06-01")

    # The last clause is withdrawn.
    editorial = root / base.FOLDER / "editorial.toml"
    editorial.write_text(editorial.read_text("utf-8").partition("[[note]]")[0], "utf-8")
    edit(root, {"（四）丢失图书的，按照原价赔偿。\n\n": "", "(4) 책을 잃어버리면 원래 가격대로 물어낸다.\n\n": ""})
    for eid in ("sec_2__para_4__p_1", "sec_2__para_4"):
        run(root, "anchors", "withdraw", eid, "--why", "Repealed.", "--work", BOOKS)
    declare(root)
    ever |= publish(root, "2022-06-01")

    # The translation is withdrawn, the work gets another number, a version another date.
    work = root / base.FOLDER / "work.toml"
    text = work.read_text("utf-8")
    start = text.index('[[expression]]\nlanguage = "kor"')
    work.write_text(text[:start] + text[text.index("[[provenance]]"):], "utf-8")
    received = root / base.RECEIVED
    chinese = received.read_text("utf-8").partition("칭스진 인민정부")[0]
    received.write_text(chinese, "utf-8")
    edit(root, {})
    assert run(root, "anchors", "withdraw-language", path(BOOKS), "kor", "--why", "Wrong.").exit_code == 0
    edit(root, {"〔2020〕3号": "〔2020〕4号"})
    work.write_text(work.read_text("utf-8").replace("〔2020〕3号", "〔2020〕4号"), "utf-8")
    (root / "source/works" / BOOKS).rename(root / "source/works" / RENAMED)
    story = root / "source/works" / STORY
    version = story / "@2021-06-01/version.toml"
    version.write_text(version.read_text("utf-8").replace("date = 2021-06-01", "date = 2021-07-01"), "utf-8")
    version.parent.rename(story / "@2021-07-01")
    assert run(root, "anchors", "redate", path(STORY), "2021-06-01", "2021-07-01").exit_code == 0
    assert run(root, "anchors", "move-work", path(BOOKS), path(RENAMED), "--date", "2024-06-01").exit_code == 0
    ever |= publish(root, "2024-06-01")

    # The other work is withdrawn.
    for file in sorted(story.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    story.rmdir()
    assert run(root, "anchors", "withdraw-work", path(STORY), "--why", "Published by mistake.",
               "--date", "2025-06-01").exit_code == 0
    ever |= publish(root, "2025-06-01")

    site = root / "site"
    known = known_addresses(site)
    assert len(ever) > 150
    assert sorted(ever - known.keys()) == []
    assert {fate.state for address in ever for fate in known[address]} == {"live", "moved", "withdrawn"}
    for address in sorted(ever):
        check(site, known, address)
    ends = [(change["date"], change["kind"], change["work"], change["to"], change["why"])
            for change in loaded(site, f"{SITE}changes.json")["changes"] if change["kind"] in ("moved", "withdrawn")]
    new = f"{SITE}akn/cn/act/qingshizhengban/2020/4/"
    assert ends == [("2025-06-01", "withdrawn", f"/akn/{path(STORY)}", None, "Published by mistake."),
                    ("2024-06-01", "moved", f"/akn/{path(BOOKS)}", new, None)]
    assert known[new.replace("/4/", "/3/") + "~sec_2__para_1/"] == {Fate("moved", (f"{new}~sec_2__para_1/",))}
    assert known[f"{new}~sec_2__para_1/"] == {Fate("moved", (f"{new}~sec_2__para_2/",)), Fate("live")}
    assert Fate("withdrawn", (), "Repealed.") in known[f"{new}~sec_2__para_4/"]


def check(site: Path, known: Mapping[str, set[Fate]], address: str) -> None:
    """What the files say of an address is what a reader meets there."""
    page = (site / address.removeprefix(SITE) / "index.html").read_text("utf-8")
    reasons = {fate.why for fate in known[address] if fate.state == "withdrawn"}
    assert all(reason and html.escape(reason) in page for reason in reasons)
    assert reasons or not re.search("Repealed|Wrong|Published by mistake", page) or "~" not in address
    for fate in known[address]:
        assert all(target in known for target in fate.to)
        assert bool(fate.to) == (fate.state == "moved")
    if {fate.state for fate in known[address]} == {"moved"} and (led := leads_to(site, address)):
        assert (site / address.removeprefix(SITE) / led.partition("#")[0]).resolve().is_dir()


def test_the_list_of_ended_addresses_has_each_work_language_and_date() -> None:
    moved = RecordedWork("cn/act/a/2020/3", ("zho", "kor"), (), ("sec_1",), RecordedState.MOVED, "cn/act/a/2020/4",
                         until="2026-12-01")
    live = RecordedWork("cn/act/a/2020/4", ("zho", "kor"), ("2020-01-01",), ("sec_1",), withdrawn=(("kor", "Wrong."),),
                        redated=(("2020-01-01", "2020-02-01"),))
    path, data = past_works.listing((moved, live), SITE)
    made = json.loads(data)
    assert path == "past.json"
    assert fits(made, "past")
    fates = {ended["url"].removeprefix(f"{SITE}akn/cn/act/a/2020/"): (
        ended["state"], (ended["to"] or "").removeprefix(f"{SITE}akn/cn/act/a/2020/"), ended["why"])
        for ended in made["ended"]}
    assert fates == {
        "3/": ("moved", "4/", None), "3/zho/": ("moved", "4/zho/", None), "3/kor/": ("moved", "4/kor/", None),
        "4/kor/": ("withdrawn", "", "Wrong."), "4/kor@2020-01-01/": ("withdrawn", "", "Wrong."),
        "4/@2020-01-01/": ("moved", "4/@2020-02-01/", None), "4/zho@2020-01-01/": ("moved", "4/zho@2020-02-01/", None)}
    assert all(ended["eIds"] == ["sec_1"] for ended in made["ended"])
    assert {(ended["url"][len(SITE):].startswith("akn/cn/act/a/2020/3/"), ended["until"])
            for ended in made["ended"]} == {(True, "2026-12-01"), (False, None)}
