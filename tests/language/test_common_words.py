"""The language of a text by its commonest words."""

from __future__ import annotations

import tomllib

import pytest
from diptych.language.common_words import common_words

from tests.conftest import ROOT

WORDS = common_words(tomllib.loads((ROOT / "schema/common_words.toml").read_text(encoding="utf-8")))
KNOWN = ("eng", "fra", "zho", "kor")
TEXTS = {
    "German": "Die Verordnung gilt für die Benutzung der Bibliotheken und ist auf die Sammlungen des Landes nicht "
              "anzuwenden, wenn in einem Gesetz etwas anderes bestimmt ist oder sich aus dem Vertrag ergibt, der mit "
              "dem Land nach diesem Gesetz geschlossen wird und bei der Behörde zu hinterlegen ist.",
    "Spanish": "La presente ley se aplica a las bibliotecas del Estado y de los municipios, que están abiertas al "
               "público en general, sin más limitaciones que las que se establecen en el artículo siguiente, cuando "
               "no se haya dispuesto otra cosa por una ley o en un convenio para el uso de sus fondos.",
    "Vietnamese": "Luật này quy định về thư viện của Nhà nước và các tổ chức, cá nhân có liên quan; thư viện được mở "
                  "cho mọi người theo những quy định tại Điều này, trong trường hợp không có quy định khác của luật "
                  "thì áp dụng các quy định do Chính phủ ban hành với người đọc khi đến thư viện.",
}
ENGLISH = ("This Act applies to the libraries of the state and of the towns, which are open to the public, and any "
           "person may borrow a book from a library for a month under the rules of that library, if it is not "
           "otherwise provided for by an Act or in an agreement with the owner of the collection.")


@pytest.mark.parametrize("name", TEXTS)
def test_another_language_is_named(name: str) -> None:
    assert WORDS.other_language([TEXTS[name]], KNOWN) == name


def test_a_known_language_is_no_other_one() -> None:
    assert WORDS.other_language([ENGLISH], KNOWN) is None
    assert WORDS.other_language([ENGLISH], ("fra",)) == "English"


@pytest.mark.parametrize(("text", "name"), [
    ("Sözleşme tarafların birbirine uygun olarak açıklamalarıyla kurulur ve bu kanun ile bir hüküm için uygulanır",
     "Turkish"),
    ("Tässä laissa säädetään oikeudesta saada tieto viranomaisten asiakirjoista jollei laissa ole toisin",
     "Finnish"),
    ("Sheria hii itaanza kutumika tarehe ambayo Waziri atatangaza katika Gazeti la Serikali kwa ajili ya ardhi",
     "Swahili")])
def test_two_sentences_tell_their_language(text: str, name: str) -> None:
    assert WORDS.other_language([text], KNOWN) == name


def test_a_few_words_and_a_quotation_decide_nothing() -> None:
    assert WORDS.other_language([TEXTS["German"][:50]], KNOWN) is None
    assert WORDS.other_language([ENGLISH, TEXTS["German"][:120]], KNOWN) is None


AZERBAIJANI = ("Hər kəs kitabxanadan istifadə etmək hüququna malikdir və heç kim bu hüquqdan məhrum edilə bilməz; "
               "kitablar oxuculara bir ay müddətinə verilir və bu müddət onların xahişi ilə uzadıla bilər.")


def test_running_text_is_known_by_many_different_common_words() -> None:
    assert WORDS.is_known([ENGLISH], KNOWN)
    assert not WORDS.is_known([ENGLISH], ("fra",))
    assert not WORDS.is_known([AZERBAIJANI], KNOWN)


def test_one_common_word_many_times_makes_no_known_language() -> None:
    assert not WORDS.is_known([" a ".join(AZERBAIJANI.split())], KNOWN)


def test_a_few_words_may_be_known() -> None:
    assert WORDS.is_known([AZERBAIJANI[:60]], KNOWN)


@pytest.mark.parametrize("title", ["Ley de parques y jardines", "Wet op de openbare parken",
                                   "Legge sui parchi e i giardini della costa"])
def test_a_title_with_several_words_of_another_language_is_not_known(title: str) -> None:
    assert not WORDS.is_known([title], KNOWN)


@pytest.mark.parametrize("title", ["Per Capita Grants Act", "Loi sur les parcs", "Definitions", "Code de la route"])
def test_titles_in_known_languages_are_known(title: str) -> None:
    assert WORDS.is_known([title], KNOWN)
