"""A work, one of its texts or a clause → one CSL-JSON record, which every citation of it is rendered from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from babel import Locale

from pipeline.akn.document import Document
from pipeline.render import interface
from pipeline.render.pinpoints import Words

Record: TypeAlias = Mapping[str, Any]
"""A CSL-JSON item; `custom` holds what CSL has no variable for."""

TYPE: Final = "legislation"


@dataclass(frozen=True, slots=True)
class Address:
    """Where what is cited stands: its permalink, and the key by which a bibliography names it."""

    url: str
    key: str


def address(site_url: str, iri: str, language: str = "", eid: str = "") -> Address:
    """The address of a work, of its text in a language, of a clause."""
    parts = (re.sub(r"[^0-9a-zA-Z]+", "-", iri.removeprefix("/akn/")), language, eid)
    return Address(permalink(site_url, iri, language, place(eid)), "-".join(part for part in parts if part))


def permalink(site_url: str, iri: str, language: str = "", place: str = "") -> str:
    """The lasting address of a work, of one of its texts by ISO 639-2 code, or of a place such as `~sec_1` in it."""
    return "/".join([site_url.rstrip("/") + iri, *([language] if language else []), place])


def place(eid: str) -> str:
    """How a clause is named at the end of an address."""
    return f"~{eid}" if eid else ""


def chosen(documents: Sequence[Document], language: str) -> Document:
    """The text in a language, else the original."""
    return next((document for document in documents if document.language == language), documents[0])


def record(documents: Sequence[Document], language: str, where: Address, section: str, said: Words) -> Record:
    """What a citation says of a work (with no language) or of one of its texts, as far as the texts know it.

    `section` is what the clause is called. What is unknown is left out.
    """
    document, original = chosen(documents, language), documents[0]
    locale = Locale.parse(said.tag)
    country = document.value("a:FRBRWork/a:FRBRcountry").upper()
    values: dict[str, Any] = {
        "id": where.url, "citation-key": where.key, "type": TYPE,
        "title": document.title, "author": _names(document.author),
        "authority": document.author, "number": document.number, "section": section, "issued": _date(document.date),
        "URL": where.url, "language": interface.tag(document), "note": _standing(document, said, locale),
        "jurisdiction": locale.territories.get(country, ""), "custom": _romanised(original),
    }
    if document is not original:
        values["original-title"] = original.title
        values["custom"] |= {"original-authority": original.author}
    return {name: value for name, value in values.items() if value}


def _names(author: str) -> list[dict[str, str]]:
    return [{"literal": author}] if author else []


def _date(iso: str) -> dict[str, list[list[int]]]:
    known = iso and iso != interface.UNKNOWN_DATE
    return {"date-parts": [[int(part) for part in iso[:10].split("-")]]} if known else {}


def _standing(document: Document, said: Words, locale: Locale) -> str:
    """That a text is a translation, and whether it has authority; empty for an original."""
    if document.translation is None:
        return ""
    form = said.official if document.translation.authoritative else said.unofficial
    tag = interface.tag(document)
    return form.format(language=locale.languages.get(tag.partition("-")[0], tag))


def _romanised(original: Document) -> dict[str, str]:
    """The original's title and issuer in Roman letters, if the editor gives them."""
    found = {f"romanised-{name}": original.value(f"a:FRBRWork/a:FRBRalias[@name='romanised {name}']")
             for name in ("title", "authority")}
    title = {"original-script-title": original.title} if found["romanised-title"] else {}
    return {name: value for name, value in {**found, **title}.items() if value}
