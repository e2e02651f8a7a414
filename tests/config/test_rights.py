"""Tables on rights → values: the nearest one counts, whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from diptych.config import rights, schema_layers
from diptych.config.rights import ANY, Licence, Rights

KNOWN = rights.licences(schema_layers.packaged_bytes(rights.FILE) or b"")
BY = KNOWN["CC-BY-4.0"]


@pytest.mark.parametrize(("written", "status", "licence"), [
    ("official-document", "official-document", None), ("unknown", "unknown", None),
    ("cc0", "cc0", KNOWN["CC0-1.0"]), ("CC0-1.0", "cc0", KNOWN["CC0-1.0"]), ("CC-BY-4.0", "licensed", BY),
    ("https://creativecommons.org/licenses/by/4.0/", "licensed", BY),
    ("https://example.org/l", "licensed", Licence("", "https://example.org/l", "https://example.org/l")),
    ("by", "licensed", Licence("", "by", "")),
])
def test_a_word_is_a_status_or_a_licence(written: str, status: str, licence: Licence | None) -> None:
    assert rights.rights(written, KNOWN) == Rights(status, licence)


def test_a_table_has_a_holder_and_a_statement_in_languages() -> None:
    assert rights.rights({"holder": "A"}, KNOWN) == Rights("reserved", None, ((ANY, "A"),))
    both = {"status": "official-document", "licence": "CC-BY-4.0", "statement": {"zh": "甲", "en": "a"}}
    assert rights.rights(both, KNOWN) == Rights("official-document", BY, (), (("zh", "甲"), ("en", "a")))


def test_each_licence_has_a_name_and_an_address() -> None:
    assert len(KNOWN) > 600
    assert not [licence for licence in KNOWN.values() if not (licence.id and licence.name)]
    assert not [licence for licence in KNOWN.values() if not licence.url.startswith(("http://", "https://"))]
    assert "GPL-2.0-only" in KNOWN


def test_a_project_adds_a_licence(tmp_path: Path) -> None:
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema/licences.tsv").write_text("KOGL-1\tType 1\thttps://www.kogl.or.kr/info/license.do#01-tab\n")
    known = rights.licences(schema_layers.data(tmp_path, rights.FILE))
    assert known["KOGL-1"].name == "Type 1"
    assert known["MIT"] == KNOWN["MIT"]
