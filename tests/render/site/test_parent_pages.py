"""The pages above works: every step of an address, what is below it, counts."""

from __future__ import annotations

from dataclasses import dataclass

from diptych.render.site.page import Settings
from diptych.render.site.parent_pages import parents
from diptych.render.site.work_lists import Listed
from lxml import html


@dataclass(frozen=True)
class Tagged:
    """Words for the template."""

    words: str
    tag: str = "zh-Hans"


def work(path: str, issuer: str) -> Listed:
    return {"path": path, "iri": f"/{path.rstrip('/')}", "number": Tagged("1"), "issuer": Tagged(issuer), "date": "",
            "iso_date": "", "texts": [{"tag": "zh-Hans", "title": f"<{path}>", "pieces": [f"<{path}>"]}]}


WORKS = [work("akn/cn/act/guobanfa/2012/19/", "国办"), work("akn/cn/act/guobanfa/2013/1/", "国办"),
         work("akn/cn/act/2001/7/", "人大"), work("akn/kr/act/2001/7/", "국회")]


def pages() -> dict[str, html.HtmlElement]:
    settings = Settings("https://law.example/")
    made = parents(settings, dict.fromkeys(settings.interfaces.languages, WORKS))
    return {page.path: html.fragment_fromstring(page.html, create_parent="div") for page in made}


def test_each_address_above_a_work_has_a_page_in_each_language() -> None:
    plain = {path for path in pages() if path.startswith("akn/")}
    assert plain == {"akn/", "akn/cn/", "akn/cn/act/", "akn/cn/act/guobanfa/", "akn/cn/act/guobanfa/2012/",
                     "akn/cn/act/guobanfa/2013/", "akn/cn/act/2001/", "akn/kr/", "akn/kr/act/", "akn/kr/act/2001/"}
    assert {path.removeprefix("ko/") for path in pages() if path.startswith("ko/")} == plain


def test_a_page_lists_folders_with_what_they_stand_for_and_works_directly_below() -> None:
    def folders(path: str) -> list[str]:
        return [" ".join(item.text_content().split()) for item in pages()[path].xpath("//ul[@class='folders']/li")]

    assert folders("akn/") == ["cn/ 中国 3", "kr/ 韩国 1"]
    assert folders("en/akn/") == ["cn/ China 3", "kr/ South Korea 1"]
    assert folders("akn/cn/act/") == ["2001/ 人大 1", "guobanfa/ 国办 2"]
    assert folders("akn/cn/act/2001/") == []
    page = pages()["ko/akn/cn/act/2001/"]
    assert page.xpath("//h3/a/@href") == ["../../../../../ko/akn/cn/act/2001/7/"]
    assert page.xpath("string(//h3/a)").strip() == "<akn/cn/act/2001/7/>"


def test_the_steps_lead_up() -> None:
    steps = pages()["akn/cn/act/guobanfa/"].xpath("//nav[@class='steps']//li")
    assert [(step.text_content(), step.xpath("string(a/@href)")) for step in steps] == [
        ("akn", "../../../"), ("cn", "../../"), ("act", "../"), ("guobanfa", "")]


def test_a_work_at_an_address_above_another_keeps_its_page() -> None:
    settings = Settings("https://law.example/")
    nested = [work("akn/cn/act/2001/", "a"), work("akn/cn/act/2001/7/", "b")]
    made = {page.path for page in parents(settings, dict.fromkeys(settings.interfaces.languages, nested))}
    assert "akn/cn/act/2001/" not in made
    assert "akn/cn/act/" in made
