"""Edits of the sources of published works, from the received text to the page at each old address.

Whatever is edited, every old address lands on its clause or on a page that names it, once what the findings ask for was
declared in the very words that they name; a loss that nobody declared stops the build; a corrected mistake does not.
"""

from __future__ import annotations

import json
import random
import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from typing import Final

import pytest
from diptych.akn import fingerprints
from diptych.anchors import declare
from diptych.anchors.compare import ALIKE
from diptych.anchors.ledger import Anchors, Ledger
from diptych.compile import versions
from diptych.compile.work import Compiled, compile_work
from diptych.config import works
from diptych.diagnostics import Diagnostic
from diptych.project import load
from diptych.project.load import Source
from diptych.render.site.page import Settings
from diptych.render.site.permalinks import addresses
from diptych.render.site.tombstones import tombstones
from diptych.render.site.work_changes import ledger_json

from tests import base
from tests.anchors import test_compare as test_anchors
from tests.conftest import ROOT

Items = tuple[Sequence[str], Sequence[str]]
"""The items of a text in Chinese and in Korean, without their labels."""
DIGITS: Final = "一二三四五六七八九十"
GONE: Final = ("K001", "K002", "K013")
NEW: Final = ("广场上的路灯每晚七时亮起，由值班人员记录亮灯的时间。",
              "광장의 가로등은 매일 저녁 일곱 시에 켜며 당직자가 켠 시간을 기록한다.")


@dataclass(frozen=True)
class Book:
    """A text whose items can be replaced: its lines before, among and after them, by language."""

    source: Source
    items: Items
    write: Callable[[Items], str]

    def compiled(self, items: Items, ledger: Ledger) -> Compiled:
        data = self.write(items).encode()
        received = tuple(replace(item, sha256=sha256(data).hexdigest()) for item in self.source.work.received)
        return compile_work(replace(
            self.source, work=replace(self.source.work, received=received), editorial=works.Editorial(),
            received={item.file: data for item in received}, ledger=ledger), base.schema())


def policy(section: int) -> Book:
    """The items of a section of the first publication, each on a line of its own."""
    source = (load.sources(ROOT, base.schema()).value or ())[0]
    lines = source.received["received.txt"].decode("utf-8").split("\n")
    heads = [(f"{section}. ", r"\(\d+\) ", r"\d+\. "),
             (f"\u3000\u3000{DIGITS[section - 1]}、", f"\u3000\u3000（[{DIGITS}]）", f"\u3000\u3000[{DIGITS}]、")]
    spans = []
    for head, label, other in heads:
        start = next(at for at, line in enumerate(lines) if line.startswith(head)) + 1
        end = next((at for at in range(start, len(lines)) if re.match(other, lines[at])), start + 4)
        own = [at for at in range(start, end) if re.match(label, lines[at])]
        spans.append((own[0], own[-1] + 1, label))
    (kor_at, kor_to, kor_label), (zho_at, zho_to, zho_label) = spans
    items = ([re.sub(zho_label, "", line) for line in lines[zho_at:zho_to]],
             [re.sub(kor_label, "", line) for line in lines[kor_at:kor_to]])

    def write(made: Items) -> str:
        zho = [f"\u3000\u3000（{numeral(number)}）{text}" for number, text in enumerate(made[0], 1)]
        kor = [f"({number}) {text}" for number, text in enumerate(made[1], 1)]
        return "\n".join((*lines[:kor_at], *kor, *lines[kor_to:zho_at], *zho, *lines[zho_to:]))

    return Book(source, items, write)


def law() -> Book:
    """A law of numbered articles."""
    items = ([zho for zho, _ in test_anchors.SENTENCES[:9]], [kor for _, kor in test_anchors.SENTENCES[:9]])

    def write(made: Items) -> str:
        zho = [f"第{numeral(number)}条\u3000{text}" for number, text in enumerate(made[0], 1)]
        kor = [f"제{number}조 {text}" for number, text in enumerate(made[1], 1)]
        return "\n".join(("青石镇图书馆条例", *zho, "칭스진 도서관 조례", *kor)) + "\n"

    return Book(base.source(), items, write)


def numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return f"{DIGITS[tens - 1] if tens > 1 else ''}{'十' if tens else ''}{DIGITS[ones - 1] if ones else ''}"


def both(items: Items, edit: Callable[[list[str], str], list[str]]) -> Items:
    return edit(list(items[0]), NEW[0]), edit(list(items[1]), NEW[1])


def insert(items: Items, at: int) -> Items:
    return both(items, lambda texts, new: [*texts[:at], new, *texts[at:]])


def delete(items: Items, at: int) -> Items:
    return both(items, lambda texts, _: [*texts[:at], *texts[at + 1:]])


def swapped(texts: Sequence[str], at: int) -> list[str]:
    return [*texts[:at], texts[at + 1], texts[at], *texts[at + 2:]]


def swap(items: Items, at: int) -> Items:
    return both(items, lambda texts, _: swapped(texts, at))


def swap_one_language(items: Items, at: int) -> Items:
    return items[0], swapped(items[1], at)


def typo(items: Items, at: int) -> Items:
    def edit(texts: list[str], _: str) -> list[str]:
        middle = len(texts[at]) // 2
        return [*texts[:at], f"{texts[at][:middle]}又{texts[at][middle + 1:]}", *texts[at + 1:]]

    return both(items, edit)


def reword(items: Items, at: int) -> Items:
    def edit(texts: list[str], new: str) -> list[str]:
        kept, filler = len(texts[at]) - len(texts[at]) // 2, new * (1 + len(texts[at]) // len(new))
        return [*texts[:at], texts[at][:kept] + filler[:len(texts[at]) - kept - 1] + texts[at][-1], *texts[at + 1:]]

    return both(items, edit)


@cache
def published(section: int) -> tuple[Book, Compiled]:
    """The policy with the items of a section to be edited, or the law if there is none, with all addresses accepted."""
    book = policy(section) if section else law()
    known = book.compiled(book.items, Ledger((), "anchors.toml"))
    assert known.expressions
    return book, with_ledger(known, versions.accept(known, "2020-01-01").value)


def with_ledger(known: Compiled, found: Anchors | None) -> Compiled:
    assert found is not None
    return replace(known, source=replace(known.source, ledger=Ledger(found, "anchors.toml")))


def losses(known: Compiled) -> list[Diagnostic]:
    return [item for item in versions.check(known) if item.code in GONE]


def declared(known: Compiled) -> Compiled:
    """The edited work after the words that the findings name were given to the program, finding by finding."""
    for _ in range(60):
        found = losses(known)
        if not found:
            return known
        known = with_ledger(known, obeyed(known, dict(found[0].facts)["declare"]))
    raise AssertionError("the findings have no end")


def obeyed(known: Compiled, words: str) -> Anchors:
    """The ledger after a command that a finding names."""
    program, group, name, *rest = shlex.split(words.rpartition(", or ")[2])
    assert (program, group) == ("diptych", "anchors")
    assert rest[rest.index("--work") + 1] == known.source.work.path
    ledger = known.source.ledger
    if name == "renumber":
        units = rest[:rest.index("--work")]
        renumbered = versions.declare(known, lambda old, found: declare.renumber(old, found, *units)).value
        assert renumbered is not None, words
        return renumbered
    made = declare.move(ledger, rest[0], (rest[1],)) if name == "move" else declare.withdraw(
        ledger, rest[0], "删去")
    assert made.value is not None, words
    return made.value


def texts(known: Compiled, language: str) -> Mapping[str, str]:
    document = next(one.document for one in known.expressions if one.document.language == language)
    return {eid: fingerprints.words(element) for eid, element in fingerprints.anchors(document).items()}


def pages_of(known: Compiled, published: Anchors) -> Mapping[str, str]:
    """The pages of all addresses of a work: those that lead on, and those that say what became of a clause."""
    documents, settings, styles = versions.documents(known), Settings("https://law.example/"), base.citation_styles()
    stones = tombstones(documents, published, settings, styles=styles)
    return dict((*addresses(documents, published, (), settings, styles=styles),
                 *((f"{page.path}index.html", page.html) for page in stones)))


def assert_every_address_lands(old: Compiled, new: Compiled) -> None:
    """Each published address leads to its clause, or to a page that says what became of it and names where it is."""
    pages = pages_of(new, new.source.ledger.anchors)
    assert_the_published_ledger_is_whole(old, new, pages)
    folder = f"akn/{versions.documents(new)[0].work_iri.removeprefix('/akn/')}/zho/"
    there, ended = texts(new, "zho"), {one.id for one in new.source.ledger.anchors if not one.live}
    for eid, words in texts(old, "zho").items():
        page = pages[f"{folder}~{eid}/index.html"]
        follow = re.search(r'content="0; url=\.\./~([^"/]+)/"', page)
        if follow:
            page = pages[f"{folder}~{follow[1]}/index.html"]
        goes = re.search(r'content="0; url=\.\./#([^"]+)"', page)
        named = [goes[1]] if goes else re.findall(r'href="\.\./#([^"]+)"', page)
        alike = [fingerprints.similarity(fingerprints.sketch(words), fingerprints.sketch(there[place]))
                 for place in named]
        assert max(alike, default=0) >= ALIKE or eid in ended and "删去" in page, (eid, named)


def assert_the_published_ledger_is_whole(old: Compiled, new: Compiled, pages: Mapping[str, str]) -> None:
    """anchors.json has every published address, what became of it, and where its clause is now."""
    documents = versions.documents(new)
    told = json.loads(ledger_json(new.source.ledger, documents, (), "https://law.example/"))["anchors"]
    assert {anchor["eId"] for anchor in told} >= {*texts(old, "zho"), *texts(old, "kor")}
    here = {eid for document in documents for eid in fingerprints.anchors(document)}
    for anchor in told:
        assert anchor["url"].removeprefix("https://law.example/") + "/index.html" in pages
        assert {place["eId"] for place in anchor["to"]} <= here
        assert anchor["eId"] in here if anchor["state"] == "live" else anchor["to"] or anchor["why"] == "删去"


@pytest.mark.parametrize(("edit", "lost"), [
    (insert, True), (delete, True), (swap, True), (typo, False), (reword, False)])
@pytest.mark.parametrize("section", [6, 0], ids=["policy", "law"])
def test_an_edit_leaves_no_address_behind(section: int, edit: Callable[[Items, int], Items],
                                          lost: bool) -> None:  # noqa: FBT001 - a parameter of a test
    chosen, old = published(section)
    assert not list(versions.check(old))
    edited = chosen.compiled(edit(chosen.items, 3), old.source.ledger)
    assert bool(losses(edited)) is lost
    assert_every_address_lands(old, declared(edited))


def test_an_exchange_in_one_language_alone_stops_the_build_in_that_language() -> None:
    chosen, old = published(6)
    found = losses(chosen.compiled(swap_one_language(chosen.items, 3), old.source.ledger))
    assert {item.eid for item in found} == {"sec_6__para_4", "sec_6__para_5"}
    assert {dict(item.facts)["languages"] for item in found} == {"kor"}


def test_a_renumbered_section_takes_its_addresses_along() -> None:
    chosen, old = published(6)
    text = chosen.write(chosen.items)
    for before, after in (("七、加强领导", "八、加强领导"), ("六、扶持政策", "七、扶持政策"), ("7. 지도", "8. 지도"),
                          ("6. 지원", "7. 지원")):
        assert text.count(before) == 1
        text = text.replace(before, after)
    text = text.replace("七、扶持政策", f"六、路灯\n\u3000\u3000{NEW[0]}\n\u3000\u3000七、扶持政策")
    text = text.replace("7. 지원", f"6. 가로등\n{NEW[1]}\n7. 지원")
    edited = replace(chosen, write=lambda _: text).compiled(chosen.items, old.source.ledger)
    assert {item.eid.partition("__")[0] for item in losses(edited) if item.eid} == {"sec_6", "sec_7"}
    told = versions.declare(edited, declare.renumber)
    assert not losses(with_ledger(edited, told.value)), "one command"
    assert_every_address_lands(old, with_ledger(edited, told.value))


@pytest.mark.parametrize(("name", "to", "merged"), [
    ("moved", ("sec_6__para_9",), False), ("split", ("sec_6__para_1", "sec_6__para_2"), False),
    ("merged", ("sec_6__para_1",), True)])
def test_a_clause_that_was_declared_elsewhere_is_found_there(name: str, to: tuple[str, ...],
                                                             merged: bool) -> None:  # noqa: FBT001
    _, old = published(6)
    made = declare.move(old.source.ledger, "sec_6__para_4", to, merged=merged).value
    assert made
    assert {one.state for one in made if one.id == "sec_6__para_4"} == {name}
    pages = pages_of(old, made)
    page = next(html for path, html in pages.items() if path.endswith("/zho/~sec_6__para_4/index.html"))
    assert all(f'href="../#{place}"' in page for place in to)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_any_edit_anywhere_leaves_no_address_behind(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same edits each time
    chosen, old = published(0 if seed % 4 == 0 else dice.choice((2, 5, 7)))
    items = chosen.items
    for _ in range(dice.randint(1, 3)):
        edit = dice.choice((insert, delete, swap, typo, reword))
        items = edit(items, dice.randrange(len(items[0]) - 1))
    edited = declared(chosen.compiled(items, old.source.ledger))
    assert_every_address_lands(old, edited)
