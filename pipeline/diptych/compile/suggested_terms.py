"""A compiled work → the terms that its texts define and the term base has not, each with its names by language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from diptych.akn.document import emended
from diptych.akn.names import tag
from diptych.compile.work import Compiled
from diptych.config.works import Term

_OTHER: Final = re.compile("[^a-z0-9]+")
"""What an id of the term base has in no place."""
_FIRST: Final = "term-"
"""What ids begin with."""
_LINKS: Final = (tag("ref"), tag("rref"))


@dataclass(frozen=True, slots=True)
class SuggestedTerm:
    """A term that texts define: an id for the term base, its names by language, and the clause that defines it."""

    id: str
    names: tuple[tuple[str, str], ...]
    work: str
    clause: str


def suggested(work: Compiled, known: Sequence[Term]) -> Iterator[SuggestedTerm]:
    """The terms that the texts of a work define, in the order of its original, without those of the term base.

    Definitions of several texts are one term if they have one id. Short names of other documents are left out.
    """
    names: dict[str, dict[str, str]] = {}
    clauses: dict[str, str] = {}
    for expression in work.expressions:
        document = expression.document
        for element in document.main.iter(tag("def")):
            href = element.get("refersTo", "")
            if href in document.defining_clauses and next(element.iterancestors(*_LINKS), None) is None:
                names.setdefault(href, {})[document.language] = emended(element)
                clauses.setdefault(href, document.defining_clauses[href])
    taken = {(form.language, name) for term in known for form in term.forms for name in (form.preferred, *form.allowed)}
    for href, words in names.items():
        if taken.isdisjoint(words.items()):
            yield SuggestedTerm(_id(work.source.work.path, href), tuple(words.items()), work.source.work.path,
                                clauses[href])


def _id(path: str, href: str) -> str:
    """The id of a term by the folder of its work and the id of its definition."""
    return f"{_FIRST}{_OTHER.sub('-', f'{path} {href}'.lower()).strip('-')}"
