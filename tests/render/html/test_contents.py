"""The table of contents of a page and of a book, and the text for Word of what is attached."""

from __future__ import annotations

import io

import docx
from diptych.interface_text import packaged_interfaces
from diptych.render.html.contents import entries
from diptych.render.office.docx import expression
from diptych.render.office.text_fragments import fragments
from diptych.render.print.fonts import Declared
from docx.enum.text import WD_ALIGN_PARAGRAPH

from tests.render.small import BODY, CHINESE, document

ATTACHED = BODY.format(**CHINESE) + """<conclusions eId="conclusions"><p
eId="conclusions__p_1">本意见自发布之日起施行。</p>
<p eId="conclusions__p_2"><signature>某某</signature></p></conclusions>
<attachments><attachment eId="att_1"><doc name="attachment"><preface eId="att_1__preface"><p
eId="att_1__preface__p_1"><docTitle>工作方案</docTitle></p></preface><mainBody eId="att_1__body"><section
eId="att_1__sec_1"><num>一、</num><heading eId="att_1__sec_1__heading">任务</heading><content
eId="att_1__sec_1__content"><p eId="att_1__sec_1__p_1">完成。</p></content></section></mainBody></doc></attachment>
</attachments>"""


def test_what_is_attached_stands_behind_the_units_with_its_own() -> None:
    table = entries(document(ATTACHED))
    assert [(one.id, one.title) for one in table] == [("sec_1", "一、意义"), ("att_1", "工作方案")]
    assert [(one.id, one.title) for one in table[1].children] == [("att_1__sec_1", "一、任务")]


def test_the_first_cell_of_a_table_names_nothing() -> None:
    cells = '<table eId="t"><tr><td><p eId="t__p_1">类别</p></td></tr></table>'
    for words, listed in (("", []), ('<p eId="att_1__p_2">说明如下。</p>', [("att_1__sec_1", "说明如下。")])):
        inside = f'<section eId="att_1__sec_1"><content eId="c">{cells}{words}</content></section>'
        start, end = ATTACHED.index('<section\neId="att_1__sec_1">'), ATTACHED.index("</mainBody>")
        (_, attached) = entries(document(ATTACHED[:start] + inside + ATTACHED[end:]))
        assert [(one.id, one.title) for one in attached.children] == listed


def test_in_word_an_attachment_begins_a_page_and_only_a_signature_stands_at_the_right(declared: Declared) -> None:
    shown = fragments([document(ATTACHED)], packaged_interfaces())
    made = docx.Document(io.BytesIO(expression(shown.texts[0], shown.alone[0], "https://example.org/", declared)))
    known = {one.text: one for one in made.paragraphs}
    assert known["工作方案"].paragraph_format.page_break_before
    assert known["一、任务"].style is not None
    assert known["一、任务"].style.name == "Heading 1"
    styles = {text: paragraph.style for text, paragraph in known.items() if paragraph.style}
    assert styles["本意见自发布之日起施行。"].name == "Body Text"
    assert styles["某某"].name == "Signature"
    assert styles["某某"].paragraph_format.alignment == WD_ALIGN_PARAGRAPH.RIGHT
