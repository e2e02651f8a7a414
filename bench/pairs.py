"""Measures `diptych review` on official pairs of texts; bench/results/pairs.json holds figures of one day.

usage: python -m bench.pairs [--all] [--learn | --both] [--sample COUNT] [--list] [FOLDER]     (../shared/corpus)

The pairs are those of FOLDER/pairs/unseen (JSON: the units of both texts and `gold`, the pairs of their ids), the
laws of FOLDER/adopt and the Acts of FOLDER/references/texts. bench/manuals.py makes more of the first. A pair is a text
to measure on if the fourth byte of the SHA-256 of its name is odd and it is not in READ; else a text to learn from
(`--learn`). The name of a chapter of a manual is that without its languages. No pattern, table or constant may be taken
from a text to measure on, and nobody reads its findings while a check is changed.

Both texts are converted to Akoma Ntoso and reviewed as works are, without terms; `--all` asks for the checks that are
not in the default. Figures by languages: findings for 1,000 clauses of the untouched texts, and the share of mutated
clauses that a finding names. Of the clauses that `gold` pairs, one of twenty is mutated at a time: dropped, exchanged
with another (Q034 for either), joined with the next (paired with it, or a finding), replaced by a clause of another
document, or a number in it is changed. A mutation is found if a finding names a pair with the clause.

`--list` prints the findings, `--sample` that many of them at random, as rows of bench/pairs-judged.tsv.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from diptych.akn.document import Document
from diptych.align.sentences import split
from diptych.compile.single_text import Options, convert
from diptych.language.profiles import Language
from diptych.review.checks import confident, review
from diptych.review.clause_pairs import Discrepancy, LanguagePair, Review, Span
from diptych.review.pairing.twins import clauses, pairs

from bench.align import prepare

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared/corpus"
CODES = {"en": "eng", "fr": "fra", "ko": "kor", "zh-Hans": "zho", "zh-Hant": "zho-Hant"}
"""The languages of the pairs by the names in their files."""
SHARE = 20
"""Clauses of which one is mutated at a time. Chosen. If raised, mutations disturb each other less."""
LEAST = 16
"""Characters of the shortest clause that is mutated, in Han characters or syllables, else twice as many. Chosen."""
LABEL = 14
"""Characters of the longest label before the words of a line, and one more. Chosen. Raised: slower."""
GLOSS = re.compile(r"\(([^()]{3,})\)\W*\Z")
"""Pattern of the term in brackets at the end of a definition."""
SAME = 0.6
"""Share of characters from which a clause of another text says the same. Chosen. Raised: more clauses replace one."""
KINDS = ("dropped", "exchanged", "joined", "replaced", "number changed")


@dataclass(frozen=True, slots=True)
class Line:
    """A unit of a text: its id, its printed line with the label, its words alone, and a line printed before it."""

    id: str
    shown: str
    words: str
    above: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, their languages, and the ids of lines that mean the same."""

    name: str
    languages: tuple[str, str]
    sides: tuple[tuple[Line, ...], tuple[Line, ...]]
    gold: tuple[tuple[str, str], ...] = ()


def main() -> None:
    """Measures and prints the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED)
    for flag in ("--all", "--learn", "--both", "--list"):
        parser.add_argument(flag, action="store_true")
    parser.add_argument("--sample", type=int, default=0)
    asked = parser.parse_args()
    chosen = [pair for pair in build(asked.folder) if asked.both or is_measured(pair.name) != asked.learn]
    reviews = {pair.name: reviewed(pair) for pair in chosen}
    if asked.list or asked.sample:
        rows = [row for pair in chosen for row in printed(pair, reviews[pair.name])]
        if asked.sample:
            rows = random.Random(1).sample(rows, min(asked.sample, len(rows)))  # noqa: S311
        sys.stdout.write("\n".join(rows) + "\n")
        return
    result = measured(chosen, reviews)
    text = json.dumps(result, indent=1, ensure_ascii=False)
    print(text)


def is_measured(name: str) -> bool:
    """Whether a pair is one to measure on, by its name alone. The findings of the other manuals were read."""
    if name.startswith(MANUALS) or name.rpartition("__")[0] in PAGES:
        return False
    text = name.rpartition("__")[0] if name.startswith("pages-") else name
    return text not in READ and sha256(text.encode()).digest()[3] % 2 == 1


MANUALS = ("deb_", "gimp-", "gnome-", "handbook-", "maint-", "office-", "reference-")
"""Beginnings of the names of manuals in which findings were read, as in READ."""
READ = ("ca__A-1.3", "ca__C-29.4", "ca__C_R_C__c__770_reg", "ca__E-15.5", "ca__F-13", "ca__F-30", "ca__F-31.55",
        "ca__F-7.7", "ca__F-7.8", "ca__G-11.4", "ca__P-13.4", "ca__P-15.44", "ca__SOR-2022-128_reg", "ca__W-11.2",
        "cc_zh-Hans_en__by-nc", "cc_zh-Hans_en__by-nc-sa", "cc_zh-Hans_ko__by-sa", "cc_zh-Hant_ko__by-nc-nd",
        "cov__2-0-cn", "cov__2-1-tw", "moj__A0030199", "moj__D0020027", "osg_ko_en__best-practices",
        "osg_ko_en__finding-users", "tw__C0000001", "tw__D0030012", "tw__G0340116", "tw__G0350070", "tw__G0380199",
        "tw__H0160027", "tw__I0050002", "tw__I0050021", "tw__K0060112", "tw__N0050027", "tw__U0000002", "udhr")
"""Texts whose findings were read before checks were changed again: they are texts to learn from since."""


PAGES = frozenset({
    "pages-scalc-00-00000404", "pages-scalc-01-04060105", "pages-scalc-01-04060116",
    "pages-scalc-01-func_forecastetsstatadd", "pages-scalc-01-func_networkdays.intl",
    "pages-scalc-01-func_weekday", "pages-schart-01-type_column_line", "pages-shared-00-00000005",
    "pages-shared-00-00040501", "pages-shared-01-02100200", "pages-shared-01-05340400",
    "pages-simpress-00-00000413", "pages-simpress-01-06070000", "pages-smath-01-03091501"})
"""Pages of LibreOffice's help in which findings were read, as in READ."""


def build(folder: Path) -> Iterator[Pair]:
    """The pairs of a folder; it may have only some of the parts."""
    for file in sorted((folder / "pairs/unseen").glob("*.json")):
        yield of_units(file)
    for file in sorted((folder / "adopt").glob("*.zh.txt")):
        name = file.name.removesuffix(".zh.txt")
        yield from of_texts(f"tw__{name}", ("zho-Hant", "eng"), [file, file.with_name(f"{name}.en.txt")])
    for file in sorted((folder / "references/texts/en-act").glob("*.txt")):
        yield from of_texts(f"ca__{file.stem}", ("eng", "fra"), [file, file.parent.parent / "fr-act" / file.name])
    for names in (("C_R_C__c__770", "C_R_C__ch__770"), ("SOR-2022-128", "DORS-2022-128")):
        files = [folder / f"doors/ca-reg-{tag}/{name}.txt" for tag, name in zip(("en", "fr"), names, strict=True)]
        yield from of_texts(f"ca__{names[0]}_reg", ("eng", "fra"), files)
    yield from of_texts("udhr", ("zho", "kor"), [folder / f"pairs/udhr.{tag}.txt" for tag in ("zh-Hans", "ko")])


def of_units(file: Path) -> Pair:
    """A pair of texts given by their units."""
    data = json.loads(file.read_text(encoding="utf-8"))
    sides = [tuple(Line(unit["id"], _shown(unit["label"], unit["text"]), unit["text"], unit.get("above", ""))
                   for unit in data[side]) for side in ("left", "right")]
    return Pair(file.stem, (CODES[data["left_lang"]], CODES[data["right_lang"]]), (sides[0], sides[1]),
                tuple((one, other) for one, other in data["gold"]))


def of_texts(name: str, languages: tuple[str, str], files: Sequence[Path]) -> Iterator[Pair]:
    """A pair of texts of lines; none if there are no such files.

    Lines mean the same whose clauses have the same eId in both texts as they are converted, if most lines are such.
    Definitions in each language's alphabetical order are none of them."""
    if not all(file.exists() for file in files):
        return
    sides = [tuple(_identified(name, file.read_text(encoding="utf-8").splitlines(), language))
             for file, language in zip(files, languages, strict=True)]
    counts = [Counter(line.id for line in side) for side in sides]
    words = {line.id: line.words for line in sides[1]}
    same = tuple((line.id, line.id) for line in sides[0] if line.id and counts[0][line.id] == counts[1][line.id] == 1
                 and defines_same(line.words, words[line.id]))
    yield Pair(name, languages, (sides[0], sides[1]), same if len(same) > len(sides[0]) / 2 else ())


def defines_same(one: str, other: str) -> bool:
    """Whether each of two lines begins with the term in brackets at the end of the other, if there is one."""
    return all(text.casefold().startswith(match[1].casefold())
               for term, text in ((one, other), (other, one)) if (match := GLOSS.search(term)))


def _identified(name: str, texts: Sequence[str], language: str) -> Iterator[Line]:
    """The lines of a text, those that a clause ends under its eId."""
    lines = tuple(Line("", text, text) for text in texts)
    eids = {clause.text: clause.eid for clause in clauses(document(name, lines, language))}
    for line in lines:
        words = next((end for start in range(min(LABEL, len(line.shown))) if (end := line.shown[start:]) in eids), "")
        yield Line(eids[words], line.shown, words) if words else line


def _shown(label: str, text: str) -> str:
    """A line with its label as it would be printed."""
    return f"{label}{'' if label.endswith('、') or not label else ' '}{text}"


def languages_of(pair: Pair) -> LanguagePair:
    """The languages of a pair."""
    known = prepare()[0].languages
    return known[pair.languages[0]], known[pair.languages[1]]


def reviewed(pair: Pair) -> Review:
    """The review of a pair of texts, converted to Akoma Ntoso."""
    documents = [document(pair.name, lines, language)
                 for lines, language in zip(pair.sides, pair.languages, strict=True)]
    result = review(pairs(documents[0], documents[1], prepare()[1]), languages_of(pair), ())
    return result if EVERYTHING else confident(result)


@lru_cache(maxsize=64)
def document(name: str, lines: tuple[Line, ...], language: str) -> Document:
    """A text as Akoma Ntoso."""
    text = "\n".join(part for line in lines for part in (line.above, line.shown) if part.strip())
    converted = convert(text.encode(), f"{name}.txt", prepare()[0], Options(language))
    assert converted.value, (name, converted.diagnostics)
    return converted.value.document


EVERYTHING = "--all" in sys.argv
"""Whether findings that are probably none are asked for."""


def measured(chosen: Sequence[Pair], reviews: dict[str, Review]) -> dict[str, object]:
    """The figures by languages, and the findings by code."""
    sizes: Counter[str] = Counter()
    findings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for pair in chosen:
        names = _group(pair)
        sizes[names] += len(reviews[pair.name].pairs)
        findings[names].update(item.code for item in reviews[pair.name].discrepancies)
    mutations = mutated(chosen)
    return {"texts": [pair.name for pair in chosen], **{names: {
        "clauses": sizes[names], "findings": sum(findings[names].values()),
        "for 1,000": round(1000 * sum(findings[names].values()) / sizes[names], 1),
        "by code": dict(sorted(findings[names].items()))} for names in sorted(sizes)},
        "mutated": {kind: {names: f"{hit} of {tried}" for names, (hit, tried) in sorted(by_names.items())}
                    for kind, by_names in mutations.items()}}


def _group(pair: Pair) -> str:
    """The languages of a pair, whatever the script of Chinese."""
    return "-".join(CODE.removesuffix("-Hant") for CODE in pair.languages)


Tries = dict[str, dict[str, tuple[int, int]]]


def mutated(chosen: Sequence[Pair]) -> Tries:
    """For each kind of mutation and languages the number found and the number tried."""
    result: Tries = {}
    for kind in KINDS:
        counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        for pair in (pair for pair in chosen if pair.gold):
            other = [line for another in chosen if another.name != pair.name and
                     another.languages[1] == pair.languages[1] and another.gold for line in another.sides[1]]
            for hit in mutations(pair, kind, other, random.Random(f"{pair.name} {kind}")):  # noqa: S311
                for group in (_group(pair), "all"):
                    counts[group][0] += hit
                    counts[group][1] += 1
        result[kind] = {group: (hit, tried) for group, (hit, tried) in counts.items()}
    return result


def mutations(pair: Pair, kind: str, other: Sequence[Line], chance: random.Random) -> list[bool]:
    """Whether each mutation of one kind is found, in two rounds."""
    mutate: Callable[..., tuple[tuple[Line, ...], list[tuple[Line, ...]]] | None] = {
        "dropped": _dropped, "exchanged": _exchanged, "joined": _joined, "replaced": replaced,
        "number changed": _renumbered}[kind]
    found: list[bool] = []
    for _ in range(2):
        spoilt = mutate(pair, chance, other)
        if spoilt is None:
            continue
        right, touched = spoilt
        result = reviewed(Pair(pair.name, pair.languages, (pair.sides[0], right)))
        found += [_is_found(result, kind, lines) for lines in touched]
    return found


def _is_found(result: Review, kind: str, lines: Sequence[Line]) -> bool:
    """Whether a finding names a pair with one of the lines; two lines joined count if they are paired together."""
    keys = [solid(line.words) for line in lines]
    sides = [tuple(solid(clause.text) if clause else "" for clause in pair.sides) for pair in result.pairs]
    if kind == "joined":
        return any(keys[0] in left and keys[1] in left and right for left, right in sides)
    wanted = {"exchanged": {"Q034"}}.get(kind)
    return any((wanted is None or item.code in wanted) and any(key in text for key in keys for text in
               sides[item.pair]) for item in result.discrepancies)


def solid(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def _candidates(pair: Pair) -> list[tuple[Line, int]]:
    """The lines on the left that `gold` pairs with one line on the right, and its place; short ones left out."""
    ours = {line.id: line for line in pair.sides[0]}
    places = {line.id: at for at, line in enumerate(pair.sides[1])}
    long = [(ours[one], places[other]) for one, other in pair.gold if one in ours and other in places]
    least = [LEAST * (1 + language.isascii() * (language in ("eng", "fra"))) for language in pair.languages]
    return [(line, at) for line, at in long
            if len(line.words) >= least[0] and len(pair.sides[1][at].words) >= least[1]]


def _chosen(items: Sequence[tuple[Line, int]], chance: random.Random) -> list[tuple[Line, int]]:
    return sorted(chance.sample(list(items), max(1, len(items) // SHARE)), key=lambda item: item[1]) if items else []


def _with(line: Line, words: str) -> Line:
    return Line(line.id, line.shown[:len(line.shown) - len(line.words)] + words, words, line.above)


Mutated = tuple[tuple[Line, ...], list[tuple[Line, ...]]]


def _dropped(pair: Pair, chance: random.Random, _: object) -> Mutated | None:
    gone = _chosen(_candidates(pair), chance)
    places = {at for _, at in gone}
    # The heading of an article goes with its only paragraph.
    return tuple(line for at, line in enumerate(pair.sides[1]) if at not in places), [(line,) for line, _ in gone]


def _exchanged(pair: Pair, chance: random.Random, _: object) -> Mutated | None:
    items = _candidates(pair)
    right, touched, used = list(pair.sides[1]), list[tuple[Line, ...]](), set[int]()
    for line, at in _chosen(items, chance):
        others = [item for item in items if item[1] != at and abs(item[1] - at) < 30 and not {item[1], at} & used]
        if not others:
            continue
        other, place = chance.choice(others)
        right[at], right[place] = _with(right[at], right[place].words), _with(right[place], right[at].words)
        used |= {at, place}
        touched.append((line, other))
    return tuple(right), touched


def _joined(pair: Pair, chance: random.Random, _: object) -> Mutated | None:
    items = {at: line for line, at in _candidates(pair)}
    neighbours = [(line, at) for at, line in items.items() if at + 1 in items and not pair.sides[1][at + 1].above]
    right, touched = dict(enumerate(pair.sides[1])), list[tuple[Line, ...]]()
    for line, at in _chosen(neighbours, chance):
        if at in right and at + 1 in right:
            second = right.pop(at + 1)
            right[at] = _with(right[at], f"{right[at].words} {second.words}")
            touched.append((line, items[at + 1]))
    return tuple(right.values()), touched


def replaced(pair: Pair, chance: random.Random, other: Sequence[Line]) -> Mutated | None:
    """The lines on the right with some replaced by those of other texts, and the lines on the left that they answer."""
    long = [line for line in other if len(line.words) >= LEAST * 2]
    if not long:
        return None
    right, touched = list(pair.sides[1]), list[tuple[Line, ...]]()
    for line, at in _chosen(_candidates(pair), chance):
        size = len(right[at].words)
        alike = sorted(long, key=lambda one: abs(len(one.words) - size))[:20]
        # Texts of one family have clauses of the same words.
        others = [one for one in alike if SequenceMatcher(None, one.words, right[at].words).ratio() < SAME]
        if not others:
            continue
        right[at] = _with(right[at], chance.choice(others).words)
        touched.append((line,))
    return tuple(right), touched


def _renumbered(pair: Pair, chance: random.Random, _: object) -> Mutated | None:
    right, touched = list(pair.sides[1]), list[tuple[Line, ...]]()
    figures = re.compile(r"(?<![\w.,(/-])\d+(?![\d.,)/]|\w)")
    numbered = [(line, at) for line, at in _candidates(pair)
                if any(int(match[0]) > 1 for match in figures.finditer(right[at].words))]
    for line, at in numbered:
        matches = [match for match in figures.finditer(right[at].words) if int(match[0]) > 1]
        match = chance.choice(matches)
        words = right[at].words
        other = str(int(match[0]) + chance.randint(1, 9))
        right[at] = _with(right[at], f"{words[:match.start()]}{other}{words[match.end():]}")
        touched.append((line,))
    return tuple(right), touched


def printed(pair: Pair, result: Review) -> Iterator[str]:
    """The findings of a review as rows: code, text, clause, words and sentences of both sides, facts."""
    for item in result.discrepancies:
        both = result.pairs[item.pair]
        sides = [(clause.text if clause else "", span, language) for clause, span, language
                 in zip(both.sides, item.spans, languages_of(pair), strict=True)]
        words = [span.of(text) if span else "" for text, span, _ in sides]
        yield "\t".join(" ".join(cell.split()) for cell in (
            item.code, pair.name, both.eid, *words, *(sentence(*side) for side in sides), _facts(item)))


def _facts(item: Discrepancy) -> str:
    return " ".join(f"{name}={value}" for name, value in item.facts if name not in ("left", "right"))


def sentence(text: str, span: Span | None, language: Language) -> str:
    """The sentences in which a span is; the whole text without one."""
    if span is None:
        return text
    return " ".join(text[start:end] for start, end in split(text, language) if start < span.end and span.start < end)


if __name__ == "__main__":
    main()
