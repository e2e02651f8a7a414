"""source/releases.toml: read as it is written, and refused where it is broken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from diptych.files.signatures.release_chain import Chain, Key
from diptych.project import releases

from tests.files.signatures.test_release_chain import PUBLIC, chain


def read(root: Path, text: str) -> list[str]:
    file = root / releases.FILE
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    result = releases.read(root)
    assert (result.value is None) == bool(result.diagnostics)
    return [item.code for item in result.diagnostics]


def test_a_project_without_the_file_has_no_releases(tmp_path: Path) -> None:
    assert releases.read(tmp_path).value == Chain()


def test_a_chain_is_read_as_it_was_written(tmp_path: Path) -> None:
    made = releases.with_signature(chain(), b"signature")
    assert read(tmp_path, releases.text(made)) == []
    assert releases.read(tmp_path).value == made


@pytest.mark.parametrize(("find", "put", "code"), [
    ("number = 2", "number = 4", "C030"), ("date = 2027-01-02", "date = 2020-01-02", "C030"),
    ('sums = "11', 'sums = "12', "C030"), ("since = 2026-02-01", "since = 2026-02-02", "C030"),
    ('signature = "U1', 'signature = "V1', "C030"), ('signature = "U1', 'signature = "=U1', "C005"),
    ('public = "ssh-ed25519 AAAA', 'public = "ssh-ed25519 BAAA', "C030"), ("number = 2", "nummer = 2", "C003"),
    ("number = 2\n", "", "C004"), ("number = 2", "number = 0", "C005"), ("[[key]]", "[[key]", "C002")])
def test_an_edited_file_is_refused(tmp_path: Path, find: str, put: str, code: str) -> None:
    text = releases.text(chain())
    assert find in text
    assert code in read(tmp_path, text.replace(find, put, 1))


def test_what_does_not_follow_is_not_added() -> None:
    assert releases.with_release(chain(), "2026-12-31", "f" * 64).diagnostics[0].code == "C031"
    longer = releases.with_release(chain(), "2027-01-03", "f" * 64).value
    assert longer
    assert longer.latest == replace(chain().next_release("2027-01-03", "f" * 64))
    assert releases.with_key(chain(), Key(PUBLIC[3], "2027-02-01")).diagnostics[0].code == "C031"
    assert releases.with_key(Chain(), Key(PUBLIC[3], "2027-02-01")).value
