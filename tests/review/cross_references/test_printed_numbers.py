"""A finding on a reference whose numbers the other text prints in a way that is not read as one."""

from __future__ import annotations

import pytest
from diptych.review.clause_pairs import ClausePair, ComparedClause, Discrepancy, Span
from diptych.review.cross_references.printed_numbers import is_in_path, is_printed

from tests.review.side import languages


@pytest.mark.parametrize(("left", "right", "words", "printed"), [
    ("第六條第一項第一款至第三款及第五款", "subparagraphs 1-3 and 5 of Paragraph 1 of Article 6", ("第六條", ""), True),
    ("第六條第一項第一款至第三款及第五款", "subparagraphs 1-3 and 5 of Paragraph 1", ("第六條", ""), False),
    ("依附錄四辦理", "in accordance with Appendix four", ("附錄四", ""), True),
    ("第十七條第二項、第五項", "paragraph 2, 5 of Article 17", ("第五項", "5"), True),
    ("第十七條第二項、第五項", "paragraph 2, 6 of Article 17", ("第五項", "6"), False),
    ("第一項第三款", "Paragraph 3, item 1", ("第一項第三款", "3"), False),
    ("第十六條", "under Article 1 6", ("第十六條", "1"), True),
    ("第十六條", "under Article 1 7.", ("第十六條", "1"), False),
    ("第十六條", "under Article 1 6.5", ("第十六條", "1"), False),
    ("第二條第一項第一款至第四款", "in Article 2.1.1 to 2.1.4", ("", "Article 2.1"), True),
    ("第十七條、第二十五條第一項", "Articles 15,17 and 25.1", ("第二十五條第一項", ""), True),
    ("第十七條、第二十五條第一項", "Articles 15,17 and 25.2", ("第二十五條第一項", ""), False),
    ("第二條第一項第三款", "in Article 7.8.4", ("", "Article 7.8"), False)])
def test_its_numbers_are_printed(left: str, right: str, words: tuple[str, str], *, printed: bool) -> None:
    spans = [Span(text.index(word), text.index(word) + len(word)) if word else None
             for text, word in zip((left, right), words, strict=True)]
    pairs = [ClausePair(ComparedClause("p_1", left), ComparedClause("p_1", right))]
    found = Discrepancy("Q005", 0, (spans[0], spans[1]))
    assert is_printed(found, pairs, languages("zho-Hant-eng")) is printed
    assert not is_printed(Discrepancy("Q001", 0, (spans[0], spans[1])), pairs, languages("zho-Hant-eng"))


@pytest.mark.parametrize(("left", "right", "words", "printed"), [
    ("第二條第五款第七目有效劑量", "The dose specified in Article 2.5.(7)", ("五", ""), True),
    ("第二條第六款第七目有效劑量", "The dose specified in Article 2.5.(7)", ("六", ""), False),
    ("第二條第五款有效劑量", "The dose of 2.5.7 specified in Article 2", ("五", ""), False),
    ("第二條第五款第六目有效劑量", "The dose specified in Article 2.5.(7)", ("六", "7"), False)])
def test_a_number_that_is_printed_with_those_around_it(left: str, right: str, words: tuple[str, str], *,
                                                       printed: bool) -> None:
    spans = [Span(text.index(word), text.index(word) + len(word)) if word else None
             for text, word in zip((left, right), words, strict=True)]
    pairs = [ClausePair(ComparedClause("p_1", left), ComparedClause("p_1", right))]
    found = Discrepancy("Q001", 0, (spans[0], spans[1]))
    assert is_in_path(found, pairs, languages("zho-Hant-eng")) is printed
    assert not is_in_path(Discrepancy("Q005", 0, (spans[0], spans[1])), pairs, languages("zho-Hant-eng"))
