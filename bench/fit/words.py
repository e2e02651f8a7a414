"""Lists pairs of words that often stand in paired clauses and that `schema/equivalents/words.tsv` does not pair.

usage: python -m bench.fit.words FOLDER …

A folder has a folder for each text, with a file for each of the same two languages (`zho.txt`, `eng.txt`). Printed
are, sorted by G², the two words, the clauses that have both, the left one, the right one, and the texts that have both.
A reader of both languages makes rows of those that translate each other. Folders with texts to measure on are not to be
given.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from diptych.align.lexicon import g_squared
from diptych.language.equivalents import Cues, reader
from diptych.review.pairing.twins import pairs

from bench.align import prepare
from bench.pairs import Line, document

LANGUAGES = ("zho", "kor", "eng", "fra")
"""The order of the languages in a pair: that of the columns of the table."""
FEWEST = 4
"""Clauses that have both words, and texts that do less one. Chosen. Raised: fewer pairs."""
LEAST = 24.0
"""Least G². Chosen. Raised: fewer pairs, more of them right."""


@dataclass(frozen=True, slots=True)
class Open:
    """The words of two paired clauses to which no word of the other answers, and their text."""

    left: frozenset[str]
    right: frozenset[str]
    text: str


def main(folders: Sequence[Path]) -> None:
    """Prints the pairs of words."""
    clauses = [clause for folder in folders for text in sorted(folder.iterdir()) for clause in of_text(text)]
    for row in ranked(clauses):
        sys.stdout.write("\t".join(map(str, row)) + "\n")


def of_text(folder: Path) -> Iterator[Open]:
    """The open words of the paired clauses of a text in two languages; nothing of other folders."""
    files = [file for language in LANGUAGES if (file := folder / f"{language}.txt").is_file()]
    if len(files) != 2:
        return
    known = prepare()[1]
    documents = [document(folder.name, tuple(Line("", line, line) for line in file.read_text("utf-8").splitlines()),
                          file.stem) for file in files]
    read = reader(known, korean=any(file.stem == "kor" for file in files))
    for pair in pairs(documents[0], documents[1], known):
        if pair.left and pair.right and not pair.unlike:
            ours, theirs = read(pair.left.text), read(pair.right.text)
            yield Open(unanswered(ours, theirs), unanswered(theirs, ours), folder.name)


def unanswered(ours: Cues, theirs: Cues) -> frozenset[str]:
    """The words of a clause that no known word with an answer in the other clause holds or begins with."""
    cues = {cue for token in theirs.tokens for cue in token[1:]}
    answered = [token[0] for token in ours.tokens if not cues.isdisjoint(token[1:])]
    return frozenset(word for word in ours.words if not any(word in known or known.startswith(word)
                                                            for known in answered))


def ranked(clauses: Sequence[Open]) -> list[tuple[str, str, int, int, int, int, float]]:
    """The pairs of words with the clauses that have both, the left one, the right one, the texts, and G²."""
    ours = Counter(word for clause in clauses for word in clause.left)
    theirs = Counter(word for clause in clauses for word in clause.right)
    both: Counter[tuple[str, str]] = Counter()
    texts: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for clause in clauses:
        for word in clause.left:
            for other in clause.right:
                both[word, other] += 1
                texts[word, other].add(clause.text)
    rows = [(word, other, count, ours[word], theirs[other], len(texts[word, other]),
             round(g_squared(count, ours[word], theirs[other], len(clauses)), 1))
            for (word, other), count in both.items() if count >= FEWEST and len(texts[word, other]) > FEWEST - 2]
    return sorted((row for row in rows if row[-1] >= LEAST), key=lambda row: (-row[-1], row[:2]))


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
