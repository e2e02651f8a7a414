"""Single texts, without a project: converted to Akoma Ntoso, and aligned."""

from __future__ import annotations

from pathlib import Path

from diptych.akn.adopted import adopted
from diptych.akn.document import read
from diptych.align import texts
from diptych.align.units import units
from diptych.api.outcomes import AlignedClauses, CompiledText, Outcome, outcome, text
from diptych.compile import single_text
from diptych.config.schema_folder import packaged
from diptych.diagnostics import Result
from diptych.language.equivalents import NOTHING
from diptych.project import load


def convert(data: bytes, name: str, *, language: str = "auto", jurisdiction: str = "auto",
            project: Path | None = None) -> Outcome[CompiledText]:
    """The Akoma Ntoso of a legal text in any format that Diptych reads, proved to hold every character.

    `name` is the name of the file; the format is recognised by it and by `data`. With `auto`, language and jurisdiction
    are recognised by the text. The tables of a `project` count if one is given.
    """
    root = project or packaged().parent
    known, catalogue = load.schema(root), load.catalogue(root)
    if known.value is None:
        return outcome(Result(None, known.diagnostics), catalogue)
    made = single_text.convert(data, name, known.value, single_text.Options(language, jurisdiction))
    converted = text(made.value.document, made.value.data) if made.value else None
    return outcome(Result(converted, made.diagnostics), catalogue)


def align_texts(left: bytes, right: bytes, *, labels: bool = True) -> Outcome[tuple[AlignedClauses, ...]]:
    """The clauses of two Akoma Ntoso documents that say the same, and the clauses without a counterpart.

    Without `labels` the numbers of the clauses do not count, only their words.
    """
    root = packaged().parent
    known, documents = load.schema(root), (read(left, "left"), read(right, "right"))
    findings = (*known.diagnostics, *documents[0].diagnostics, *documents[1].diagnostics)
    if known.value is None or documents[0].value is None or documents[1].value is None:
        return outcome(Result(None, findings), load.catalogue(root))
    ours, theirs = units(adopted(documents[0].value)), units(adopted(documents[1].value))
    same = load.equivalents(root, known.value, ()).value or NOTHING
    pairs = tuple(AlignedClauses(tuple(ours[i].id for i in pair.left), tuple(theirs[j].id for j in pair.right),
                                 pair.confidence) for pair in texts.align(ours, theirs, same, labels=labels))
    return outcome(Result(pairs, findings), load.catalogue(root))
