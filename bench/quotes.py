"""Measures what is said of quoted words after edits of the laws: `python -m bench.quotes CORPUS [learned|measured]`.

The edits are those of bench/anchors.py, the halves those of bench/citations.py. Results: bench/results/quotes.json.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from pathlib import Path

from diptych.project import load
from diptych.review.cited_sources import quote_links

from bench.citations import ROOT, laws
from tests.review.cited_sources.planted_quotes import (
    WORK,
    clauses_of,
    confirms_wrongly,
    document,
    edits,
    history,
    is_right,
    ledger,
    plant,
)

RESULT = ROOT / "bench/results/quotes.json"
EACH, MOST, SEED = 3, 21, 7
"""Quotes of each edit, and laws; 21 laws with 8 edits and 3 quotes give 504 quotes."""


def main(corpus: str, wanted: str = "measured") -> None:
    """Prints the figures, and writes those of the measured half."""
    schema = load.schema(ROOT).value
    assert schema
    dice = random.Random(SEED)  # noqa: S311 - the same quotes each time
    found = [(law, clauses_of(law)) for law, _ in laws(Path(corpus), wanted)]
    chosen = dice.sample([item for item in found if len(item[1]) > 5], MOST)
    counts: Counter[str] = Counter()
    for (law, clauses), (_, stranger) in zip(chosen, (*chosen[1:], chosen[0]), strict=True):
        before = document(clauses, law, schema)
        for edited in edits(clauses, stranger, dice) if before else ():
            after = document(edited.clauses, law, schema)
            if before is None or after is None:
                counts["edits that make no law"] += 1
                continue
            works = {WORK: history(after, ledger(before, after, edited.places))}
            for planted in plant(clauses, edited, before, dice, EACH):
                check = quote_links.check(planted.link, works)
                counts[f"{planted.wanted}, planted"] += 1
                counts[f"{planted.wanted}, judged so"] += is_right(planted, check)
                counts["confirmed wrongly"] += confirms_wrongly(planted, check)
                if not is_right(planted, check):
                    print(planted.wanted, planted.article, check, quote_links.parse(planted.link), file=sys.stderr)
    result = {"half": wanted, "laws": len(chosen), "quotes": sum(
        number for name, number in counts.items() if name.endswith("planted")), **dict(sorted(counts.items()))}
    print(json.dumps(result, indent=1))
    if wanted == "measured":
        RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
