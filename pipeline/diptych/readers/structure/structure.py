"""Lines → Draft: the structure of a legal text in one language, whatever text it is."""

from __future__ import annotations

from collections.abc import Iterator

from diptych.diagnostics import Result
from diptych.draft import Block, Draft, Inline, Mark, Text, Unit
from diptych.language.jurisdictions import Jurisdiction
from diptych.language.profiles import Language, dates
from diptych.readers.formats.lines import Line
from diptych.readers.structure.closing_paragraphs import tails
from diptych.readers.structure.document_kinds import choose
from diptych.readers.structure.documents import DocumentRows, ends_dated, parts
from diptych.readers.structure.front_matter import named_at
from diptych.readers.structure.headings import block, units
from diptych.readers.structure.labels import quoted
from diptych.readers.structure.outline import OutlinePiece, pieces
from diptych.readers.structure.rows import Row, between, clip, joined, rows
from diptych.readers.structure.rubrics import rubrics
from diptych.readers.structure.unit_tree import captions, grow


def read(lines: tuple[Line, ...], language: Language, jurisdiction: Jurisdiction) -> Result[Draft]:
    """The Draft of a text: every visible character in one Text, in the order received; documents that the text
    carries besides its own become attachments."""
    found = [_draft(part, language, jurisdiction) for part in parts(rows(lines, language), language, jurisdiction)]
    main = found[0]
    return Result(Draft(main.language, main.preface, main.preamble, main.body, main.conclusions, tuple(found[1:])))


def _draft(part: DocumentRows, language: Language, jurisdiction: Jurisdiction) -> Draft:
    inside = quoted(part.body, language)
    kind = choose(part.body, inside, jurisdiction, language)
    ranks, found = pieces(part.body, kind, inside, language)
    found = rubrics(found, ranks, language)
    first = next((index for index, piece in enumerate(found) if _opens(piece, language)), len(found))
    first -= first > 0 and captions(found[first - 1], found[first:first + 1], ranks, language)
    lead, rest = found[:first], found[first:]
    grown, closing = tails(grow(rest, ranks, language), kind, language)
    body = units(grown, kind, ranks, language)
    if not body:
        body, lead = tuple(_plain(piece) for piece in lead), ()
    preamble = (*(_marked("inline", (("name", "addressee"),), _run_on(rows_, language)) for rows_ in part.addressees),
                *(block(piece.texts) for piece in lead))
    return Draft(language.code, _preface(part, language, jurisdiction), preamble, body,
                 tuple(map(block, closing)) + _conclusions(part.back, language))


def _opens(piece: OutlinePiece, language: Language) -> bool:
    return piece.label is not None or bool(language.formulas.addenda.fullmatch(joined(piece.texts).strip()))


def _plain(piece: OutlinePiece) -> Unit:
    """A paragraph of a text without units."""
    return Unit("paragraph", "", (), (), piece.texts[0].position, content=(block(piece.texts),))


def _marked(name: str, attributes: tuple[tuple[str, str], ...], content: tuple[Text, ...]) -> Block:
    return Block((Mark(name, attributes, content),), content[0].position)


def _preface(part: DocumentRows, language: Language, jurisdiction: Jurisdiction) -> tuple[Block, ...]:
    """What stands before the title, the title (its lines as one), number and notes, each a block."""
    return (*(_headed(row, language, jurisdiction) for row in part.head),
            *((_marked("docTitle", (), _run_on(part.title, language)),) if part.title else ()),
            *_notes(part, language, jurisdiction))


def _notes(part: DocumentRows, language: Language, jurisdiction: Jurisdiction) -> Iterator[Block]:
    """The notes below a title. Where nothing else says when the document was made, the first note of promulgation
    does."""
    silent = not any(ends_dated(row.text.strip(), language) for row in (*part.notes, *part.back))
    for row in part.notes:
        if silent and language.formulas.promulgation.fullmatch(row.text.strip()):
            yield _promulgated(row, language, jurisdiction)
            silent = False
        else:
            yield _noted(row, row.text.strip(), language, jurisdiction)


def _promulgated(row: Row, language: Language, jurisdiction: Jurisdiction) -> Block:
    """A note of promulgation with the number and the date of the document marked. A number follows its date at once,
    or stands at the start or in brackets, before its date."""
    found = dates(row.text, language)
    ends = {end for _, end, _ in found}
    starts = [*sorted(ends), 0, *(index + 1 for index, sign in enumerate(row.text) if sign in language.closing)]
    number = next(((start, end) for start in starts if (end := jurisdiction.number_at(row.text, start)) > start
                   and not any(start < until and since < end for since, until, _ in found)), None)
    dated = next((one for one in found if number and (one[1] == number[0] or number[0] not in ends and (
        one[0] > number[1]))), next(iter(found), None))
    spans = [*(((*number, "docNumber", ()),) if number else ()),
             *(((*dated[:2], "docDate", (("date", dated[2]),)),) if dated else ())]
    content: list[Inline] = []
    place = 0
    for start, end, name, attributes in sorted(spans):
        content += [*between(row.texts, place, start), Mark(name, attributes, tuple(between(row.texts, start, end)))]
        place = end
    return Block((*content, *between(row.texts, place)), row.position)


def _headed(row: Row, language: Language, jurisdiction: Jurisdiction) -> Block:
    """A row before the title; the mark of an attachment may bear the title itself."""
    start = named_at(row.text, language)
    if not start:
        return _noted(row, row.text.strip(), language, jurisdiction)
    return Block((*clip(row.texts, 0, start), Mark("docTitle", (), clip(row.texts, start))), row.position)


def _run_on(rows: tuple[Row, ...], language: Language) -> tuple[Text, ...]:
    """The pieces of rows that are one line."""
    texts: list[Text] = []
    for row in rows:
        pieces_ = list(clip(row.texts, 0))
        if row is not rows[-1] and language.joiner:
            pieces_[-1] = Text(pieces_[-1].text + language.joiner, pieces_[-1].position)
        texts += pieces_
    return tuple(texts)


def _noted(row: Row, text: str, language: Language, jurisdiction: Jurisdiction) -> Block:
    if jurisdiction.is_number(text):
        return _marked("docNumber", (), clip(row.texts, 0))
    if ends_dated(text, language) and dates(text, language)[0][0] == 0:
        return _marked("docDate", (("date", dates(text, language)[0][2]),), row.texts)
    return block(row.texts)


def _conclusions(rows: tuple[Row, ...], language: Language) -> tuple[Block, ...]:
    """Signature, date and remarks; a signature and a date on one line are two blocks."""
    dated = next((index for index, row in enumerate(rows) if ends_dated(row.text.strip(), language)), None)
    listed = _listed(rows, dated, language)
    blocks: list[Block] = []
    for index, row in enumerate(rows):
        if dated is None or index < listed or index > dated:
            blocks.append(block(row.texts))
        elif index < dated:
            blocks.append(_marked("signature", (), clip(row.texts, 0)))
        else:
            blocks += _signed(row, language)
    return tuple(blocks)


def _listed(rows: tuple[Row, ...], dated: int | None, language: Language) -> int:
    """Where the list of attachments that stands before the signature ends."""
    stop = dated or 0
    labels = [index for index in range(stop) if rows[index].labels or (
        language.formulas.attachment_list.fullmatch(rows[index].text.strip()) or (
            language.formulas.attachment.fullmatch(rows[index].text.strip())))]
    return labels[-1] + 1 if labels else 0


def _signed(row: Row, language: Language) -> list[Block]:
    start, _, iso = dates(row.text, language)[-1]
    signature = clip(row.texts, 0, start)
    blocks = [_marked("signature", (), signature)] if signature else []
    return [*blocks, _marked("docDate", (("date", iso),), clip(row.texts, start))]
