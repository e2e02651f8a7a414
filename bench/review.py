"""Measures `diptych review`: its findings in real pairs, and the share of inserted mistakes that it finds.

usage: bench/review.py [PAIRS.json …]     (../shared/corpus/pairs/unseen/*.json; each has clauses `left` and `right`,
                                           their languages, and `gold`, the pairs of their ids)

The opinion of this project, with its term base: how many of the clauses that a reader found wanting are reported, and
each finding beside the judgements of bench/review-judged.tsv. A finding that has no judgement is new, a judgement that
has no finding is gone: both are unjudged, and neither counts as right. Other pairs, without terms: findings by kind,
all unjudged. Mutations of all pairs: a number changed on the right, a negation taken back, two clauses near each other
exchanged. Speed: seconds of processor time for 10,000 distinct clauses, aligned and checked.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

from diptych.align.pairs import AlignedUnit
from diptych.align.sentences import split
from diptych.compile.work import compile_work
from diptych.language.equivalents import NOTHING, Equivalents
from diptych.language.profiles import Language
from diptych.project import load
from diptych.review.checks import confident, review
from diptych.review.clause_pairs import ClausePair, ComparedClause, Discrepancy, LanguagePair, Span, TextPair
from diptych.review.pairing.twins import LabelledClause, paired_clauses
from diptych.review.placement.displaced import displaced
from diptych.review.quantities.numbers import bounds, numbers
from diptych.review.wording.negations import negations
from diptych.review.work import Reviewed, reviewed

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared/corpus/pairs/unseen"
JUDGED = ROOT / "bench/review-judged.tsv"
"""The judgements: a row a finding, under comments and a header. `verdict` is `right` or `wrong`."""
RESULT = ROOT / "bench/results/review.json"
LANGUAGES = {"en": "eng", "fr": "fra", "ko": "kor", "zh-Hans": "zho", "zh-Hant": "zho-Hant"}
"""The languages of the pairs by the names in their files."""
MANY = 10_000
"""Clauses for the measure of speed. Chosen. If raised, the measure takes longer."""
FLAWED = (
    "preamble__p_2", "sec_1", "sec_2", "sec_2__p_1", "sec_2__p_2", "sec_2__para_1", "sec_2__para_2", "sec_2__para_3",
    "sec_2__para_4", "sec_3__para_1", "sec_3__para_2", "sec_4__para_1", "sec_4__para_2", "sec_4__para_3",
    "sec_4__para_5", "sec_5__p_1", "sec_5__para_1", "sec_5__para_2", "sec_5__para_4", "sec_5__para_5",
    "sec_6__para_1", "sec_6__para_2", "sec_6__para_3", "sec_6__para_4", "sec_6__para_5", "sec_6__para_6",
    "sec_6__para_7", "sec_6__para_9", "sec_7__para_2", "sec_7__para_3",
)
"""Clauses of the opinion in which a reader found a wrong, missing or inconsistent rendering."""
AFFIRMED: dict[str, tuple[tuple[str, str], ...]] = {
    "eng": ((r"\b(?:cannot|can't)\b", "can"), (r"\b(\w+)(?: not|n't)\b(?! only)", r"\1"),
            (r"\b[Nn]o (?!later|more|less|longer)(?=\w)", "a "), (r"\bnever ", ""), (r"\bwithout\b", "with")),
    "fra": ((r"\b(?:ne |n['’])((?:\w+['’ ]){1,4}?)(?:pas|point|jamais|plus)\b ?", r"\1"), (r"\bne pas ", ""),
            (r"\b[Aa]ucune? ([^.,]{1,40}?)\b(?:ne |n['’])", r"un \1"), (r"\b[Nn]ul ne ", "chacun "),
            (r"\b(?:ne |n['’])((?:\w+['’ ]){1,4}?)aucune?\b", r"\1un"), (r"\bsans\b", "avec")),
    "kor": ((r"(?<=수 )없", "있"), (r"지 (?:아니하|않|못하)", ""), (r"지 (?:아니한|않은)", "한"),
            (r"여서는 아니 ?된다", "여야 한다"), (r"(?<!수 )없", "있"), (r"지 (?:마|말)", "")),
    "zho": (("不得", "可"), (r"[没沒]有", "有"), (r"[无無]", "有"), ("未", "已"), ("不", ""))}
"""By language: patterns of denials, and their replacements without denial."""
Texts = list[TextPair]
Finding = tuple[str, str, str, str, str, str]
"""Code, eId, words and sentences of a finding: the original's words, the translation's, and the sentences likewise."""


def main(files: Sequence[Path]) -> None:
    """Measures, writes bench/results/review.json and prints it."""
    schema = load.schema(ROOT).value
    assert schema
    same = load.equivalents(ROOT, schema).value or NOTHING
    (opinion,) = reviewed_opinion()
    documents = [("the opinion", texts(opinion.review.pairs), languages_of(opinion, schema.languages))]
    documents += [(file.stem, *read(file, schema.languages)) for file in files]
    reported = Counter(entry.eid for entry in opinion.entries)
    result: dict[str, object] = {"opinion": {
        "flawed clauses": len(FLAWED), "of them reported": sum(eid in reported for eid in FLAWED),
        "findings": sum(reported.values()),
        "findings elsewhere": sum(count for eid, count in reported.items() if eid not in FLAWED),
        **judged(findings(opinion, schema.languages), judgements())}}
    for name, clause_texts, languages in documents:
        result[name] = measured(clause_texts, languages, same)
    result[f"seconds for {MANY:,} pairs"] = speed(documents, same)
    RESULT.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1, ensure_ascii=False))


def reviewed_opinion() -> tuple[Reviewed, ...]:
    """The review of each translation of this project's first work."""
    schema = load.schema(ROOT).value
    assert schema
    source = (load.sources(ROOT, schema).value or ())[0]
    return reviewed(compile_work(source, schema), schema, load.equivalents(ROOT, schema).value or NOTHING)


def languages_of(work: Reviewed, languages: Mapping[str, Language]) -> LanguagePair:
    """The languages of a review."""
    return languages[work.review.languages[0]], languages[work.review.languages[1]]


def texts(clause_pairs: Sequence[ClausePair]) -> Texts:
    """The texts of the clauses that both languages have."""
    return [(pair.left.text, pair.right.text) for pair in clause_pairs if pair.left and pair.right]


def read(file: Path, languages: Mapping[str, Language]) -> tuple[Texts, LanguagePair]:
    """The pairs of a file, and their languages."""
    data = json.loads(file.read_text(encoding="utf-8"))
    left, right = ({unit["id"]: unit["text"] for unit in data[side]} for side in ("left", "right"))
    linked = [(left[one], right[other]) for one, other in data["gold"] if left.get(one) and right.get(other)]
    return linked, (languages[LANGUAGES[data["left_lang"]]], languages[LANGUAGES[data["right_lang"]]])


def findings(work: Reviewed, languages: Mapping[str, Language]) -> list[Finding]:
    """The findings of a review with their words and sentences; empty for a text that has no words for one."""
    rows = []
    for entry in work.entries:
        pair = work.review.pairs[entry.discrepancy.pair]
        sides = [(clause.text if clause else "", span, language) for clause, span, language
                 in zip(pair.sides, entry.discrepancy.spans, languages_of(work, languages), strict=True)]
        left, right = (span.of(text) if span else "" for text, span, _ in sides)
        original, translated = (sentence(text, span, language) for text, span, language in sides)
        rows.append((entry.finding.code, entry.eid, left, right, original, translated))
    return rows


def sentence(text: str, span: Span | None, language: Language) -> str:
    """The sentences in which a span is."""
    ranges = [(start, end) for start, end in split(text, language) if span and start < span.end and span.start < end]
    return " ".join(" ".join(text[start:end].split()) for start, end in ranges)


def judgements() -> dict[Finding, str]:
    """The verdicts of bench/review-judged.tsv by their findings."""
    lines = [line for line in JUDGED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return {(row["code"], row["clause"], row["words"], row["translated words"], row["sentence"],
             row["translated sentence"]): row["verdict"] for row in rows}


def judged(present: Sequence[Finding], verdicts: Mapping[Finding, str]) -> dict[str, object]:
    """The findings by code and verdict, and those that are unjudged because they are new or gone."""
    counts = Counter((finding[0], verdicts.get(finding, "new")) for finding in present)
    gone = [finding for finding in verdicts if finding not in present]
    counts.update((finding[0], "gone") for finding in gone)
    by_code = {code: {verdict: counts[code, verdict] for verdict in ("right", "wrong", "new", "gone")
                      if counts[code, verdict]} for code in sorted({code for code, _ in counts})}
    new = [finding for finding in present if finding not in verdicts]
    return {"right": sum(verdicts.get(finding) == "right" for finding in present),
            "wrong": sum(verdicts.get(finding) == "wrong" for finding in present),
            "unjudged, new": len(new), "unjudged, gone": len(gone), "by code": by_code,
            "new": [" ".join(finding[:4]) for finding in new], "gone": [" ".join(finding[:4]) for finding in gone]}


def clauses(clause_texts: Sequence[TextPair]) -> list[ClausePair]:
    """Pairs of clauses of these texts."""
    return [ClausePair(ComparedClause(str(at), left), ComparedClause(str(at), right))
            for at, (left, right) in enumerate(clause_texts)]


def measured(clause_texts: Texts, languages: LanguagePair, same: Equivalents) -> dict[str, object]:
    """The findings by kind, without terms, and the share of each kind of mutation that is found."""
    counts = Counter(item.code for item in confident(review(clauses(clause_texts), languages, ())).discrepancies)
    chance = Random(1)  # noqa: S311 - the same mutations in every run
    return {"pairs": len(clause_texts), "findings": dict(sorted(counts.items())),
            "changed numbers": changed(clause_texts, languages, numbers, _other_number, chance),
            "negations taken back": changed(clause_texts, languages, denials, _affirmed(languages[1]), chance),
            "exchanged neighbours": exchanged(clause_texts, languages, same, chance)}


def changed(clause_texts: Texts, languages: LanguagePair, check: Callable[..., object],
            mutate: Callable[[str, Random], str], chance: Random) -> str:
    """The number of mutated clauses that are reported, of those that can be mutated and pass unmutated."""
    tried = hit = 0
    for left, right in clause_texts:
        other = mutate(right, chance)
        if other != right and not list(check((left, right), languages, 0)):  # type: ignore[call-overload]
            tried += 1
            hit += bool(list(check((left, other), languages, 0)))  # type: ignore[call-overload]
    return f"{hit} of {tried}"


def _other_number(text: str, chance: Random) -> str:
    figures = [match for match in re.finditer(r"(?<![\w.,(-])\d+(?![\d.,)])", text) if int(match[0]) > 1]
    if not figures:
        return text
    match = chance.choice(figures)
    return text[:match.start()] + str(int(match[0]) + chance.randint(1, 9)) + text[match.end():]


def denials(pair_texts: TextPair, languages: LanguagePair, pair: int) -> list[Discrepancy]:
    """The findings on a denial that one text lacks: a negation, or a bound that became its opposite."""
    return [*negations(pair_texts, languages, pair), *bounds(pair_texts, languages, pair)]


def _affirmed(language: Language) -> Callable[[str, Random], str]:
    """A function that takes one denial out of a text, in French both of its words."""
    def mutate(text: str, chance: Random) -> str:
        matches = [(match, put) for pattern, put in AFFIRMED[language.code] for match in re.finditer(pattern, text)]
        if not matches:
            return text
        match, put = chance.choice(matches)
        return text[:match.start()] + match.expand(put) + text[match.end():]

    return mutate


def exchanged(clause_texts: Texts, languages: LanguagePair, same: Equivalents, chance: Random) -> str:
    """The number of reported exchanges of two clauses at most seven clauses apart."""
    long = [at for at, both in enumerate(clause_texts) if min(map(len, both)) > 15]
    spoilt = list(clause_texts)
    done: list[tuple[int, int]] = []
    for at in chance.sample(long, min(len(long), max(2, len(clause_texts) // 12))):
        near = [other for other in long
                if 0 < abs(other - at) < 8 and not any({other, at} & set(pair) for pair in done)]
        if near:
            other = chance.choice(near)
            spoilt[at], spoilt[other] = (
                (clause_texts[at][0], clause_texts[other][1]), (clause_texts[other][0], clause_texts[at][1]))
            done.append((at, other))
    left, right = (_units([both[side] for both in spoilt]) for side in (0, 1))
    paired = paired_clauses(left, right, same)
    reported = {int(clause.eid) for item in displaced(paired, languages)
                for clause in paired[item.pair].sides if clause}
    return f"{sum(bool(reported & set(pair)) for pair in done)} of {len(done)}"


def _units(texts_: Sequence[str]) -> list[LabelledClause]:
    """The texts as numbered clauses."""
    return [(ComparedClause(str(at), text, label=str(at), place=at), AlignedUnit(str(at), text, label=str(at)))
            for at, text in enumerate(texts_)]


def speed(documents: Sequence[tuple[str, Texts, LanguagePair]], same: Equivalents) -> dict[str, object]:
    """Seconds of processor time to align and to review distinct clauses as `diptych review` does, for MANY of them.

    The clauses are those of the languages with most of them; none comes twice."""
    by_languages: dict[LanguagePair, Texts] = {}
    for _, clause_texts, languages in documents:
        by_languages.setdefault(languages, []).extend(clause_texts)
    languages, varied = max(by_languages.items(), key=lambda item: len(set(item[1])))
    distinct = list(dict.fromkeys(varied))
    start = time.process_time()
    paired = paired_clauses(_units([left for left, _ in distinct]), _units([right for _, right in distinct]), same)
    middle = time.process_time()
    review(paired, languages, (), frozenset())
    share = MANY / len(distinct)
    return {"aligned": round((middle - start) * share, 1), "checked": round((time.process_time() - middle) * share, 1),
            "distinct clauses": len(distinct)}


if __name__ == "__main__":
    main([*map(Path, sys.argv[1:])] or sorted(SHARED.glob("*.json")))
