"""How well the ledger tells the same clause from another, on the laws of the corpus → a line for each kind of edit.

Each law becomes one work with a clause for each line. It is published, edited, and compared: what share of the clauses
concerned was judged rightly. CORPUS is the folder of the development corpus.
"""

from __future__ import annotations

import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipeline import anchors, declarations
from pipeline.ledger import Ledger

KINDS = ("zh-law", "zh-Hant-law", "ko-law", "zh-policy")
LAWS, CLAUSES, EDITED = 12, 120, 8
LABEL = re.compile(r"^\s*(第\s?[\d一二三四五六七八九十百\- ]+[条條章节]|제\d+조(의\d+)?|"
                   r"[（(][\d一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、|\d+\.|[①-⑳]|[가-하]\.)")
Law = list[str]
Outcome = tuple[str, int, int]
"""What was asked, how many clauses were judged rightly, of how many."""


def laws(folder: Path) -> Iterator[Law]:
    """The clauses of each text of a folder, without their labels, each once."""
    for path in sorted(folder.glob("*.txt"))[:LAWS]:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        bare = ("".join(unicodedata.normalize("NFC", LABEL.sub("", line)).split()) for line in lines)
        clauses = list(dict.fromkeys(line for line in bare if len(line) > 3))[:CLAUSES]
        if len(clauses) >= EDITED:
            yield clauses


def texts(clauses: Sequence[str]) -> anchors.Texts:
    """The clauses at the eIds that their order gives them."""
    return {f"art_{number}": {"und": text} for number, text in enumerate(clauses, 1)}


def published(clauses: Sequence[str]) -> Ledger:
    """The ledger of a law that was published."""
    empty = Ledger((), "")
    return Ledger(declarations.accept(empty, anchors.judge(empty, texts(clauses)), "2020-01-01").value or (), "")


def typo(text: str, law: Law, dice: random.Random) -> str:
    """The clause with one character changed."""
    at = dice.randrange(len(text))
    return text[:at] + dice.choice(dice.choice(law)) + text[at + 1:]


def half(text: str, law: Law, dice: random.Random) -> str:
    """Half a clause replaced by words of others."""
    other = ""
    while len(other) < len(text):
        other += dice.choice(law)
    kept = len(text) - len(text) // 2
    return text[:kept] + other[kept:len(text)]


def outcomes(law: Law, stranger: Law, dice: random.Random) -> Iterator[Outcome]:
    """What becomes of a law's clauses under each kind of edit."""
    ledger, chosen = published(law), dice.sample(range(len(law)), EDITED)
    middle = len(law) // 2

    def asked(question: str, edited: Law, concerned: Sequence[int], *, lost: bool) -> Outcome:
        told = anchors.judge(ledger, texts(edited))
        gone = {anchor.id for anchor in (*told.replaced, *told.vanished)}
        return question, sum((f"art_{at + 1}" in gone) is lost for at in concerned), len(concerned)

    def with_chosen(change: Callable[[int], str]) -> Law:
        return [change(at) if at in chosen else text for at, text in enumerate(law)]

    partner = dict(zip((*chosen[::2], *chosen[1::2]), (*chosen[1::2], *chosen[::2]), strict=True))
    yield asked("a typo corrected: same", with_chosen(lambda at: typo(law[at], law, dice)), chosen, lost=False)
    yield asked("half in new words: same", with_chosen(lambda at: half(law[at], law, dice)), chosen, lost=False)
    yield asked("another law's clause: other", with_chosen(lambda at: stranger[at % len(stranger)]), chosen, lost=True)
    yield asked("two exchanged: other", with_chosen(lambda at: law[partner[at]]), chosen, lost=True)
    yield asked("two exchanged, with typos: other",
                with_chosen(lambda at: typo(law[partner[at]], law, dice)), chosen, lost=True)
    later = range(middle, len(law))
    yield asked("one inserted before: other", [*law[:middle], stranger[0], *law[middle:]], later, lost=True)
    yield asked("one deleted before: other", [*law[:middle], *law[middle + 1:]], later, lost=True)
    yield asked("one inserted before, typos in all: other",
                [*law[:middle], stranger[0], *(typo(text, law, dice) for text in law[middle:])], later, lost=True)


def main(corpus: Path) -> None:
    """Prints how many clauses were judged rightly."""
    dice = random.Random(1)  # noqa: S311 - the same texts each time
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for kind in KINDS:
        found = list(laws(corpus / kind))
        for law, stranger in zip(found, (*found[1:], found[0]), strict=True):
            for question, rightly, number in outcomes(law, stranger, dice):
                right[question] += rightly
                total[question] += number
    for question, number in total.items():
        print(f"{question:45} {right[question]:5} of {number:5}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
