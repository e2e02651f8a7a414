"""Forms of references by the habits of drafting → the units that they lead to, in converted texts.

`forms/NAME.txt` has the articles that forms refer to and, behind a line of hyphens, an article that holds one.
`forms/NAME.tsv` has the forms with the eIds of their units, in order, `->` between the ends of a range. `@` is the
article that holds the form, `@<` the one before it, `@<<` the one before that. `=` is before a unit of another
document, `self` is this one as a whole.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from diptych.compile.single_text import Options, convert

from tests.base import schema

FOLDER = Path(__file__).parent / "forms"
KINDS = {"eng": "sec_", "eng-ordinance": "sec_", "fra": "sec_", "fra-code": "art_l200-"}
"""The beginnings of the eIds of the articles that hold the forms of a file, if not `art_`."""
FIRST = 101
"""The number of the first article that holds a form."""


def printed(name: str, forms: list[str]) -> dict[str, list[str]]:
    """The targets of the references in each article that holds a form, by its number."""
    articles, holder = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("----\n")
    held = [holder.replace("{n}", str(FIRST + place)).replace("{form}", form) for place, form in enumerate(forms)]
    language = next(code for code in ("zho-Hant", name.partition("-")[0]) if name.startswith(code))
    made = convert("".join((articles, *held)).encode(), f"{name}.txt", schema(), Options(language))
    assert made.value
    found: dict[str, list[str]] = {}
    cited = {str(entry.get("eId")): "=" + str(entry.get("href")).partition("#")[2]
             for entry in made.value.document.root.iter("{*}TLCReference")}
    for element in made.value.document.root.iter("{*}ref", "{*}rref"):
        printed_ends = [element.get(key, "").removeprefix("#") for key in ("from", "upTo", "href")]
        ends = ["self" if end.startswith("/akn/") else cited.get(end, end) for end in printed_ends]
        number = element.get("eId", "").partition("__")[0].partition("_")[2].rpartition("-")[2]
        found.setdefault(number, []).append("->".join(filter(None, ends)))
    return found


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.tsv")))
def test_each_form_leads_to_its_units(name: str) -> None:
    rows = [row.split("\t") for row in (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()]
    kind = KINDS.get(name, "art_")
    found = printed(name, [form for form, _ in rows])
    wrong = []
    for number, (form, units) in enumerate(rows, FIRST):
        own, before, earlier = (f"{kind}{number - steps}" for steps in range(3))
        wanted = units.replace("art_", "sec_") if kind == "sec_" else units
        wanted = wanted.replace("@<<", earlier).replace("@<", before).replace("@", own)
        if found.get(str(number), []) != wanted.split():
            wrong.append((form, wanted, found.get(str(number))))
    assert wrong == []
