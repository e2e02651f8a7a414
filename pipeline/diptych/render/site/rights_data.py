"""The rights in a text → what the files for programs say of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from diptych.akn.document import Document
from diptych.config.rights import ANY, Licence, Words
from diptych.interface_text import Interface
from diptych.render.html import work_facts


def members(document: Document) -> Mapping[str, Any]:
    """The members of a text in data.json and index.json; null for what is not known or asserted."""
    rights = document.rights
    return {"rights": rights.status, "licence": _licence(rights.licence), "holder": dict(rights.holder) or None,
            "statement": dict(rights.statement) or None, "authentic": document.authentic}


def _licence(licence: Licence | None) -> Mapping[str, str | None] | None:
    return None if licence is None else {"id": licence.id or None, "name": licence.name, "url": licence.url}


def properties(document: Document) -> Mapping[str, Any]:
    """The properties of a text in schema.org; empty for what is not known."""
    rights = document.rights
    return {"license": {"@id": rights.licence.url} if rights.licence else "",
            "copyrightHolder": {"@type": "Organization", "name": _values(rights.holder)} if rights.holder else "",
            "copyrightNotice": _values(rights.statement)}


def _values(said: Words) -> list[Mapping[str, str]]:
    return [{"@value": words} if tag == ANY else {"@value": words, "@language": tag} for tag, words in said]


def common_licence(documents: Iterable[Document]) -> str:
    """The address of the licence of all texts; empty if they have none, or not the same."""
    found = {document.rights.licence.url if document.rights.licence else "" for document in documents}
    return found.pop() if len(found) == 1 else ""


def sentence(document: Document, words: Interface) -> str:
    """What is known of the rights in a text, as a reader of a feed sees it."""
    known = work_facts.text(document, words)
    name = words.say("print_text", language=known.name, standing=known.standing)
    return " ".join(work_facts.rights_lines(known, name, words))
