"""Lines → Draft: the structure of a legal text in one language, whatever text it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from diptych.config.structural_corrections import HEADING
from diptych.diagnostics import Result
from diptych.draft import Block, Draft, Inline, Mark, Table, Text, Unit
from diptych.language.document_forms import DocumentForm
from diptych.language.jurisdictions import Jurisdiction
from diptych.language.profiles import Language, dates
from diptych.readers.formats.lines import Line
from diptych.readers.structure import document_forms
from diptych.readers.structure.closing_paragraphs import split_closing
from diptych.readers.structure.document_forms import JUDGMENT
from diptych.readers.structure.document_kinds import choose
from diptych.readers.structure.documents import DocumentRows, ends_dated, marks_attachments, parts
from diptych.readers.structure.enclosed_rows import enclosed
from diptych.readers.structure.front_matter import is_number, named_at
from diptych.readers.structure.headings import block, units
from diptych.readers.structure.outline import OutlinePiece, Ranks, pieces, text_of
from diptych.readers.structure.rows import Row, between, clip, rows
from diptych.readers.structure.rubrics import rubrics
from diptych.readers.structure.unit_tree import captions, unit_tree


def read(lines: tuple[Line, ...], language: Language, jurisdiction: Jurisdiction,
         element: str | None = None) -> Result[Draft]:
    """The Draft of a text: every visible character in one Text, in the order received.

    `element` is the Akoma Ntoso document that it is by its editor; without it a judgment or a contract is recognised.
    The documents that the text carries besides its own are attachments. Pictures above the first word, such as a coat
    of arms, begin the preface.
    """
    first = next((index for index, line in enumerate(lines) if line.text.strip() and line.figure is None), 0)
    above = tuple(block((Text(line.text, line.position),)) for line in lines[:first] if line.figure is not None)
    read = rows(lines[first:], language)
    tables = {line.position: line.table for line in lines if line.table is not None}
    form = document_forms.form(read, tables, language, element)
    if form is not None and form.element == JUDGMENT:
        main, carried = _judgment(read, tables, form, language, jurisdiction), []
    else:
        main, *carried = (_draft(document, language, jurisdiction) for document in parts(read, language, jurisdiction))
        main = _formed(main, form, language) if form is not None else main
    return Result(replace(main, preface=(*above, *main.preface), attachments=tuple(carried)))


def _judgment(read: tuple[Row, ...], tables: document_forms.Tables, form: DocumentForm, language: Language,
              jurisdiction: Jurisdiction) -> Draft:
    """A judgment: its header is the preface. Paragraphs without a label are units of the body."""
    document = document_forms.divided(read, tables, form, language)
    inside = enclosed(document.body, language)
    kind = form.body or choose(document.body, inside, jurisdiction, language)
    ranks, outline = pieces(document.body, kind, inside, language)
    body: list[Unit] = []
    for section, own in document_forms.segments(outline, form):
        first = _first(own, ranks, language)
        nodes, closing = split_closing(unit_tree(own[first:], ranks, language), kind, language)
        made = [*(_unnumbered(piece.texts) for piece in own[:first]), *units(nodes, kind, ranks, language),
                *map(_unnumbered, closing)]
        body += (replace(made[0], section=section), *made[1:])
    return Draft(language.code, tuple(document_forms.blocks(document.head, tables, form, language)), (), tuple(body),
                 tuple(document_forms.blocks(document.back, tables, form, language, back=True)), (), form.element,
                 form.name)


def _unnumbered(texts: tuple[Text, ...]) -> Unit:
    """A paragraph of a judgment without a number; those with one count apart from it."""
    return Unit("level", "", (), (), texts[0].position, content=(block(texts),))


def _formed(draft: Draft, form: DocumentForm, language: Language) -> Draft:
    """A document of a form, such as a contract, with the parts of its front matter as marks."""
    preface, preamble = (tuple(item if isinstance(item, Table) else document_forms.with_parts(item, form, language)
                               for item in blocks) for blocks in (draft.preface, draft.preamble))
    return replace(draft, preface=preface, preamble=preamble, element=form.element, name=form.name)


def _first(outline: Sequence[OutlinePiece], ranks: Ranks, language: Language) -> int:
    """The place of the first unit; a caption above it belongs to it."""
    first = next((index for index, piece in enumerate(outline) if _opens(piece, language)), len(outline))
    return first - (first > 0 and captions(outline[first - 1], outline[first:first + 1], ranks, language))


def _draft(document: DocumentRows, language: Language, jurisdiction: Jurisdiction) -> Draft:
    inside = enclosed(document.body, language)
    kind = choose(document.body, inside, jurisdiction, language, (*document.head, *document.title))
    ranks, outline = pieces(document.body, kind, inside, language)
    outline = rubrics(outline, ranks, language)
    first = _first(outline, ranks, language)
    lead = outline[:first]
    nodes, closing = split_closing(unit_tree(outline[first:], ranks, language), kind, language)
    body = units(nodes, kind, ranks, language)
    if not body:
        body, lead = tuple(_paragraph(piece) for piece in lead), ()
    preamble = (*(_marked("inline", (("name", "addressee"),), _run_on(addressee, language))
                  for addressee in document.addressees),
                *(block(piece.texts) for piece in lead))
    return Draft(language.code, _preface(document, language, jurisdiction), preamble, body,
                 tuple(map(block, closing)) + _conclusions(document.back, language))


def _opens(piece: OutlinePiece, language: Language) -> bool:
    """Whether a piece begins the units of a body: it has a label, or is a heading by the editor, of addenda or of a
    division."""
    if piece.label is not None or piece.row.role == HEADING:
        return True
    return piece.row.addenda or language.formulas.division.fullmatch(text_of(piece)) is not None


def _paragraph(piece: OutlinePiece) -> Unit:
    """A paragraph of a text without units."""
    return Unit("paragraph", "", (), (), piece.texts[0].position, content=(block(piece.texts),))


def _marked(name: str, attributes: tuple[tuple[str, str], ...], content: tuple[Text, ...]) -> Block:
    return Block((Mark(name, attributes, content),), content[0].position)


def _preface(document: DocumentRows, language: Language, jurisdiction: Jurisdiction) -> tuple[Block, ...]:
    """The blocks of the front matter: rows before the title, the title (its rows as one), number and notes."""
    return (*(_headed(row, language, jurisdiction) for row in document.head),
            *((_marked("docTitle", (), _run_on(document.title, language)),) if document.title else ()),
            *_notes(document, language, jurisdiction))


def _notes(document: DocumentRows, language: Language, jurisdiction: Jurisdiction) -> Iterator[Block]:
    """The notes below a title. The first note of promulgation has the document's date if no other row has it."""
    undated = not any(ends_dated(row.text, language) for row in (*document.notes, *document.back))
    for row in document.notes:
        promulgated = undated and language.formulas.promulgation.fullmatch(row.text)
        yield (_promulgated if promulgated else _noted)(row, language, jurisdiction)
        undated = undated and not promulgated


def _promulgated(row: Row, language: Language, jurisdiction: Jurisdiction) -> Block:
    """A note of promulgation with marks for the document's number and date.

    The number is right behind its date, or at the start or in brackets and before its date.
    """
    known = dates(row.text, language)
    ends = {end for _, end, _ in known}
    starts = [*sorted(ends), 0, *(index + 1 for index, sign in enumerate(row.text) if sign in language.closing)]
    number = next(((start, end) for start in starts if (end := jurisdiction.number_at(row.text, start)) > start
                   and not any(start < until and since < end for since, until, _ in known)), None)
    behind = [date for date in known if number and (
        date[1] == number[0] or number[0] not in ends and date[0] > number[1])]
    spans = [(start, end, "docDate", (("date", iso),)) for start, end, iso in (*behind, *known)[:1]]
    content: list[Inline] = []
    place = 0
    for start, end, name, attributes in sorted([*spans, *([(*number, "docNumber", ())] if number else [])]):
        content += [*between(row.texts, place, start), Mark(name, attributes, tuple(between(row.texts, start, end)))]
        place = end
    return Block((*content, *between(row.texts, place)), row.position)


def _headed(row: Row, language: Language, jurisdiction: Jurisdiction) -> Block:
    """A row before the title; the mark of an attachment may name the title itself."""
    start = named_at(row.text, language)
    if start is None:
        return _noted(row, language, jurisdiction)
    if not start:
        return _marked("docTitle", (), row.texts)
    *before, last = clip(row.texts, 0, start)
    label = (*before, Text(last.text + language.joiner, last.position)) if row.text[start - 1].isspace() else (
        *before, last)
    return Block((*label, Mark("docTitle", (), clip(row.texts, start))), row.position)


def _run_on(rows: tuple[Row, ...], language: Language) -> tuple[Text, ...]:
    """The texts of rows that are one line."""
    texts: list[Text] = []
    for row in rows:
        texts += row.texts
        if row is not rows[-1] and language.joiner:
            texts[-1] = Text(texts[-1].text + language.joiner, texts[-1].position)
    return tuple(texts)


def _noted(row: Row, language: Language, jurisdiction: Jurisdiction) -> Block:
    """A row near the title: its number, its date or another note."""
    if is_number(row.text, language, jurisdiction):
        return _marked("docNumber", (), row.texts)
    start, _, iso = dates(row.text, language)[0] if ends_dated(row.text, language) else (None, 0, "")
    return _marked("docDate", (("date", iso),), row.texts) if start == 0 else block(row.texts)


def _conclusions(rows: tuple[Row, ...], language: Language) -> tuple[Block, ...]:
    """Signature, date and remarks; a signature and a date on one row are two blocks."""
    dated = next((index for index, row in enumerate(rows) if ends_dated(row.text, language)), None)
    if dated is None:
        return tuple(block(row.texts) for row in rows)
    # The list of attachments before the signature ends with the last label or mark.
    items = [index for index, row in enumerate(rows[:dated]) if row.labels or marks_attachments(row, language)]
    listed = items[-1] + 1 if items else 0
    return (*(block(row.texts) for row in rows[:listed]),
            *(_marked("signature", (), row.texts) for row in rows[listed:dated]),
            *_signed(rows[dated], language),
            *(block(row.texts) for row in rows[dated + 1:]))


def _signed(row: Row, language: Language) -> list[Block]:
    start, _, iso = dates(row.text, language)[-1]
    signature = clip(row.texts, 0, start)
    date = _marked("docDate", (("date", iso),), clip(row.texts, start))
    return [_marked("signature", (), signature), date] if signature else [date]
