from __future__ import annotations

from dataclasses import replace

from diptych.akn.document import Document
from diptych.akn.fingerprints import anchors, digest, words
from diptych.anchors.ledger import Anchor, State
from diptych.interface_text import interface, packaged_interfaces
from diptych.render.site.page import Settings
from diptych.render.site.permalinks import addresses, cited_ranges, ranges_of
from diptych.render.site.tombstones import tombstones
from lxml import html
from lxml.html import HtmlElement

from tests.base import citation_styles
from tests.render.small import BODY, CHINESE, KOREAN, document, twins

SITE = "https://law.example/under/"
FOLDER = "akn/cn/act/test/2020/7/"
GONE = Anchor("sec_9", "2020-03-01", (), State.WITHDRAWN, reason="废止")


def pages(published: tuple[Anchor, ...] = (), ranges: tuple[str, ...] = ()) -> dict[str, HtmlElement]:
    return {path: html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
            for path, page in (*addresses(twins(), published, ranges, Settings(SITE), styles=citation_styles()),
                               *stones(published))}


def stones(published: tuple[Anchor, ...], earlier: tuple[tuple[Document, ...], ...] = ()) -> list[tuple[str, str]]:
    """The path and the head and main part of each tombstone."""
    made = tombstones(twins(), published, Settings(SITE), earlier, styles=citation_styles())
    return [(f"{page.path}index.html", f"<title>{page.title}</title>{page.head}<main>{page.html}</main>")
            for page in made]


def meta(page: HtmlElement, name: str) -> str:
    return str(page.xpath(f"string(//meta[@name='{name}' or @property='{name}' or @http-equiv='{name}']/@content)"))


def test_each_unit_and_paragraph_has_an_address_in_parallel_and_in_each_text() -> None:
    eids = ("preface", "preface__p_1", "sec_1", "sec_1__p_1", "sec_1__para_1", "sec_1__para_1__p_1")
    assert set(pages()) == {f"{FOLDER}{text}~{eid}/index.html" for text in ("", "zho/", "kor/") for eid in eids}


def test_a_page_goes_to_its_clause_and_carries_its_words_in_both_languages() -> None:
    page = pages()[f"{FOLDER}~sec_1__para_1/index.html"]
    assert meta(page, "refresh") == "0; url=../#sec_1__para_1"
    assert page.xpath("//main//a/@href") == ["../#sec_1__para_1"]
    assert [(p.get("lang"), p.text_content()) for p in page.iter("p")] == [
        ("zh-Hans", f"{CHINESE['item']} {CHINESE['text']}"), ("ko", f"{KOREAN['item']} {KOREAN['text']}")]
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{SITE}{FOLDER}~sec_1__para_1"]
    assert meta(page, "og:url") == f"{SITE}{FOLDER}~sec_1__para_1"
    for name in ("description", "og:description"):
        assert CHINESE["text"] in meta(page, name)
        assert KOREAN["text"] in meta(page, name)
    assert meta(page, "og:title") == page.findtext(".//title") == "第一部分第（一）项 – 若干意见"


def test_reference_managers_take_the_address_and_the_section_of_the_clause() -> None:
    both, korean = (pages()[f"{FOLDER}{text}~sec_1__para_1/index.html"] for text in ("", "kor/"))
    assert meta(both, "citation_public_url") == f"{SITE}{FOLDER}~sec_1__para_1"
    assert (meta(both, "z:itemType"), meta(both, "citation_title")) == ("statute", CHINESE["title"])
    assert meta(both, "article:section") == "第一部分第（一）项"
    assert meta(korean, "citation_public_url") == f"{SITE}{FOLDER}kor/~sec_1__para_1"
    assert (meta(korean, "article:section"), meta(korean, "citation_title")) == ("제1부분 (1)", KOREAN["title"])


def test_the_page_of_one_text_speaks_its_language() -> None:
    page = pages()[f"{FOLDER}kor/~sec_1__para_1/index.html"]
    assert page.get("lang") == "ko"
    assert page.findtext(".//title") == "제1부분 (1) – 몇 가지 의견"
    assert meta(page, "og:url") == f"{SITE}{FOLDER}kor/~sec_1__para_1"


def test_markup_in_a_text_stays_text() -> None:
    hostile = CHINESE | {"text": "&lt;script&gt;\"'&lt;/script&gt;", "title": "&lt;b&gt;"}
    made = dict(addresses([document(BODY.format(**hostile))], (), (), Settings(SITE), styles=citation_styles()))
    page = html.document_fromstring(made[f"{FOLDER}~sec_1__para_1/index.html"])
    assert list(page.iter("script", "b")) == []
    assert meta(page, "description") == """（一） <script>"'</script>"""


def test_a_moved_anchor_goes_to_its_clause_in_every_form() -> None:
    moved = Anchor("sec_8", "2020-03-01", (), State.MOVED, ("sec_1",))
    for text in ("", "zho/", "kor/"):
        page = pages((moved,))[f"{FOLDER}{text}~sec_8/index.html"]
        assert meta(page, "refresh") == "0; url=../#sec_1"
        assert meta(page, "og:url") == f"{SITE}{FOLDER}{text}~sec_1"


def test_an_anchor_that_moved_to_one_that_was_withdrawn_tells_that() -> None:
    moved = Anchor("sec_8", "2020-03-01", (), State.MERGED, ("sec_9",))
    page = pages((moved, GONE))[f"{FOLDER}~sec_8/index.html"]
    assert (meta(page, "refresh"), "废止" in (page.findtext(".//p[@class='notice']") or "")) == ("", True)


def test_a_stone_stays_and_says_in_its_readers_language_when_and_why() -> None:
    for text, language in (("", packaged_interfaces().languages[0]), ("zho/", "zh"), ("kor/", "ko")):
        page, words = pages((GONE,))[f"{FOLDER}{text}~sec_9/index.html"], interface(language)
        assert meta(page, "refresh") == ""
        said = page.findtext(".//p[@class='notice']") or ""
        assert said.startswith(words.say("address_withdrawn", date=words.date("2020-03-01")))
        assert said.endswith(words.say("address_reason", reason="废止"))
        expected = ("ko", "몇 가지 의견") if text == "kor/" else ("zh-Hans", "若干意见")
        assert [(title.get("lang"), title.text_content()) for title in page.xpath("//article/p[@lang]")] == [expected]
        assert page.findtext(".//h1") == ("제9부분" if text == "kor/" else "第9部分")
        assert words.say("address_words_unknown") in page.text_content()


def test_a_stone_has_the_words_that_stood_there_in_the_last_version_that_has_them() -> None:
    old = tuple(replace(text, version="2019-01-02") for text in twins())
    fingerprints = tuple((text.language, digest(words(anchors(text)["sec_1__para_1"]))) for text in old)
    split = Anchor("sec_1__para_1", "2020-03-01", fingerprints, State.SPLIT, ("sec_1__p_1", "sec_1"))
    page = html.document_fromstring(dict(stones((split,), (old,)))[f"{FOLDER}~sec_1__para_1/index.html"])
    assert page.findtext(".//h1") == "第一部分第（一）项"
    assert [(quote.get("lang"), quote.text_content()) for quote in page.iter("blockquote")] == [
        ("zh-Hans", "（一） 加强合作。"), ("ko", "(1) 협력을 강화한다.")]
    other = replace(split, texts=(("zho", "0" * 32),))
    assert "blockquote" not in dict(stones((other,), (old,)))[f"{FOLDER}~sec_1__para_1/index.html"]


def test_an_eid_that_a_later_clause_took_names_both() -> None:
    before = Anchor("sec_1", "2020-03-01", (), State.MOVED, ("sec_1__para_1",), until="2024-07-15")
    page = pages((before,))[f"{FOLDER}~sec_1/index.html"]
    assert meta(page, "refresh") == ""
    assert page.xpath("//main//a/@href") == ["../", "../#sec_1__para_1", "../#sec_1"]


def test_a_range_that_is_cited_has_a_page_at_its_first_clause() -> None:
    work = "/akn/cn/act/test/2020/7"
    made = pages(ranges=(f"{work}/~preface->sec_1", f"{work}/~sec_1->sec_7", "/akn/cn/act/other/2001/1/~a->b"))
    assert [path for path in made if ">" in path] == [
        f"{FOLDER}{text}~preface->sec_1/index.html" for text in ("", "zho/", "kor/")]
    assert meta(made[f"{FOLDER}~preface->sec_1/index.html"], "refresh") == "0; url=../?to=sec_1#preface"


def test_a_range_with_a_clause_that_ended_leads_to_the_address_of_its_first() -> None:
    """`sec_7` moved, `sec_9` was withdrawn, and `sec_1` is another clause now; nothing is known of `sec_5`."""
    moved = Anchor("sec_7", "2020-03-01", (), State.MOVED, ("sec_1__para_1",), until="2024-07-15")
    gone = Anchor("sec_1", "2020-03-01", (), State.WITHDRAWN, reason="废止", until="2024-07-15")
    names = [f"/akn/cn/act/test/2020/7/~{name}" for name in ("preface->sec_9", "sec_7->preface", "sec_1->preface",
                                                             "sec_5->preface")]
    made = pages((moved, gone, GONE), tuple(names))
    assert {path: meta(page, "refresh") for path, page in made.items() if ">" in path and "zho" not in path} == {
        f"{FOLDER}{text}~{first}->{last}/index.html": f"0; url=../~{first}/"
        for first, last in (("preface", "sec_9"), ("sec_7", "preface"), ("sec_1", "preface")) for text in ("", "kor/")}


def test_ranges_are_found_in_references_of_every_kind() -> None:
    text = ('<ref href="/akn/cn/act/law/2001/3/~art_3-&gt;art_5">a</ref>'
            '<ref href="/akn/cn/act/law/2001/3/zho@2001-01-01/!main~art_6-&gt;art_7">b</ref>'
            '<rref from="#sec_1" upTo="#sec_2">c</rref>'
            '<rref from="/akn/kr/act/law/2001/1/~art_1" upTo="/akn/kr/act/law/2001/1/~art_2">d</rref>'
            '<ref href="#sec_1">e</ref><ref href="/akn/cn/act/law/2001/3/~art_3">f</ref>')
    assert cited_ranges([document(BODY.format(**CHINESE | {"text": text}))]) == {
        "/akn/cn/act/law/2001/3/~art_3->art_5", "/akn/cn/act/law/2001/3/~art_6->art_7",
        "/akn/cn/act/test/2020/7/~sec_1->sec_2", "/akn/kr/act/law/2001/1/~art_1->art_2"}


def test_a_page_leads_to_its_clause_in_each_interface_language() -> None:
    both, korean = (pages()[f"{FOLDER}{text}~sec_1__para_1/index.html"] for text in ("", "kor/"))
    way, text = "../" * 7, "../" * 8
    assert both.xpath("//nav/a/@href") == [
        f"{way}{home}{FOLDER}#sec_1__para_1" for home in ("", "ko/", "en/")]
    assert korean.xpath("//nav/a/@href") == [
        f"{text}{home}{FOLDER}?text=ko#sec_1__para_1" for home in ("", "ko/", "en/")]
    assert both.xpath("//nav/a[@aria-current]/@lang") == ["zh-Hans"]
    assert korean.xpath("//nav/a[@aria-current]/@lang") == ["ko"]
    assert (meta(both, "og:locale"), meta(korean, "og:locale")) == ("zh_CN", "ko_KR")
    dated = pages((GONE,))[f"{FOLDER}kor/~sec_1__para_1/index.html"]
    assert dated.xpath("//time/@datetime") == ["2020-03-01"]


def test_the_page_of_an_ended_clause_is_in_each_interface_language() -> None:
    made = list(tombstones(twins(), (GONE,), Settings(SITE), styles=citation_styles()))
    assert [page.path for page in made] == [f"{home}{FOLDER}{text}~sec_9/" for home, text in (
        ("", ""), ("ko/", ""), ("en/", ""), ("", "zho/"), ("", "kor/"))]
    assert {tuple(link.path for link in page.interfaces) for page in made} == {
        tuple(f"{home}{FOLDER}~sec_9/" for home in ("", "ko/", "en/"))}
    assert [page.text for page in made] == ["", "", "", "zh-Hans", "ko"]
    assert [page.title.partition(" – ")[0] for page in made] == ["第9部分", "제9부분", "pt. 9", "第9部分", "제9부분"]


def test_the_ranges_of_a_work_are_told_from_those_of_others() -> None:
    cited = ("/akn/cn/act/a/2020/3/~art_3->art_5", "/akn/cn/act/a/2020/31/~art_1->art_2")
    assert ranges_of("/akn/cn/act/a/2020/3", cited) == ("art_3->art_5",)
