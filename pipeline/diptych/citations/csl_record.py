"""A work, one of its texts or a clause → one CSL-JSON record, which every citation of it is rendered from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, TypeAlias

from babel import Locale
from babel.dates import format_date

from diptych import interface_text
from diptych.akn.document import Document
from diptych.akn.iri import RANGE
from diptych.citations.pinpoints import Words

Record: TypeAlias = Mapping[str, Any]
"""A CSL-JSON item; `custom` holds what CSL has no variable for."""

TYPE: Final = "legislation"
_KEY: Final = re.compile(r"[^0-9a-zA-Z]+")


@dataclass(frozen=True, slots=True)
class PermanentAddress:
    """Where what is cited stands: its permalink, and the key by which a bibliography names it."""

    url: str
    key: str


def address(site_url: str, documents: Sequence[Document], language: str = "", eid: str = "") -> PermanentAddress:
    """The address of a work, of its text in a language, of a clause."""
    iri, inner = documents[0].work_iri, within(documents, language)
    return PermanentAddress(permalink(site_url, iri) + inner + place(eid), key(iri, inner, eid))


def key(iri: str, inner: str = "", eid: str = "") -> str:
    """The key of a work, of what is published within its address, of a clause."""
    parts = (_KEY.sub("-", iri.removeprefix("/akn/")), _KEY.sub("-", inner).strip("-"), eid.replace(RANGE, "--"))
    return "-".join(part for part in parts if part)


def within(documents: Sequence[Document], language: str) -> str:
    """What follows a work's permalink in that of its text in a language: `zho/`, `zho@2015-01-01/`; with no language
    in that of all texts together: nothing, `@2015-01-01/`."""
    found = chosen(documents, language).address if language else documents[0].home
    inner = found.removeprefix(documents[0].work_iri).strip("/")
    return f"{inner}/" if inner else ""


def permalink(site_url: str, iri: str, place: str = "") -> str:
    """The lasting address of what is published at an IRI, or of a place such as `~sec_1` in it."""
    return f"{site_url.rstrip('/')}{iri}/{place}"


def place(eid: str) -> str:
    """How a clause is named at the end of an address."""
    return f"~{eid}" if eid else ""


def chosen(documents: Sequence[Document], language: str) -> Document:
    """The text in a language, else the original."""
    return next((document for document in documents if document.language == language), documents[0])


def record(documents: Sequence[Document], language: str, where: PermanentAddress, section: str, said: Words) -> Record:
    """What a citation says of a work (with no language) or of one of its texts, as far as the texts know it.

    `section` is what the clause is called. What is unknown is left out.
    """
    document, original = chosen(documents, language), documents[0]
    country = document.value("a:FRBRWork/a:FRBRcountry").upper()
    values: dict[str, Any] = {
        "id": where.url, "citation-key": where.key, "type": TYPE,
        "title": document.title, "author": _names(document.author),
        "authority": document.author, "number": document.number, "section": section, "issued": _date(document.date),
        "URL": where.url, "language": interface_text.tag(document), "note": _note(document, said),
        "jurisdiction": _locale(said.tag).territories.get(country, ""), "custom": _romanised(original),
    }
    if document is not original:
        values["original-title"] = original.title
        values["custom"] |= {"original-authority": original.author}
    return {name: value for name, value in values.items() if value}


def _names(author: str) -> list[dict[str, str]]:
    return [{"literal": author}] if author else []


def _date(iso: str) -> dict[str, list[list[int]]]:
    known = iso and iso != interface_text.UNKNOWN_DATE
    return {"date-parts": [[int(part) for part in iso[:10].split("-")]]} if known else {}


def _note(document: Document, said: Words) -> str:
    """Which version a text is, if there are several, and what it is if it is no original."""
    version = date.fromisoformat(document.version) if document.version else None
    dated = said.version.format(date=format_date(version, "long", _locale(said.tag))) if version else ""
    return said.joiner.join(filter(None, (dated, standing(document, said))))


def standing(document: Document, said: Words) -> str:
    """That a text is a translation, and whether it has authority; empty for an original."""
    if document.translation is None:
        return ""
    languages = _locale(said.tag).languages
    form = said.official if document.translation.authoritative else said.unofficial
    tag = interface_text.tag(document)
    return form.format(language=languages.get(tag.partition("-")[0], tag))


@cache
def _locale(tag: str) -> Locale:
    return Locale.parse(tag)


def _romanised(original: Document) -> dict[str, str]:
    """The original's title and issuer in Roman letters, if the editor gives them."""
    found = {f"romanised-{name}": original.value(f"a:FRBRWork/a:FRBRalias[@name='romanised {name}']")
             for name in ("title", "authority")}
    title = {"original-script-title": original.title} if found["romanised-title"] else {}
    return {name: value for name, value in {**found, **title}.items() if value}
