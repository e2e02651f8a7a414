"""A work, one of its texts or a clause → its CSL-JSON record, from which every citation of it is rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, TypeAlias

from babel import Locale
from babel.dates import format_date

from diptych import interface_text
from diptych.akn import iri
from diptych.akn.document import Document
from diptych.citations.pinpoints import Words
from diptych.config.works import UNKNOWN_DATE

Record: TypeAlias = Mapping[str, Any]
"""A CSL-JSON item; `custom` has the values for which CSL has no variable."""

TYPE: Final = "legislation"
"""The CSL type of all works."""
_NO_KEY: Final = re.compile(r"[^0-9a-zA-Z]+")
"""Pattern of the characters that a citation key may not contain."""
_locale: Final = cache(Locale.parse)


@dataclass(frozen=True, slots=True)
class PermanentAddress:
    """The permalink of a cited text or clause, and its key in a bibliography."""

    url: str
    key: str


def address(site_url: str, documents: Sequence[Document], language: str = "", eid: str = "") -> PermanentAddress:
    """The address of a work, of its text in a language, or of a clause."""
    work, inner = documents[0].work_iri, within(documents, language)
    return PermanentAddress(iri.permalink(site_url, work) + inner + iri.place(eid), key(work, inner, eid))


def key(work: str, inner: str = "", eid: str = "") -> str:
    """The key of a work, given by its IRI, of its text at `inner`, or of a clause."""
    parts = (_NO_KEY.sub("-", work.removeprefix(iri.ROOT)), _NO_KEY.sub("-", inner).strip("-"),
             eid.replace(iri.RANGE, "--"))
    return "-".join(part for part in parts if part)


def within(documents: Sequence[Document], language: str) -> str:
    """The part of a text's permalink behind that of its work: `zho/`, `zho@2015-01-01/`.

    Without a language it is that of all texts together: empty, or `@2015-01-01/` in a dated version.
    """
    text = chosen(documents, language).address if language else documents[0].home
    inner = text.removeprefix(documents[0].work_iri).strip("/")
    return f"{inner}/" if inner else ""


def chosen(documents: Sequence[Document], language: str) -> Document:
    """The text in a language, else the original."""
    return next((document for document in documents if document.language == language), documents[0])


def record(documents: Sequence[Document], language: str, where: PermanentAddress, section: str, words: Words) -> Record:
    """The record of a work, or of one of its texts if there is a language; unknown values are omitted.

    `section` is the pinpoint of the clause.
    """
    document, original = chosen(documents, language), documents[0]
    country = document.value("a:FRBRWork/a:FRBRcountry").upper()
    values: dict[str, Any] = {
        "id": where.url, "citation-key": where.key, "type": TYPE,
        "title": document.title, "author": [{"literal": document.author}] if document.author else [],
        "authority": document.author, "number": _number(document), "section": section, "issued": _date(document.date),
        "URL": where.url, "language": interface_text.tag(document), "note": _note(document, words),
        "jurisdiction": _locale(words.tag).territories.get(country, ""), "custom": _names(original),
    }
    if document.translation is not None:
        values["original-title"] = original.title
        values["custom"] |= {"original-authority": original.author}
    if values["number"] != document.number:
        values["custom"] |= {"original-number": document.number, "standing": _standing(document, words)}
    return {name: value for name, value in values.items() if value}



def _date(iso: str) -> dict[str, list[list[int]]]:
    known = iso and iso != UNKNOWN_DATE
    return {"date-parts": [[int(part) for part in iso[:10].split("-")]]} if known else {}


def _number(document: Document) -> str:
    """The number of a work; of a text that prints another, this one, then the number of the work in parentheses."""
    printed = document.printed_number
    return f"{printed} ({document.number})" if printed and document.number and _differ(printed, document.number) \
        else document.number


def _differ(printed: str, number: str) -> bool:
    """Whether two numbers differ in more than spaces."""
    return "".join(printed.split()) != "".join(number.split())


def _note(document: Document, words: Words) -> str:
    """What `_standing` says, whether the editor supplied the text's own number, and that the work is not in force."""
    has_own = _number(document) != document.number
    supplied = words.supplied.format(number=document.printed_number) if has_own and document.is_number_supplied else ""
    return words.joiner.join(filter(None, (_standing(document, words), supplied, *_ended(document, words))))


def _ended(document: Document, words: Words) -> Iterator[str]:
    """What the editor states of the end of the work: by what it was repealed, until when it was in force."""
    legal, until = document.legal, document.legal.in_force_until
    if legal.repealed_by[0]:
        yield words.repealed.format(title=legal.repealed_by[0])
    elif legal.state == "not-in-force":
        yield words.not_in_force
    if until:
        yield words.until.format(date=format_date(date.fromisoformat(until), "long", _locale(words.tag)))


def _standing(document: Document, words: Words) -> str:
    """The version of a text, if there are several, and its standing, if it is a translation."""
    version = date.fromisoformat(document.version) if document.version else None
    dated = words.version.format(date=format_date(version, "long", _locale(words.tag))) if version else ""
    return words.joiner.join(filter(None, (dated, standing(document, words))))


def standing(document: Document, words: Words) -> str:
    """The standing of a translation: authoritative or not; empty for an original."""
    if document.translation is None:
        return ""
    languages = _locale(words.tag).languages
    form = words.official if document.translation.authoritative else words.unofficial
    tag = interface_text.tag(document)
    return form.format(language=languages.get(tag.partition("-")[0], tag))



def _names(original: Document) -> dict[str, str]:
    """The original's title and issuer in Roman letters and in English, as far as the editor gives them."""
    names = {f"{kind}-{name}": original.value(f"a:FRBRWork/a:FRBRalias[@name='{kind} {name}']")
             for kind in ("romanised", "translated") for name in ("title", "authority")}
    title = {"original-script-title": original.title} if names["romanised-title"] else {}
    return {name: value for name, value in {**names, **title}.items() if value}
