"""The form for interchange: notes at their marks, plain headings, references that lead somewhere, all words."""

from __future__ import annotations

from diptych.akn.document import Document, read
from diptych.akn.names import AKN, local
from diptych.render.text.interchange import interchange
from diptych.validate import xsd
from lxml import etree

from tests import base

META = """<meta><identification source="#e"><FRBRWork><FRBRthis value="/akn/cn/act/x/2020/1/!main"/><FRBRuri
value="/akn/cn/act/x/2020/1"/><FRBRdate date="2020-01-01" name="issued"/><FRBRauthor href="#e"/><FRBRcountry
value="cn"/></FRBRWork><FRBRExpression><FRBRthis value="/akn/cn/act/x/2020/1/zho@2020-01-01/!main"/><FRBRuri
value="/akn/cn/act/x/2020/1/zho@2020-01-01"/><FRBRdate date="2020-01-01" name="version"/><FRBRauthor href="#e"/>
<FRBRlanguage language="zho"/></FRBRExpression><FRBRManifestation><FRBRthis
value="/akn/cn/act/x/2020/1/zho@2020-01-01/!main.xml"/><FRBRuri value="/akn/cn/act/x/2020/1/zho@2020-01-01.xml"/>
<FRBRdate date="2020-01-01" name="markup"/><FRBRauthor href="#e"/><FRBRformat value="xml"/></FRBRManifestation>
</identification><references source="#e"><TLCOrganization eId="e" href="/akn/ontology/organization/cn.e" showAs="E"/>
<TLCReference eId="plan" name="plan" href="/akn/ontology/reference/diptych.plan" showAs="P"/>
<TLCReference eId="law" name="document" href="/akn/cn/act/y/2019/2" showAs="L"/></references>
<notes source="#e"><note eId="note_1" marker="1" class="comment"><p eId="note_1__p_1">words</p></note></notes></meta>"""
LINE = '<content eId="{0}__content"><p eId="{0}__p_1">{1}</p></content>'


def document(body: str) -> Document:
    data = f'<akomaNtoso xmlns="{AKN}"><act name="law">{META}<body eId="body">{body}</body></act></akomaNtoso>'
    found = read(data.encode(), "x.xml").value
    assert found
    return found


def shown(body: str) -> str:
    """The body in the form for interchange, which the strict schema allows."""
    root = etree.fromstring(interchange(document(body)))
    assert xsd.load().validate(root), xsd.load().error_log
    text: str = etree.tostring(next(root.iter(f"{{{AKN}}}body")), encoding="unicode")
    return text.replace(f' xmlns="{AKN}"', "")


def article(line: str, num: str = "1", heading: str = "") -> str:
    return (f'<article eId="art_1"><num>{num}</num>{heading}{LINE.format("art_1", line)}</article>')


def test_a_note_stands_at_its_first_mark_and_others_lead_to_it() -> None:
    mark = '<noteRef href="#note_1" marker="1"/>'
    body = shown(article(f"a{mark}b{mark}c"))
    note = ('<authorialNote eId="note_1" marker="1" class="comment" placement="bottom"><p eId="note_1__p_1">words</p>'
            "</authorialNote>")
    assert f'a{note}b<ref href="#note_1">1</ref>c' in body


def test_a_note_at_a_number_goes_to_the_heading_else_to_the_first_line() -> None:
    mark = '1<noteRef href="#note_1" marker="1"/>'
    assert '<num>1</num><content eId="art_1__content"><p eId="art_1__p_1"><authorialNote' in shown(article("a", mark))
    headed = shown(article("a", mark, '<heading eId="art_1__heading">h</heading>'))
    assert "<num>1</num><heading><authorialNote" in headed
    container = article("a", "1", '<heading eId="art_1__heading">h<noteRef href="#note_1" marker="1"/></heading>')
    container = container.replace("<article", '<hcontainer name="x"').replace("</article>", "</hcontainer>")
    assert '<heading>h</heading><content eId="art_1__content"><p eId="art_1__p_1"><authorialNote' in shown(container)


def test_references_lead_to_units_and_documents_and_entries_of_the_metadata_are_entities() -> None:
    assert '<ref href="#art_1" eId="r">x</ref>' in shown(article('<ref href="#art_1" eId="r">x</ref>'))
    assert '<ref href="/akn/cn/act/y/2019/2" eId="r">x</ref>' in shown(article('<ref href="#law" eId="r">x</ref>'))
    assert '<entity eId="r" name="reference" refersTo="#plan">x</entity>' in shown(
        article('<ref href="#plan" eId="r">x</ref>'))


def test_a_range_leads_to_its_first_unit() -> None:
    body = shown(article('<rref from="#art_1" upTo="#art_2" eId="r">x</rref>'))
    assert '<rref from="#art_1" upTo="#art_2" eId="r"><ref href="#art_1" eId="r__ref_1">x</ref></rref>' in body
    assert '<entity eId="r" name="reference" refersTo="#plan">x</entity>' in shown(
        article('<rref from="#plan" upTo="#law" eId="r">x</rref>'))


def test_the_words_and_ids_of_a_whole_text_stay() -> None:
    for data in base.twins():
        before = base.document(data)
        after = etree.fromstring(interchange(before))
        assert xsd.load().validate(after)
        headings = [item for item in after.iter(etree.Element) if local(item.tag) == "heading"]
        assert headings
        assert not any(item.attrib for item in headings)
        notes = {item.get("eId") for item in after.iter(etree.Element) if local(item.tag) == "authorialNote"}
        assert {note.eid for note in before.notes} <= notes
        ids = {item.get("eId") for item in after.iter(etree.Element)}
        assert {unit.get("eId") for unit in before.units()} <= ids
        assert interchange(before) == interchange(before)
