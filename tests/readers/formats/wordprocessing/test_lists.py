"""Paragraphs have the numbers that Word prints, wherever their list comes from."""

from __future__ import annotations

import pytest
from diptych.readers.formats.lines import cell_texts

from tests.readers import packages

LEVELS = "".join(f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/>'
                 "</w:lvl>" for depth, text in enumerate(("%1.", "%1.%2", "(%3)")))
KIND = f'<w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum>'


def num(key: int, kind: int = 0, inner: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{kind}"/>{inner}</w:num>'


def p(words: str = "x", *, key: int | None = None, depth: int | None = None, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    place = f'<w:ilvl w:val="{depth}"/>' if depth is not None else ""
    listed = f'<w:numId w:val="{key}"/>' if key is not None else ""
    return f"<w:p><w:pPr>{named}<w:numPr>{place}{listed}</w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def labels(body: str, numbering: str, styles: str = "") -> list[str]:
    reading = packages.read_word(packages.word(body, numbering=numbering, styles=styles))
    return [line.text.rpartition("x")[0].strip() for line in reading.lines if line.text]


def style(name: str, numbering: str, base: str = "") -> str:
    return (f'<w:style w:type="paragraph" w:styleId="{name}"><w:basedOn w:val="{base}"/><w:pPr><w:numPr>{numbering}'
            "</w:numPr></w:pPr></w:style>")


def test_lists_of_one_kind_count_on() -> None:
    assert labels(p(key=1, depth=0) + p(key=2, depth=0), KIND + num(1) + num(2)) == ["1.", "2."]


def test_a_list_with_a_start_of_its_own_starts_over_once() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = p(key=1, depth=0) + p(key=2, depth=0) + p(key=2, depth=0) + p(key=1, depth=0) + p(key=2, depth=0)
    assert labels(body, KIND + num(1) + num(2, 0, restart)) == ["1.", "5.", "6.", "7.", "8."]


def test_a_start_of_its_own_waits_for_the_first_paragraph_of_its_depth() -> None:
    """As LibreOffice 25.2 prints it."""
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = p(key=1, depth=0) + p(key=2, depth=2) + p(key=2, depth=0) + p(key=2, depth=0)
    assert labels(body, KIND + num(1) + num(2, 0, restart)) == ["1.", "(1)", "1.", "2."]


def test_a_list_starts_over_at_one_depth() -> None:
    """As LibreOffice 25.2 prints it."""
    restart = "".join(f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="4"/></w:lvlOverride>'
                      for depth in (0, 2))
    body = p(key=1, depth=0) + p(key=1, depth=2) + p(key=2, depth=2) + p(key=2, depth=0)
    assert labels(body, KIND + num(1) + num(2, 0, restart)) == ["1.", "(1)", "(4)", "2."]


def test_a_level_goes_on_behind_the_levels_below_the_one_that_restarts_it() -> None:
    """[MS-OI29500], lvlRestart: level 2 and those above it restart a level with lvlRestart 2; level 3 does not."""
    texts = ("%1", "%1.%2", "%1.%2.%3", "%2.%4")
    levels = "".join(f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
                     f'<w:lvlRestart w:val="{2 if depth == 3 else depth}"/><w:lvlText w:val="{text}"/></w:lvl>'
                     for depth, text in enumerate(texts))
    kind = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    depths = (0, 1, 2, 3, 3, 2, 3, 1, 3, 0, 3)
    assert labels("".join(p(key=1, depth=depth) for depth in depths), kind + num(1)) == [
        "1", "1.1", "1.1.1", "1.1", "1.2", "1.1.2", "1.3", "1.2", "2.1", "2", "1.1"]


def test_a_level_without_a_start_begins_with_zero() -> None:
    """ECMA-376, section 17.9.25."""
    kind = KIND.replace('<w:start w:val="1"/>', "", 1)
    assert labels(p(key=1, depth=0) + p(key=1, depth=0), kind + num(1)) == ["0.", "1."]


def test_the_depth_of_a_style_counts_before_the_level_linked_to_the_style_below_it() -> None:
    kind = KIND.replace('<w:lvl w:ilvl="2">', '<w:lvl w:ilvl="2"><w:pStyle w:val="A"/>')
    styles = style("A", '<w:numId w:val="1"/>') + style("B", '<w:ilvl w:val="1"/>', "A") + style("C", "", "B")
    assert labels(p(style="A") + p(style="B") + p(style="C"), kind + num(1), styles) == ["(1)", "1.2", "1.3"]


def test_numbers_of_legal_labels_keep_their_zeros() -> None:
    level = ('<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:isLgl/><w:lvlText w:val="%1."/></w:lvl>')
    for kind, printed in (("decimalZero", "01."), ("upperRoman", "1.")):
        numbering = f'<w:abstractNum w:abstractNumId="0">{level.format(kind)}</w:abstractNum>'
        assert labels(p(key=1, depth=0), numbering + num(1)) == [printed]


@pytest.mark.parametrize(("kind", "printed"), [
    ("hebrew1", "\u05d0."), ("hebrew2", "\u05d0."), ("arabicAlpha", "\u0623."), ("arabicAbjad", "\u0623."),
    ("russianLower", "\u0430."), ("russianUpper", "\u0410."), ("thaiLetters", "\u0e01."), ("thaiNumbers", "\u0e51."),
    ("hindiVowels", "\u0915."), ("hindiNumbers", "\u0967."), ("bahtText", "1.")])
def test_numbers_of_other_scripts(kind: str, printed: str) -> None:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="%1."/></w:lvl>'
    assert labels(p(key=1, depth=0), f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>{num(1)}') == [printed]


def test_a_level_of_its_own_replaces_that_of_the_kind() -> None:
    own = ('<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/>'
           '<w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride>')
    assert labels(p(key=1, depth=0), KIND + num(1, 0, own)) == ["III)"]


def test_a_list_may_be_that_of_a_style() -> None:
    linked = ('<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="S"/></w:abstractNum>'
              f'<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="S"/>{LEVELS}</w:abstractNum>')
    assert labels(p(key=1, depth=0) + p(key=2, depth=1), linked + num(1, 1) + num(2, 2)) == ["1.", "1.1"]


def test_list_and_depth_come_from_different_styles() -> None:
    styles = style("A", '<w:numId w:val="1"/>') + style("B", '<w:ilvl w:val="1"/>', "A") + style("C", "", "B")
    assert labels(p(style="A") + p(style="C") + p(style="B", depth=2), KIND + num(1), styles) == ["1.", "1.1", "(1)"]


def test_a_level_is_linked_to_a_style() -> None:
    kind = KIND.replace('<w:lvl w:ilvl="1">', '<w:lvl w:ilvl="1"><w:pStyle w:val="A"/>')
    assert labels(p(style="A"), kind + num(1), style("A", '<w:numId w:val="1"/>')) == ["1.1"]


def test_zero_ends_the_numbering_of_a_style() -> None:
    styles = style("A", '<w:numId w:val="1"/>') + style("B", '<w:numId w:val="0"/>', "A")
    assert labels(p(style="A") + p(style="A", key=0) + p(style="B"), KIND + num(1), styles) == ["1.", "", ""]


def test_a_paragraph_without_text_is_counted() -> None:
    assert labels(p(key=1, depth=0) + p("", key=1, depth=0) + p(key=1, depth=0), KIND + num(1)) == ["1.", "3."]


def test_the_number_of_a_cell_without_text_is_shown() -> None:
    """As LibreOffice 25.2 prints it: such numbers count the rows of a table."""
    def row(number: str) -> str:
        return f"<w:tr><w:tc><w:tcPr/>{number}</w:tc><w:tc>{p('Name')}</w:tc></w:tr>"

    table = f"<w:tbl>{row(p('', key=1, depth=0))}{row(p('', key=1, depth=0) + p('', key=1, depth=0))}</w:tbl>"
    reading = packages.read_word(packages.word(table, numbering=KIND + num(1)))
    cells = [text for line in reading.lines if line.table is not None for text, _ in cell_texts(line.table)]
    assert cells == ["1.", "Name", "Name"]
    assert reading.printed == ("1.",)


def test_a_style_that_names_another_list_keeps_the_depth() -> None:
    """As LibreOffice 25.2 prints it."""
    styles = style("A", '<w:ilvl w:val="1"/><w:numId w:val="1"/>') + style("B", '<w:numId w:val="0"/>', "A")
    assert labels(p(style="A") + p(style="B", key=1), KIND + num(1), styles) == ["1.1", "1.2"]


def test_the_usual_style_numbers_too() -> None:
    usual = style("N", '<w:numId w:val="1"/>').replace("<w:style ", '<w:style w:default="1" ')
    assert labels("<w:p><w:r><w:t>x</w:t></w:r></w:p>", KIND + num(1), usual) == ["1."]


def test_words_without_a_number_are_printed_and_bullets_are_not() -> None:
    """As LibreOffice 25.2 prints the words."""
    kind = ('<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="none"/><w:lvlText w:val="Note:"/>'
            '</w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>')
    assert labels(p(key=1, depth=0) + p(key=1, depth=1), kind + num(1)) == ["Note:", ""]
