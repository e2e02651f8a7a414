"""A heading that stands above its number keeps its line; contents and running heads name the number first."""

from __future__ import annotations

import pytest
from diptych.interface_text import interface
from diptych.render.html import contents, provisions
from diptych.render.html.view import View
from diptych.render.print import anchors, outline

from tests.render.small import document

NOTED = """<body eId="body"><section eId="sec_3"><heading eId="sec_3__heading">Term of office</heading><num>3</num>
<content eId="sec_3__content"><p eId="sec_3__p_1">Four years.</p></content></section>
<section eId="sec_4"><num>4</num><heading eId="sec_4__heading">Fees</heading>
<content eId="sec_4__content"><p eId="sec_4__p_1">None.</p></content></section></body>"""


@pytest.mark.parametrize(("eid", "called", "above"), [("sec_3", "3 Term of office", True), ("sec_4", "4 Fees", False)])
def test_the_number_comes_first_where_a_unit_is_named(eid: str, called: str, above: bool) -> None:  # noqa: FBT001
    made = document(NOTED)
    assert called in [entry.title for entry in contents.entries(made)]
    top = provisions.headline(made.by_eid[eid], View(made, interface("en")), 2)
    assert top is not None
    assert outline.label(top) == called
    anchors.fold(top)
    assert bool(top.xpath("span[contains(@class, 'akn-above')]")) is above
