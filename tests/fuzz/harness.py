"""A fuzzed file → an error of the test if the program breaks on it: a traceback, too much time, a word lost or doubled.

What is in the file is known from how it was made (inputs.py), what comes out is read by the parser of Python: neither
shares code with the readers.
"""

from __future__ import annotations

import time
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from diptych.commands import adopted_files
from diptych.compile.recognised_jurisdiction import AUTO
from diptych.compile.single_text import convert
from diptych.compile.work import compile_work
from diptych.diagnostics import Catalogue, Diagnostic
from diptych.exchange import read_back
from diptych.project import load
from diptych.project.load import Schema

from tests.fuzz.inputs import RARE, RARE_COUNT, TEXT, WORK, FuzzedFile, fuzzed_file

ROOT: Final = Path(__file__).parent.parent.parent
SECONDS: Final = 10
"""Processor time for one file at most: the bound of the program for small files."""
SAY_NOTHING_OF_WORDS: Final = frozenset({"V001", "V021", "N001", "N002", "N003", "R025", "R033"})
"""Findings on a title, a country, numbers and invisible characters: a word that is lost needs another one."""
@cache
def known() -> Schema:
    """The knowledge of the program."""
    schema = load.schema(ROOT).value
    assert schema
    return schema


@cache
def catalogue() -> Catalogue:
    """The words of findings."""
    return load.catalogue(ROOT)


def one(data: bytes) -> None:
    """Raises AssertionError, or whatever the program raises, unless a file is read within bounds or refused."""
    file = fuzzed_file(data)
    started = time.process_time()
    findings = judged(file)
    for finding in findings:
        assert catalogue().describe(finding).message
    assert time.process_time() - started < SECONDS, f"{file.name} took too long"


def judged(file: FuzzedFile) -> tuple[Diagnostic, ...]:
    """The findings on a file, after what became of it is held against what was in it."""
    if file.name.endswith(".toml"):
        return _project(file)
    if file.name.endswith((".tmx", ".xlf")):
        back = read_back.returned(file.data, file.name)
        return _refused(back.value, back.diagnostics)
    if file.name.endswith(".akn.xml"):
        adopted = adopted_files.read(file.data, file.name, known(), AUTO)
        return _refused(adopted.value, adopted.diagnostics)
    result = convert(file.data, file.name, known())
    if result.value is not None and file.exact:
        _held(file, result.value.data, result.diagnostics)
    return _refused(result.value, result.diagnostics)


def _refused(value: object, findings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The findings; nothing may be refused without an error among them."""
    assert value is not None or catalogue().has_errors(findings), "refused without an error"
    return findings


def _project(file: FuzzedFile) -> tuple[Diagnostic, ...]:
    """The findings on a work that has this file."""
    files = {"zho.txt": TEXT.encode(), "work.toml": WORK.encode(), file.name: file.data}
    folder = ROOT / load.WORKS / "cn/law/2021/7"
    source = load.in_folder(folder, ROOT, known(), (), lambda path: files.get(path.relative_to(folder).as_posix()))
    if source.value is None:
        return _refused(None, source.diagnostics)
    return (*source.diagnostics, *compile_work(source.value, known()).diagnostics)


def _held(file: FuzzedFile, made: bytes, findings: Iterable[Diagnostic]) -> None:
    """Raises AssertionError if a rare character was lost or doubled, and no finding may say so."""
    if any(finding.code not in SAY_NOTHING_OF_WORDS for finding in findings):
        return
    before, after = Counter(_rare(file.planted)), Counter(_rare(_body(made)))
    assert before == after, f"{file.name}: lost {before - after}, doubled {after - before}"


def _rare(words: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFC", words) if RARE <= ord(sign) < RARE + RARE_COUNT)


def _body(made: bytes) -> str:
    """The words of Akoma Ntoso outside its metadata."""
    document = ElementTree.fromstring(made)[0]
    return "".join("".join(part.itertext()) for part in document if not part.tag.endswith("}meta"))
