from __future__ import annotations

import pytest
from diptych.render.html.view import Addresses


@pytest.mark.parametrize(("iri", "address"), [
    ("/akn/cn/act/law/2001/3", "../akn/cn/act/law/2001/3/"),
    ("/akn/cn/act/law/2001/3#art_4", "../akn/cn/act/law/2001/3/#art_4"),
    ("/akn/cn/act/law/2001/3/~art_4", "../akn/cn/act/law/2001/3/#art_4"),
    ("/akn/cn/act/law/2001/3/!main~art_4", "../akn/cn/act/law/2001/3/#art_4"),
    ("/akn/cn/act/law/2001/3/!main", "../akn/cn/act/law/2001/3/"),
    ("/akn/cn/act/law/2001/3/~art_4->art_6", "../akn/cn/act/law/2001/3/~art_4-%3Eart_6/"),
    ("/akn/cn/act/law/2001/31/~art_4", ""),
])
def test_clauses_and_ranges_of_published_works_are_found(iri: str, address: str) -> None:
    assert Addresses({"/akn/cn/act/law/2001/3": "akn/cn/act/law/2001/3/"}, "../").find(iri) == address
