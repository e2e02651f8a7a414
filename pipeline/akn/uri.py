"""Work, expression and manifestation IRIs by the Akoma Ntoso Naming Convention v1.0 §4."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.config import Expression, Work


@dataclass(frozen=True, slots=True)
class WorkPath:
    """The parts of a work's folder: `cn/guobanfa/2012/19` is country, subtype, (actor,) date, number."""

    country: str
    subtype: str
    actor: str
    date: str
    number: str


def parts(path: str) -> WorkPath | None:
    """The parts of a work's path; None if it is not country/subtype/[actor/]date/number."""
    pieces = path.split("/")
    if len(pieces) not in (4, 5) or not all(pieces):
        return None
    return WorkPath(pieces[0], pieces[1], pieces[2] if len(pieces) == 5 else "", pieces[-2], pieces[-1])


def work_iri(work: Work) -> str:
    """§4.5: `/akn/cn/act/guobanfa/2012/19`."""
    country, _, rest = work.path.partition("/")
    return f"/akn/{country}/{work.document_type}/{rest}"


def expression_iri(work: Work, expression: Expression) -> str:
    """§4.6.1: the work's IRI, the language and the version's date: `…/kor@2012-04-13`."""
    return f"{work_iri(work)}/{expression.language}@{expression.date}"


def manifestation_iri(work: Work, expression: Expression) -> str:
    """§4.7: the expression's IRI and the format."""
    return f"{expression_iri(work, expression)}.xml"
