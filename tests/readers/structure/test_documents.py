"""Where a carried document begins, and whom a text is for."""

from __future__ import annotations

import pytest

from tests.readers.reading import draft, headings, marks, outline

PLAN = "1　总则\n1.1　目的\n为了灭火。\n2　附则\n由部门解释。\n"
RULES = "一、总则\n（一）为了工作。\n二、附则\n本规程自发布之日起施行。\n"


@pytest.mark.parametrize("title", ["应急工作规程", "应急工作\n规程"])
def test_a_carried_document_is_known_by_the_name_that_the_notice_gives_it(title: str) -> None:
    """Its numbering is not that of the document before it."""
    notice = ("关于印发预案和规程的通知\n各市人民政府：\n现将《火灾预案》、《应急工作规程》印发给你们。\n"
              "办公厅\n2015年3月13日\n")
    found = draft(f"{notice}火灾预案\n{PLAN}{title}\n{RULES}")
    assert [marks(one.preface) for one in found.attachments] == [
        [("docTitle", "火灾预案")], [("docTitle", "应急工作规程")]]
    assert headings(found.attachments[1].body)[0] == "总则"


def test_a_name_within_a_sentence_or_of_the_document_itself_opens_none() -> None:
    found = draft(f"火灾预案\n现将《火灾预案》、《工作规程》印发。\n{PLAN}火灾预案\n按照\n工作规程\n执行。\n")
    assert found.attachments == ()


def test_an_addressee_may_take_several_rows() -> None:
    found = draft("关于税收政策的通知\n财税〔2019〕16号\n各省、自治区财政厅（局）、党委宣传部，新疆生产建设\n"
                  "兵团财政局：\n现通知如下：\n一、甲。\n二、乙。\n")
    assert marks(found.preamble) == [("inline", "各省、自治区财政厅（局）、党委宣传部，新疆生产建设兵团财政局：")]
    assert outline(found.body) == ["section 1", "section 2"]


@pytest.mark.parametrize("before", ["2019年2月16日", "根据法律，现通知甲、乙。", "一、甲，乙、丙"])
def test_a_date_a_sentence_or_an_item_is_no_row_of_an_addressee(before: str) -> None:
    found = draft(f"关于税收政策的通知\n现印发，请执行。\n{before}\n各市财政局：\n一、甲。\n二、乙。\n")
    assert [name for name, _ in marks(found.preamble)] == []


def test_signature_date_and_remark_end_a_document_before_the_mark_of_an_attachment() -> None:
    """The numbering starts over below the title of the attachment, which ends as titles do."""
    found = draft("关于养老的意见\n一、总则\n（一）甲。\n二、任务\n（二）乙。\n办公厅\n2019年3月29日\n"
                  "（此件公开发布）\n附件1\n重点任务分工\n一、民政部\n（一）甲。\n附件2\n名词解释\n1．甲：是指乙。\n")
    assert marks(found.conclusions) == [("signature", "办公厅"), ("docDate", "2019年3月29日")]
    assert [marks(one.preface) for one in found.attachments] == [
        [("docTitle", "重点任务分工")], [("docTitle", "名词解释")]]


def test_a_list_of_attachments_before_the_signature_is_no_title() -> None:
    found = draft("关于改革的批复\n市人民政府：\n一、同意《方案》。\n二、同意以下规定：\n"
                  "附件：调整实施的规定目录\n国务院\n2020年8月28日\n附件\n调整实施的规定目录\n一、《旅行社条例》\n二、《管理条例》\n")
    assert marks(found.conclusions) == [("signature", "国务院"), ("docDate", "2020年8月28日")]
    assert [marks(one.preface) for one in found.attachments] == [[("docTitle", "调整实施的规定目录")]]


@pytest.mark.parametrize(("title", "below"), [
    (f"Regulations Governing Renewal of Insurance by Workers {'with Accidents ' * 6}", "Article 1\nA person may act."),
    (f"Regulations respecting {'the Loans and ' * 8}Insurance", "C.R.C., c. 258\n1 A person may act."),
    ("1988 Criminal Commutation Act", "Article 1\nA person may act."),
    ("Regulations respecting the Loans to Green Bay Mines Inc.", "SOR/82-896\n1 A person may act."),
    (f"Green Street {'Economic Development and ' * 5}Revitalization Act of 2016",
     "To establish a committee.\nBE IT ENACTED BY THE COUNCIL, That this is law.\nSec. 1. Name.\n(a) A person acts."),
])
def test_a_first_row_above_a_label_or_a_number_is_the_title(title: str, below: str) -> None:
    found = draft(f"{title}\n{below}\n", "eng", "ca" if "\n1 " in below else "us")
    assert marks(found.preface)[0] == ("docTitle", title.strip())


@pytest.mark.parametrize("row", ["A person may act, since the law says so, " * 4 + "and so may another.",
                                 "A person may act, " * 20 + "as may others"])
def test_a_sentence_or_a_longer_paragraph_is_no_title(row: str) -> None:
    assert "docTitle" not in [name for name, _ in marks(draft(f"{row}\n1. One.\n2. Two.\n", "eng", "ca").preface)]


def test_a_line_right_below_a_french_title_is_part_of_it() -> None:
    """Ids of published texts count no part for it."""
    rows = "Règlement sur le crédit-bail\nDéfinition et interprétation\nNotion de valeur\n"
    found = draft(f"{rows}1 La valeur est estimée.\n2 Le bail est écrit.\n", "fra", "ca")
    assert outline(found.body) == ["section 1", "section 2"]
