"""The proof of a work states the account of each received package."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from diptych.akn.document import bare
from diptych.config import media
from diptych.products import akn_texts
from diptych.products.akn_texts import proof

from tests import base
from tests.readers import packages


def expressions(text: str | bytes) -> list[dict[str, Any]]:
    account = json.loads(proof(base.compile_text(text)))
    found: list[dict[str, Any]] = account["expressions"]
    return found


def test_a_package_has_an_account_and_a_text_has_none() -> None:
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in base.LINES)
    data = packages.word(body, header1="<w:p><w:r><w:t>页 眉</w:t></w:r></w:p>")
    length = len(bare(base.TEXT))
    accounts = [expression["package"] for expression in expressions(data)]
    assert accounts == 2 * [{"characters": length + 2, "read": length, "printed": 0,
                             "leftOut": [{"what": "headers and footers", "objects": 1, "characters": 2}]}]
    assert sum(expression["characters"] for expression in expressions(data)) == length
    page = f"<html><body><nav>站 名</nav>{''.join(f'<p>{escape(line)}</p>' for line in base.LINES)}</body></html>"
    accounts = [expression["page"] for expression in expressions(page.encode())]
    assert accounts == 2 * [{"characters": length + 2, "read": length, "printed": 0,
                             "leftOut": [{"what": "parts of the page", "objects": 1, "characters": 2}]}]
    assert all("package" not in expression for expression in expressions(base.TEXT))


def test_pictures_are_files_beside_the_texts() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    lines = [f"<w:p>{run.format(escape(line))}</w:p>" for line in base.LINES]
    lines.insert(4, f"<w:p>{packages.drawing('r1', '图')}</w:p>")
    data = packages.with_files(packages.word("".join(lines), document_xml_rels=packages.relations(r1="media/a.png")),
                               {"word/media/a.png": packages.png()})
    name = media.name(packages.png(), "png")
    work = base.compile_text(data)
    assert [text.pictures for text in work.expressions].count({name: packages.png()}) == 1
    edition, files = akn_texts._edition(work, {}), dict(akn_texts._files(work))
    assert edition.pictures == (f"media/{name}",)
    assert files[f"media/{name}"] == packages.png()
    accounts = [expression["package"] for expression in json.loads(files["proof.json"])["expressions"]]
    assert {(account["pictures"], account["picturesRead"]) for account in accounts} == {(1, 1)}
