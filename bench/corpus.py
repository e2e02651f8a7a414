"""Texts of ../shared/corpus → a project of many bilingual works, always the same: `bench/corpus.py COUNT FOLDER`.

A work has some twenty articles of a Chinese law, numbered anew. The counterpart of each consists of Korean sentences
from Korean laws. The pairs mean nothing together, but each text is what people wrote, and the structures are twins.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared/corpus"
CLAUSES = 22
CHAPTER = 8
ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇]+条(?:之[一二三四五六七八九十])?[ \u3000]+(\S.{8,400})")
KOREAN = re.compile(r"(?:제\d+조(?:의\d+)?\([^)]+\))?\s*(?:[\u2460-\u2473]|\d+\.)?\s*"
                    r"((?!중)[가-힣][^\d<>:.ㆍ\u2460-\u2473]{20,110}다\.)")
LEADS = re.compile("下列|如下|다음|각 호")
"""Words of a sentence that introduces a list: it is incomplete without it."""
DIGITS = "零一二三四五六七八九"
TERMS = """\
[[term]]
id = "issuer"
kind = "organization"
zho = { preferred = "示例市人民政府办公室" }
kor = { preferred = "예시시 인민정부 판공실" }

[[term]]
id = "unknown-translator"
kind = "agent"
zho = { preferred = "译者不详" }
kor = { preferred = "미상의 번역자" }

[[term]]
id = "editor"
kind = "agent"
zho = { preferred = "编者" }
kor = { preferred = "편집자" }
"""
WORK = """\
[work]
document_type = "act"
name = "regulations"
date = {date}
number = "示政办〔{year}〕{number}号"
issuer = "issuer"
jurisdiction = "cn"

[markup]
date = 2026-01-01
editor = "editor"

[[received]]
file = "zho.txt"
sha256 = "{zho}"

[[received]]
file = "kor.txt"
sha256 = "{kor}"

[[expression]]
language = "zho"
file = "zho.txt"
date = {date}
rights = "official-document"

[[expression]]
language = "kor"
file = "kor.txt"
date = {date}
rights = "unknown"
translation = {{ of = "zho", translator = "unknown-translator", authoritative = false }}
"""


def main() -> None:
    """Makes a project of COUNT works in FOLDER."""
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    make(folder, count)
    print(f"{count} works in {folder}")


def make(folder: Path, count: int) -> None:
    """Writes a project of `count` works into a new folder."""
    shutil.copytree(ROOT / "schema", folder / "schema")
    shutil.copytree(ROOT / "source/pages", folder / "source/pages")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    (folder / "source/terms.toml").write_text(TERMS, encoding="utf-8")
    for number in range(count):
        year, place = 1990 + number % 35, number // 35 + 1
        work = folder / f"source/works/cn/shizhengban/{year}/{place}"
        work.mkdir(parents=True)
        texts = {"zho": chinese(number, year, place), "kor": korean(number, year, place)}
        for language, text in texts.items():
            (work / f"{language}.txt").write_text(text, encoding="utf-8")
        digests = {language: sha256(text.encode()).hexdigest() for language, text in texts.items()}
        (work / "work.toml").write_text(
            WORK.format(date=f"{year}-05-08", year=year, number=place, **digests), encoding="utf-8")


def chinese(number: int, year: int, place: int) -> str:
    """The original of a work."""
    found = laws()[number % len(laws())]
    start = number // len(laws()) * 7 % max(1, len(found) - CLAUSES)
    words = (found[start:] + found)[:CLAUSES]
    lines = [f"第{numeral(index + 1)}条　{text}" for index, text in enumerate(words)]
    for chapter in range(CLAUSES // CHAPTER, -1, -1):
        lines.insert(chapter * CHAPTER, f"第{numeral(chapter + 1)}章　{heading(words[chapter * CHAPTER])}")
    return "\n\n".join((f"示例市第{numeral(number)}号事项管理办法", f"示政办〔{year}〕{place}号", *lines)) + "\n"


def korean(number: int, year: int, place: int) -> str:
    """The translation of a work."""
    chance = random.Random(number)  # noqa: S311 - the same each time
    words = chance.sample(sentences(), CLAUSES)
    lines = [f"제{index + 1}조 {text}" for index, text in enumerate(words)]
    for chapter in range(CLAUSES // CHAPTER, -1, -1):
        lines.insert(chapter * CHAPTER, f"제{chapter + 1}장 {heading(words[chapter * CHAPTER])}")
    return "\n\n".join((f"예시시 제{number}호 사항 관리 방법", f"시정판〔{year}〕{place}호", *lines)) + "\n"


def heading(text: str) -> str:
    """The first words of a text, as a heading."""
    return re.split(r"[，。；：、,.;:\s]", text)[0][:14] or text[:8]


def numeral(value: int) -> str:
    """A number below ten thousand in Chinese; from a hundred on, digit by digit."""
    if value < 10:
        return DIGITS[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return (DIGITS[tens] if tens > 1 else "") + "十" + (DIGITS[ones] if ones else "")
    return "".join(DIGITS[int(digit)] for digit in str(value))


@cache
def laws() -> Sequence[tuple[str, ...]]:
    """The one-paragraph articles of every Chinese law with enough of them."""
    found = (tuple(articles(path.read_text(encoding="utf-8"))) for path in sorted((SHARED / "zh-law").glob("*.txt")))
    return [texts for texts in found if len(texts) > CLAUSES]


def articles(text: str) -> Iterator[str]:
    """The texts of articles, without articles that introduce a list."""
    lines = (ARTICLE.match(line.strip()) for line in text.splitlines())
    return (line[1] for line in lines if line and line[1].endswith("。") and not LEADS.search(line[1]))


@cache
def sentences() -> Sequence[str]:
    """Distinct Korean sentences of statutes."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((SHARED / "ko-law").glob("*.txt")))
    return list(dict.fromkeys(found[1].strip() for text in texts for line in text.splitlines()
                              if (found := KOREAN.match(line)) and not LEADS.search(found[1])))


if __name__ == "__main__":
    main()
