"""Notes at the foot of a page: a note on words of another note."""

from __future__ import annotations

from diptych.render.print.footnotes import put_at_foot
from lxml import html

MARK = "<sup class='akn-noteRef'><a class='akn-mark' href='#{0}'>{0}</a></sup>"
NOTE = "<li class='akn-note' id='{}'><span class='akn-note-words'>{}</span></li>"


def test_a_note_in_a_note_comes_behind_it() -> None:
    article = html.fromstring(
        f"<article lang='ko'><p>본문{MARK.format('a')}이다.</p><section class='akn-notes'><ol>"
        f"{NOTE.format('a', '첫째' + MARK.format('b') + ' 주')}{NOTE.format('b', '둘째 주')}</ol></section></article>")
    put_at_foot(article, {})
    first, second = (article.get_element_by_id(name) for name in "ab")
    assert first.getnext() is second
    assert (first.tail, second.tail) == (None, "이다.")
    assert ["".join(note.itertext()).split() for note in (first, second)] == [["a", "첫째b", "주"], ["b", "둘째", "주"]]
    assert article.find("section") is None
