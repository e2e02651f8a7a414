"""Citations of laws with errors of eight kinds, and right ones beside them, written from the lines of the laws alone.

What is right and wrong is known from the received text by the patterns below: nothing of it comes from the program.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from diptych.anchors.ledger import Anchor, State
from diptych.compile import single_text
from diptych.compile.address_history import WorkHistory
from diptych.compile.single_text import Options
from diptych.diagnostics import Position
from diptych.project.load import Schema
from diptych.review.cited_sources.citations import CitationVerdict, CitedWorks, citations, cited_works
from diptych.review.cited_sources.cited_works import CitedWork

ARTICLES = {"zho": re.compile(r"^第([〇零一二三四五六七八九十百]+)条[ \u3000]*(.*)$"),
            "zho-Hant": re.compile(r"^第 ?(\d+) ?條[ \u3000]*(.*)$"),
            "kor": re.compile(r"^제(\d+)조(?!의)(?:\([^)]*\))?[ \u3000]*(.*)$")}
BRANCH = re.compile(r"^제\d+조의|^第.{1,8}[条條]之")
SENTENCE = re.compile(r"[^。；;：:.\n“”\"「」『』《》‘’〈〉()（）①-⑳<>]{14,60}(?=[。；.])")
MARKS = {"zho": ("《", "》"), "zho-Hant": ("《", "》"), "kor": ("「", "」")}
DIGITS = "零一二三四五六七八九"
MOVED, ENDED = 940, 950
"""Numbers of articles that were published once and are not in the texts: each law gets one of each."""
WANTED = {
    "absent article": CitationVerdict.ABSENT, "absent paragraph": CitationVerdict.ABSENT,
    "other title": CitationVerdict.OTHER_TITLE, "other number": CitationVerdict.OTHER_NUMBER,
    "other words": CitationVerdict.OTHER_WORDS, "other clause": CitationVerdict.OTHER_CLAUSE,
    "moved": CitationVerdict.MOVED, "withdrawn": CitationVerdict.WITHDRAWN}


@dataclass(frozen=True)
class Law:
    """A law as its lines show it: the text of each article by number."""

    language: str
    title: str
    number: str
    iri: str
    articles: Mapping[int, str]
    highest: int


@dataclass(frozen=True)
class Planted:
    """A sentence with one citation, and the kind of its error; empty if it is right."""

    text: str
    kind: str


def chinese(number: int) -> str:
    """A number below 1000 in Chinese numerals."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    high = f"{DIGITS[hundreds]}百" if hundreds else ""
    middle = "零" if high and ones else ""
    if tens:
        middle = f"{DIGITS[tens]}十" if hundreds or tens > 1 else "十"
    return high + middle + (DIGITS[ones] if ones else "")


def law(text: str, language: str, index: int) -> Law:
    """The law in a text."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    articles: dict[int, str] = {}
    current = highest = 0
    for line in takewhile(lambda line: not re.match(r"부\s*칙", line), lines[1:]):
        match = ARTICLES[language].match(line)
        if match:
            current = int(match[1]) if match[1].isdecimal() else arabic(match[1])
            highest = max(highest, current)
            current = 0 if current in articles else current
        elif BRANCH.match(line):
            current = 0
        if current:
            articles[current] = articles.get(current, "") + (match[2] if match else line) + "\n"
    numbers = {"zho": f"示令〔2001〕{10 * index + 3}号", "zho-Hant": f"示府法字第{10 * index + 3}號",
               "kor": f"법률 제{10 * index + 3}호"}
    return Law(language, lines[0], numbers[language], f"/akn/xx/act/law/2001/{index}", articles, highest)


def arabic(numeral: str) -> int:
    """The value of a Chinese numeral below 1000."""
    plain = numeral.replace("〇", "零")
    return next(number for number in range(1, 1000) if chinese(number) == plain)


def work(law: Law, text: str, schema: Schema) -> CitedWork | None:
    """The law as a published work with an article that moved and one that was withdrawn; None if it is not read."""
    made = single_text.convert(text.encode(), "law.txt", schema, Options(language=law.language)).value
    if made is None:
        return None
    first = min(law.articles)
    ledger = (Anchor(f"art_{MOVED}", "2001-01-01", (), State.MOVED, (f"art_{first}",), until="2005-01-01"),
              Anchor(f"art_{ENDED}", "2001-01-01", (), State.WITHDRAWN, reason="废止", until="2006-01-01"))
    return CitedWork(WorkHistory(law.iri, {"": (made.document,)}, ledger), (law.title,), (law.number,))


def unit(law: Law, article: int, paragraph: int = 0) -> str:
    """The name of an article, or of a paragraph of it."""
    if law.language == "kor":
        return f"제{article}조" + (f"제{paragraph}항" if paragraph else "")
    if law.language == "zho-Hant":
        return f"第{article}條" + (f"第{paragraph}項" if paragraph else "")
    return f"第{chinese(article)}条" + (f"第{chinese(paragraph)}款" if paragraph else "")


def named(law: Law, form: int, title: str = "", number: str = "") -> str:
    """The law by title and number, by title, by number, or with the number first."""
    first, last = MARKS[law.language]
    said, printed = f"{first}{title or law.title}{last}", number or law.number
    brackets = "()" if law.language == "kor" else "（）"
    forms = (f"{said}{brackets[0]}{printed}{brackets[1]}", said, printed, f"{said}{printed}")
    return forms[form]


def quoted(law: Law, cited: str, words: str, form: int) -> str:
    """The citation with quoted words behind it, or in brackets behind them."""
    if form % 2:
        return f"“{words}”（{cited}）" if law.language != "kor" else f"“{words}”({cited})"
    says = {"zho": "规定：", "zho-Hant": "規定：", "kor": "에 따르면 "}[law.language]
    opening, closing = ("「", "」") if law.language == "zho-Hant" else ("“", "”")
    return f"{cited}{says}{opening}{words}{closing}"


def plant(laws: Sequence[Law], fillers: Sequence[str], count: int, seed: int) -> Iterator[Planted]:
    """As many sentences with errors of the kinds in turn, each with a right one beside it."""
    chance = random.Random(seed)  # noqa: S311 - the same sentences each time
    made = 0
    usable = [law for law in laws if len(sentences(law)) > 3]
    while made < count:
        law, kind = chance.choice(usable), list(WANTED)[made % len(WANTED)]
        wrong = mistake(law, kind, laws, chance)
        if wrong is None:
            continue
        made += 1
        for text, about in ((wrong, kind), (right(law, made, chance), "")):
            yield Planted(f"{chance.choice(fillers)}{text}。{chance.choice(fillers)}", about)


def sentences(law: Law) -> list[tuple[int, str]]:
    """Sentences that stand in one article alone, with its number."""
    whole = "".join(law.articles.values())
    return [(number, found) for number, text in law.articles.items() for found in SENTENCE.findall(text)
            if whole.count(found) == 1 and sum(map(str.isalpha, found)) > 12]


def right(law: Law, turn: int, chance: random.Random) -> str:
    """A right citation: plain, with quoted words, or with words left out of them."""
    article, words = chance.choice(sentences(law))
    cited = named(law, chance.choice((0, 1, 2, 3))) + unit(law, article)
    if turn % 3 == 0:
        return cited
    if turn % 3 == 1:
        middle = len(words) // 2
        words = f"{words[:middle - 2]}……{words[middle + 2:]}"
    return quoted(law, cited, words, turn)


def mistake(law: Law, kind: str, laws: Sequence[Law], chance: random.Random) -> str | None:
    """A citation with an error of a kind; None if this law gives none."""
    article, words = chance.choice(sentences(law))
    cited = named(law, chance.randrange(4))
    if kind in PLACES:
        return cited + PLACES[kind](law, article, chance)
    if kind == "other title":
        return named(law, chance.choice((0, 3)), title=untrue_title(law, laws, chance)) + unit(law, article)
    if kind == "other number":
        number = re.sub(r"\d(?=\D*$)", lambda digit: str((int(digit[0]) + 5) % 10), law.number)
        return named(law, 0, number=number) + unit(law, article)
    if kind == "other words":
        changed = altered(words, chance)
        untrue = changed not in law.articles[article]
        return quoted(law, cited + unit(law, article), changed, chance.randrange(2)) if untrue else None
    others = [number for number in law.articles if number != article]
    return quoted(law, cited + unit(law, chance.choice(others)), words, chance.randrange(2)) if others else None


PLACES: Mapping[str, Callable[[Law, int, random.Random], str]] = {
    "absent article": lambda law, _, chance: unit(law, law.highest + chance.randint(1, 60)),
    "absent paragraph": lambda law, article, chance: unit(law, article, chance.randint(40, 90)),
    "moved": lambda law, _, __: unit(law, MOVED), "withdrawn": lambda law, _, __: unit(law, ENDED)}
"""The units of citations whose error is the unit."""


def untrue_title(law: Law, laws: Sequence[Law], chance: random.Random) -> str:
    """The title of another law, or that of this one with a letter changed."""
    other = chance.choice([other.title for other in laws if other.language == law.language and other is not law])
    at = chance.randrange(len(law.title))
    sign = "갑" if law.language == "kor" else "某"
    return chance.choice((other, law.title[:at] + sign + law.title[at + 1:]))


def altered(words: str, chance: random.Random) -> str:
    """The words with one letter replaced, left out or doubled."""
    at = chance.choice([index for index, each in enumerate(words) if each.isalpha()])
    return words[:at] + chance.choice(("不", "", words[at] * 2)) + words[at + 1:]


def judged(planted: Planted, works: CitedWorks) -> tuple[CitationVerdict, ...]:
    """What the program says of the citations in a sentence."""
    return tuple(item.verdict for item in citations([(planted.text, Position("text", 1, 1))], works))


def works_of(laws: Sequence[tuple[Law, str]], schema: Schema) -> CitedWorks:
    """The laws as the works of a project."""
    made = [work(each, text, schema) for each, text in laws]
    return cited_works([each for each in made if each], [schema.languages[code] for code in (*ARTICLES, "eng")])
