"""The lengths of texts are those that readability counts, after parts of a tree were dropped too."""

from __future__ import annotations

from random import Random
from typing import Any

from diptych.readers.formats.web_pages.text_measures import Measures
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from readability import Document
from readability.readability import text_length

TEXTS = st.text("ab,\n\t \u3000\xa0", max_size=6) | st.just(" \n" * 200) | st.just("\xa0" * 300)
TREES = st.recursive(TEXTS, lambda inner: st.tuples(st.sampled_from(["a", "b", "p"]), st.lists(inner, max_size=4)))


def written(tree: Any) -> str:
    if isinstance(tree, str):
        return tree
    name, inner = tree
    return f"<{name}>{''.join(map(written, inner))}</{name}>"


@given(st.lists(TREES, max_size=5), st.randoms(use_true_random=False))
def test_lengths_and_links_are_those_of_readability(trees: list[object], chance: Random) -> None:
    page = html.fragment_fromstring("".join(map(written, trees)), create_parent="div")
    measures, library = Measures(), Document("")
    elements = list(page.iter())
    measures.of(page)
    dropped = chance.choice(elements)
    if dropped is not page:
        outer = dropped.getparent()
        dropped.drop_tree()
        measures.changed(outer)
    for element in page.iter():
        measure = measures.of(element)
        assert measure.length == text_length(element)
        assert measure.commas == element.text_content().count(",")
        assert measure.density == library.get_link_density(element)
