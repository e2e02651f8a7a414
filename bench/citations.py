"""Measures how many planted errors in citations are found, and how many right citations are called wrong.

`python -m bench.citations CORPUS [learned|measured]`: each law of three folders of the corpus is a work. The halves are
made by the digest of the file's name: the code was fitted to one, the figures are of the other. Results:
bench/results/citations.json.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

from diptych.project import load
from diptych.review.cited_sources.citations import CitationVerdict

from tests.review.cited_sources.planted_citations import WANTED, Law, judged, law, plant, works_of

ROOT = Path(__file__).parent.parent
RESULT = ROOT / "bench/results/citations.json"
FOLDERS = {"zh-law": "zho", "zh-Hant-law": "zho-Hant", "ko-law": "kor"}
PLANTED, SEED, SHORTEST = 1000, 7, 3


def half(path: Path) -> str:
    """The half to which a file belongs by the digest of its name."""
    return ("learned", "measured")[sha256(path.name.encode()).digest()[0] % 2]


def laws(corpus: Path, wanted: str) -> list[tuple[Law, str]]:
    """The laws of a half that have at least three articles."""
    found: list[tuple[Law, str]] = []
    for folder, language in FOLDERS.items():
        for path in sorted((corpus / folder).glob("*.txt")):
            text = path.read_text(encoding="utf-8")
            made = law(text, language, len(found)) if half(path) == wanted else None
            if made is not None and len(made.articles) >= SHORTEST:
                found.append((made, text))
    return found


def main(corpus: str, wanted: str = "measured") -> None:
    """Prints the figures, and writes those of the measured half."""
    schema = load.schema(ROOT).value
    assert schema
    known = laws(Path(corpus), wanted)
    works = works_of(known, schema)
    read = {each.history.iri for each in works.works}
    cited = [each for each, _ in known if each.iri in read]
    other = ("measured", "learned")[wanted == "measured"]
    lines = [line.strip() for _, text in laws(Path(corpus), other) for line in text.splitlines()]
    fillers = [line for line in lines if 20 < len(line) < 90 and line.endswith(("。", "."))]
    counts: Counter[str] = Counter()
    for planted in plant(cited, fillers, PLANTED, SEED):
        verdicts = judged(planted, works)
        kind = planted.kind or "right"
        good = set(verdicts) == {WANTED.get(planted.kind, CitationVerdict.HOLDS)}
        counts[f"{kind}, planted"] += 1
        counts[f"{kind}, judged so"] += good
        if not good:
            print(kind, verdicts, planted.text, file=sys.stderr)
    result = {"half": wanted, "laws": dict(Counter(each.language for each in cited)), **dict(sorted(counts.items()))}
    print(json.dumps(result, ensure_ascii=False, indent=1))
    if wanted == "measured":
        RESULT.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
