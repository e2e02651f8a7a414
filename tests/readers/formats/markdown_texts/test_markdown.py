"""Markdown becomes lines: its marks are no text, and everything else stays."""

from __future__ import annotations

import pytest
from diptych.draft import Footnote
from diptych.readers.formats.lines import Hyperlink, Line, MathFormula, pictures, pieces
from diptych.readers.formats.markdown_texts import markdown
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.reading import decode


def read(source: str) -> tuple[Line, ...]:
    lines = markdown.lines(source, "f").value
    assert lines is not None
    return lines


def words(source: str) -> list[str]:
    return [line.text for line in read(source) if line.text]


@pytest.mark.parametrize("source", [
    "# Act\n\nText.\n", "Act\n\n## Part 1\n\n## Part 2\n", "**Article 1** A.\n\n**Article 2** B.\n"])
def test_headings_and_bold_openings_show_markdown(source: str) -> None:
    assert markdown.is_markdown(source)
    assert "".join(line.text for line in decode(source.encode(), "f").value or ()).count("#") == 0


@pytest.mark.parametrize("source", ["Act\n1. Text.\n", "Act\n# 5 of the list\nText.\n", "Act #1\n* A\n* B ** C\n", ""])
def test_plain_text_is_no_markdown(source: str) -> None:
    assert not markdown.is_markdown(source)


def test_headings_have_no_marks_and_an_empty_line_around_them() -> None:
    lines = read("# Code\n##### Article L111-1 ##\nText #1.\nTitle\n=====\nMore.\n")
    assert [line.text for line in lines] == ["Code", "", "Article L111-1", "", "Text #1.", "", "Title", "", "More."]
    assert [line.strong for line in lines if line.text] == [4, 14, 0, 5, 0]
    assert [(line.position.line, line.position.column) for line in lines if line.text] == [
        (1, 3), (2, 7), (3, 1), (4, 1), (6, 1)]


def test_labels_of_lists_stay() -> None:
    assert words("# A\n1. B\n2) C\n- D\n* E\n> F\n") == ["A", "1. B", "2) C", "- D", "* E", "F"]


def test_emphasis_is_a_span() -> None:
    line = read("# A\n**Article 1** The *quick* ***fox*** `x`\n")[-1]
    assert line.text == "Article 1 The quick fox `x`"
    assert [(line.text[span.start:span.end], span.object) for span in line.spans] == [
        ("Article 1", ("b",)), ("quick", ("i",)), ("fox", ("b", "i"))]
    assert line.strong == len("Article 1")


@pytest.mark.parametrize(("source", "strong"), [
    ("1. **Terms.** Words mean things.", 9), ("(a) **Terms** mean things.", 9), ("See **Terms** of use.", 0),
    ("1. Words **mean** things.", 0)])
def test_words_in_bold_behind_a_label_begin_a_line_in_heading_type(source: str, strong: int) -> None:
    assert read(f"# A\n{source}\n")[-1].strong == strong


def test_spans_within_each_other() -> None:
    line = read("# A\n**a *b* c**\n")[-1]
    assert [(line.text[span.start:span.end], span.object) for span in line.spans] == [
        ("a ", ("b",)), ("b", ("b", "i")), (" c", ("b",))]


def test_asterisks_of_numbers_escapes_links_and_html_are_text() -> None:
    source = "Article R*123-4 or R**5, 2 * 3, \\*4\\*, [law](a.html) <sub>2</sub> snake_case_word"
    assert words(f"# A\n{source}\n")[1] == source.replace("\\*", "*")


def test_a_link_is_a_span_with_its_target() -> None:
    line = read("# A\nSee [the **old** law](https://a.example/b_c_(d)), [e]( https://a.example) ![f](https://a.example/g)"
                "\nand [h](https://a.example/i_j_k) [l].\n")[-1]
    assert line.text == "and h [l]."
    assert [(line.text[span.start:span.end], span.object) for span in line.spans] == [
        ("h", (Hyperlink("https://a.example/i_j_k"),))]
    whole = read("# A\n*a* [b **c** d](https://a.example/) e\n")[-1]
    link = Hyperlink("https://a.example/")
    assert [(whole.text[span.start:span.end], span.object) for span in whole.spans] == [
        ("a", ("i",)), ("b ", (link,)), ("c", (link, "b")), (" d", (link,))]


def test_a_heading_keeps_its_links_and_not_its_type() -> None:
    line = next(line for line in read("# Article [**1** a](https://a.example/)\n") if line.text)
    assert [(line.text[span.start:span.end], span.object) for span in line.spans] == [
        ("1", (Hyperlink("https://a.example/"),)), (" a", (Hyperlink("https://a.example/"),))]


def test_words_behind_a_fence_are_text() -> None:
    assert words("# A\n``` the words of a law\n**b**\n```toml\n**c**\n``` d\n```\n") == [
        "A", "``` the words of a law", "b", "```toml", "**c**", "``` d"]


def test_what_is_no_whole_link_stays_as_it_is_written() -> None:
    source = ("[a](b.html) ! [c](d) \\![c] (https://a.example/d) [](https://a.example/) [* *](https://a.example/) "
              "e](https://a.example/) [f](ftp://a.example/)")
    assert words(f"# A\n{source}\n")[1] == source.replace("\\", "")


def test_a_picture_is_at_its_place() -> None:
    own, within = (line for line in read('# A\n![甲](a.png "乙")\nb ![](c/d.png)*e*\n') if line.figure or line.spans)
    assert own.figure is not None
    assert [dict(item.attributes) for item in pictures((own, within))] == [
        {"src": "a.png", "alt": "甲"}, {"src": "c/d.png"}]
    assert (within.text, [(span.start, span.end) for span in within.spans]) == ("b e", [(2, 2), (2, 3)])


def test_a_table_has_a_header_and_cells() -> None:
    source = "# A\n| N | Words |\n|---|:-:|\n| 1 | a \\| **b** |\n| 2 |  |\nB\n"
    table = next(line.table for line in read(source) if line.table)
    assert [[len(cell.blocks) for cell in row] for row in table.rows] == [[1, 1], [1, 1], [1, 0]]
    assert [cell.header for cell in table.rows[0]] == [True, True]
    assert "".join(text for text, _ in pieces(read("# A\n|N|W|\n|-|-|\n|1|a \\| **b**|\n"))) == "ANW1a | b"


def test_a_note_is_at_its_mark() -> None:
    lines = read("# A\nText[^1] goes on.[^2]\n\n[^1]: First\n    and more.\n\nEnd[^3].\n")
    assert [line.text for line in lines if line.text] == ["A", "Text goes on.[^2]", "End[^3]."]
    span = lines[2].spans[0]
    assert span.start == 4
    assert isinstance(span.object, Footnote)
    assert [block.content[0].text for block in span.object.blocks] == ["First", "and more."]  # type: ignore[union-attr]


def test_a_note_is_there_once() -> None:
    source = "# A\nB[^1] and[^1].\n[^1]: First.\n[^1]: Second.\n|C|D|\n|-|-|\n|E[^2]|F[^2]|\n"
    source += "[^2]: Third, see[^1].\n|G|H|\n|-|-|\n|[^3]|I|\n[^3]: Fourth.\n"
    letters = "".join(text for text, _ in pieces(read(source)))
    assert letters == "ABFirst. and[^1].[^1]: Second.CDEThird, see[^1].F[^2]GH[^3]I[^3]: Fourth."


def test_a_note_may_stand_within_its_line() -> None:
    lines = read("# A\n**Text**^[First, *see* [B].] goes on ^[second].\n^[No words before.]\n")
    held = [span.object for line in lines for span in line.spans if isinstance(span.object, Footnote)]
    assert [line.text for line in lines if line.text] == ["A", "Text goes on .", "^[No words before.]"]
    assert [note.marker for note in held] == ["1", "2"]
    assert "".join(text for text, _ in pieces(lines)) == "ATextFirst, see [B]. goes on second.^[No words before.]"


def test_a_mark_stands_behind_bold_words_and_a_space() -> None:
    lines = read("# A\n**Text**[^1] goes [^2]\n\n|F|\n|-|\n|[^3]|\n\n[^1]: B\n[^2]: C\n[^3]: D\n")
    assert "".join(text for text, _ in pieces(lines)) == "ATextB goes C[^3]F[^3]: D".replace("C[^3]F", "CF[^3]")


def test_code_and_front_matter_stay_as_they_are() -> None:
    assert words("---\ntitle: **A**\n---\n# B\n```\n# C\n**d**\n```\n") == [
        "---", "title: **A**", "---", "B", "# C", "**d**"]


def test_a_thematic_break_is_no_text() -> None:
    assert words("# A\n\n---\n\n* * *\nB\n") == ["A", "B"]


@given(st.lists(st.sampled_from([
    "# a", "**b** c", "d *e", "|f|g|", "|-|-|", "[^1]: i", "j[^1]", "[^1]", "---", "> k", "```", "",
    "l_m_ \\*n", "    o", "==", "[p](q.html)", "![r](s)", "``` t u", "```v", "[w] (x)", "[[y]](z",
    "a^[b *c*] ^[d [e]]", "^[f] g^[[^1]]", "**h** [^1]",
    "aa^[$b$ ![c](d) [e](f)]", "g ![hh^[i](j)] k]"])))
def test_no_letter_is_lost_or_added(rows: list[str]) -> None:
    source = "\n".join(["# z", *rows])
    held = read(source)
    spoken = (value for picture in pictures(held) for name, value in picture.attributes if name in ("alt", "src"))
    letters = "".join((*(text for text, _ in pieces(held)), *spoken))
    assert sorted(filter(str.isalpha, letters)) == sorted(filter(str.isalpha, source))


def test_formulas_have_their_linear_form_and_sums_of_money_stay() -> None:
    source = "# A\nThe **rate $x^2$** is $5 or US$6, $7 (HK$8) and \\$y=1$.\n$$\n\\frac{a}{b}\n$$\n$$ z=1 $$\n"
    held = read(source)
    assert [line.text for line in held if line.text] == [
        "A", "The rate x² is $5 or US$6, $7 (HK$8) and $y=1$.", "a/b", "z=1"]
    spans = [(span.start, span.end, [item.linear if isinstance(item, MathFormula) else item for item in span.object])
             for line in held for span in line.spans if isinstance(span.object, tuple)]
    assert spans == [(4, 9, ["b"]), (9, 11, ["b", "x²"]), (0, 3, ["a/b"]), (0, 3, ["z=1"])]


@pytest.mark.parametrize("source", ["$$\nx\n", "$$ x } $$", "$$x$$ and more", "```\n$$x$$\n```", "costs $x } = 1$ it"])
def test_what_is_no_formula_stays_as_written(source: str) -> None:
    assert "".join(words(f"# A\n{source}\n")) == "A" + source.replace("```", "").replace("\n", "")


def test_a_formula_that_is_partly_known_is_named() -> None:
    found = decode(b"# A\nText $\\foo{x}$.\n", "f")
    assert [item.code for item in found.diagnostics] == ["T032"]


def test_a_line_end_of_html_ends_a_line_in_a_text_and_in_a_cell() -> None:
    held = read("# A\nB<br>**C**<BR/>`d<br>e`\n**x<br>y**\n\n|F|\n|-|\n|- G<br />- H[^1]|\n\n[^1]: I\n")
    assert [line.text for line in held if line.text][:5] == ["A", "B", "C", "`d<br>e`", "x<br>y"]
    table = next(line.table for line in held if line.table)
    assert [[len(cell.blocks) for cell in row] for row in table.rows] == [[1], [2]]
    assert [text for text, _ in pieces(held)][-4:-1] == ["- G", "- H", "I"]
