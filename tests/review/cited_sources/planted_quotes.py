"""Quotes of the clauses of a law, and the law after edits: what became of each is known from the edits alone."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from diptych.akn.document import Document
from diptych.akn.fingerprints import anchors, fingerprint, words
from diptych.anchors.ledger import Anchor, State
from diptych.compile import single_text
from diptych.compile.address_history import WorkHistory
from diptych.compile.single_text import Options
from diptych.project.load import Schema
from diptych.review.cited_sources import quote_links
from diptych.review.cited_sources.quote_links import QuoteCheck, QuoteState

from tests.review.cited_sources.planted_citations import Law, unit

WORK = "/akn/xx/act/law/2001/1"
Clauses = Sequence[str]


@dataclass(frozen=True)
class Edited:
    """A law after an edit: its clauses, and for each clause of before its present index; None if it was withdrawn."""

    clauses: Clauses
    places: Sequence[int | None]


@dataclass(frozen=True)
class PlantedQuote:
    """A link to quoted words, and what must be said of it with the article of the place."""

    link: str
    wanted: QuoteState
    article: int | None


def clauses_of(law: Law, shortest: int = 24) -> Clauses:
    """One line for each article of more letters than `shortest`, without items and labels of its own."""
    first = (text.split("\n")[0].strip() for text in law.articles.values())
    return [text for text in dict.fromkeys(first) if len(text) > shortest and not re.match(r"[（(①-⑳\d「]", text)
            and not re.search(r"[：:]$", text)][:30]


def document(clauses: Clauses, law: Law, schema: Schema) -> Document | None:
    """The law with these clauses as its articles."""
    text = "\n".join((law.title, "", *(f"{unit(law, number)} {clause}" for number, clause in enumerate(clauses, 1))))
    made = single_text.convert(text.encode(), "law.txt", schema, Options(language=law.language)).value
    whole = made is not None and all(f"art_{number}" in anchors(made.document) for number in range(1, len(clauses) + 1))
    return made.document if made and whole else None


def edits(clauses: Clauses, stranger: Clauses, dice: random.Random) -> Iterator[Edited]:
    """The scripts of bench/anchors.py: typos, new halves, other clauses, exchanges, insertions, deletions."""
    same: list[int | None] = list(range(len(clauses)))
    middle = len(clauses) // 2

    def each(change: Callable[[str], str]) -> list[str]:
        return [change(text) for text in clauses]

    yield Edited(clauses, same)
    yield Edited(each(lambda text: typo(text, dice)), same)
    yield Edited(each(lambda text: text[:len(text) // 2] + dice.choice(stranger)[:len(text) // 2]), same)
    yield Edited([stranger[index % len(stranger)] if index % 2 else text for index, text in enumerate(clauses)],
                 [None if index % 2 else index for index in range(len(clauses))])
    swapped = [index ^ 1 if index ^ 1 < len(clauses) else index for index in range(len(clauses))]
    yield Edited([clauses[index] for index in swapped], swapped)
    later: list[int | None] = [index + (index >= middle) for index in range(len(clauses))]
    yield Edited([*clauses[:middle], stranger[0], *clauses[middle:]], later)
    yield Edited([*clauses[:middle], stranger[0], *(typo(text, dice) for text in clauses[middle:])], later)
    yield Edited([*clauses[:middle], *clauses[middle + 1:]],
                 [None if index == middle else index - (index > middle) for index in range(len(clauses))])


def typo(text: str, dice: random.Random) -> str:
    """The text with one letter changed."""
    at = dice.choice([index for index, letter in enumerate(text) if letter.isalpha()])
    return text[:at] + ("甲" if text[at] != "甲" else "乙") + text[at + 1:]


def ledger(before: Document, after: Document, places: Sequence[int | None]) -> tuple[Anchor, ...]:
    """The ledger after the edit was declared and published."""
    known = {eid: words(element) for eid, element in anchors(before).items()}
    kept = []
    for eid, text in known.items():
        match = re.match(r"art_(\d+)(.*)", eid)
        index = int(match[1]) - 1 if match else None
        place = places[index] if index is not None and index < len(places) else index
        prints = ((before.language, fingerprint(text)),)
        if place is None and index is not None:
            kept.append(Anchor(eid, "2001-01-01", prints, State.WITHDRAWN, reason="废止", until="2005-01-01"))
        elif match and place != index and place is not None:
            kept.append(Anchor(eid, "2001-01-01", prints, State.MOVED, (f"art_{place + 1}{match[2]}",),
                               until="2005-01-01"))
    live = [Anchor(eid, "2005-01-01", ((after.language, fingerprint(words(element))),))
            for eid, element in anchors(after).items()]
    return (*kept, *live)


def plant(clauses: Clauses, edited: Edited, before: Document, dice: random.Random,
          count: int) -> Iterator[PlantedQuote]:
    """Quotes of the law before an edit, long and short ones, with what must be said of them after it."""
    for turn in range(count):
        index = dice.randrange(len(clauses))
        text, length = clauses[index], dice.randint(4, 9) if turn % 3 == 0 else dice.randint(16, 24)
        start = dice.randrange(max(1, len(text) - length))
        quoted = text[start:start + length].strip()
        link = quote_links.link(before, f"art_{index + 1}", quoted).replace(before.work_iri, WORK)
        place = edited.places[index]
        if place is None:
            yield PlantedQuote(link, QuoteState.WITHDRAWN, None)
        elif bare(quoted) not in bare(edited.clauses[place]):
            yield PlantedQuote(link, QuoteState.CHANGED, place + 1)
        else:
            yield PlantedQuote(link, QuoteState.STANDS if place == index else QuoteState.MOVED, place + 1)


def bare(text: str) -> str:
    return "".join(text.split())


def is_right(planted: PlantedQuote, check: QuoteCheck) -> bool:
    """Whether the state is the wanted one, at the wanted article."""
    places = {re.sub("__.*", "", place) for place in check.places}
    return check.state is planted.wanted and (planted.article is None or places == {f"art_{planted.article}"})


def confirms_wrongly(planted: PlantedQuote, check: QuoteCheck) -> bool:
    """Whether words that do not stand in their clause are confirmed."""
    fine = (QuoteState.STANDS, QuoteState.MOVED)
    return check.state in fine and (planted.wanted not in fine or not is_right(planted, check))


def history(after: Document, anchors: tuple[Anchor, ...]) -> WorkHistory:
    """The history of the law after the edit."""
    return WorkHistory(WORK, {"": (after,)}, anchors)
