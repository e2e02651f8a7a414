"""References compared: other units, members of lists and ranges that are left out, and what is no discrepancy."""

from __future__ import annotations

import pytest
from diptych.review.references import references

from tests.base import schema


def found(languages: tuple[str, str], left: str, right: str) -> list[tuple[tuple[str, str], ...]]:
    known = schema().languages
    return [item.facts for item in references((left, right), (known[languages[0]], known[languages[1]]), 0)]


@pytest.mark.parametrize(("languages", "left", "right", "words"), [
    (("zho", "kor"), "依照第三条第二款", "제3조제4항에 따라", ("第三条第二款", "제3조제4항")),
    (("zho", "kor"), "第三条至第五条", "제3조부터 제6조까지", ("第三条至第五条", "제3조부터 제6조까지")),
    (("zho", "kor"), "第三条、第五条和第八条", "제3조 및 제5조", ("第八条", "제5조")),
    (("eng", "fra"), "paragraph 4(1)(a)", "l’alinéa 4(1)b)", ("paragraph 4(1)(a)", "alinéa 4(1)b)")),
    (("zho-Hant", "eng"), "依第三條第一項第七款", "under Subparagraph 8, Paragraph 1, Article 3",
     ("第三條第一項第七款", "8")),
    (("eng", "fra"), "Despite subsection (1), one person may", "Malgré le paragraphe (4), une personne peut",
     ("subsection (1)", "paragraphe (4)")),
    (("eng", "fra"), "under sections 11.3 to 11.4", "aux articles 11.2 à 11.4",
     ("sections 11.3 to 11.4", "articles 11.2 à 11.4")),
    (("zho-Hant", "eng"), "依第七條第一項第九款", "under Subparagraph 9, Paragraph 1, Article 9", (
        "第七條第一項第九款", "9")),
    (("zho", "kor"), "第七条第九款第一项", "제9조제9항", ("第七条第九款第一项", "제9조제9항")),
    (("zho", "eng"), "第二条第（一）款和第九条、第十条", "Section 2(a)(4)(B) and sections 9 and 11", ("第十条", "11")),
    (("zho", "kor"), "按照附件2办理", "별표 3에 따라", ("附件2", "별표 3")),
    (("eng", "fra"), "set out in Schedule 2", "figurant à l’annexe 4", ("Schedule 2", "annexe 4")),
    (("zho", "eng"), "第三条第a款", "Section 4(a)", ("第三条", "Section 4(a)")),
    (("zho-Hant", "eng"), "第六條第五款及第九條第一項第五款",
     "subparagraph 2, paragraph 1 of Article 6 and subparagraph 5, paragraph 1 of Article 9", ("第六條第五款", "2")),
    (("eng", "fra"), "set out in Schedule 3, as in Schedule 2", "figurant à l’annexe 2", ("Schedule 3", "–")),
])
def test_other_units_are_found(languages: tuple[str, str], left: str, right: str, words: tuple[str, str]) -> None:
    assert found(languages, left, right) == [(("left", words[0]), ("right", words[1]))]


@pytest.mark.parametrize(("languages", "left", "right"), [
    (("zho", "kor"), "依照第三条第二款第（一）项", "제3조제2항제1호에 따라"),
    (("zho", "kor"), "前款规定", "제1항에 따른"),
    (("zho", "kor"), "第一、二款及第三款", "제1항부터 제3항까지"),
    (("eng", "fra"), "under subsection (1)", "ainsi reçus"),
    (("eng", "fra"), "sections 5.4 to 5.7", "articles 5.4 à 5.7"),
    (("zho-Hant", "eng"), "第六條至第八條及第十條之一", "Articles 6, 7, 8, and 10-1"),
    (("zho", "eng"), "第二条a款第(4)项", "Section 2(a)(4)"),
    (("zho", "eng"), "第三条和第二条第四款", "section 3 and Section 2(a)(4)"),
    (("jpn", "eng"), "第三条", "Article 4"),
    (("eng", "fra"), "Schedule 2 and section 4", "l’annexe 2 et l’article 4"),
    (("zho", "eng"), "第十六条和前条", "Article 16 and the preceding Article"),
    (("zho", "eng"), "前条和第十六条", "Articles 7 and 16"),
])
def test_the_same_units_in_other_words_are_none(languages: tuple[str, str], left: str, right: str) -> None:
    assert found(languages, left, right) == []


def test_an_article_is_missing_where_no_word_stands_for_it() -> None:
    left = "Section 16 applies to increases greater than those in section 19."
    right = "L’article 16 s’applique aux augmentations supérieures à celles prévues à cet article."
    assert found(("eng", "fra"), left, right) == [(("left", "section 19"), ("right", "–"))]
    assert found(("eng", "fra"), left, right.replace("cet article", "l’article précédent")) == []
