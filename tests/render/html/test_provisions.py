"""One expression as HTML: nothing lost, every id kept, nothing hostile alive."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest
from diptych.akn.names import HIERARCHY
from diptych.interface_text import interface
from diptych.render.html.provisions import space
from diptych.render.html.view import Addresses
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser
from lxml.html import HtmlElement

from tests.render.small import BODY, CHINESE, KOREAN, NOTE, document, expression

ADDED = ("akn-supplied", "akn-mark", "akn-notes")


def render(parts: str, language: str = "zho", *, notes: str = "", addresses: Addresses | None = None) -> HtmlElement:
    """The fragment as a browser reads it."""
    made = document(parts, language, notes=notes)
    words = interface("ko" if language == "kor" else "zh")
    return parsed(expression(made, words, addresses or Addresses()))


def parsed(markup: str) -> HtmlElement:
    tree = parser.fragment_fromstring(markup)
    assert isinstance(tree, HtmlElement)
    return tree


def shown(tree: HtmlElement) -> str:
    """The text without what the renderer adds."""
    for css in ADDED:
        for element in tree.find_class(css):
            element.text = None
            for child in list(element):
                element.remove(child)
    return "".join("".join(tree.itertext()).split())


def body(text: str) -> str:
    return f'<body eId="body"><section eId="sec_1"><content eId="sec_1__content">{text}</content></section></body>'


TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=12)
INLINES = st.sampled_from(["term", "organization", "ref", "ins", "del", "i", "span", "docDate", "quantity", "novelty"])
BLOCKS = st.sampled_from(["p", "block", "li", "tblock", "longTitle"])


@st.composite
def inlines(draw: st.DrawFn, depth: int = 2) -> str:
    inner = draw(inlines(depth - 1)) if depth else ""
    name = draw(INLINES)
    return f"{escape(draw(TEXTS))}<{name}>{escape(draw(TEXTS))}{inner}</{name}>{escape(draw(TEXTS))}"


@st.composite
def units(draw: st.DrawFn, eid: str = "sec_1", depth: int = 3) -> str:
    name = draw(st.sampled_from(sorted(HIERARCHY - {"hcontainer"})))
    num = f"<num>{draw(inlines(0))}</num>" if draw(st.booleans()) else ""
    heading = f'<heading eId="{eid}__heading">{draw(inlines(1))}</heading>' if draw(st.booleans()) else ""
    children = "".join(draw(units(f"{eid}__{i}", depth - 1)) for i in range(draw(st.integers(0, 2)))) if depth else ""
    blocks = "".join(f'<{kind} eId="{eid}__p_{i}">{draw(inlines())}</{kind}>'
                     for i, kind in enumerate(draw(st.lists(BLOCKS, max_size=3))))
    text = f'<intro eId="{eid}__intro">{blocks}</intro>{children}' if children else f"<content>{blocks}</content>"
    return f'<{name} eId="{eid}">{num}{heading}{text}</{name}>'


@given(units())
def test_nothing_is_lost_and_every_id_is_kept(unit: str) -> None:
    source = f'<body eId="body">{unit}</body>'
    tree = render(source)
    ids = tree.xpath("//@id")
    assert shown(tree) == "".join("".join(document(source).by_eid["body"].itertext()).split())
    assert set(document(source).by_eid) - {"office", "nobody"} == set(ids)
    assert len(ids) == len(set(ids))


def test_headings_follow_the_depth_and_the_title_is_first() -> None:
    tree = render(BODY.format(**CHINESE))
    assert [(h.tag, h.text_content()) for h in tree.xpath("//h1|//h2|//h3")] == [("h1", "若干意见"), ("h2", "一、意义")]


def test_a_number_alone_opens_its_paragraph_in_the_manner_of_the_language() -> None:
    trees = render(BODY.format(**CHINESE)), render(BODY.format(**KOREAN), "kor")
    paragraphs = [tree.get_element_by_id("sec_1__para_1__p_1").text_content() for tree in trees]
    assert paragraphs == ["（一）加强合作。", "(1) 협력을 강화한다."]


@pytest.mark.parametrize(("heading", "runs_in"), [("指导思想：", "yes"), ("지도사상.", "yes"), ("意义", "")])
def test_a_heading_with_a_final_mark_stays_run_in(heading: str, runs_in: str) -> None:
    tree = render(f'<body eId="body"><section eId="s"><heading eId="s__heading">{heading}</heading>'
                  '<content eId="s__content"><p eId="s__p_1">x</p></content></section></body>')
    assert bool(tree.find_class("akn-run-in")) == bool(runs_in)
    assert tree.xpath("//section/h2")


def test_languages_are_told() -> None:
    assert render(BODY.format(**CHINESE)).get("lang") == "zh-Hans"
    assert render(BODY.format(**KOREAN), "kor").get("lang") == "ko"
    traditional = expression(document(BODY.format(**CHINESE), country="tw"), interface("zh"))
    assert parsed(traditional).get("lang") == "zh-Hant"


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'--></article><style>*{}</style>&amp;"


def test_markup_in_the_text_comes_out_as_text() -> None:
    hostile = escape(HOSTILE)
    source = BODY.format(**dict.fromkeys(CHINESE, hostile))
    tree = render(source, notes=NOTE.replace("缘由", hostile))
    assert not tree.xpath("//script|//img|//style|//@onerror")
    assert tree.text_content().count("<script>alert(1)</script>") == 7


@pytest.mark.parametrize("href", [
    "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example/x",
    "vbscript:x", "\tjavascript:x", "/akn/xx/unknown", "#office", "#nowhere",
])
def test_what_is_no_good_address_is_no_link(href: str) -> None:
    tree = render(body(f'<p eId="p"><ref href="{escape(href)}">x</ref><a href="{escape(href)}">y</a></p>'))
    assert not tree.xpath("//@href")
    assert tree.text_content().strip() == "xy"


@pytest.mark.parametrize("nested", [
    '<a href="https://a.example/">甲<ref href="#sec_1">乙</ref></a>',
    '<ref href="https://a.example/">甲<a href="#sec_1">乙</a></ref>'])
def test_no_link_is_in_another(nested: str) -> None:
    tree = render(body(f'<p eId="p">{nested}</p>'))
    assert tree.xpath("//a/@href") == ["https://a.example/"]
    assert tree.xpath("string(//a)") == "甲乙"


@pytest.mark.parametrize(("href", "link"), [
    ("https://example.org/a", "https://example.org/a"), ("mailto:a@b.example", "mailto:a@b.example"),
    ("#sec_1", "#sec_1"), ("/akn/cn/act/x/2012/1", "../x/"), ("/akn/cn/act/x/2012/1#sec_2", "../x/#sec_2"),
])
def test_good_addresses_are_links(href: str, link: str) -> None:
    tree = render(body(f'<p eId="p"><ref href="{href}">x</ref></p>'),
                  addresses=Addresses({"/akn/cn/act/x/2012/1": "x/"}, "../"))
    assert tree.xpath("//@href") == [link]


def test_a_reference_to_a_range_leads_to_its_first_unit() -> None:
    tree = render(body('<p eId="p"><rref from="#sec_1" upTo="#sec_2">x</rref></p>'))
    assert tree.xpath("//a/@href") == ["#sec_1"]


def test_the_editors_hand_is_visible_and_explained() -> None:
    tree = render(body('<p eId="p" status="editorial">a<del status="editorial">\U000f0852</del>'
                       '<ins status="editorial">“</ins><noteRef href="#note_1" marker="1"/>b</p>'), notes=NOTE)
    words = interface("zh").words
    assert tree.xpath("string(//del)") == "U+F0852"
    assert tree.xpath("//del/@title") == [words["del_title"]]
    assert tree.xpath("string(//ins)") == "“"
    assert tree.find_class("akn-supplied")[0].text == words["supplied"]
    assert tree.xpath("//sup/a/@href") == ["#note_1"]
    note = tree.get_element_by_id("note_1")
    assert note.find_class("akn-note-words")[0].text == "缘由"
    assert tree.get_element_by_id(note.xpath(".//a/@href")[0][1:]).tag == "a"


def test_a_note_without_words_in_the_readers_language_says_which_it_is_in() -> None:
    note = '<note eId="note_1" marker="1" class="comment"><p eId="note_1__p_1" xml:lang="de">Grund</p></note>'
    words = render(body('<p eId="p">x</p>'), notes=note).find_class("akn-note-words")[0]
    assert (words.text, words.get("lang")) == ("Grund", "de")


def test_tables_and_unknown_elements_survive() -> None:
    tree = render(body('<table eId="t"><tr><th>a</th><th>b</th><th>d</th></tr>'
                       '<tr><th>h</th><td colspan="2"><p eId="t__p">c</p></td></tr></table>'
                       '<p eId="p"><mod eId="m">x<quotedStructure eId="q"><p eId="q__p">y</p></quotedStructure>'
                       '</mod></p>'))
    assert tree.xpath("//tr/td/@colspan") == ["2"]
    assert tree.xpath("//tr/th/@scope") == ["col", "col", "col", "row"]
    assert tree.get_element_by_id("p").tag == "div"
    assert tree.get_element_by_id("q__p").text_content() == "y"


@pytest.mark.parametrize(("before", "after", "between"), [
    ("第一条", "", "\u3000"), ("一、", "甲", ""), ("제1조", "(목적)", ""), ("제7조의2", "(번호)", ""),
    ("제1조", "목적", " "), ("1.", "(a)", " "), ("Section 2", "(Purpose)", " ")])
def test_a_number_stands_before_its_heading_as_its_language_prints_it(before: str, after: str, between: str) -> None:
    assert space(before, after) == between
