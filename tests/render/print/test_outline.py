"""Contents, index and bookmarks of a law with many articles and addenda."""

from __future__ import annotations

import pytest
from diptych.render.print import margin, outline
from lxml import etree
from lxml import html as lxml_html


def law(articles: int, addenda: tuple[str, ...] = (), heading: str = "가") -> etree._Element:
    """A law of one chapter; its articles have headings."""
    sections = "".join(f"<section class='akn-article' id='art_{number}' data-eid='art_{number}'>"
                       f"<h3 class='akn-headline'><span class='akn-num'>제{number}조</span>"
                       f" <span class='akn-heading'>({heading})</span></h3>"
                       f"<p>본문</p></section>" for number in range(1, articles + 1))
    later = "".join(
        f"<section class='akn-hcontainer' id='h_{number}' data-eid='h_{number}' data-name='addenda'>"
        f"<h2 class='akn-headline'><span class='akn-heading'>{name}</span></h2><section class='akn-article'"
        f" id='h_{number}_a' data-eid='h_{number}_a'><h3 class='akn-headline'><span class='akn-num'>제1조</span>"
        f" <span class='akn-heading'>(시행일)</span></h3></section></section>" for number, name in enumerate(addenda))
    made = lxml_html.fragment_fromstring(
        f"<article lang='ko'><section class='akn-chapter' id='c' data-eid='c'><h2 class='akn-headline'>"
        f"<span class='akn-num'>제1장</span> <span class='akn-heading'>총칙</span></h2>{sections}</section>{later}"
        "</article>")
    margin.read_numbers(made)
    return made


def listed(article: etree._Element) -> list[tuple[int, str]]:
    return [(entry.level, entry.titles[0][1]) for entry in outline.contents(article)]


def test_contents_go_down_to_the_articles_or_to_the_chapters() -> None:
    assert listed(law(3)) == [(1, "제1장 총칙"), (2, "제1조 (가)"), (2, "제2조 (가)"), (2, "제3조 (가)")]
    assert len(listed(law(149))) == 150
    assert listed(law(150)) == [(1, "제1장 총칙")]


@pytest.mark.parametrize(("names", "shown"), [
    (("부칙 &lt;제341호,1954.9.23&gt;", "부칙 &lt;제705호,1961.9.1&gt;"), "부칙"),
    (("부칙 &lt;제341호,1954.9.23&gt;",), "부칙 <제341호,1954.9.23>"), (("부칙", "부칙"), "부칙"),
    (("附　則", "附　則　（平成二九年六月二日法律第四五号）"), "附　則")])
def test_addenda_are_one_entry(names: tuple[str, ...], shown: str) -> None:
    article = law(2, names)
    assert [title for _, title in listed(article)] == ["제1장 총칙", "제1조 (가)", "제2조 (가)", shown]
    outline.bookmark(article)
    marked = [(unit.get("data-level"), unit.get("data-bookmark")) for unit in article.iter("section")
              if unit.get("data-name") == "addenda"]
    assert marked[0] == ("1", shown)
    assert [level for level, _ in marked[1:]] == ["2"] * (len(names) - 1)


def test_articles_that_the_contents_lack_are_in_an_index() -> None:
    article = law(152, ("부칙 &lt;제1호&gt;",))
    entries = outline.index(article, {entry.id for entry in outline.contents(article)})
    assert len(entries) == 31
    assert [(entry.id, entry.titles[0][1]) for entry in entries[:2]] == [
        ("art_1", "제1조–제5조"), ("art_6", "제6조–제10조")]
    assert entries[-1].titles[0][1] == "제151조–제152조"
    assert not outline.index(law(10), ())
    assert not outline.index(law(40), {f"art_{number}" for number in range(1, 41)})
