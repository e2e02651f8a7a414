"""The ledger: scripted edits of a published work, told or untold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from diptych.akn import fingerprints
from diptych.akn.document import Document
from diptych.anchors import compare as anchors
from diptych.anchors import declare
from diptych.anchors.compare import compare
from diptych.anchors.ledger import Anchors, Ledger, State, ledger, toml
from diptych.render.site.page import Settings
from diptych.render.site.permalinks import addresses
from diptych.render.site.tombstones import tombstones
from hypothesis import given
from hypothesis import strategies as st

from tests import base
from tests.render.small import document

Item = tuple[str, str]
FIRST, SECOND = "2020-03-01", "2024-07-15"

ITEMS: Sequence[Item] = (
    ("鼓励社会资金参与图书馆的建设和修缮，县财政按投资额的一成给予补助。",
     "도서관을 짓고 고치는 데 민간 자금의 참여를 장려하고, 현 재정은 투자액의 1할을 보조한다."),
    ("借书证每年换发一次，遗失借书证的读者凭身份证明免费补办。",
     "대출증은 해마다 한 번 바꾸어 주며, 대출증을 잃어버린 독자는 신분증명으로 무료로 다시 받는다."),
    ("少儿阅览室周末全天开放，由两名管理员值班，禁止使用明火。",
     "어린이 열람실은 주말에 온종일 열고 관리원 두 명이 당직하며 불을 쓰는 것을 금지한다."),
    ("各村图书流动车每月第一个星期三到站，停留时间不少于三个小时。",
     "각 마을의 이동도서차는 매달 첫째 수요일에 도착하며 머무는 시간은 세 시간보다 적지 않다."),
    ("捐赠的古籍由专门的库房保存，恒温恒湿，未经批准不得外借。",
     "기증받은 고서는 온도와 습도가 일정한 전용 서고에 보존하며 승인 없이 밖으로 빌려주지 못한다."),
)
NEW: Item = ("读者意见箱设在大门右侧，馆长应当在七日以内书面答复。",
             "독자 의견함은 정문 오른쪽에 두며 관장은 이레 안에 서면으로 답하여야 한다.")


def texts(items: Sequence[Item]) -> tuple[Document, Document]:
    """Twins of one section with these numbered items."""
    def body(language: int) -> str:
        units = "".join(
            f'<paragraph eId="sec_1__para_{number}"><num>({number})</num><content eId="sec_1__para_{number}__content">'
            f'<p eId="sec_1__para_{number}__p_1">{item[language]}</p></content></paragraph>'
            for number, item in enumerate(items, 1))
        return f'<body eId="body"><section eId="sec_1"><num>1.</num>{units}</section></body>'

    return document(body(0)), document(body(1), "kor", translation=True)


def published(items: Sequence[Item] = ITEMS) -> Ledger:
    empty = Ledger((), "anchors.toml")
    accepted = declare.accept(empty, compare(empty, texts(items)), FIRST).value
    assert accepted
    return Ledger(accepted, "anchors.toml")


def codes(old: Ledger, items: Sequence[Item]) -> Mapping[str, set[str]]:
    """What is said of the items, by code; notices name no eId."""
    found: dict[str, set[str]] = {}
    for item in anchors.check(old, texts(items), {}, "w"):
        found.setdefault(item.code, set()).add(item.eid or "")
    return found


def test_the_ledger_keeps_the_date_of_each_correction() -> None:
    once = published()
    edited = [(ITEMS[0][0].replace("一成", "二成"), ITEMS[0][1]), *ITEMS[1:]]
    told = declared(declare.accept(once, compare(once, texts(edited)), SECOND).value)
    again = [(edited[0][0].replace("二成", "三成"), ITEMS[0][1]), *ITEMS[1:]]
    now = declared(declare.accept(told, compare(told, texts(again)), "2025-01-02").value)
    dates = {anchor.id: anchor.corrected for anchor in now.anchors}
    assert dates["sec_1__para_1__p_1"] == dates["sec_1"] == (SECOND, "2025-01-02")
    assert not dates["sec_1__para_2"]
    same_day = declared(declare.accept(once, compare(once, texts(edited)), FIRST).value)
    assert not any(anchor.corrected for anchor in same_day.anchors)


def declared(made: Anchors | None) -> Ledger:
    assert made is not None
    return Ledger(made, "anchors.toml")


def wholes(*numbers: int) -> set[str]:
    """The units with these numbers, and the paragraph in each."""
    return {f"sec_1__para_{number}{inner}" for number in numbers for inner in ("", "__p_1")}


def paragraphs(*numbers: int) -> set[str]:
    """The units with these numbers; what is in them is declared with them."""
    return {f"sec_1__para_{number}" for number in numbers}


def landing(old: Ledger, items: Sequence[Item]) -> Mapping[str, str]:
    """What a reader finds at each address: the words of the clause that it leads to, or the page that stays."""
    twins = texts(items)
    there = {eid: fingerprints.words(element) for eid, element in fingerprints.anchors(twins[0]).items()}
    site, styles = Settings("https://law.example/"), base.citation_styles()
    stones = ((f"{page.path}index.html", page.html) for page in tombstones(twins, old.anchors, site, styles=styles))
    pages = {path.split("~")[1].removesuffix("/index.html"): page
             for path, page in (*addresses(twins, old.anchors, (), site, styles=styles), *stones)
             if "/zho/" not in path and "/kor/" not in path}

    def follow(eid: str) -> str:
        target = re.search(r'http-equiv="refresh" content="0; url=\.\./([#~])([^"/]+)', pages[eid])
        if not target:
            return pages[eid]
        return there[target[2]] if target[1] == "#" else follow(target[2])

    return {eid: follow(eid) for eid in pages}


def test_what_is_published_unchanged_says_nothing() -> None:
    assert codes(published(), ITEMS) == {}


def test_a_corrected_mistake_is_the_same_clause() -> None:
    typo = ITEMS[2][0].replace("值班", "值勤"), ITEMS[2][1]
    assert set(codes(published(), (*ITEMS[:2], typo, *ITEMS[3:]))) == {"K004"}


def test_half_a_clause_in_new_words_is_the_same_clause() -> None:
    for number, (zho, kor) in enumerate(ITEMS):
        half = zho[:len(zho) // 2] + NEW[0][-len(zho) // 2:], kor[:len(kor) // 2] + NEW[1][-len(kor) // 2:]
        edited = [half if number == at else item for at, item in enumerate(ITEMS)]
        assert set(codes(published(), edited)) == {"K004"}


def test_a_new_translation_is_no_new_clause() -> None:
    retranslated = [(zho, "".join(reversed(kor))) for zho, kor in ITEMS]
    assert set(codes(published(), retranslated)) == {"K004"}


def test_the_original_alone_judges_whether_a_clause_is_the_same() -> None:
    replaced = [(NEW[0], kor) if number == 2 else (zho, kor) for number, (zho, kor) in enumerate(ITEMS)]
    assert codes(published(), replaced)["K002"] == paragraphs(3)
    translated = [(zho, NEW[1]) if number == 2 else (zho, kor) for number, (zho, kor) in enumerate(ITEMS)]
    assert set(codes(published(), translated)) == {"K004"}


def test_two_clauses_exchanged_under_unchanged_labels_are_two_errors_each_with_its_unit() -> None:
    one, two, three, *others = ITEMS
    assert codes(published(), (three, two, one, *others)) == {"K004": {""}, "K002": paragraphs(1, 3)}


def test_clauses_exchanged_in_one_language_alone_are_noticed() -> None:
    (zho_1, kor_1), (zho_2, kor_2), *others = ITEMS
    assert codes(published(), ((zho_1, kor_2), (zho_2, kor_1), *others))["K002"] == paragraphs(1, 2)


def test_clauses_that_differ_in_a_number_are_not_mistaken_for_each_other() -> None:
    alike = [(f"第{number}阅览室的开放时间为上午{number}时至下午六时，节假日另行通知。",
              f"제{number}열람실은 오전 {number}시부터 오후 6시까지 열고 명절에는 따로 알린다.")
             for number in range(1, 9)]
    assert codes(published(alike), alike) == {}
    found = codes(published(alike), [*alike[:2], *alike[3:]])
    assert found == {"K004": {""}, "K013": paragraphs(8), "K002": paragraphs(3)}
    said = [dict(item.facts) for item in anchors.check(published(alike), texts([*alike[:2], *alike[3:]]), {}, "w")
            if item.code == "K013"]
    assert [(item["count"], item["declare"]) for item in said] == [("5", "diptych anchors renumber --work w")]


def test_a_clause_that_vanished_at_the_end_is_one_error_with_all_that_is_in_it() -> None:
    assert codes(published(), ITEMS[:-1]) == {"K004": {""}, "K001": paragraphs(5)}


def test_the_hint_names_the_words_that_declare_it() -> None:
    said = {item.eid: dict(item.facts)["declare"] for item in anchors.check(
        published(), texts((*ITEMS[:2], NEW, *ITEMS[2:])), {}, "w") if item.code == "K002"}
    assert said["sec_1__para_3"] == (
        "diptych anchors move sec_1__para_3 sec_1__para_4 --work w")


def test_the_hint_for_a_clause_that_is_gone_withdraws_all_of_it_though_another_took_its_place() -> None:
    said = {item.eid: dict(item.facts)["declare"] for item in anchors.check(
        published(), texts((*ITEMS[:2], *ITEMS[3:])), {}, "w") if item.code in ("K001", "K002")}
    assert said["sec_1__para_3"] == (
        'diptych anchors withdraw sec_1__para_3 --why "…" --work w')


def test_a_new_clause_in_the_middle_takes_one_declaration_and_every_old_address_finds_its_clause() -> None:
    old, edited = published(), (*ITEMS[:2], NEW, *ITEMS[2:])
    assert codes(old, edited)["K002"] == paragraphs(3, 4, 5)
    told = declared(declare.renumber(old, compare(old, texts(edited)), "sec_1").value)
    assert set(codes(told, edited)) == {"K003", "K004"}
    now = declared(declare.accept(told, compare(told, texts(edited)), SECOND).value)
    assert codes(now, edited) == {}
    found = landing(now, edited)
    assert found["sec_1__para_6__p_1"] == ITEMS[4][0]
    for number, stands in ((3, 4), (4, 5), (5, 6)):
        # Another clause stands there now, so the page names both.
        assert f'href="../#sec_1__para_{stands}"' in found[f"sec_1__para_{number}"]
        assert f'href="../#sec_1__para_{number}"' in found[f"sec_1__para_{number}"]


def test_a_clause_whose_place_was_given_to_another_is_lost_however_alike_they_are() -> None:
    alike = [(f"县{who}应当在七日以内书面答复读者的意见。", f"현 {who}은 이레 안에 독자의 의견에 서면으로 답한다.")
             for who in ("馆长", "书记")]
    old, edited = published((*ITEMS[:2], *alike)), (*ITEMS[:2], alike[1])
    told = declared(declare.renumber(old, compare(old, texts(edited))).value)
    assert codes(told, edited)["K002"] == paragraphs(3)


def test_a_unit_whose_inside_all_went_elsewhere_is_lost_however_alike_it_reads() -> None:
    def section(number: int, lead: str, *items: str) -> str:
        eid = f"sec_{number}"
        units = "".join(f'<paragraph eId="{eid}__para_{at}"><num>({at})</num><content>'
                        f'<p eId="{eid}__para_{at}__p_1">{item}</p></content></paragraph>'
                        for at, item in enumerate(items, 1))
        return (f'<section eId="{eid}"><num>{number}.</num><intro><p eId="{eid}__p_1">{lead}</p></intro>'
                f'{units}</section>')

    (lead, _), *items = ITEMS[:3]
    old, alike = [item for item, _ in items], "".join(item[:len(item) // 2] for item, _ in items)
    first = document(f'<body eId="body">{section(1, lead, *old)}</body>')
    second = document(f'<body eId="body">{section(1, alike)}{section(2, lead, *old)}</body>')
    empty = Ledger((), "")
    known = declared(declare.accept(empty, compare(empty, (first,)), FIRST).value)
    assert dict(compare(known, (second,)).relocated)["sec_1"] == "sec_2"


def test_a_short_heading_goes_with_its_unit_though_the_next_one_reads_much_alike() -> None:
    def attachment(number: int, label: int, title: str, text: str) -> dict[str, dict[str, str]]:
        heading = f"附件{label}{title}"
        return {f"att_{number}": {"zho": heading + text}, f"att_{number}__preface": {"zho": heading},
                f"att_{number}__sec_1": {"zho": text}}

    rivers = "河流名录", "东河，全长三十公里，流经三个区，由水务部门管理。"
    fines = "罚款标准", "情节轻微的，处一万元罚款；情节严重的，处五万元罚款。"
    empty = Ledger((), "")
    before = attachment(1, 1, *rivers)
    made = declare.accept(empty, anchors.compare_texts(empty, before), FIRST).value
    now = attachment(1, 1, *fines) | attachment(2, 2, *rivers)
    assert dict(anchors.compare_texts(declared(made), now).relocated) == {
        "att_1": "att_2", "att_1__preface": "att_2__preface", "att_1__sec_1": "att_2__sec_1"}


def test_a_renumbered_section_takes_one_declaration() -> None:
    old = published()
    moved = declared(declare.move(old, "sec_1", ("sec_9",)).value)
    assert {anchor.state for anchor in moved.anchors} == {State.MOVED}
    assert {anchor.to[0].replace("sec_9", "sec_1") for anchor in moved.anchors} == {
        anchor.id for anchor in old.anchors}


def test_a_clause_that_moves_again_is_found_from_its_first_address() -> None:
    once = declared(declare.move(published(), "sec_1__para_5", ("sec_1__para_6",)).value)
    edited = (*ITEMS[:4], NEW, ITEMS[4])
    accepted = declared(declare.accept(once, compare(once, texts(edited)), SECOND).value)
    again = (*ITEMS[:3], NEW, ITEMS[4], ITEMS[3])
    told = accepted
    for old, new in ((6, 5), (5, 4), (4, 6)):
        told = declared(declare.move(told, f"sec_1__para_{old}", (f"sec_1__para_{new}",)).value)
    now = declared(declare.accept(told, compare(told, texts(again)), SECOND).value)
    first = [anchor for anchor in now.anchors if anchor.id == "sec_1__para_5__p_1" and anchor.first == FIRST]
    assert [anchor.to for anchor in first] == [("sec_1__para_5__p_1",)]


def test_a_clause_that_moved_and_was_withdrawn_then_says_so_at_its_first_address() -> None:
    once = declared(declare.move(published(), "sec_1__para_5", ("sec_1__para_6",)).value)
    edited = (*ITEMS[:4], NEW, ITEMS[4])
    told = declared(declare.accept(once, compare(once, texts(edited)), SECOND).value)
    told = declared(declare.withdraw(told, "sec_1__para_6", "废止").value)
    again = (*ITEMS[:4], NEW, ITEMS[0])
    assert "废止" in landing(told, again)["sec_1__para_5__p_1"]
    told = declared(declare.accept(told, compare(told, texts(again)), SECOND).value)
    assert "废止" in landing(told, again)["sec_1__para_5__p_1"]


def test_what_was_said_of_a_clause_stays_when_something_is_said_of_its_unit() -> None:
    told = declared(declare.move(published(), "sec_1__para_2", ("sec_2__para_1",)).value)
    told = declared(declare.withdraw(told, "sec_1", "x").value)
    assert {anchor.id for anchor in told.anchors if anchor.state is State.MOVED} == wholes(2)
    told = declared(declare.move(told, "sec_1", ("sec_3",)).value)
    assert {anchor.to for anchor in told.anchors if anchor.id in ("sec_1", "sec_1__para_1", "sec_1__para_2")} == {
        ("sec_3",), ("sec_3__para_1",), ("sec_2__para_1",)}


def test_a_withdrawn_clause_leaves_its_reason() -> None:
    old, edited = published(), ITEMS[:-1]
    told = declared(declare.withdraw(old, "sec_1__para_5", "已由新规定代替 <b>").value)
    assert set(codes(told, edited)) == {"K004"}
    assert "已由新规定代替 &lt;b&gt;" in landing(told, edited)["sec_1__para_5__p_1"]


def test_a_divided_clause_names_its_parts_and_a_merged_one_leads_into_the_other() -> None:
    split = declared(declare.move(published(), "sec_1__para_5", ("sec_1__para_4", "sec_1__para_1")).value)
    page = landing(split, ITEMS[:-1])["sec_1__para_5"]
    assert page.index('href="../#sec_1__para_4"') < page.index('href="../#sec_1__para_1"')
    merged = declared(declare.move(published(), "sec_1__para_5", ("sec_1__para_4",), merged=True).value)
    assert landing(merged, ITEMS[:-1])["sec_1__para_5__p_1"] == f"(4){ITEMS[3][0]}"


def commands(old: Ledger, items: Sequence[Item]) -> list[str]:
    """The commands that the findings propose."""
    facts = [dict(item.facts) for item in anchors.check(old, texts(items), {}, "w")]
    return [fact["declare"].removesuffix(" --work w") for fact in facts if "declare" in fact]


def test_a_clause_that_another_took_in_is_proposed_as_merged() -> None:
    one, two = ITEMS[3], ITEMS[4]
    items = (*ITEMS[:3], (one[0][:-1] + "，" + two[0], one[1][:-1] + ", " + two[1]))
    assert commands(published(), items) == ["diptych anchors move sec_1__para_5 sec_1__para_4 --merged"]


def test_a_clause_in_two_halves_is_proposed_as_divided() -> None:
    halves = [tuple(part.strip() for part in words.split("，" if index == 0 else "하고, ", 1))
              for index, words in enumerate(ITEMS[0])]
    items = (*ITEMS[1:], (halves[0][0], halves[1][0]), (halves[0][1], halves[1][1]))
    assert [command for command in commands(published(), items) if command.count("sec_1__para") == 3] == [
        "diptych anchors move sec_1__para_1 sec_1__para_5 sec_1__para_6",
        "diptych anchors move sec_1__para_1__p_1 sec_1__para_5__p_1 sec_1__para_6__p_1"]


def test_a_half_at_the_old_address_is_told() -> None:
    halves = [tuple(part.strip() for part in words.split("，" if index == 0 else "하고, ", 1))
              for index, words in enumerate(ITEMS[0])]
    items = ((halves[0][1], halves[1][1]), *ITEMS[1:], (halves[0][0], halves[1][0]))
    assert codes(published(), items)["K014"] == {"sec_1__para_1"}
    assert "diptych anchors move sec_1__para_1 sec_1__para_1 sec_1__para_6" in commands(published(), items)


def test_an_item_that_becomes_a_paragraph_is_found() -> None:
    def as_lines(language: int) -> str:
        lines = "".join(f'<p eId="sec_1__p_{number}">({number}){item[language]}</p>'
                        for number, item in enumerate(ITEMS, 1))
        return (f'<body eId="body"><section eId="sec_1"><num>1.</num><content eId="sec_1__content">{lines}</content>'
                "</section></body>")

    old, now = published(), (document(as_lines(0)), document(as_lines(1), "kor", translation=True))
    comparison = compare(old, now)
    assert dict(comparison.relocated) == {
        f"sec_1__para_{number}{inner}": f"sec_1__p_{number}" for number in range(1, 6) for inner in ("", "__p_1")}
    made = declare.move(old, "sec_1__para_2", ("sec_1__p_2",), now=comparison.texts)
    assert {anchor.id: anchor.to for anchor in made.value or () if anchor.to} == {
        "sec_1__para_2": ("sec_1__p_2",), "sec_1__para_2__p_1": ("sec_1__p_2",)}
    told = declared(declare.renumber(old, comparison).value)
    assert [item.code for item in anchors.check(told, now, {}, "w") if item.code not in ("K003", "K004")] == []


def test_a_clause_written_anew_can_be_accepted_as_the_same() -> None:
    old, edited = published(), (NEW, *ITEMS[1:])
    told = compare(old, texts(edited))
    assert codes(old, edited)["K002"] == paragraphs(1)
    now = declared(declare.accept(old, told, SECOND, sorted(wholes(1))).value)
    assert codes(now, edited) == {}
    assert {anchor.first for anchor in now.anchors} == {FIRST}


def test_a_replaced_unit_and_its_only_paragraph_are_one_finding_whose_command_declares_both() -> None:
    old, now = published(), texts((NEW, *ITEMS[1:]))
    (finding,) = [item for item in anchors.check(old, now, {}, "w") if item.code == "K002"]
    same = re.findall(r"--same (\S+)", dict(finding.facts)["declare"])
    accepted = declared(declare.accept(old, compare(old, now), SECOND, same).value)
    assert [item.code for item in anchors.check(accepted, now, {}, "w")] == []


def test_what_was_never_published_cannot_be_declared() -> None:
    for made in (declare.move(published(), "sec_7", ("sec_8",)),
                 declare.move(published(), "sec_1", ("sec_1",)), declare.withdraw(published(), "sec", "x"),
                 declare.accept(published(), compare(published(), texts(ITEMS)), SECOND, ["sec_1"])):
        assert made.value is None
        assert [item.code for item in made.diagnostics] == ["K007"]


def test_a_ledger_says_the_same_after_it_was_written_and_read() -> None:
    told = declared(declare.withdraw(published(), "sec_1__para_5", '"quoted" \\ 理由').value)
    moved = declared(declare.move(told, "sec_1__para_2", ("sec_1__para_1",), merged=True).value)
    text = toml(moved.anchors)
    assert set(ledger(base.toml(text, "anchors")).anchors) == set(moved.anchors)
    assert toml(ledger(base.toml(text, "anchors")).anchors) == text


def test_a_finding_stands_where_the_ledger_says_it() -> None:
    text = toml(published().anchors)
    read = ledger(base.toml(text, "anchors"))
    found = next(item for item in anchors.check(read, texts(ITEMS[:-1]), {}, "w") if item.code == "K001")
    assert found.position
    assert text.splitlines()[found.position.line - 1].startswith(f'  {{ id = "{found.eid}", ')


SENTENCES = [
    (f"{subject}{verb}", f"{korean} {says}")
    for subject, korean in (
        ("县人民政府财政部门应当", "현 인민정부 재정부문은"), ("图书馆馆长每季度", "도서관장은 분기마다"),
        ("流动书车的驾驶员", "이동도서차 운전원은"), ("读者遗失借书证以后", "독자는 대출증을 잃은 뒤에"))
    for verb, says in (
        ("向上级报告经费使用情况。", "경비 사용 정황을 상급에 보고한다."),
        ("公布新购图书目录。", "새 도서 목록을 공포한다."),
        ("检查消防设施并作记录。", "소방 시설을 검사하고 기록한다."),
        ("参加省馆举办的培训。", "성 도서관 강습에 참가한다."))]


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=7, unique=True),
       st.lists(st.lists(st.sampled_from(SENTENCES), max_size=7, unique=True), min_size=1, max_size=3))
def test_wherever_clauses_go_each_address_leads_to_its_clause_or_its_stone(
        old: list[Item], later: list[list[Item]]) -> None:
    told, cited = published(old), [(number, item, True) for number, item in enumerate(old, 1)]
    for before, now in pairwise((old, *later)):
        for number, item in enumerate(before, 1):
            if item not in now:
                told = declared(declare.withdraw(told, f"sec_1__para_{number}", "gone").value)
            elif now.index(item) + 1 != number:
                place = f"sec_1__para_{now.index(item) + 1}"
                told = declared(declare.move(told, f"sec_1__para_{number}", (place,)).value)
        cited = [(number, item, stands and item in now) for number, item, stands in cited]
        assert_landing(told, now, cited)
        told = declared(declare.accept(told, compare(told, texts(now)), SECOND).value)
        assert_landing(told, now, cited)
        cited += [(number, item, True) for number, item in enumerate(now, 1)]


def assert_landing(told: Ledger, now: Sequence[Item], cited: Sequence[tuple[int, Item, bool]]) -> None:
    """That each address leads to what was cited there, now elsewhere, or says that it was withdrawn."""
    found = landing(told, now)
    for number, item, stands in cited:
        page = found[f"sec_1__para_{number}__p_1"]
        place = f"sec_1__para_{now.index(item) + 1}__p_1" if stands else ""
        assert page == item[0] or (f'href="../#{place}"' if stands else "gone") in page


def test_a_clause_that_took_in_a_longer_one_is_still_itself() -> None:
    """Most of the words at (2) are those of (3) now; no clause ended at (2), and the next one moved up."""
    short, long = ITEMS[4], (ITEMS[0][0] + ITEMS[1][0], ITEMS[0][1] + ITEMS[1][1])
    before = (ITEMS[2], short, long, ITEMS[3])
    after = (ITEMS[2], (short[0] + long[0], short[1] + long[1]), ITEMS[3])
    comparison = compare(published(before), texts(after))
    assert dict(comparison.merged)["sec_1__para_3"] == "sec_1__para_2"
    assert "sec_1__para_2" in comparison.reworded
    assert sorted(commands(published(before), after)) == ["diptych anchors move sec_1__para_3 sec_1__para_2 --merged",
                                                          "diptych anchors move sec_1__para_4 sec_1__para_3"]


def articles(*numbered: tuple[int, Sequence[str]]) -> tuple[Document, ...]:
    """A text of articles with these numbers, each with items of these words."""
    def item(unit: str, number: int, words: str) -> str:
        eid = f"{unit}__subpara_{number}"
        return (f'<subparagraph eId="{eid}"><num>({number})</num><content eId="{eid}__content">'
                f'<p eId="{eid}__p_1">{words}</p></content></subparagraph>')

    body = "".join(
        f'<article eId="art_{number}"><num>第{number}条</num>'
        f'{"".join(item(f"art_{number}", place, words) for place, words in enumerate(items, 1))}</article>'
        for number, items in numbered)
    return (document(f'<body eId="body">{body}</body>'),)


def test_clauses_with_the_words_of_others_move_with_their_articles() -> None:
    """An article before them is deleted; both articles have items with the same words, in the same places or not."""
    common, danger = "经当事人书面同意。", "为防止他人权益之重大危害。"
    first, second = (ITEMS[0][0], common, danger), (ITEMS[1][0], common, ITEMS[2][0], danger)
    old = (1, [ITEMS[3][0]]), (2, [ITEMS[4][0]]), (3, first), (4, second)
    empty = Ledger((), "anchors.toml")
    ledger_before = declared(declare.accept(empty, compare(empty, articles(*old)), FIRST).value)
    comparison = compare(ledger_before, articles((1, [ITEMS[3][0]]), (2, first), (3, second)))
    moved = {eid.partition("__")[0]: place.partition("__")[0] for eid, place in comparison.relocated}
    assert moved == {"art_3": "art_2", "art_4": "art_3"}
    assert all(eid.partition("__")[2] == place.partition("__")[2] for eid, place in comparison.relocated)
    assert {anchor.id for anchor in comparison.replaced} >= {"art_3__subpara_2", "art_3__subpara_2__p_1"}


def test_an_english_clause_in_the_place_of_another_is_another() -> None:
    """Letters pair alike in all texts of an alphabet; a clause that was half reworded is the same."""
    kept = "The Library shall be open on every weekday from nine to six, and on Saturdays until noon."
    other = "Any person who imports tobacco without a permit is liable to a fine of five hundred dollars."
    half = "The Library shall be open on every weekday from nine to six, but it is closed in August."
    old = published(((kept, kept),))
    assert codes(old, ((other, other),)).get("K002") or codes(old, ((other, other),)).get("K001")
    assert set(codes(old, ((half, half),))) == {"K004"}
