"""What a translation does not have yet is said in its place, and found at its address."""

from __future__ import annotations

import re

import pytest
from diptych import interface_text
from diptych.akn.document import Document
from diptych.akn.provisions import provisions
from diptych.render.html import provisions as html
from diptych.render.html.untranslated import is_awaited, placed
from diptych.render.html.view import Addresses, View
from diptych.render.office.text_fragments import fragments
from diptych.render.print.edition import Imprint, expression
from lxml import etree
from lxml import html as lxml_html

from tests import base
from tests.render.small import parallel

WORK = (base.BASE / base.FOLDER / "work.toml").read_text(encoding="utf-8")
UNFINISHED = WORK.replace("authoritative = false }", "authoritative = false, complete = false }")
LINES = {
    "an item in the middle": r"\(2\) 대출.*\n\n",
    "the first item": r"\(1\) 한 사람.*\n\n",
    "the last item": r"\(3\) 책을.*\n\n",
    "a lead paragraph": r"주민은 대출증.*\n\n",
    "a whole section": r"2\. 책을 빌리는(.|\n)*물어낸다\.\n\n",
    "the first section": r"1\. 개방 시간(.|\n)*쉰다\.\n\n",
    "the end": r"칭스진 인민정부 판공실\n\n2020년.*\n?$",
}


def without(pattern: str) -> tuple[Document, ...]:
    text, count = re.subn(pattern, "", base.TEXT)
    assert count == 1
    made = base.compile_text(text, work=UNFINISHED)
    assert base.codes(made) == ["A005"]
    return tuple(one.document for one in made.expressions)


def page(documents: tuple[Document, ...]) -> etree._Element:
    original, translation = documents
    view = View(translation, interface_text.interface("ko"), Addresses({original.expression_iri: "zho/"}, "../"))
    assert is_awaited(view)
    return placed(html.fragment(view), original, view)


@pytest.mark.parametrize("pattern", LINES.values(), ids=LINES)
def test_every_address_of_the_original_is_on_the_page_in_its_order(pattern: str) -> None:
    documents = without(pattern)
    wanted = [item.eid for item in provisions(documents[0])]
    waiting = {item.eid for item in provisions(documents[0])} - {item.eid for item in provisions(documents[1])}
    tops = [item.eid for item in provisions(documents[0]) if item.eid in waiting and item.parent not in waiting]
    shown = [eid for element in page(documents).iter() if (eid := element.get("id")) in set(wanted)]
    assert shown == [eid for eid in wanted if eid not in waiting or eid in tops]
    assert [one.get("id") for one in page(documents).iter("p") if "akn-untranslated" in one.get("class", "")] == tops


def test_the_line_says_so_with_the_number_and_leads_to_the_original() -> None:
    line = page(without(LINES["the last item"])).xpath("//p[@id='sec_2__para_3']")[0]
    assert "".join(line.itertext()).startswith("（三） 아직 번역되지 않았습니다.")
    assert line.find("a").get("href") == "../zho/#sec_2__para_3"
    assert line.get("lang") == "ko"


def test_in_parallel_the_empty_cell_says_so_and_the_standing_too() -> None:
    documents = without(LINES["the last item"])
    shown = parallel(documents, interface_text.interface("en"))
    assert "Not yet translated." in shown
    assert interface_text.standing(documents[1]) == "비공식 번역, 번역자 미상, 번역 미완료"


def test_on_paper_and_in_the_files_of_a_text_alone_too(imprint: Imprint) -> None:
    documents = without(LINES["an item in the middle"])
    printed = lxml_html.document_fromstring(expression(documents[1], imprint, original=documents[0]))
    line, = printed.find_class("akn-untranslated")
    assert line.text_content().replace("\u2060", "").endswith("（二） 아직 번역되지 않았습니다. ")
    alone = fragments(documents, interface_text.packaged_interfaces()).alone
    assert ["untranslated" in etree.tostring(one, encoding="unicode") for one in alone] == [False, True]


def test_a_finished_translation_is_left_as_it_is() -> None:
    original, translation = (base.document(data) for data in base.twins())
    assert not is_awaited(View(translation, interface_text.interface("ko")))
    assert not is_awaited(View(original, interface_text.interface("zh")))


def test_another_clause_in_its_place_is_still_an_error() -> None:
    text = base.TEXT.replace("(3) 책을 잃어버리면", "(4) 책을 잃어버리면")
    assert "A001" in base.codes(base.compile_text(text, work=UNFINISHED))
