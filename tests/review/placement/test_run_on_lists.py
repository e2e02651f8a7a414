"""Lists of one text that the other says in one sentence: their items are not without counterpart."""

from __future__ import annotations

import pytest
from diptych.review.clause_pairs import ClausePair, ComparedClause
from diptych.review.placement.lengths import Ratio
from diptych.review.placement.run_on_lists import run_on

CHAPEAU = "The officer may, in a notice that is served on the reader,"
ITEMS = ("order the reader to return all books at once;", "order the reader to pay what the law provides.")
SENTENCE = "L’agent peut, par avis signifié au lecteur, ordonner le retour des livres et le paiement de la somme due."


def clause(eid: str, text: str) -> ComparedClause:
    return ComparedClause(eid, text)


def divided(*others: ComparedClause | None) -> list[ClausePair]:
    """A section of three clauses, beside what the other text has for each."""
    own = (clause("sec_2__intro", CHAPEAU), clause("sec_2__para_1", ITEMS[0]), clause("sec_2__para_2", ITEMS[1]))
    return [ClausePair(left, right) for left, right in zip(own, others, strict=True)]


@pytest.mark.parametrize(("others", "doubtful"), [
    ((clause("sec_2", SENTENCE), None, None), {1, 2}),
    ((None, None, clause("sec_2", SENTENCE)), {0, 1}),
    ((clause("sec_2", "L’agent peut, par avis :"), None, None), set()),
    ((clause("sec_2__intro", CHAPEAU), clause("sec_2__para_1", SENTENCE), None), set()),
    ((None, None, clause("sec_2__para_2", SENTENCE)), set())],
    ids=["a sentence", "with the last item", "the beginning alone", "a list without an item", "one item of three"])
def test_items_are_said_in_one_sentence(others: tuple[ComparedClause | None, ...], doubtful: set[int]) -> None:
    assert run_on(divided(*others), Ratio(0.0, 0.2)) == doubtful
    turned = [ClausePair(pair.right, pair.left) for pair in divided(*others)]
    assert run_on(turned, Ratio(0.0, 0.2)) == doubtful


def test_an_item_that_stands_with_the_beginning_is_said_in_the_sentence_too() -> None:
    whole = ComparedClause("sec_2", f"{CHAPEAU}\n{ITEMS[0]}", ("sec_2__intro__p_1", "sec_2__para_1__content__p_1"))
    pairs = [ClausePair(whole, clause("sec_2", SENTENCE)), ClausePair(clause("sec_2__para_2", ITEMS[1]), None)]
    assert run_on(pairs, Ratio(0.0, 0.2)) == {1}
    headed = ComparedClause("sec_2", f"Orders\n{CHAPEAU}", ("sec_2__heading", "sec_2__intro__p_1"))
    assert run_on([ClausePair(headed, clause("sec_2", SENTENCE)), pairs[1]], Ratio(0.0, 0.2)) == set()
