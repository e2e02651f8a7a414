"""The files beside a work's page, in three groups: for readers, for those who work with the texts, for programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from diptych import interface_text
from diptych.akn import iri
from diptych.akn.document import Document
from diptych.interface_text import Interface
from diptych.render.html.work_facts import TextFacts

GROUPS: Final = {"reading": ("pdf", "epub"), "working": ("docx", "xlf", "tmx", "csv"),
                 "machines": ("xml", "json", "jsonl")}
"""The suffixes of the files in each group, in the order in which they are listed."""
_PAIR: Final = 2
"""Texts of a file that shows them side by side."""
_PARTS: Final = re.compile(r"\d+|[^\W\d_]+")
"""Pattern of the parts of a number of a document: digits, or letters."""
_COUNTER: Final = re.compile(r"(?<=\d)[^\W\d_a-zA-Z]$")
"""Pattern of a counter word after the last digits of a number of a document."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file beside a work's page: its URL, what it holds, its format, its size in words, and its name once saved."""

    path: str
    label: str
    kind: str
    size: str
    name: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder of a work's files as a relative URL, their names, and the sizes in bytes of those that are known."""

    folder: str
    names: tuple[str, ...]
    sizes: Mapping[str, int]


def groups(shelf: Shelf, documents: Sequence[Document], texts: tuple[TextFacts, ...],
           words: Interface) -> tuple[tuple[str, tuple[Download, ...]], ...]:
    """The name of each group with its files; `texts` are those that labels of files name."""
    labels, stem = _labels(texts), saved_stem(documents[0])
    tags = _tags(documents)
    files = {suffix: tuple(_download(shelf, name, labels, words, f"{stem}_{_saved_end(name, tags)}")
                           for name in shelf.names if name.endswith(f".{suffix}"))
             for suffixes in GROUPS.values() for suffix in suffixes}
    listed = ((words.say(f"downloads_{group}"), tuple(file for suffix in suffixes for file in files[suffix]))
              for group, suffixes in GROUPS.items())
    return tuple((name, group) for name, group in listed if group)


def saved_stem(original: Document) -> str:
    """The beginning of the names of a work's saved files: its number without signs and without a counter word at the
    end, else the parts of its IRI; then the date of a dated version."""
    joined = "".join(_joined(_COUNTER.sub("", original.number)))
    stem = joined or "-".join(original.work_iri.removeprefix(iri.ROOT).split("/"))
    return f"{stem}_{original.version}" if original.version else stem


def _joined(number: str) -> Iterator[str]:
    """The parts of a number of a document, with a hyphen between two runs of digits or of Latin letters."""
    before = ""
    for part in _PARTS.findall(number):
        if before and (before[-1].isascii() and part[0].isascii()):
            yield "-"
        yield part
        before = part


def _download(shelf: Shelf, name: str, labels: Mapping[str, str], words: Interface, saved: str) -> Download:
    stem, _, kind = name.rpartition(".")
    label = labels.get(stem) or words.say("proof" if stem == "proof" else "view_parallel")
    size = words.size(shelf.sizes[name]) if name in shelf.sizes else ""
    return Download(shelf.folder + name, label, words.say(f"download_{kind}"), size, f"{saved}.{kind}")


def _labels(texts: tuple[TextFacts, ...]) -> Mapping[str, str]:
    """The names of the texts in a file by its stem, which has their languages."""
    pairs = {f"{left.language}-{right.language}": f"{left.name} \u2013 {right.name}"
             for left, right in permutations(texts, _PAIR)} if len(texts) > _PAIR else {}
    return {text.language: text.name for text in texts} | pairs


def _tags(documents: Sequence[Document]) -> Mapping[str, str]:
    """The code of each language; its full tag where two texts have the same code."""
    codes = [interface_text.code(document.language) for document in documents]
    return {document.language: code if codes.count(code) == 1 else interface_text.tag(document)
            for document, code in zip(documents, codes, strict=True)}


def _saved_end(name: str, tags: Mapping[str, str]) -> str:
    """The end of the name of a saved file: its languages as in tags of pages, else its name."""
    stem = name.rpartition(".")[0]
    return "-".join(tags.get(language, language) for language in iri.languages(stem)) if stem not in (
        "data", "proof") else stem
