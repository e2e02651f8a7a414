"""Lines + editorial.toml → Draft whose structure is read as the editor says, with all received characters in it."""

from __future__ import annotations

from diptych.config.works import Editorial
from diptych.diagnostics import Result
from diptych.draft import Draft
from diptych.language.jurisdictions import Jurisdiction
from diptych.language.profiles import Language
from diptych.readers.formats.lines import Line
from diptych.readers.structure import structure, typeset_headings
from diptych.readers.structure.corrected_places import unfollowed
from diptych.readers.structure.emended_lines import EmendedLines, emended
from diptych.readers.structure.line_corrections import corrected
from diptych.values import dataclass


@dataclass(frozen=True, slots=True)
class ReadLines:
    """The Draft of emended lines, and these lines, by which the received text is put into the Draft."""

    draft: Draft
    emended: EmendedLines


def read(lines: tuple[Line, ...], editorial: Editorial, language: Language,
         jurisdiction: Jurisdiction, element: str | None = None) -> Result[ReadLines]:
    """The Draft of a text under the structural corrections and emendations for its language.

    `element` is the Akoma Ntoso document that the text is by its editor. E001, E002, E005 to E009: an entry does not
    name its places. E010: a correction cannot be followed.
    """
    divided = corrected(lines, editorial.structure, language.code)
    edited = emended(divided.value or lines, editorial, language.code)
    known = edited.value or EmendedLines(lines)
    drafted = structure.read(known.lines, language, jurisdiction, element)
    findings = (*divided.diagnostics, *edited.diagnostics, *drafted.diagnostics)
    if drafted.value is None:
        return Result(None, findings)
    if editorial.structure:
        findings = (*findings, *unfollowed(drafted.value, known.lines))
    headed = typeset_headings.headed(drafted.value, known.lines, language)
    return Result(ReadLines(headed, known), findings)
