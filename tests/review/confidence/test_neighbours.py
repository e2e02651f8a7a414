"""Findings that the clauses around explain: they are asked for, and another finding of their kind is reported."""

from __future__ import annotations

import pytest
from diptych.review.checks import confident, review
from diptych.review.clause_pairs import ClausePair, ComparedClause

from tests.review.side import languages, reviewed

Texts = list[tuple[str, str]]


def reported(texts: Texts, names: str) -> list[tuple[int, str]]:
    return [(item.pair, item.code) for item in confident(reviewed(texts, names)).discrepancies if item.code != "Q032"]


@pytest.mark.parametrize(("names", "explained", "other"), [
    # A number in the next line of the other text.
    ("eng-kor", [("See the part", "4.4% 참조."), ("of 4.4%, on source code.", "소스 코드")],
     [("See the part", "4.4% 참조."), ("of 4.5%, on source code.", "소스 코드")]),
    ("eng-kor", [("Open Licence 200", "공개 라이선스"), ("", "버전 200")],
     [("Open Licence 200", "공개 라이선스"), ("", "버전 300")]),
    # An amount to which the other text points.
    ("eng-kor", [("It pays $24,000,000.", "24,000,000달러를 낸다."), ("The $24,000,000 is kept.", "이를 보관한다.")],
     [("It pays $25,000,000.", "25,000,000달러를 낸다."), ("The $24,000,000 is kept.", "이를 보관한다.")]),
    # An item by its letter.
    ("kor-zho", [("위의 제2항의 방법으로", "依前述b项方式")], [("제7조제3항의 방법으로", "依前述b项方式")]),
    # Figures that mean something else in the language, as in an example.
    ("eng-fra", [("1,3;7 prints pages 1, 3 and 7.", "1,3;7 imprime les pages 1, 3 et 7.")],
     [("It prints pages 1, 3 and 8.", "3;7 imprime les pages 1, 3 et 7.")]),
    # A quotation over two lines.
    ("zho-eng", [("参见“已知缺陷", "See “known bugs”."), ("的记录”一节。", "It is there.")],
     [("参见“已知缺陷", "See “known bugs”."), ("的记录一节。", "It is there.")]),
    # A reference that the other text leaves out, as French does.
    ("eng-fra", [("On the report of the engineer under section 7, the Minister decides.", "Sur rapport, il décide.")],
     [("On the report of the engineer under section 7, the Minister decides.",
       "Sur rapport présenté au titre de l’article 8, il décide.")]),
    ("eng-fra", [("The officer may use paragraph 11(a) without a warrant under section 11.1.",
                  "L’agent peut exercer sans mandat les pouvoirs visés à l’alinéa 11a).")],
     [("The officer may use paragraph 11(a) without a warrant under section 11.1.",
       "L’agent peut exercer sans le mandat de l’article 11.2 les pouvoirs visés à l’alinéa 11a).")]),
    # A reference that one text alone repeats: French may leave it out.
    ("eng-fra", [("Tax under section 165 and section 8 is due.", "La taxe visée aux articles 165 et 8 est due."),
                 ("Tax under section 165 is due for section 9.", "Cette taxe est due pour l’article 9.")],
     [("Tax under section 165 and section 8 is due.", "La taxe visée aux articles 165 et 8 est due."),
      ("Tax under section 165 is due for section 9.", "La taxe visée à l’article 166 est due pour l’article 9.")]),
    # A number with a blank of which one language reads a part.
    ("eng-fra", [("more than 1 500 tons", "plus de 1 500")], [("more than 1 600 tons", "plus de 1 500")]),
    # A reference that the other text has in the items below.
    ("zho-eng", [("依第九条按下列方式拆除设备：", "The equipment is removed as follows:"),
                 ("即时拆除。", "at once, under article 9.")],
     [("依第九条按下列方式拆除设备：", "The equipment is removed as follows:"), ("即时拆除。", "at once.")]),
    # The same figures in both texts, whatever their marks mean.
    ("eng-fra", [("A payment of $125,000 a year.", "Un versement annuel de $125,000.")],
     [("A payment of $125,000 a year.", "Un versement annuel de $126,000.")]),
])
def test_what_the_clauses_around_have_is_asked_for(names: str, explained: Texts, other: Texts) -> None:
    assert not reported(explained, names)
    assert reported(other, names)


@pytest.mark.parametrize(("left", "right", "codes"), [
    ("當事人已死亡者，準用第四條及第七條。", "For Article 8, Article 4 and Article 7 apply.", []),
    ("當事人已死亡者，準用第四條及第七條。", "For Article 9, Article 4 and Article 7 apply.", ["Q005"]),
    ("本法第八條第二項所定代表", "the representative of Article 8, Paragraph 3 of the Act", ["Q005"]),
    ("依第九條及第七條", "under Article 8 and Article 7", ["Q005"]),
    # A number of a reference that the other text prints in another way.
    ("前條第一項通報後", "Upon receipt of the notification in Paragraph 7.1", []),
    ("前條第一項通報後", "Upon receipt of the notification in Paragraph 7.2", ["Q005"]),
    ("辦理第一項所定事項", "to carry out the items in Paragraph 8.1", []),
    ("前項犯罪之成立", "a crime as described in Paragraph 1 of this Article", []),
    ("其計算方式，依前條第二項規定，並依前項", "as stipulated in Paragraph 2, Article 7, and in above Paragraph 1", []),
])
def test_a_text_may_say_paragraph_1_for_the_article_of_the_clause(left: str, right: str, codes: list[str]) -> None:
    pair = ClausePair(ComparedClause("art_8__para_2", left), ComparedClause("art_8__para_2", right))
    made = confident(review([pair], languages("zho-Hant-eng"), ()))
    assert [item.code for item in made.discrepancies] == codes


def test_a_number_that_both_texts_have_in_the_article_is_asked_for() -> None:
    texts = [("第二条的名册须核准。", "The list is approved."), ("名册依第二条编制。", "The list follows article 2.")]
    assert not of_article(texts, "art_5")
    assert of_article(texts, "art_6") == [(0, "Q001")]


def test_a_time_that_both_texts_have_in_the_article_is_reported() -> None:
    texts = [("最近三年内受处罚者。", "Whoever was fined."), ("三年内不得申请。", "No application within three years.")]
    assert of_article(texts, "art_5") == [(0, "Q001")]


def of_article(texts: Texts, article: str) -> list[tuple[int, str]]:
    """What is reported if the first clause is in article 5 and the second in this one."""
    places = zip(("art_5__para_1", f"{article}__para_2"), texts, strict=True)
    pairs = [ClausePair(ComparedClause(eid, left), ComparedClause(eid, right)) for eid, (left, right) in places]
    return [(item.pair, item.code) for item in confident(review(pairs, languages("zho-eng"), ())).discrepancies]


def test_the_number_of_the_titles_is_no_number_of_the_text() -> None:
    pairs = [ClausePair(ComparedClause(eid, "150 软件包"), ComparedClause(eid, "Packages"))
             for eid in ("preface", "p_1")]
    made = confident(review(pairs, languages("zho-eng"), ()))
    assert [item.pair for item in made.discrepancies] == [1]
