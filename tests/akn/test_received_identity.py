"""What a document says of itself."""

from __future__ import annotations

import pytest
from diptych.akn.names import DIPTYCH
from diptych.akn.received_identity import ReceivedIdentity, identity, title
from lxml import etree

from tests import received_akn

OURS = f'<proprietary source="#a"><d:provenance xmlns:d="{DIPTYCH}" file="a.xml"/></proprietary>'


def stated(data: bytes) -> ReceivedIdentity:
    found = identity(etree.fromstring(data))
    assert found
    return found


def test_the_metadata_name_the_work() -> None:
    meta = '<references source="#a"><TLCOrganization eId="a" href="/o" showAs="Bundesrat"/></references>'
    found = stated(received_akn.act(meta=meta, more='<FRBRsubtype value="law"/><FRBRnumber value="7" showAs="AS 7"/>'))
    assert found == ReceivedIdentity(
        iri="/akn/ch/act/2020/7", document_type="act", name="act", country="ch", subtype="law", date="2020-05-06",
        year_only=False, number="AS 7", title="Gesetz", language="deu", version="2020-05-06", issuer="Bundesrat",
        translated="")


def test_a_year_is_a_guess() -> None:
    found = stated(received_akn.act().replace(b'date="2020-05-06"', b'date="2020"'))
    assert (found.date, found.year_only, found.version) == ("2020-01-01", True, "")


@pytest.mark.parametrize(("written", "language"), [
    ("de", "de"), ("de-CH", "de"), ("http://publications.europa.eu/resource/authority/language/DEU", "DEU"), ("", "")])
def test_a_language_is_written_in_many_ways(written: str, language: str) -> None:
    assert stated(received_akn.act(language=written)).language == language


@pytest.mark.parametrize(("written", "country"), [
    ("CH", "ch"), ("GB-SCT", "gb"), ("LUX", "lu"), ("http://example.org/country/LUX", "lu"),
    ("abc", "fr"), ("", "fr")])
def test_a_country_is_written_in_many_ways_and_that_of_the_iri_is_the_next_best(written: str, country: str) -> None:
    data = received_akn.act().replace(b'try value="ch"', f'try value="{written}"'.encode())
    assert stated(data.replace(b"/akn/ch/", b"/akn/fr/")).country == country


def test_an_iri_that_only_frbrthis_has_is_found_again_beside_ours() -> None:
    alias, ours = 'FRBRalias name="received this" value="urn:x/main"/>', b'<FRBRdate date="2020-05-06" name="issued"/>'
    data = received_akn.act().replace(ours, f"<{alias}".encode() + ours, 1)
    assert stated(data).iri == "urn:x/main"
    assert stated(data.replace(b"urn:x", b"/akn/ch/act/2020/7")).iri == "/akn/ch/act/2020/7"


@pytest.mark.parametrize(("preface", "more", "shown"), [
    ("<longTitle><p>Ein\n  Gesetz</p></longTitle>", "", "Ein Gesetz"), ("<p>Erste Zeile</p>", "", "Erste Zeile"),
    ("", '<FRBRname value="Wasser"/>', "Wasser"), ("", "", "")])
def test_the_title_is_the_best_there_is(preface: str, more: str, shown: str) -> None:
    assert title(etree.fromstring(received_akn.act(preface=preface, more=more))) == shown


@pytest.mark.parametrize(("published", "shown"), [(OURS, ""), ("", "2020-7")])
def test_a_number_that_we_published_as_unknown_is_unknown(published: str, shown: str) -> None:
    more = '<FRBRnumber value="2020-7" showAs=""/><FRBRnumber value="8"/>'
    assert stated(received_akn.act(more=more, meta=published)).number == shown


def test_an_issuer_that_we_published_as_unknown_is_unknown() -> None:
    entry = '<TLCOrganization eId="unknown-issuer" href="/o" showAs="unknown-issuer"/>'
    meta = f'<references source="#a">{entry}</references>'
    assert stated(received_akn.act(meta=meta).replace(b'href="#a"', b'href="#unknown-issuer"')).issuer == ""
