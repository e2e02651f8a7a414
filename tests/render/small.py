"""Small Akoma Ntoso documents for tests of renderers."""

from __future__ import annotations

from diptych.akn.document import Document, read
from diptych.akn.names import AKN, DIPTYCH
from diptych.config.works import Term
from diptych.interface_text import Interface, packaged_interfaces
from diptych.render.html import parallel as bilingual
from diptych.render.html import provisions
from diptych.render.html.elements import serialise
from diptych.render.html.view import NOWHERE, Addresses, View
from diptych.render.site import glossary, work_lists
from diptych.render.site.page import Page, Settings
from diptych.render.site.published_work import PublishedWork, published
from diptych.render.site.shared_pages import fronts, glossaries
from diptych.render.site.work_pages import Site, of_work

NOTE = """<note eId="note_1" marker="1" class="emendation">
<p eId="note_1__p_1" xml:lang="zh">缘由</p><p eId="note_1__p_2" xml:lang="ko">까닭</p>
<p eId="note_1__p_3" xml:lang="en">reason</p></note>"""

BODY = """<preface eId="preface"><p eId="preface__p_1"><docTitle>{title}</docTitle></p></preface>
<body eId="body"><section eId="sec_1"><num>{one}</num><heading eId="sec_1__heading">{heading}</heading>
<intro eId="sec_1__intro"><p eId="sec_1__p_1">{lead}</p></intro>
<paragraph eId="sec_1__para_1"><num>{item}</num><content eId="sec_1__para_1__content">
<p eId="sec_1__para_1__p_1">{text}</p></content></paragraph></section></body>"""

CHINESE = {"title": "若干意见", "one": "一、", "heading": "意义", "lead": "如下：",
           "item": "（一）", "text": "加强合作。"}
KOREAN = {"title": "몇 가지 의견", "one": "1.", "heading": "의의", "lead": "아래와 같다.", "item": "(1)",
          "text": "협력을 강화한다."}


def document(parts: str, language: str = "zho", *, notes: str = "", country: str = "cn",
             translation: bool = False) -> Document:
    """A document of these parts; `title` of the work and all metadata that pages ask for are given."""
    iri = f"/akn/{country}/act/test/2020/7"
    translated = f"""<FRBRtranslation href="{iri}/zho@2020-01-02" fromLanguage="zho" by="#nobody"
        authoritative="false"/>""" if translation else ""
    made = read(f"""<akomaNtoso xmlns="{AKN}" xmlns:d="{DIPTYCH}"><act name="test"><meta><identification source="#d">
<FRBRWork><FRBRthis value="{iri}/!main"/><FRBRuri value="{iri}"/><FRBRdate date="2020-01-02" name="issued"/>
<FRBRauthor href="#office"/><FRBRcountry value="{country}"/><FRBRnumber value="7" showAs="No. 7"/></FRBRWork>
<FRBRExpression><FRBRthis value="{iri}/{language}@2020-01-02/!main"/><FRBRuri value="{iri}/{language}@2020-01-02"/>
<FRBRdate date="2020-01-02" name="version"/><FRBRauthor href="#office"/><FRBRlanguage language="{language}"/>
{translated}</FRBRExpression></identification>
<references source="#d">
<TLCOrganization eId="office" href="/akn/ontology/organization/office" showAs="Office {language}"/>
<TLCPerson eId="nobody" href="/akn/ontology/person/nobody" showAs="nobody {language}"/></references>
<notes source="#d">{notes}</notes>
<proprietary source="#d"><d:provenance file="a.txt" sha256="00"><d:statement><d:words xml:lang="zh">来处</d:words>
<d:words xml:lang="en">origin</d:words></d:statement></d:provenance><d:rights status="unknown"/></proprietary>
</meta>{parts}</act></akomaNtoso>""".encode(), "test.xml").value
    assert made
    return made


def twins() -> tuple[Document, Document]:
    """A Chinese original and its Korean translation."""
    return document(BODY.format(**CHINESE)), document(BODY.format(**KOREAN), "kor", translation=True, notes=NOTE)


def expression(shown: Document, words: Interface, addresses: Addresses = NOWHERE) -> str:
    """One expression as HTML."""
    return serialise(provisions.fragment(View(shown, words, addresses)))


def parallel(documents: tuple[Document, ...], words: Interface, addresses: Addresses = NOWHERE) -> str:
    """All expressions side by side as HTML."""
    return serialise(bilingual.fragment(bilingual.views(documents, words, addresses)))


def pages(works: tuple[PublishedWork, ...], settings: Settings, known: tuple[Term, ...] = ()) -> tuple[Page, ...]:
    """All pages of a site: the front page, the glossary of the known terms, and those of each work."""
    explained = glossary.explained(known)
    site = Site(settings, {iri: path for work in works for iri, path in published(work)},
                frozenset(term.id for term in explained))
    rows = {words.language: [glossary.rows(work.documents, site.explained, words) for work in works]
            for words in (packaged_interfaces().site if explained else ())}
    listing = {words.language: [work_lists.listed(work.documents, work.path, words) for work in works]
               for words in packaged_interfaces().site}
    return (*fronts(settings, listing), *(glossaries(settings, explained, rows) if explained else ()),
            *(page for work in works for page in of_work(site, work)))
