"""A finding on a reference whose numbers the other text prints in a way that is not read as one."""

from __future__ import annotations

import pytest
from diptych.review.clause_pairs import ClausePair, ComparedClause, Discrepancy, Span, Spans, TextPair
from diptych.review.cross_references.printed_numbers import is_in_path, is_printed

from tests.review.side import languages


def places(texts: TextPair, words: tuple[str, str]) -> tuple[list[ClausePair], Spans]:
    """The texts as a pair of clauses, and where these words are in them."""
    left, right = (Span(text.index(word), text.index(word) + len(word)) if word else None
                   for text, word in zip(texts, words, strict=True))
    return [ClausePair(ComparedClause("p_1", texts[0]), ComparedClause("p_1", texts[1]))], (left, right)


@pytest.mark.parametrize(("left", "right", "words", "printed"), [
    ("第六條第一項第一款至第三款及第五款", "subparagraphs 1-3 and 5 of Paragraph 1 of Article 6", ("第六條", ""), True),
    ("第六條第一項第一款至第三款及第五款", "subparagraphs 1-3 and 5 of Paragraph 1", ("第六條", ""), False),
    ("依附錄四辦理", "in accordance with Appendix four", ("附錄四", ""), True),
    ("第十七條第二項、第五項", "paragraph 2, 5 of Article 17", ("第五項", "5"), True),
    ("第十七條第二項、第五項", "paragraph 2, 6 of Article 17", ("第五項", "6"), False),
    ("第一項第三款", "Paragraph 3, item 1", ("第一項第三款", "3"), True),
    ("第一項第三款", "Paragraph 3, item 2", ("第一項第三款", "2"), False),
    ("第十九條及第二十六條之土地", "the land of Articles nineteen and twenty-six", ("第二十六條", "nineteen"), True),
    ("第十九條及第二十六條之土地", "the land of Articles nineteen and twenty-five", ("第二十六條", "nineteen"), False),
    ("第五條第一項及第二項", "Article 5(I) and (II)", ("第五條第一項", "Article 5(I)"), True),
    ("第五條第一項及第三項", "Article 5(I) and (II)", ("第三項", "Article 5(I)"), False),
    ("第八條及五日內", "within 8 days", ("第八條", ""), True),
    ("第十六條", "under Article 1 6", ("第十六條", "1"), True),
    ("第十六條", "under Article 1 7.", ("第十六條", "1"), False),
    ("第十六條", "under Article 1 6.5", ("第十六條", "1"), False),
    ("第二條第一項第一款至第四款", "in Article 2.1.1 to 2.1.4", ("", "Article 2.1"), True),
    ("第十七條、第二十五條第一項", "Articles 15,17 and 25.1", ("第二十五條第一項", ""), True),
    ("第十七條、第二十五條第一項", "Articles 15,17 and 25.2", ("第二十五條第一項", ""), False),
    ("第二條第一項第三款", "in Article 7.8.4", ("", "Article 7.8"), False)])
def test_its_numbers_are_printed(left: str, right: str, words: tuple[str, str], *, printed: bool) -> None:
    pairs, spans = places((left, right), words)
    assert is_printed(Discrepancy("Q005", 0, spans), pairs, languages("zho-Hant-eng")) is printed
    assert not is_printed(Discrepancy("Q001", 0, spans), pairs, languages("zho-Hant-eng"))


@pytest.mark.parametrize(("left", "right", "words", "printed"), [
    ("第二條第五款第七目有效劑量", "The dose specified in Article 2.5.(7)", ("五", ""), True),
    ("第二條第六款第七目有效劑量", "The dose specified in Article 2.5.(7)", ("六", ""), False),
    ("第二條第五款有效劑量", "The dose of 2.5.7 specified in Article 2", ("五", ""), False),
    ("第二條第五款第六目有效劑量", "The dose specified in Article 2.5.(7)", ("六", "7"), False)])
def test_a_number_that_is_printed_with_those_around_it(left: str, right: str, words: tuple[str, str], *,
                                                       printed: bool) -> None:
    pairs, spans = places((left, right), words)
    assert is_in_path(Discrepancy("Q001", 0, spans), pairs, languages("zho-Hant-eng")) is printed
    assert not is_in_path(Discrepancy("Q005", 0, spans), pairs, languages("zho-Hant-eng"))
