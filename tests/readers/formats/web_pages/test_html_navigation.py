"""Elements of a page that lead elsewhere: by their names, by roles, and by their links."""

from __future__ import annotations

import pytest
from diptych.readers.formats.web_pages.html_navigation import navigation
from lxml import html

LINKS = "<a href='1'>甲</a> <a href='2'>乙</a> <a href='3'>丙</a>"


@pytest.mark.parametrize(("inner", "names"), [
    (f"<p>{LINKS}</p><div><ul><li>{LINKS}</ul>丁戊己庚</div>", ["p", "ul"]),
    (f"<div><div>{LINKS}</div><p>{LINKS}</p></div>", ["div"]),
    (f"<p>{LINKS}丁戊己庚</p>", []),
    ("<p><a href='1'>甲</a><a href='2'>乙</a></p>", []),
    ("<p><a>甲</a><a>乙</a><a>丙</a></p>", []),
    ("<nav>甲</nav><p role='search'>乙</p><aside role='doc-footnote'>丙</aside>", ["nav", "p"]),
    (f"<article hidden><nav>甲</nav><p>{LINKS}</p></article>", []),
    (f"<div style='display:none'>{LINKS}</div><div>丁戊己庚<p>{LINKS}</p><b hidden><nav>甲</nav></b></div>", ["p"]),
])
def test_the_outermost_elements_beside_the_content_are_found(inner: str, names: list[str]) -> None:
    page = html.document_fromstring(f"<body>{inner}</body>").find("body")
    assert page is not None
    found = navigation(page)
    assert [item.tag for item in page.iter() if item in found] == names
