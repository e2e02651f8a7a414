"""Numerals in named systems: text → value and back. No module but alphabetic_numerals may hold other digits."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Final

from diptych.language import alphabetic_numerals
from diptych.language.word_patterns import any_of

_DIGITS: Final = {
    digit: number for number, row in enumerate((
        "零〇○◯０", "一壹弌", "二贰貳弐两兩", "三叁參参叄", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"))
    for digit in row if digit != "０"}
_UNITS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TENS: Final = {"廿": 20, "卄": 20, "卅": 30, "卌": 40}
_MYRIADS: Final = "万萬"
_SIGNS: Final = "".join((*_DIGITS, *_UNITS, *_TENS, *_MYRIADS))
"""All signs of Chinese numerals."""
_HUNDREDS: Final = "百佰千仟"
"""Units whose one Japanese leaves out."""
_BARE: Final = re.compile(f"(?<![{''.join(_DIGITS)}])(?=[{_HUNDREDS}])")
"""Pattern of the place of a one that Japanese leaves out."""
_MYRIAD_SYSTEMS: Final = ("chinese", "japanese")
_CHINESE: Final = "零一二三四五六七八九"
_ROMAN: Final = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
                 (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _run(first: int, count: int) -> str:
    """Consecutive characters from a code point."""
    return "".join(map(chr, range(first, first + count)))


_ALPHABETS: Final = {
    "circled": _run(0x2460, 20) + _run(0x3251, 15) + _run(0x32B1, 15),
    "circled-black": _run(0x2776, 10),
    "parenthesised": _run(0x2474, 20),
    "full-stop": _run(0x2488, 20),
    "parenthesised-chinese": _run(0x3220, 10),
    "circled-chinese": _run(0x3280, 10),
    "roman-sign-upper": _run(0x2160, 12),
    "roman-sign-lower": _run(0x2170, 12),
    "ganada": "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호",
    "circled-ganada": _run(0x326E, 14),
    "parenthesised-ganada": _run(0x320E, 14),
    "jamo": "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "stem": "甲乙丙丁戊己庚辛壬癸",
    "branch": "子丑寅卯辰巳午未申酉戌亥",
    "iroha": "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス",
    "katakana": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
}
"""Systems with one sign for each number, in counting order."""

DIGIT: Final = "[0-9０-９]"
"""Pattern of an Arabic digit, narrow or full-width."""
_DOUBLES: Final = {"double-lower": string.ascii_lowercase, "double-upper": string.ascii_uppercase}
"""Systems in which a letter stands twice, and counts from 1: aa, bb."""
_FIGURES: Final = {"arabic": f"{DIGIT}{{1,9}}+", "lower": r"[a-z]{1,2}", "letter": "[a-z]", "upper": r"[A-Z]{1,2}",
                   "suffix-lower": r"[a-z]{1,6}", "suffix-upper": r"[A-Z]{1,6}",
                   "roman-lower": r"[ivxlcdm\u2170-\u217fｉｖｘｌｃｄｍ]{1,12}",
                   "roman-upper": r"[IVXLCDM\u2160-\u216f]{1,12}",
                   **{system: "|".join(2 * letter for letter in letters) for system, letters in _DOUBLES.items()}}
"""Systems read by figures or letters. Arabic numerals give no digit back, so that 497(3) doesn't begin with 49."""

_ORDINALS: Final = (
    "première premiere premier", "deuxième deuxieme seconde second", "troisième troisieme", "quatrième quatrieme",
    "cinquième cinquieme", "sixième sixieme", "septième septieme", "huitième huitieme", "neuvième neuvieme",
    "dixième dixieme")
"""French ordinals from 1 on, the plainest first; capitals may lack their accents."""
_BELOW_TWENTY: Final = (
    "one first", "two second", "three third", "four fourth", "five fifth", "six sixth", "seven seventh", "eight eighth",
    "nine ninth", "ten tenth", "eleven eleventh", "twelve twelfth", "thirteen thirteenth", "fourteen fourteenth",
    "fifteen fifteenth", "sixteen sixteenth", "seventeen seventeenth", "eighteen eighteenth", "nineteen nineteenth")
_DECADES: Final = ("twenty twentieth", "thirty thirtieth", "forty fortieth", "fifty fiftieth", "sixty sixtieth",
                "seventy seventieth", "eighty eightieth", "ninety ninetieth")
_ENGLISH: Final = (*_BELOW_TWENTY, *(
    words for decade in _DECADES
    for words in (decade, *(f"{decade.split()[0]}-{unit.split()[0]} {decade.split()[0]}-{unit.split()[1]}"
                         for unit in _BELOW_TWENTY[:9]))))
"""English cardinals and ordinals from 1 to 99."""
_WORDS: Final = {
    "cardinal-eng": {words.split()[0]: number for number, words in enumerate(_ENGLISH, 1)},
    "ordinal-eng": {words.split()[1]: number for number, words in enumerate(_ENGLISH, 1)},
    "first-fra": dict.fromkeys(("premier", "première", "unique"), 1),
    "before-fra": dict.fromkeys(("préliminaire", "liminaire"), 0),
    "ordinal-fra": {word: number for number, words in enumerate(_ORDINALS, 1) for word in words.split()}}
"""Systems of words, and the number of each word; the plainest word of a number first."""
_LATIN: Final = {word: number for number, word in enumerate((
    "bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies", "decies", "undecies", "duodecies",
    "terdecies", "quaterdecies", "quindecies", "sexdecies", "septdecies", "octodecies", "novodecies", "vicies"), 2)}
"""Latin adverbs that insert a unit behind another: 12 bis."""

_TENTHS: Final = ("twenty twentieth", "thirty thirtieth", "forty fortieth", "fifty fiftieth", "sixty sixtieth",
                  "seventy seventieth", "eighty eightieth", "ninety ninetieth")
"""English tens from 20 on, as cardinals and ordinals."""
_COUNTED: Final = {
    "chinese-formal": ("零壹贰叁肆伍陆柒捌玖", "拾佰仟"), "chinese-formal-hant": ("零壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "japanese-formal": ("零壱弐参四伍六七八九", "拾百阡"), "hangul-sino": ("영일이삼사오육칠팔구", "십백천")}
"""Digits and units, from ten on, of systems with a sign for each unit."""
_PLACED: Final = {"arabic-wide": _run(0xFF10, 10), "chinese-digits": "〇一二三四五六七八九",
                  "hanja-digits": "零一二三四五六七八九", "hangul-digits": "영일이삼사오육칠팔구"}
"""Digits of systems with a digit for each place."""
_HANGUL_NATIVE: Final = (("하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉"),
                         ("열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"))
"""Korean words for 1 to 9 and for the tens."""

_LETTERS: Final = 26
_WIDE: Final = (*map(chr, range(0x80)), *map(chr, range(0xFF01, 0xFF5F)), *_run(0x2160, 32))
"""Latin letters and figures, narrow and wide, and Roman numerals of one sign."""

SYSTEMS: Final = (*_FIGURES, *_MYRIAD_SYSTEMS, "latin", *_ALPHABETS)
"""Systems of labels that are read."""


@cache
def pattern(system: str) -> str:
    """A regular expression without groups of all numerals of the system; it may match more, which `value` refuses."""
    if system in _FIGURES:
        return _FIGURES[system]
    if system in _MYRIAD_SYSTEMS:
        return f"[{_SIGNS}]{{1,16}}"
    if system == "latin":
        return f"(?i:{'|'.join(sorted(_LATIN, key=len, reverse=True))})"
    if system in _WORDS:
        return f"(?i:{any_of(_WORDS[system])})"
    return f"[{_ALPHABETS[system]}]"


def words(system: str) -> Mapping[str, int]:
    """The words of a system of words with their numbers; none for a system of signs."""
    return _WORDS.get(system, {})


def signs(system: str) -> frozenset[str]:
    """The characters of the numerals of the system."""
    if system in _DOUBLES:
        return frozenset(_DOUBLES[system])
    if system in _FIGURES:
        return frozenset(sign for sign in _WIDE if re.fullmatch(_FIGURES[system], sign))
    if system in _MYRIAD_SYSTEMS:
        return frozenset(_SIGNS)
    if system == "latin":
        return frozenset(sign for word in _LATIN for sign in word + word.upper())
    if system in _WORDS:
        return frozenset(sign for word in _WORDS[system] for sign in word + word.upper())
    return frozenset(_ALPHABETS[system])


def value(text: str, system: str) -> int | None:
    """The number of a numeral of the system; None for any other text."""
    if system in _WORDS:
        return _WORDS[system].get(text.lower())
    if system in _ALPHABETS:
        return _ALPHABETS[system].find(text) + 1 or None if len(text) == 1 else None
    if system in _FIGURES and not re.fullmatch(_FIGURES[system], text):
        return None
    return _READERS[system](text)


def write(number: int, system: str) -> str | None:
    """The plainest numeral of the system for a number; None if the system has none."""
    if system in _WORDS:
        return next((word for word, meant in _WORDS[system].items() if meant == number), None)
    if number < 0 or number == 0 and system not in ("arabic", *_MYRIAD_SYSTEMS):
        return None
    if system in _WRITERS:
        return _WRITERS[system](number)
    alphabet = _ALPHABETS[system]
    return alphabet[number - 1] if number <= len(alphabet) else None


def is_written(system: str) -> bool:
    """Whether `write` has numerals of the system."""
    return system in _WORDS or system in _WRITERS or system in _ALPHABETS


def _chinese(text: str) -> int | None:
    """The value of a Chinese numeral: digits in a row, or digits with units and at most one myriad."""
    if len(text) > 1 and all(sign in _DIGITS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    head, *tails = re.split(f"[{_MYRIADS}]", text, maxsplit=1)
    high = _below_myriad(head)
    if not tails:
        return high
    low = _below_myriad(tails[0]) if tails[0] else 0
    return high * 10_000 + low if high and low is not None else None


def _below_myriad(text: str) -> int | None:
    """The value of digits and units from thousands down; a ten may lack its one, and a zero may fill a gap."""
    total, digit, ceiling = 0, None, 10_000
    for sign in text:
        unit = _TENS.get(sign) or _UNITS.get(sign)
        if unit is None and sign in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[sign]
            continue
        if unit is None or unit >= ceiling or digit is None and unit > 10 and sign in _UNITS or sign in _TENS and digit:
            return None
        factor = 1 if sign in _TENS else digit or 1
        total, digit, ceiling = total + factor * unit, None, 10 if sign in _TENS else unit
    return total + (digit or 0) if text else None


def _write_chinese(number: int) -> str | None:
    """The Chinese numeral of a number below a hundred million."""
    if number >= 100_000_000:
        return None
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        filler = _CHINESE[0] if 0 < low < 1000 else ""
        return f"{_write_chinese(high)}万{filler}{_write_chinese(low) if low else ''}".replace("零十", "零一十")
    if number < 10:
        return _CHINESE[number]
    parts: list[str] = []
    rest, gap = number, False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, rest = divmod(rest, unit)
        if digit:
            parts.append((_CHINESE[0] if gap else "") + _CHINESE[digit] + sign)
        gap = bool(parts) and not digit
    written = "".join(parts)
    return written.removeprefix(_CHINESE[1]) if number < 20 else written


def _without_one(numeral: str | None) -> str | None:
    """A Chinese numeral as Japanese writes it: a hundred and a thousand lack their one, and no zero fills a gap."""
    if numeral is None or len(numeral) == 1:
        return numeral
    bare = numeral.replace(_CHINESE[0], "")
    return re.sub(f"(?<![{_CHINESE}]){_CHINESE[1]}(?=[{_HUNDREDS}])", "", bare).replace(f"{_CHINESE[1]}十", "十")


@cache
def _roman_values() -> Mapping[str, int]:
    """The values of all Roman numerals in lower case."""
    return {numeral: number for number in range(1, 4000) if (numeral := _write_roman(number, upper=False))}


def _roman(text: str, *, upper: bool) -> int | None:
    """The value of a Roman numeral, in letters or in signs of their own."""
    text = text if text.isascii() else unicodedata.normalize("NFKC", text)
    low = text.lower()
    return _roman_values().get(low) if text == (low.upper() if upper else low) else None


def _write_roman(number: int, *, upper: bool) -> str | None:
    """The Roman numeral of a number below 4,000."""
    if number >= 4000:
        return None
    parts = []
    for unit, sign in _ROMAN:
        count, number = divmod(number, unit)
        parts.append(sign * count)
    return "".join(parts).upper() if upper else "".join(parts)


def _letters(text: str) -> int | None:
    """The number of a letter a … z, or of aa, bb …, as statutes count."""
    first = ord(text[0].lower()) - ord("a") + 1
    return first + 26 * (len(text) - 1) if len(set(text)) == 1 else None


def _suffix(text: str) -> int:
    """The number of letters that insert a unit behind another: A … Z, AA, AB …, as columns of a table count."""
    number = 0
    for letter in text.lower():
        number = number * 26 + ord(letter) - ord("a") + 1
    return number


def _write_suffix(number: int, *, upper: bool) -> str:
    """The letters of a number, as columns of a table count."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A" if upper else "a") + place) + letters
    return letters


def _write_letters(number: int, system: str) -> str | None:
    """A letter, or the same letter twice, of a number up to 52."""
    rounds, place = divmod(number - 1, 26)
    return chr(ord("A" if system == "upper" else "a") + place) * (rounds + 1) if rounds < 2 else None


def _write_ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, as English writes it."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _write_words(number: int, form: int) -> str | None:
    """The English word for a number below 100: a cardinal, or an ordinal as `form` 1."""
    if number <= len(_ENGLISH):
        return _ENGLISH[number - 1].split()[form].capitalize()
    tens, ones = divmod(number, 10)
    if tens > 9:
        return None
    whole = _TENTHS[tens - 2].split()[0 if ones else form]
    return (f"{whole}-{_ENGLISH[ones - 1].split()[form]}" if ones else whole).capitalize()


def _write_counted(number: int, digits: str, units: str) -> str | None:
    """Digits, each behind the first place with its unit, of a number below 10,000; a hangul ten lacks its one."""
    if number >= 10_000:
        return None
    written, places = "", str(number)
    for place, digit in enumerate(reversed(places)):
        unit = units[place - 1] if place else ""
        plain = digit == "1" and place and digits[1] == _PLACED["hangul-digits"][1]
        written = ("" if digit == "0" else unit if plain else digits[int(digit)] + unit) + written
    return written


def _write_placed(number: int, digits: str) -> str:
    """A digit for each place."""
    return "".join(digits[int(digit)] for digit in str(number))


def _write_native(number: int) -> str | None:
    """The Korean word for a number below 100."""
    tens, ones = divmod(number, 10)
    if tens > 9:
        return None
    return (_HANGUL_NATIVE[1][tens - 1] if tens else "") + (_HANGUL_NATIVE[0][ones - 1] if ones else "")


def _write_pair(number: int) -> str:
    """The stem and the branch of a year of the cycle of sixty."""
    return _ALPHABETS["stem"][(number - 1) % 10] + _ALPHABETS["branch"][(number - 1) % 12]


def _write_marks(number: int) -> str:
    """Marks of notes in the order of the Chicago Manual of Style, doubled from the fifth on."""
    rounds, place = divmod(number - 1, 4)
    return "*\u2020\u2021\xa7"[place] * (rounds + 1)


def _write_double(number: int, system: str) -> str | None:
    """The letter of a number up to 26, twice."""
    return 2 * _DOUBLES[system][number - 1] if 1 <= number <= _LETTERS else None


_READERS: Final[Mapping[str, Callable[[str], int | None]]] = {
    "arabic": int, "chinese": _chinese, "japanese": lambda text: _chinese(_BARE.sub(_CHINESE[1], text)),
    "latin": lambda text: _LATIN.get(text.lower()), "lower": _letters, "letter": _letters, "upper": _letters,
    "suffix-lower": _suffix, "suffix-upper": _suffix,
    **{system: lambda text: ord(text[0].lower()) - ord("a") + 1 for system in _DOUBLES},
    "roman-lower": partial(_roman, upper=False), "roman-upper": partial(_roman, upper=True)}
"""Functions from numerals to numbers, by system."""
_WRITERS: Final[Mapping[str, Callable[[int], str | None]]] = {
    "arabic": lambda number: str(number) if number < 10**9 else None, "chinese": _write_chinese,
    "japanese": lambda number: _without_one(_write_chinese(number)),
    "latin": lambda number: next((word for word, count in _LATIN.items() if count == number), None),
    "lower": partial(_write_letters, system="lower"), "upper": partial(_write_letters, system="upper"),
    "letter": lambda number: _write_letters(number, "lower") if number <= _LETTERS else None,
    "suffix-lower": partial(_write_suffix, upper=False), "suffix-upper": partial(_write_suffix, upper=True),
    **{system: partial(_write_double, system=system) for system in _DOUBLES},
    "roman-lower": partial(_write_roman, upper=False), "roman-upper": partial(_write_roman, upper=True),
    "ordinal-figure": _write_ordinal, "cardinal-word": partial(_write_words, form=0),
    "ordinal-word": partial(_write_words, form=1), "hangul-native": _write_native, "stem-branch": _write_pair,
    "marks": _write_marks, "hexadecimal": lambda number: f"{number:X}", "dashed": lambda number: f"- {number} -",
    "jamo-again": lambda number: _ALPHABETS["jamo"][(number - 1) % len(_ALPHABETS["jamo"])],
    **{name: partial(_write_counted, digits=digits, units=units) for name, (digits, units) in _COUNTED.items()},
    **{name: partial(_write_placed, digits=digits) for name, digits in _PLACED.items()},
    **alphabetic_numerals.WRITERS}
"""Functions from numbers to numerals, by system."""
