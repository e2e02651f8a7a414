"""What Word shows of the fields of a form is text; choices that it does not show are named."""

from __future__ import annotations

import pytest
from diptych.readers.formats.package_account import findings

from tests.readers import packages


def form(data: str) -> str:
    return (f'<w:p><w:r><w:t>甲</w:t><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>')


def entries(*words: str, chosen: str = "") -> str:
    items = "".join(f'<w:listEntry w:val="{word}"/>' for word in words)
    return f"<w:ddList>{chosen}{items}</w:ddList>"


@pytest.mark.parametrize(("data", "text", "left"), [
    (entries("乙", "丙"), "甲乙", ["丙"]),
    (entries("乙", "丙", chosen='<w:default w:val="0"/><w:result w:val="1"/>'), "甲丙", ["乙"]),
    (entries("乙", chosen='<w:result w:val="7"/>'), "甲", ["乙"]),
    ("<w:checkBox><w:checked/></w:checkBox>", "甲☒", []),
    ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "甲☐", []),
    ("<w:textInput><w:default w:val='x'/></w:textInput>", "甲", [])])
def test_a_field_of_a_form_is_what_is_shown(data: str, text: str, left: list[str]) -> None:
    package = packages.word(form(data))
    reading = packages.read_word(package)
    _, found = findings(package, reading, "f")
    assert ([line.text for line in reading.lines], reading.omitted.get("choices of forms that are not chosen", [])) == (
        [text], left)
    assert [item.code for item in found] == ["T030"] * bool(left)


def test_the_choices_of_a_content_control_are_named() -> None:
    package = packages.word('<w:p><w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="乙" w:value="1"/>'
                            "</w:dropDownList></w:sdtPr><w:sdtContent><w:r><w:t>甲</w:t></w:r></w:sdtContent></w:sdt>"
                            "</w:p>")
    whole, _ = findings(package, packages.read_word(package), "f")
    assert [(item.kind, item.characters) for item in whole.omissions] == [("choices of forms that are not chosen", 1)]
