"""The catalogue of a project: the program's with the words and severities that the project gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from diptych.config import diagnostic_codes
from diptych.diagnostics import Severity, diagnostic

NEW = ('[Z001]\nseverity = "warning"\ntitle = "A"\nmessage = "the notice has no seal: {problem}"\nhint = "ask for it"\n'
       'explanation = "Sealed."\n')


def codes(root: Path, text: str) -> list[tuple[str, str]]:
    """Code and place of what is wrong with a codes.toml."""
    (root / "schema").mkdir(exist_ok=True)
    (root / "schema/codes.toml").write_text(text, encoding="utf-8")
    found = diagnostic_codes.catalogue(root)
    assert (found.value is None) == bool(found.diagnostics)
    return [(item.code, str(item.position)) for item in found.diagnostics]


@pytest.mark.parametrize(("text", "code", "place"), [
    ("[C001", "C002", "1:1"), ('[C001]\nsverity = "error"\n', "C003", "2:1"),
    ('[C001]\nseverity = "waived"\n', "C005", "2:1"), ('[C001]\n\ntitle = ""\n', "C005", "3:1"),
    ('[C001]\nmessage = "{fil}"\n', "C005", "2:1"), ('[C001]\nhint = "{file:>9}"\n', "C005", "2:1"),
    ('[C001]\nhint = "{file"\n', "C005", "2:1"), ('[C001]\nhint = "{}"\n', "C005", "2:1"),
    ('[C001]\nhint = "{file.x}"\n', "C005", "2:1"), ("C001 = 1\n", "C005", "1:1"),
    (NEW.replace('title = "A"\n', ""), "C004", "1:1"), (NEW.replace("{problem}", "{file}"), "C005", "4:1"),
])
def test_what_is_refused(tmp_path: Path, text: str, code: str, place: str) -> None:
    assert codes(tmp_path, text) == [(code, f"schema/codes.toml:{place}")]


def test_words_and_severity_are_replaced_and_codes_added(tmp_path: Path) -> None:
    assert codes(tmp_path, '[C001]\nmessage = "where is {file}?"\n' + NEW) == []
    known = diagnostic_codes.catalogue(tmp_path).value
    assert known
    assert known.describe(diagnostic("C001", file="x", named="y")).message == "where is x?"
    assert known.codes["C001"].hint == diagnostic_codes.packaged().codes["C001"].hint
    assert known.codes["Z001"].severity is Severity.WARNING
    assert "Z001" in diagnostic_codes.of_rules(known)
    assert "C001" not in diagnostic_codes.of_rules(known)


def test_without_a_file_the_catalogue_is_the_program_s(tmp_path: Path) -> None:
    assert diagnostic_codes.catalogue(tmp_path).value == diagnostic_codes.packaged()
    assert codes(tmp_path, "") == []


def test_a_severity_in_a_part_of_a_document(tmp_path: Path) -> None:
    own = tmp_path / "schema/codes.toml"
    own.parent.mkdir()
    own.write_text('[A001]\nseverity_in = { attachment = "warning" }\n[N001]\nseverity_in = { addenda = "error" }\n')
    known = diagnostic_codes.catalogue(tmp_path).value
    assert known
    assert known.codes["A001"].severity_at("attachment") is Severity.WARNING
    assert known.codes["A001"].severity_at("") is Severity.ERROR
    assert known.codes["N001"].severity_at("addenda") is Severity.ERROR
    own.write_text('[A001]\nseverity_in = { preface = "warning" }\n')
    assert not diagnostic_codes.catalogue(tmp_path).value
