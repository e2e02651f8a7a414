"""The editor's hand reaches its one place, wherever that is, or says why not."""

from __future__ import annotations

import re

import pytest
from diptych.akn.document import NS, emended, received
from diptych.compile.work import Compiled
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.base import LINES, TEXT, at, codes, compile_text

WHY = 'why.en = "Because."\n'


def emendation(find: str, new: str, language: str = "zho", within: str = "") -> str:
    wider = f'within = "{within}"\n' if within else ""
    return f'[[emendation]]\nlanguage = "{language}"\nfind = "{find}"\nreplace = "{new}"\n{wider}{WHY}\n'


def note(quoted: str, language: str = "zho", within: str = "") -> str:
    wider = f'within.{language} = "{within}"\n' if within else ""
    return f'[[note]]\nat.{language} = "{quoted}"\n{wider}text.en = "A remark."\n\n'


def element(made: Compiled, path: str, language: int = 0) -> etree._Element:
    found = made.expressions[language].document.main.find(f".//{path}", NS)
    assert found is not None
    return found


@pytest.mark.parametrize(("find", "new", "path"), [
    ("借书办法", "借阅办法", "a:heading[@eId='sec_2__heading']"),
    ("办好公共图书馆", "办好镇图书馆", "a:docTitle"),
    ("青石镇人民", "青石乡人民", "a:docTitle"),
    ("〔2020〕3号", "〔2020〕三号", "a:docNumber"),
    ("各村民委员会：", "各村民委员会和居民委员会：", "a:inline[@name='addressee']"),
    ("五月八日", "五月 8 日", "a:docDate"),
    ("三册书", "三本书", "a:p[@eId='sec_2__para_1__p_1']"),
])
def test_an_emendation_in_every_part(find: str, new: str, path: str) -> None:
    within = {"青石镇人民": "青石镇人民政府办公室关于"}.get(find, "")
    made = compile_text(editorial=emendation(find, new, within=within))
    assert [code for code in codes(made) if code != "R026"] == []
    changed = element(made, path)
    assert new in emended(changed)
    assert find in received(changed)
    assert changed.find("a:noteRef", NS) is not None


def test_an_emended_label_gives_its_unit_another_number() -> None:
    mistyped = TEXT.replace("（三）丢失", "（四）丢失")
    assert "N001" in codes(compile_text(mistyped))
    made = compile_text(mistyped, emendation("（四）", "（三）"))
    assert codes(made) == []
    assert received(element(made, "a:paragraph[@eId='sec_2__para_3']/a:num")) == "（四）"


@pytest.mark.parametrize("new", ["十本", "本三", "三册十"])
def test_a_replacement_may_share_any_letters_with_what_it_replaces(new: str) -> None:
    made = compile_text(editorial=emendation("三册", new))
    assert codes(made) == []
    assert emended(element(made, "a:p[@eId='sec_2__para_1__p_1']")) == f"每人每次可以借{new}书。"


@pytest.mark.parametrize(("find", "new"), [("青石镇", "中国青石镇"), ("的意见", "的意见（试行）")])
def test_an_insertion_at_either_end_of_the_title_is_in_the_title(find: str, new: str) -> None:
    within = {"青石镇": "青石镇人民政府办公室关于", "的意见": "图书馆的意见"}[find]
    made = compile_text(editorial=emendation(find, new, within=within))
    assert codes(made) == []
    assert new in made.expressions[0].document.title
    assert len(made.expressions[0].document.notes) == 1


def test_a_deletion_alone_keeps_its_note() -> None:
    made = compile_text(editorial=emendation("可以借", "借", within="每次可以借"))
    assert codes(made) == []
    assert emended(element(made, "a:p[@eId='sec_2__para_1__p_1']")) == "每人每次借三册书。"
    [kept] = made.expressions[0].document.notes
    assert (kept.kind, kept.words) == ("emendation", {"en": "Because."})


def test_emendations_may_stand_side_by_side() -> None:
    made = compile_text(editorial=emendation("每人", "各人") + emendation("每次", "一次") + emendation("三册", "五册"))
    assert codes(made) == []
    assert emended(element(made, "a:p[@eId='sec_2__para_1__p_1']")) == "各人一次可以借五册书。"
    assert [item.marker for item in made.expressions[0].document.notes] == ["1", "2", "3"]


@pytest.mark.parametrize("second", [("三册书", "五本书"), ("借三册", "借五册"), ("三", "八"), ("册书", "部书")])
def test_two_emendations_of_one_place_are_refused(second: tuple[str, str]) -> None:
    within = "借三册书" if second[0] == "三" else ""
    made = compile_text(editorial=emendation("三册", "四本") + emendation(*second, within=within))
    assert codes(made) == ["E006"]


def test_text_that_was_wrapped_can_be_quoted_over_the_line_break() -> None:
    wrapped = TEXT.replace("公共图书馆的意见\n", "公共\n图书馆的意见\n")
    made = compile_text(wrapped, emendation("公共图书馆", "公用图书馆"))
    assert [code for code in codes(made) if code[0] in "EL"] == []
    assert made.expressions[0].document.title.endswith("办好公用图书馆的意见")


def test_within_tells_which_place_is_meant() -> None:
    made = compile_text(editorial=emendation("九时", "8时", within="图书馆上午九时"))
    assert codes(made) == []
    assert "8时" in emended(element(made, "a:p[@eId='sec_1__para_1__p_1']"))
    assert "8时" not in emended(element(made, "a:p[@eId='sec_1__para_2__p_1']"))


@pytest.mark.parametrize(("entry", "code"), [
    (emendation("没有的话", "话"), "E001"),
    (emendation("九时", "8时"), "E002"),
    (emendation("九时", "8时", within="上午九时开门"), "E002"),
    (emendation("九时", "8时", within="上午十时"), "E005"),
    (emendation("开", "关", within="全天开放。星期一至星期五，图书馆上午九时开门"), "E005"),
    (emendation("책 세 권", "책 두 권", "zho"), "E001"),
    (emendation("甲", "乙", "eng"), "C008"),
    (note("没有的话"), "E001"),
    (note("九时"), "E002"),
    (note("九时", within="十时"), "E005"),
    (note("book", "eng"), "C008"),
    ('[[note]]\nat.zho = "三册"\nwithin.eng = "x"\ntext.en = "A remark."\n', "C008"),
    ('[[supplied]]\nlanguage = "eng"\nelement = "docTitle"\ntext = "x"\n' + WHY, "C008"),
])
def test_what_cannot_be_carried_out_is_named_at_its_entry(entry: str, code: str) -> None:
    made = compile_text(editorial=emendation("三册", "五册") + entry)
    assert (code, 7) in at(made)
    assert set(codes(made)) == {code}


def test_every_place_of_an_ambiguous_quotation_is_named() -> None:
    [found] = compile_text(editorial=emendation("九时", "8时")).diagnostics
    assert dict(found.facts)["count"] == "2"
    assert "received.txt:11:" in dict(found.facts)["places"]
    assert "received.txt:13:" in dict(found.facts)["places"]


@pytest.mark.parametrize("quoted", ["每人", "书。", "青石镇图书馆", "镇图书馆提出"])
def test_notes_stand_behind_their_quotation(quoted: str) -> None:
    """At the start and the end of a paragraph, behind a name, and where a name is within the quotation."""
    within = "借三册书。" if quoted == "书。" else ""
    made = compile_text(editorial=note(quoted, within=within))
    assert codes(made) == []
    akn = re.sub("<noteRef[^>]*>", "※", made.expressions[0].data.decode())
    assert f"{quoted}※" in re.sub("<[^>]*>", "", akn)


def test_two_notes_in_one_place_are_numbered_as_they_stand() -> None:
    made = compile_text(editorial=note("三册书") + note("每人", within="每人每次") + note("三册书"))
    assert codes(made) == []
    assert [item.get("marker") for item in made.expressions[0].document.main.iter("{*}noteRef")] == ["1", "2", "3"]


def test_an_entry_of_one_language_leaves_the_other_alone() -> None:
    made = compile_text(editorial=emendation("三册", "五册") + note("원래 가격", "kor"))
    assert codes(made) == []
    assert [len(one.document.notes) for one in made.expressions] == [1, 1]


def test_a_regular_expression_in_a_quotation_is_words() -> None:
    made = compile_text(TEXT.replace("三册书", "三册(.*)书"), emendation("(.*)", "[a-z]+"))
    assert codes(made) == []
    assert "三册[a-z]+书" in emended(element(made, "a:p[@eId='sec_2__para_1__p_1']"))


@st.composite
def entries(draw: st.DrawFn) -> str:
    """An entry whose place is a part of some line of the base text."""
    row = draw(st.sampled_from([row for row, line in enumerate(LINES) if line]))
    line = LINES[row]
    start = draw(st.integers(0, len(line) - 1))
    end = draw(st.integers(start + 1, min(start + 6, len(line))))
    quoted, wider = line[start:end], line[max(0, start - draw(st.integers(0, 6))):end + draw(st.integers(0, 6))]
    language = "zho" if row < 28 else "kor"
    if draw(st.booleans()):
        return note(quoted, language, within=wider)
    return emendation(quoted, draw(st.text("甲가 <&>一1", max_size=3)), language, within=wider)


@settings(max_examples=150)
@given(st.lists(entries(), max_size=6).map("".join))
def test_any_entries_keep_the_received_text(editorial: str) -> None:
    """Wherever they fall, in labels, headings and dates too: what is published is valid, and what was received is
    still there."""
    made = compile_text(editorial=editorial)
    assert set(codes(made)) <= {"E001", "E002", "E005", "E006", "N001", "N002", "N003", "A001", "A003", "A004", "R026",
                                "R003", "R006"}
    assert len(made.expressions) == 2


def test_a_quotation_over_the_ends_of_lines_tells_places_that_read_alike() -> None:
    text = TEXT.replace("丢失图书的，按照原价赔偿。", "每人每次可以借三册书。")
    assert codes(compile_text(text, emendation("三册", "五册"))) == ["E002"]
    for within, unit in (("（三）\\n每人每次可以借三册书。\\n青石镇", "sec_2__para_3"),
                         ("收费用。\\n（一）\\n每人每次可以借三册", "sec_2__para_1")):
        made = compile_text(text, emendation("三册", "五册", within=within))
        assert codes(made) == []
        assert emended(element(made, f"a:p[@eId='{unit}__p_1']")) == "每人每次可以借五册书。"
    assert codes(compile_text(text, emendation("三册", "五册", within="（二）\\n每人每次可以借三册书。"))) == ["E001"]
