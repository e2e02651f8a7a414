"""veraPDF on an edition with all that tags must name, as PDF/A-3a and PDF/UA-1, and as PDF/A-4f and PDF/UA-2."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from diptych.render.print import edition as print_
from diptych.render.print import pdf
from diptych.render.print.conformance import CONFORMANCES
from diptych.render.print.edition import Imprint
from diptych.render.print.fonts import Fonts
from diptych.render.print.pdf import Attachment
from diptych.render.publisher import Logo, SitePublisher

from tests.render import verapdf
from tests.render.conftest import twin

LOGO = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>"
MARK = "<noteRef href='#note_1' marker='1'/>"
ROWS = "".join(f"<tr><td><p>行{number}</p></td><td/><td colspan='2'><p>格{number}字字字字。</p></td></tr>"
               for number in range(90))
SHORT = ROWS[:ROWS.index("行5")].rpartition("<tr>")[0]
FORMULA = ('<subFlow name="formula" eId="sec_1__para_1__p_2__subFlow_1"><foreign>'
           '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="√(甲)/b"><mfrac><msqrt><mtext>甲</mtext></msqrt>'
           '<mi>b</mi></mfrac></math></foreign></subFlow>')
TABLE = f"""甲</p><table eId="sec_1__para_1__table_1"><caption>表题</caption>
<tr><th>头一</th><th>头二</th><th>头三</th><th>头四</th></tr>
<tr><td rowspan="2"><p>跨行{MARK}</p></td><td/><td><p>甲</p></td><td><p>乙</p></td></tr>
<tr><td/><td><p>丙</p></td><td><p>丁</p></td></tr>{ROWS}</table><p eId="sec_1__para_1__p_2">乙{FORMULA}"""
FILES = (Attachment("zho.xml", b"<a/>", "Markup"),)


@pytest.fixture(scope="module")
def made(family_fonts: Fonts, imprint: Imprint) -> Mapping[str, bytes]:
    """Editions of a text with a long table, a translation beside it, and a clause; faulty copies of the first."""
    # Only one edition needs a table over several pages: each rule looks at each of its cells.
    long = twin("zho", text=TABLE)
    zho, kor = (twin(language, text=TABLE.replace(ROWS, SHORT)) for language in ("zho", "kor"))
    shared = replace(imprint, publisher=SitePublisher((("zh", "某局"), ("ko", "어느 국")), Logo(".svg", LOGO)))
    pages = {"single": print_.expression(long, shared), "both": print_.parallel((zho, kor), shared),
             "clause": print_.clause((zho, kor), "sec_1", shared)}
    results = {name: pdf.render(html or "", fonts=family_fonts, attachments=FILES) for name, html in pages.items()}
    results |= {f"{name}-2": pdf.render(html or "", fonts=family_fonts, attachments=FILES,
                                        conformance=CONFORMANCES["a-4f"]) for name, html in pages.items()}
    assert not [item for result in results.values() for item in result.diagnostics]
    files = {name: result.value for name, result in results.items() if result.value}
    return files | {"mute": changed(files["single"], mute), "unmarked": changed(files["single"], unmarked),
                    "unreferred-2": changed(files["single-2"], unreferred)}


@pytest.fixture(scope="module")
def verdicts(made: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory,
             ) -> Mapping[str, Mapping[str, verapdf.Verdict]]:
    """What the profiles say of the files, each faulty one by the profile of its fault."""
    folder = tmp_path_factory.mktemp("made")
    for name, data in made.items():
        (folder / name).write_bytes(data)
    faulty = {"mute": ("ua1",), "unmarked": tuple(verapdf.RULES), "unreferred-2": ("ua2",)}
    return verapdf.check_each({folder / name: faulty.get(name) or tuple(
        verapdf.RULES_OF_PDF_2 if name.endswith("-2") else verapdf.RULES) for name in made})


def changed(data: bytes, change: Any) -> bytes:
    written = BytesIO()
    with pikepdf.open(BytesIO(data)) as file:
        change(file)
        file.save(written)
    return written.getvalue()


def mute(file: pikepdf.Pdf) -> None:
    """Takes the alternative texts of figures away."""
    for item in file.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure":
            del item["/Alt"]


def unreferred(file: pikepdf.Pdf) -> None:
    """Takes the references between tags away, and the structure elements of destinations."""
    for item in file.objects:
        if isinstance(item, pikepdf.Dictionary) and "/Ref" in item:
            del item["/Ref"]
    names = file.Root.Names.Dests.Names
    for index in range(1, len(names), 2):
        names[index] = names[index].D


def unmarked(file: pikepdf.Pdf) -> None:
    """Takes the tag tree away."""
    del file.Root["/StructTreeRoot"]
    del file.Root["/MarkInfo"]


def tags(data: bytes) -> Counter[str]:
    with pikepdf.open(BytesIO(data)) as file:
        return Counter(str(item.S) for item in file.objects
                       if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem")


@pytest.mark.parametrize("name", ["single", "both", "clause"])
@pytest.mark.parametrize("profile", verapdf.RULES)
def test_each_rule_is_checked_and_none_fails(verdicts: Mapping[str, Mapping[str, verapdf.Verdict]], name: str,
                                             profile: str) -> None:
    assert verdicts[name][profile] == verapdf.Verdict((), "normal", verapdf.RULES[profile], is_compliant=True)


@pytest.mark.parametrize("name", ["single-2", "both-2", "clause-2"])
@pytest.mark.parametrize("profile", verapdf.RULES_OF_PDF_2)
def test_each_rule_of_pdf_2_is_checked_and_none_fails(verdicts: Mapping[str, Mapping[str, verapdf.Verdict]], name: str,
                                                      profile: str) -> None:
    assert verdicts[name][profile] == verapdf.Verdict((), "normal", verapdf.RULES_OF_PDF_2[profile], is_compliant=True)


def test_faults_are_found(verdicts: Mapping[str, Mapping[str, verapdf.Verdict]]) -> None:
    assert [clause for clause, _, _ in verdicts["mute"]["ua1"].failed] == ["7.3"]
    assert {clause for clause, _, _ in verdicts["unmarked"]["3a"].failed} == {"6.7.2.2", "6.7.3.3"}
    assert not any(verdict.is_compliant for verdict in verdicts["unmarked"].values())
    assert {clause for clause, _, _ in verdicts["unreferred-2"]["ua2"].failed} >= {"8.2.5.8", "8.8"}


def test_the_file_has_what_the_rules_are_about(made: Mapping[str, bytes]) -> None:
    found = tags(made["single"])
    assert found["/TD"] == 90 * 3 + 7
    assert (found["/Caption"], found["/TH"], found["/Note"], found["/Figure"]) == (1, 4, 1, 2)
    with pikepdf.open(BytesIO(made["single"])) as file:
        cells = [item for item in file.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TD"]
        spans = [cell.A for cell in cells if "/A" in cell]
        pages = {kid.Pg.objgen for cell in cells for kid in cell.K
                 if isinstance(kid, pikepdf.Dictionary) and "/Pg" in kid}
        assert (sum("/ColSpan" in span for span in spans), sum("/RowSpan" in span for span in spans)) == (90, 1)
        assert sum(len(cell.K) == 0 for cell in cells) == 92
        assert len(pages) >= 3


def test_a_profile_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no profile 9z"):
        verapdf.check([tmp_path / "none"], ["9z"])
