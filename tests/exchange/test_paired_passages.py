"""Parts of texts that the editor pairs are one passage in files for translators, and come back as such."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from diptych.akn.document import Document
from diptych.exchange import import_plan, xliff
from diptych.exchange.bitext import bitexts
from diptych.interface_text import packaged_interfaces
from diptych.render.office import docx
from diptych.render.office.text_fragments import fragments
from lxml import etree

from tests import base
from tests.base import TEXT, compile_text
from tests.compile.test_paired_parts import DIVIDED, FIRST, PAIR, SECOND
from tests.conftest import ROOT
from tests.exchange.test_word_plan import corrected, fonts, replace, revised
from tests.exchange.test_word_plan import plan as word_plan

SITE = "https://example.org/"
CHANGED = SECOND.replace("비용은", "요금은")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    base.write_base(tmp_path)
    folder = tmp_path / base.FOLDER
    table = (folder / "work.toml").read_text(encoding="utf-8")
    old, new = (sha256(text.encode()).hexdigest() for text in (TEXT, DIVIDED))
    assert old in table
    for name, content in (("received.txt", DIVIDED), ("editorial.toml", PAIR), ("work.toml", table.replace(old, new))):
        (folder / name).write_text(content, encoding="utf-8")
    return tmp_path


def documents() -> tuple[Document, ...]:
    return tuple(item.document for item in compile_text(DIVIDED, PAIR).expressions)


def handed_out() -> bytes:
    shown = fragments(documents(), packaged_interfaces())
    assert shown.together is not None
    return docx.parallel(shown.texts, shown.together, SITE, fonts())


def test_a_docx_that_comes_back_as_it_was_changes_nothing(root: Path) -> None:
    assert word_plan(root, handed_out()) == ((), [])


def test_one_of_two_paragraphs_is_corrected_in_a_docx(root: Path) -> None:
    made, codes = word_plan(root, corrected(handed_out(), lambda word: replace(word, "비용은", "요금은")))
    assert (revised(made), codes) == ({"sec_2__p_1": f"{FIRST}\n{CHANGED}"}, [])
    assert 'find = "비용은"' in made[0].entries


def test_one_of_two_paragraphs_is_corrected_in_xliff(root: Path) -> None:
    tree = etree.fromstring(xliff.xliff(bitexts(documents(), SITE)[0]))
    target = next(item for item in tree.iter("{*}target") if SECOND in (item.text or ""))
    assert target.text == f"{FIRST}\n{SECOND}"
    target.text = f"{FIRST}\n{CHANGED}"
    found = import_plan.plan(root, "back.xlf", etree.tostring(tree), {"en": "Corrected."})
    assert found.diagnostics == ()
    assert 'find = "비용은"' in (found.value or ())[0].entries
