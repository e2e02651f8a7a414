"""Any text gives a Draft that holds every visible character in its order; each kind of document shows its structure."""

from __future__ import annotations

import pytest
from diptych.language.writing_systems import split
from diptych.readers.formats.lines import lines
from diptych.readers.structure.agree_headings import settle
from diptych.readers.structure.structure import read
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readers.reading import (
    COUNTRIES,
    LANGUAGES,
    ROOT,
    all_texts,
    blocks,
    decode,
    draft,
    headings,
    marks,
    outline,
    plain,
    said,
    units,
)

WORDS = st.sampled_from([
    "一、", "二、", "（一）", "（二）", "1.", "(1)", "①", "第一条", "第二条 ", "第一章 总则", "第三条的规定", "目录",
    "附件", "附件：1.甲", "国务院", "2019年1月27日", "国发〔2019〕5号", "各省人民政府：", "《", "》", "“", "”", "。",
    "：", "甲乙丙。丁", "关于甲的通知", "제1조(목적)", "제2조 ①", "부칙", "[별표 1]", "가.", "1의2.", "다.",
    "지도사상.", "\n", "\n\n", "\u3000\u3000", " ", "\ufeff", "\u200b", "1.1", "1 总则", "（此件公开发布）",
    "第 12-1 條", "Article 1", "Section 2.", "(a)", "1°",
])
ANY_TEXT = st.one_of(st.text(), st.lists(WORDS, max_size=40).map("".join))


@settings(max_examples=300)
@given(ANY_TEXT, st.sampled_from(sorted(LANGUAGES)), st.sampled_from(sorted(COUNTRIES)))
def test_every_visible_character_stands_once_in_the_received_order(text: str, code: str, land: str) -> None:
    received = lines(text, "received.txt").value
    if received is not None:
        found = read(received, LANGUAGES[code], COUNTRIES[land]).value
        assert found is not None
        for version in (found, *settle((found,)), *settle((found, found))):
            assert plain(all_texts(version)) == "".join(text.split())
            assert all(item.text for item in all_texts(version))
            assert bool(version.body) == bool(text.split())


@given(ANY_TEXT, st.sampled_from(sorted(LANGUAGES)))
def test_every_text_has_its_place(text: str, code: str) -> None:
    received = lines(text, "received.txt").value
    if received is not None:
        found = read(received, LANGUAGES[code], COUNTRIES["cn"]).value
        assert found is not None
        for item in all_texts(found):
            line = next(line.text for line in received if line.position.line == item.position.line)
            assert line[item.position.column - 1:].startswith(item.text.rstrip())


def test_the_opinion_in_both_languages() -> None:
    data = (ROOT / "source/works/cn/guobanfa/2012/19/received.txt").read_bytes()
    received = decode(data, "received.txt").value
    assert received is not None
    parts = split(received, (LANGUAGES["zho"].script, LANGUAGES["kor"].script))
    drafts = [read(part, LANGUAGES[code], COUNTRIES["cn"]).value
              for part, code in zip(parts, ("zho", "kor"), strict=True)]
    chinese, korean = settle(tuple(found for found in drafts if found is not None))
    assert outline(chinese.body) == outline(korean.body)
    assert [sum(bool(item.number) for item in unit.children) for unit in chinese.body] == [0, 4, 0, 5, 5, 9, 3]
    assert [len(unit.intro) for unit in chinese.body] == [0, 2, 0, 0, 1, 0, 0]
    assert [len(unit.intro) for unit in korean.body] == [0, 2, 0, 0, 1, 0, 0]
    assert headings(chinese.body[2:3]) == ["总体要求", "指导思想：", "发展目标："]
    assert headings(korean.body[2:3]) == ["전반적 요구", "지도사상.", "발전 목표."]
    assert [len(headings(unit.children)) for unit in korean.body] == [0, 4, 2, 5, 5, 0, 0]
    assert marks(chinese.preface) == [
        ("docTitle", "国务院办公厅关于支持中国图们江区域（珲春）国际合作示范区建设的若干意见"),
        ("docNumber", "国办发〔2012〕19号")]
    assert marks(chinese.conclusions) == [("signature", "国务院办公厅"), ("docDate", "二○一二年四月十三日")]
    assert (korean.preface, korean.conclusions) == ((), ())
    assert [name for name, _ in marks(korean.preamble)] == ["inline"]


def test_articles_paragraphs_and_items_of_a_chinese_law() -> None:
    found = draft("""甲法

2019年1月1日 某常务委员会第一次会议《关于修改〈甲法〉第
二条的决定》第一次修正

第一章　总　则
第一条　为了甲，制定本法。
第二条 有下列情形的：
（一）甲；
（二）乙。
前款规定不适用于丙。
第二条之一 依照第一条规定办理。
第三条的规定另有除外的，从其规定。
第二章 附则
第三条 本法自公布之日起施行。
""")
    assert outline(found.body) == [
        "chapter 1", ["article 1", "article 2", ["paragraph", ["subparagraph 1", "subparagraph 2"], "paragraph"],
                      "article 2-1", ["paragraph", "paragraph"]], "chapter 2", ["article 3"]]
    assert headings(found.body) == ["总　则", "附则"]


def test_a_korean_statute_with_branches_notes_and_addenda() -> None:
    found = draft("""어떤법
제1조(목적) 이 법은 목적을 정한다.
제2조(정의) ① 뜻은 다음과 같다.
1. "갑"이란 다음 각 목을 말한다.
가. 하나
나. 둘
1의2. "을"이란 것을 말한다.
② 제1항에 따른다.
제3항에 따라 정한다.
제3조 삭제 <2017. 1. 1.>
제3조의2(특례) 갑은 을로 본다.
[본조신설 2019. 1. 1.]
부칙 <제12345호, 2019. 12. 1.>
제1조(시행일) 이 법은 공포한 날부터 시행한다.
부칙 <제13000호, 2020. 12. 1.>
이 법은 공포한 날부터 시행한다.
""", "kor", "kr")
    assert outline(found.body) == [
        "article 1", "article 2", ["paragraph 1", ["subparagraph 1", ["point 1", "point 2"], "subparagraph 1-2"],
                                   "paragraph 2"],
        "article 3", "article 3-2", "hcontainer", ["article 1"], "hcontainer"]
    assert [unit.name for unit in found.body if unit.name] == ["addenda", "addenda"]
    assert headings(found.body[:2]) == ["(목적)", "(정의)"]
    assert blocks(found.body[3].content) == ["갑은 을로 본다.", "[본조신설 2019. 1. 1.]"]


def test_wrapped_lines_that_begin_like_labels_are_text() -> None:
    found = draft("""某某組織規程

第 1 條
本規程依國立大學組織條例第十條及教育部所屬機關組織通則第二條、依
第二條規定訂定之，其員額依法辦理，並準用第五條及第六條規定，由學校
定之。
第 2 條
本校置校長一人，綜理校務，對外代表本校，任期四年，其產生方式依本
校組織規程辦理，並得連任一次。
第 2-1 條
（刪除）
第 3 條
本規程所稱之學校，係指國立某某大學及其附屬機構，但法律另有規定者
，從其規定。
""", "zho-Hant", "tw")
    assert outline(found.body) == ["article 1", "article 2", "article 2-1", "article 3"]
    assert len(found.body[0].content) == 1


def test_a_notice_that_carries_two_documents() -> None:
    found = draft("""国务院办公厅关于印发甲规定
和乙办法的通知
国办发〔2018〕124号
各省、自治区、直辖市人民政府：
甲规定和乙办法已经国务院同意，现印发给你们。
国务院办公厅
2018年12月18日
（此件公开发布）
甲规定
为进一步深化改革，特制定以下规定：
一、关于甲
（一）甲。
（二）乙。
二、关于乙
（三）丙。
上述政策适用于所有企业。
乙办法
第一条 为了乙，制定本办法。
第二条 本办法自公布之日起施行。
""")
    first, second = found.attachments
    assert marks(found.preface) == [
        ("docTitle", "国务院办公厅关于印发甲规定和乙办法的通知"), ("docNumber", "国办发〔2018〕124号")]
    assert marks(found.conclusions) == [("signature", "国务院办公厅"), ("docDate", "2018年12月18日")]
    assert outline(found.body) == ["paragraph"]
    assert marks(first.preface) == [("docTitle", "甲规定")]
    assert blocks(first.preamble) == ["为进一步深化改革，特制定以下规定："]
    assert outline(first.body) == ["section 1", ["paragraph 1", "paragraph 2"], "section 2", ["paragraph 3"]]
    assert blocks(first.conclusions) == ["上述政策适用于所有企业。"]
    assert marks(second.preface) == [("docTitle", "乙办法")]
    assert outline(second.body) == ["article 1", "article 2"]


def test_a_decimal_outline_after_its_table_of_contents() -> None:
    found = draft("""国家甲应急预案
目 录
1 总则
1.1 编制目的
2 附则
1 总则
1.1 编制目的
为了提高能力，制定本预案。
1.2 工作原则
坚持统一领导。
（1）第一项工作。
（2）第二项工作。
2 附则
本预案自发布之日起施行。
""")
    assert outline(found.body) == ["section 1", ["paragraph 1", "paragraph 2", ["subparagraph 1", "subparagraph 2"]],
                                   "section 2"]
    assert headings(found.body) == ["总则", "编制目的", "工作原则", "附则"]
    assert len(found.preface) == 5


def test_chapters_above_numbered_sections_and_a_list_of_attachments() -> None:
    found = draft("""国务院关于甲工作的若干意见
国发〔2006〕6号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
为了甲，提出如下意见：
第一章 总体要求
一、充分认识重要性。甲乙丙丁戊。
二、坚持原则。甲乙丙丁戊。
第二章 主要任务
三、加强建设。甲乙丙丁戊：
（一）甲项；
（二）乙项。
四、改进工作。甲乙丙丁戊。
附件：1.甲办法
2.乙名单
国务院
二〇〇六年二月三日
附件1
甲办法
第一条 为了甲，制定本办法。
附件2
乙名单
甲单位
""")
    assert outline(found.body) == ["chapter 1", ["section 1", "section 2"],
                                   "chapter 2", ["section 3", ["paragraph 1", "paragraph 2"], "section 4"]]
    assert blocks(found.preamble)[1:] == ["为了甲，提出如下意见："]
    assert blocks(found.conclusions) == ["附件：1.甲办法", "2.乙名单", "国务院", "二〇〇六年二月三日"]
    assert [outline(attachment.body) for attachment in found.attachments] == [["article 1"], ["paragraph"]]


def test_closing_paragraphs_belong_to_no_item() -> None:
    found = draft("""甲市人民政府关于乙的通知
一、关于甲
（一）甲。
（二）乙。
（三）丙。
各区按照职责分工落实。
二、关于乙
（一）丁。
（二）戊。
本通知自发布之日起施行。
""")
    assert blocks(found.body[0].wrap_up) == ["各区按照职责分工落实。"]
    assert blocks(found.conclusions) == ["本通知自发布之日起施行。"]


def test_numbering_stands_as_it_was_received() -> None:
    found = draft("关于甲的意见\n一、甲\n甲文。\n三、丙\n丙文。\n三、丙\n丙文。\n二、乙\n乙文。\n")
    assert outline(found.body) == ["section 1", "section 3", "section 3", "section 2"]


def test_quoted_articles_are_text() -> None:
    found = draft("关于修改甲法的决定\n一、第一条修改为：“第一条 甲。\n第二条 乙。”\n二、删去第三条。\n")
    assert outline(found.body) == ["section 1", "section 2"]


def test_a_text_without_units_is_paragraphs() -> None:
    assert outline(draft("甲乙丙。\n丁戊己。\n").body) == ["paragraph", "paragraph"]
    assert outline(draft("甲").body) == ["paragraph"]


def test_labels_stay_as_printed() -> None:
    found = draft("关于甲的意见\n\ufeff一、甲\n第一段。\n二、乙\n第二段。\n")
    assert [said(unit.label) for unit in found.body] == ["\ufeff一、", "二、"]


def test_a_japanese_statute_by_data_alone() -> None:
    found = draft("""甲に関する法律
（平成十五年法律第五十七号）
第一章　総則
（目的）
第一条　この法律は、甲を目的とする。
（定義）
第二条　次の各号のいずれかをいう。
一　甲
イ　子
ロ　丑
二　乙
２　「乙」とは、丙をいう。
第二条の二　第一条の規定を準用する。
附　則
この法律は、公布の日から施行する。
""", "jpn", "jp")
    assert outline(found.body) == [
        "chapter 1", ["hcontainer", ["article 1"], "hcontainer", ["article 2", [
            "paragraph", ["subparagraph 1", ["point 1", "point 2"], "subparagraph 2"], "paragraph 2"], "article 2-2"]],
        "hcontainer"]
    assert [unit.name for unit in found.body[0].children] == ["caption", "caption"]


def test_sections_of_an_english_act_and_their_french_twins() -> None:
    english = draft("""Personal Things Act
Assented to April 13, 2000
Definitions
2 (1) In this Act,
(a) thing means
(i) a thing, or
(ii) another;
(b) other.
(2) Section 5 applies.
PART 1 Protection
3 No one shall act.
""", "eng", "ca")
    french = draft("""Loi sur les choses
Sanctionnée le 13 avril 2000
Définitions
2 (1) Les définitions suivantes,
a) chose s’entend
(i) d’une chose,
(ii) d’une autre;
b) autre.
(2) L’article 5 s’applique.
PARTIE 1 Protection
3 Nul ne peut agir.
""", "fra", "ca")
    assert outline(english.body) == outline(french.body) == [
        "hcontainer", ["section 2", ["subsection 1", [
            "paragraph 1", ["subparagraph 1", "subparagraph 2"], "paragraph 2"], "subsection 2"]],
        "part 1", ["section 3"]]


def test_the_first_article_of_a_french_act_may_say_so_in_a_word() -> None:
    found = draft("""Loi relative aux livres
CHAPITRE PREMIER
Dispositions générales
Article premier
La bibliothèque est ouverte à tous.
Article 2
Le prêt est gratuit.
""", "fra", "ca")
    assert outline(found.body) == ["chapter 1", ["article 1", "article 2"]]


def test_a_note_in_brackets_over_several_lines_holds_no_article() -> None:
    found = draft("""甲法
（1990年5月1日第七届全国人民代表大会常务委员会第十次会议通过　根据2001年3月1日修改
第三十条
的决定修正）
第一条　为了甲，制定本法。
第二条　本法适用于乙。
""")
    assert outline(found.body) == ["article 1", "article 2"]


def test_a_bracket_that_is_never_closed_holds_nothing() -> None:
    found = draft("甲法\n（草案\n第一条　为了甲。\n第二条　本法。\n第三条　适用（乙）\n")
    assert outline(found.body) == ["article 1", "article 2", "article 3"]


def test_leaders_and_page_numbers_of_any_width_end_an_entry_of_the_contents() -> None:
    found = draft("""甲办法
目　　录
第一章　总则………………１
第二章　附则（第二条）．．．２
第一章　总则
第一条　为了甲，制定本办法。
第二章　附则
第二条　本办法自印发之日起施行。
""")
    assert outline(found.body) == ["chapter 1", ["article 1"], "chapter 2", ["article 2"]]


def test_letters_and_roman_numerals_are_told_apart_by_their_sequence() -> None:
    letters = "".join(f"({chr(number)}) x;\n" for number in range(ord("a"), ord("j") + 1))
    found = draft(f"Things Act\n1 In this Act,\n{letters}(i) y;\n(ii) z.\n", "eng", "ca")
    assert outline(found.body[0].children)[8:] == ["paragraph 9", "paragraph 10", ["subparagraph 1", "subparagraph 2"]]


CLAUSES = ("一、甲", "（一）坚持规划。统筹甲。", "（二）加强合作。发挥乙。", "（三）保护资源。严格丙。", "二、乙",
           "（一）丁。", "（二）戊。", "三、丙", "1.己。", "2.庚。", "3.辛。")


@given(st.integers(0, len(CLAUSES) - 1), st.integers(0, len(CLAUSES)), st.sampled_from(["delete", "repeat", "move"]))
def test_units_stand_as_received_when_one_was_lost_repeated_or_moved(place: int, target: int, change: str) -> None:
    lines_ = list(CLAUSES)
    clause = lines_.pop(place)
    if change == "repeat":
        lines_[place:place] = [clause, clause]
    elif change == "move":
        lines_.insert(target, clause)
    found = draft("关于甲的意见\n" + "".join(f"{line}\n" for line in lines_))
    assert [label for label, _ in units(found.body)] == [line[:line.find("、") + 1 or line.find("）") + 1 or 2]
                                                        for line in lines_]


def test_the_last_word_of_a_title_may_be_spaced_out() -> None:
    found = draft("青石市人民政府办公室\n关于印发开放方案的\n通 知\n青政办〔2015〕7号\n各部门：\n现印发给你们。\n")
    assert marks(found.preface)[0] == ("docTitle", "青石市人民政府办公室关于印发开放方案的通 知")


def test_figures_may_stand_tight_before_headings() -> None:
    found = draft("图书馆预案\n1总则\n1.1目的\n为了图书。\n1.2范围\n全馆适用。\n2组织\n2.1领导\n馆长负责\n3年以上的\n")
    assert outline(found.body) == ["section 1", ["paragraph 1", "paragraph 2"], "section 2", ["paragraph 1"]]
    assert headings(found.body) == ["总则", "目的", "范围", "组织", "领导"]


@pytest.mark.parametrize("listed", [("附件：1．甲方案", "2．乙办法"), ("附件：", "1．甲方案", "2．乙办法")])
def test_a_list_of_attachments_after_the_date_or_at_the_end_is_no_clause(listed: tuple[str, ...]) -> None:
    notice = "关于印发两个文件的通知\n各部门：\n现印发给你们。\n青石市人民政府\n2018年6月1日"
    plan = "甲方案\n一、总则\n方便公众。\n二、附则\n由馆长解释。"
    found = draft("\n".join((notice, *listed, plan, *listed, "附件1", "乙办法", "一、开放", "每天开放。")))
    assert blocks(found.conclusions)[2:] == list(listed)
    assert [outline(one.body) for one in found.attachments] == [["section 1", "section 2"], ["section 1"]]
    assert blocks(found.attachments[0].conclusions) == list(listed)


def test_a_lone_item_is_headed_where_all_items_are() -> None:
    many = "".join(f"（{n}）坚持规划和管理的统筹安排工作。统筹甲。\n" for n in "一二三四五")
    found = draft(f"关于甲的意见\n一、甲\n{many}二、乙\n（六）保护资源和环境的严格管理工作。严格丙。\n")
    assert headings(found.body)[-1] == "保护资源和环境的严格管理工作。"


def test_addenda_quote_the_schedules_of_other_acts() -> None:
    found = draft("도서관법\n제1조(목적) 갑을 정한다.\n부칙 <제1호>\n[별표 2]\n1. 가목\n"
                  "부칙 <제2호>\n갑은 을이다.\n[별표 1]\n사용료\n갑이다.\n", "kor", "kr")
    assert [unit.name for unit in found.body] == ["", "addenda", "addenda"]
    assert marks(found.attachments[0].preface) == [("docTitle", "사용료")]


@pytest.mark.parametrize(("mark", "title"), [
    ("[별표 1]", "과태료의 부과기준(제2조 관련)"), ("[별지 제1호의2서식]", "갑 신청서")])
def test_a_korean_schedule_is_titled_in_its_first_line(mark: str, title: str) -> None:
    found = draft(f"도서관법\n제1조(목적) 갑을 정한다.\n부칙\n갑은 을이다.\n{mark} {title}\n1. 갑\n", "kor", "kr")
    attachment, = found.attachments
    assert marks(attachment.preface) == [("docTitle", title)]
    assert blocks(attachment.preface) == [f"{mark} {title}"]


def test_a_korean_form_names_its_law_before_its_mark() -> None:
    form = "■ 도서관법 시행규칙 [별지 제1호서식] <개정 2026. 1. 1.>"
    found = draft(f"도서관법\n제1조(목적) 갑을 정한다.\n부칙\n갑은 을이다.\n{form}\n갑 신청서\n갑이다.\n", "kor", "kr")
    assert marks(found.attachments[0].preface) == [("docTitle", "갑 신청서")]


@pytest.mark.parametrize("line", ["별표 5 제2호사목을 삭제한다.", "[별표 1] <개정 2026. 1. 1.> 갑을 삭제한다.",
                                  "[별표 1] 갑을 을로 한다. 병도 같다."])
def test_a_korean_sentence_about_a_schedule_begins_none(line: str) -> None:
    assert draft(f"도서관법\n제1조(목적) 갑을 정한다.\n부칙\n갑은 을이다.\n{line}\n", "kor", "kr").attachments == ()


@pytest.mark.parametrize("mark", ["SCHEDULE 1", "SCHEDULE 2A", "ANNEX 1"])
def test_an_english_schedule_is_titled_in_its_first_line(mark: str) -> None:
    text = f"Data Act 2026\n1 Data\n(1) This Act is about data.\n{mark} Amendments of Acts\n1 The Act is amended.\n"
    attachment, = draft(text, "eng", "gb").attachments
    assert marks(attachment.preface) == [("docTitle", "Amendments of Acts")]
    assert blocks(attachment.preface) == [f"{mark} Amendments of Acts"]


@pytest.mark.parametrize("line", ["SCHEDULE 1 TO THE ACT", "Schedule 1 Amendments of Acts", "SCHEDULE 1 Is amended.",
                                  "SCHEDULE I Amendments"])
def test_another_english_line_with_the_word_begins_no_schedule(line: str) -> None:
    text = f"Data Act 2026\n1 Data\n(1) This Act is about data.\n{line}\n2 More\n"
    assert draft(text, "eng", "gb").attachments == ()


def test_a_decision_closes_with_what_becomes_of_the_law() -> None:
    closing = ["本决定自公布之日起施行。", "《甲法》根据本决定作相应修改，重新公布。"]
    found = draft("\n".join(("关于修改《甲法》的决定", "一、删去第十条。", "二、将“甲”修改为“乙”。", *closing)))
    assert blocks(found.conclusions) == closing
    assert headings(found.body) == []


def test_a_broken_line_that_begins_with_a_reference_is_text() -> None:
    """Articles of this text stand apart from their words; a title that is not closed yet holds no article."""
    law = "".join(f"第{n}条　甲。\n" for n in "一二三四五六")
    found = draft(f"甲法\n{law}第七条　违反本法\n\n第三条规定甲的，处以乙。\n\n"
                  "第八条　依照《关于修改甲法\n\n第五条 第六条的决定》办理。\n")
    two = ["paragraph", "paragraph"]
    assert outline(found.body)[-4:] == ["article 7", two, "article 8", two]


def test_an_article_may_begin_with_an_ordinal() -> None:
    found = draft("甲法\n第一条第三人应当归还图书。\n第二条第二款借阅证由馆长发。\n第二条图书馆每天开放。\n")
    assert outline(found.body) == ["article 1", ["paragraph", "paragraph"], "article 2"]


def test_the_text_below_a_label_that_is_alone_belongs_to_it() -> None:
    """The last item of a list too, behind which no other label shows that the text is no paragraph of the article."""
    found = draft("""REGULATION (EU) No 9/2014
Article 1
With a view to order, this Regulation:
(a)
lays down rules;
(b)
establishes a framework.
Article 2
This Regulation enters into force.
""", "eng", "eu")
    assert outline(found.body) == ["article 1", ["subparagraph 1", "subparagraph 2"], "article 2"]
