"""One work's sources become validated twins, whatever the text is; every mistake is named once, in its place."""

from __future__ import annotations

import codecs
from dataclasses import replace
from hashlib import sha256

import pytest
from diptych.akn.document import NS
from diptych.anchors.ledger import Anchor, State
from diptych.compile.work import Compiled, compile_work
from diptych.config import toml_positions, works
from diptych.project import load
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests import base
from tests.base import TEXT, at, codes, compile_text
from tests.conftest import ROOT

WORK = (base.BASE / base.FOLDER / "work.toml").read_text(encoding="utf-8")
FILES = {path.name: path.read_text(encoding="utf-8") for path in base.BASE.rglob("*.toml")}
KOREAN = WORK[WORK.index('[[expression]]\nlanguage = "kor"'):WORK.index("[[provenance]]")]
FRAGMENTS = [
    "一、", "（一）", "1. ", "(1) ", "第一条 ", "第十二条之二", "제1조(목적) ", "제2조의2 ", "① ", "가. ", "开放。",
    "책을 빌린다.", "各村民委员会：", "각 촌민위원회:", "二○二○年五月八日", "2020년 5월 8일", "青石政办〔2020〕3号",
    "关于图书馆的意见", "의견", "《甲》", "《", "附件：", "부칙", "\n", "\n", "\n\n", "\u3000", " ", "\t", "\r\n", "\r",
    "\ufeff", "\u200b", "\u0301", "<p>", "&amp;", "]]>", "\U000f0852", "A", "𠀀", "가", "\u1100", "\u1161"]
NEVER = {"X001", "X002", "X010", "L001", "R001", "R002", "R004", "R005", "R020", "R021", "R022", "R023", "R024", "R027"}
"""Our own mistakes: no received text may bring them about."""


CATALOGUE = load.catalogue(ROOT)


def held(made: Compiled) -> None:
    assert not NEVER & set(codes(made)), made.diagnostics
    said(made)


def said(made: Compiled) -> None:
    """Every finding has its words and a hint."""
    for item in (*made.diagnostics, *(item for item, _ in made.waived)):
        found = CATALOGUE.describe(item)
        assert found.message
        assert found.hint


@settings(max_examples=150)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
@example("")
@example("一、甲\n\n甲\n")
def test_any_text_is_valid_or_refused(text: str) -> None:
    """Alone, and as the half of a language beside a good one."""
    held(compile_text(text))
    held(compile_text(text + "\n\n" + TEXT))
    held(compile_text(TEXT + "\n\n" + text))


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_any_characters(text: str) -> None:
    found = compile_text(text.encode("utf-8", "surrogatepass") + b"\n" + TEXT.encode())
    held(found)


@given(st.binary(max_size=60))
def test_any_bytes(data: bytes) -> None:
    held(compile_text(data))


@settings(max_examples=300)
@given(st.sampled_from(["work.toml", "editorial.toml", "terms.toml"]), st.integers(0, 900), st.integers(0, 12),
       st.sampled_from(["", "x", "甲", '"', "'", "\n", "[[note]]\n", "1", "0", "-", "/", ".", "\\u0001", "zho", "kor",
                        "=", "{", "]", "at.zho = '一'\n", "date = 2020-05-08\n", "within = '甲'\n"]))
def test_any_edit_of_the_editors_files(name: str, place: int, lost: int, new: str) -> None:
    """What the schema lets pass goes through all stages, or is named."""
    text = FILES[name][:place] + new + FILES[name][place + lost:]
    shape = name.removesuffix(".toml")
    source = toml_positions.read(text.encode(), name, base.schema().shapes[shape]).value
    if source is None:
        return
    known = base.source()
    if name == "work.toml":
        known = replace(known, work=works.work(source, known.work.path, {}))
    elif name == "editorial.toml":
        known = replace(known, editorial=works.editorial(source))
    else:
        known = replace(known, terms=works.terms(source))
    said(compile_work(known, base.schema()))


@settings(max_examples=40)
@given(st.data())
def test_any_order_of_the_lines(data: st.DataObject) -> None:
    lines = data.draw(st.permutations([line for line in base.LINES if line.strip()]))
    held(compile_text("\n".join(lines)))


def test_the_base() -> None:
    made = compile_text(editorial=None)
    assert made.diagnostics == ()
    assert [one.document.language for one in made.expressions] == ["zho", "kor"]
    assert made.expressions[0].characters == sum(len("".join(line.split())) for line in base.LINES[:28])


def test_the_same_source_gives_the_same_bytes() -> None:
    one, other = (compile_text(editorial=None) for _ in range(2))
    assert [item.data for item in one.expressions] == [item.data for item in other.expressions]


@pytest.mark.parametrize("change", [
    lambda text: text.replace("\n", "\r\n"), lambda text: text.replace("\n", "\r"),
    lambda text: text.rstrip(), lambda text: text + "\n\n\n", lambda text: "\n\n" + text,
    lambda text: "\u3000\u3000" + text.replace("\n\n", "\n\n\u3000\u3000"),
    lambda text: text.replace("\n\n", " \t\n\n"),
], ids=["CRLF", "CR", "no end", "long end", "long start", "indented", "trailing"])
def test_line_ends_and_white_space_say_nothing(change: object) -> None:
    assert callable(change)
    made = compile_text(change(TEXT))
    assert made.diagnostics == ()
    assert [unit.get("eId") for unit in made.expressions[0].document.units()] == [
        unit.get("eId") for unit in compile_text().expressions[0].document.units()]


def test_a_byte_order_mark_is_no_text() -> None:
    assert compile_text(codecs.BOM_UTF8 + TEXT.encode()).diagnostics == ()


def test_an_empty_file_has_no_language() -> None:
    assert codes(compile_text("")) == ["T003", "T003"]
    assert codes(compile_text(" \n\u3000\n")) == ["T003", "T003"]


def test_a_language_without_text_is_named_at_its_expression() -> None:
    made = compile_text("\n".join(base.LINES[:28]))
    assert at(made) == [("T003", 23)]


def test_the_stages_report_together() -> None:
    """One run names a number out of order, an unreadable character, a lost quotation and an idle waiver."""
    made = compile_text(TEXT.replace("（二）借", "（四）借").replace("三册", "三册\ue000"),
                        '[[waiver]]\ncode = "N001"\neid = "sec_9"\nwhy = "x"\n\n'
                        '[[note]]\nat.zho = "无"\ntext.en = "x"\n')
    assert {"E001", "E004", "N003", "R025"} <= set(codes(made))


def test_every_finding_of_a_unit_has_its_eid() -> None:
    found = compile_text(TEXT.replace("（三）丢失", "（五）丢失")).diagnostics
    assert all(item.eid for item in found if item.code[0] in "NAR")


def test_a_checksum_that_is_not_the_files() -> None:
    source = base.source()
    other = replace(source, received={"received.txt": TEXT.replace("三册", "五册").encode()})
    made = compile_work(other, base.schema())
    assert codes(made) == ["C006"]
    assert len(made.expressions) == 2


@pytest.mark.parametrize(("before", "after", "expected"), [
    ('language = "kor"\n', 'language = "zho"\n', [("C009", 23), ("T003", 23)]),
    ('language = "kor"\n', 'language = "xxx"\n', [("C008", 23)]),
    ('of = "zho"', 'of = "kor"', [("C008", 23)]),
    ('issuer = "qingshi-government-office"', 'issuer = "nobody"', [("C008", 1)]),
    ('jurisdiction = "cn"', 'jurisdiction = "zz"', [("C008", 1)]),
    ('translator = "unknown-translator"', 'translator = "nobody"', [("C008", 23)]),
    ('language = "kor"\nfile = "received.txt"', 'language = "kor"\nfile = "other.txt"', [("C008", 23)]),
    ("date = 2020-05-08\nnumber", "date = 2021-05-08\nnumber", [("C007", 1), ("C034", 17)]),
    ('[[expression]]\nlanguage = "zho"', '[[received]]\nfile = "received.txt"\nsha256 = "' + "0" * 64
     + '"\n\n[[expression]]\nlanguage = "zho"', [("C009", 17)]),
])
def test_names_that_do_not_fit(before: str, after: str, expected: list[tuple[str, int]]) -> None:
    assert WORK.count(before) == 1
    assert at(compile_text(work=WORK.replace(before, after))) == expected


def test_a_work_in_one_language() -> None:
    made = compile_text("\n".join(base.LINES[:28]), work=WORK.replace(KOREAN, ""))
    assert made.diagnostics == ()
    assert [one.document.language for one in made.expressions] == ["zho"]


def test_a_work_whose_original_is_the_other_language() -> None:
    turned = WORK.replace(KOREAN, KOREAN[:KOREAN.index("translation")] + "\n").replace(
        'rights = "official-document"\n', 'rights = "official-document"\n'
        'translation = { of = "kor", translator = "unknown-translator", authoritative = true }\n')
    made = compile_text(work=turned)
    assert made.diagnostics == ()
    assert [one.document.language for one in made.expressions] == ["kor", "zho"]
    assert [one.document.translation is None for one in made.expressions] == [True, False]


def test_a_work_in_three_languages() -> None:
    """The third in a file and in letters of its own; each translation is held against the original."""
    schema = base.schema()
    third = replace(schema.languages["kor"], code="jpn", tag="ja", name="third")
    known = replace(schema, languages={**schema.languages, "jpn": third})
    korean = "\n".join(base.LINES[28:])

    def compiled(text: str) -> Compiled:
        work = works.work(base.toml(WORK.replace("[[provenance]]", KOREAN.replace("kor", "jpn").replace(
            "received.txt", "third.txt") + "[[provenance]]"), "work"), base.source().work.path, {})
        listed = (*work.received, replace(work.received[0], file="third.txt"))
        data = {"received.txt": TEXT.encode(), "third.txt": text.encode()}
        received = tuple(replace(item, sha256=sha256(data[item.file]).hexdigest()) for item in listed)
        return compile_work(replace(base.source(), work=replace(work, received=received), received=data,
                                    editorial=works.Editorial()), known)

    made = compiled(korean)
    assert made.diagnostics == ()
    assert [one.document.language for one in made.expressions] == ["zho", "kor", "jpn"]
    lost = compiled("\n".join(line for line in korean.split("\n") if not line.startswith("(3)")))
    assert [(item.code, dict(item.facts)["other"]) for item in lost.diagnostics] == [("A001", "jpn")]


def test_a_waived_gap_is_published_with_the_reason() -> None:
    text = "\n".join(line for line in base.LINES if not line.startswith(("（二）借", "(2) 대")))
    waiver = '[[waiver]]\ncode = "N001"\neid = "sec_2__para_3"\nwhy = "Issued so."\n'
    assert codes(compile_text(text)) == ["N001", "N001"]
    made = compile_text(text, waiver)
    assert made.diagnostics == ()
    assert [(item.code, item.eid, entry.reason) for item, entry in made.waived] == [
        ("N001", "sec_2__para_3", "Issued so.")] * 2
    assert codes(compile_text(text, waiver.replace("sec_2__para_3", "sec_2__para_2"))) == ["N001", "N001", "E004"]


def test_only_what_an_editor_may_judge_can_be_waived() -> None:
    """Neither a script in a link nor a lost character is anybody's taste."""
    for code in ("X010", "L001", "R022", "C006", "E001"):
        found = toml_positions.read(f'[[waiver]]\ncode = "{code}"\neid = "a"\nwhy = "x"\n'.encode(), "editorial.toml",
                                      base.shape("editorial"))
        assert [item.code for item in found.diagnostics] == ["C005"]


def test_huge_numbers_and_long_labels() -> None:
    for label in ("第999999999条", "第" + "九" * 16 + "条", "（" + "一" * 16 + "）", "제999999999조", "9" * 30 + ". "):
        held(compile_text(TEXT.replace("（一）每人", f"{label} 每人")))


def test_each_expression_knows_where_its_author_wrote_each_unit() -> None:
    zho, kor = compile_text().expressions
    assert zho.positions["sec_2__para_3"].line == base.line_of("（三）丢失")
    assert kor.positions["sec_2__para_3"].line == base.line_of("(3) 책을")
    assert {unit.get("eId") for unit in zho.document.main.iter("{*}p") if unit.get("eId", "").startswith("sec")} <= set(
        zho.positions)


def test_the_counts_of_the_base() -> None:
    for one in compile_text().expressions:
        sections = one.document.main.findall(".//a:section", NS)
        assert [len(section.findall("a:paragraph", NS)) for section in sections] == [2, 3]


def test_a_clause_that_moved_has_its_first_address_in_the_xml() -> None:
    source = base.source()
    anchor = Anchor("sec_9", "2024-01-01", (), State.MOVED, ("sec_1",), until="2025-01-01")
    ledger = replace(source.ledger, anchors=(*source.ledger.anchors, anchor))
    made = compile_work(replace(source, ledger=ledger), base.schema())
    assert base.codes(made) == base.codes(compile_work(source, base.schema()))
    for text in made.expressions:
        moved = {unit.get("eId"): unit.get("wId") for unit in text.document.root.iter(etree.Element) if unit.get("wId")}
        assert moved == {"sec_1": "sec_9"}
