from __future__ import annotations

from fractions import Fraction

import pytest
from diptych.language import numerals
from diptych.review.checks import confident
from diptych.review.figures import figures
from diptych.review.quantities.numbers import numbers
from hypothesis import given
from hypothesis import strategies as st

from tests.base import schema
from tests.review.side import languages, reviewed, said


@pytest.mark.parametrize(("language", "text", "values"), [
    ("zho", "五国共同启动", [5]),
    ("zho", "约90平方公里", [90]),
    ("zho", "“十二五”时期", [12, 5]),
    ("zho", "百分之五十以上", [50]),
    ("zho", "三分之二", [3, 2]),
    ("zho", "3万亿元、1.5万吨、一百零五人", [3_000_000_000_000, 15_000, 105]),
    ("zho", "三亿五千万元", [350_000_000]),
    ("zho-Hant", "民國一百零一年修正第十二條之二", [2012, 12, 2]),
    ("kor", "5개 국가, 90km2, 제3조", [5, 90, 3]),
    ("kor", "3억 5,000만 원과 2천만 원", [350_000_000, 20_000_000]),
    ("kor", "제12차 5개년", [12, 5]),
    ("kor", "책 네 권, 세 명, 두 차례, 스무 살, 스물다섯 명, 열두 개, 이십오 명", [4, 3, 2, 20, 25, 12, 25]),
    ("eng", "thirty-five days, 10,000 dollars, one hundred and five, 5 million", [35, 10_000, 105, 5_000_000]),
    ("fra", "trente jours, 10\u202f000 dollars, quatre-vingt-dix-sept, deux cent mille", [30, 10_000, 97, 200_000]),
    ("eng", "NT$8, 200 and NT＄2, 950; up to NT$ 1million; from 8, 200 and 300", [8200, 2950, 1_000_000, 8, 200, 300]),
    ("eng", "sixty-one point seven six per cent, criteria: 1) a fee or 2) a deposit (see 3)",
     [Fraction("61.76"), 3]),
    ("zho", "载客数十九人以下，数十人", [19]),
    ("fra", "deux virgule cinq pour cent", [Fraction("2.5")]),
    ("eng", "2 730 kg, 3\u00a0500 metres, sections 2 730 persons", [2730, 3500, 2, 730]),
    ("fra", "200 milles marins, deux mille francs", [200, 2000]),
    ("fra", "5,5 pour cent", [Fraction(11, 2)]),
    ("fra", "trente-neuf membres, soixante-dix-neuf jours, un neuf", [39, 79]),
    ("zho-Hant", "一千零十條、二萬零十二人", [1010, 20_012]),
    ("zho", "每年百分之十二", [12]),
    ("eng", "more than 2 500 L, 3 250 kPa and 2 500 lots", [2500, 3250, 2, 500]),
])
def test_numbers_are_read(language: str, text: str, values: list[int]) -> None:
    assert [one.numbers[0] for one in figures(text, schema().languages[language]) if one.strict] == values


@pytest.mark.parametrize(("language", "text"), [
    ("zho", "一批、一些、一体化、五位一体、十分重要、统一、千方百计、星期一、数千、七八个"),
    ("kor", "(1) 다음과 같다. 2차적 저작물, 제2차 산업"),
    ("kor", "세부 정보, 세 부담, 이 조, 일부 사람, 한두 명, 수백 명, 구분, 가질 만한 사람"),
    ("eng", "one or both of them; (2) several hundred"),
    ("zho-Hant", "大陸人士、內陸、陸上、陸續"),
    ("zho", "大陆人士、登陆、陆地、陆续"),
    ("fra", "un neuf, (2) des centaines"),
])
def test_words_that_only_look_like_numbers_are_not_asked_for(language: str, text: str) -> None:
    assert [one.span.of(text) for one in figures(text, schema().languages[language]) if one.strict] == []


@pytest.mark.parametrize(("left", "right", "names"), [
    ("自1992年中、俄、朝、韩、蒙五国共同启动", "1992년에 5개 국가에서 가동해서부터", "zho-kor"),
    ("2012年至2015年", "2012년부터 2015년까지", "zho-kor"),
    ("高达 1.5 万亿美元", "1조 5천억 달러에 이른다", "zho-kor"),
    ("百分之百持股之子公司", "wholly owned subsidiaries", "zho-Hant-eng"),
    ("均大於一萬", "all more than 10 000", "zho-Hant-eng"),
    ("一百五十萬元以下", "up to 1500,000 dollars", "zho-Hant-eng"),
    ("每季總排放量一百公噸以下", "less than 100 000 kilograms per quarter", "zho-Hant-eng"),
    ("不得超過新臺幣七百元", "not more than seven\nhundred New Taiwan dollars", "zho-Hant-eng"),
    ("電壓大於六萬九千伏特", "a voltage of more than 69 kV", "zho-Hant-eng"),
    ("依第二項，每年給予兩個基數，不得高於十五年", "under paragraph 2 on a two-units-a-year basis, not fifteen (15)",
     "zho-Hant-eng"),
    ("二○一二年四月十三日", "2012. 4. 13.", "zho-kor"),
    ("约90平方公里", "약 90km2로 한다", "zho-kor"),
    ("每人可以借三册书", "한 사람이 책 세 권을 빌릴 수 있다", "zho-kor"),
    ("50％", "50퍼센트", "zho-kor"),
    ("第三条第一款、第三条第二款", "제3조 제1항 및 제2항", "zho-kor"),
    ("未超過人數十分之二，四分之三以上", "not exceeding two-tenths, or three-fourths", "zho-Hant-eng"),
    ("文件一式四份", "the documents in quadruplicate", "zho-Hant-eng"),
    ("文件一式三份", "the documents in triplex", "zho-Hant-eng"),
    ("第五、第六兩款之事項", "the items of subparagraphs 5 and 6", "zho-Hant-eng"),
    ("超過部分之百分之四", "4% of the amount above", "zho-Hant-eng"),
    ("第五、第六两项规定", "the provisions of items 5 and 6", "zho-eng"),
    ("逾一百萬瓩者", "in excess of 1,000 MW", "zho-Hant-eng"),
    ("未達五倍者", "no more than 500 percent", "zho-Hant-eng"),
    ("종전의 세 배를 넘는", "exceeding 300 percent", "kor-eng"),
    ("民國101年4月13日", "April 13, 2012", "zho-Hant-eng"),
    ("应当在三十日内", "within thirty days", "zho-eng"),
    ("within thirty days of April 3", "dans les 30 jours du 3 avril", "eng-fra"),
    ("ninety-seven per cent", "97 %", "eng-fra"),
    ("the first fifteen days", "les quinze premiers jours", "eng-fra"),
    ("on the thirtieth day", "le trentième jour", "eng-fra"),
    ("between 9 a.m. and 5 p.m.", "entre 9 h et 17 h", "eng-fra"),
    ("a third party", "un tiers", "eng-fra"),
    ("百分之零点五", "0.5%", "zho-kor"),
    ("千分之五", "0.5%", "zho-kor"),
    ("其中六成", "그중 60%", "zho-kor"),
    ("20世纪90年代", "1990년대", "zho-kor"),
    ("两周", "14일", "zho-kor"),
    ("三个月、十天", "석 달과 열흘", "zho-kor"),
    ("一千二百三十四万五千六百元", "1,234만5,600위안", "zho-kor"),
    ("自九十三年一月一日起", "from January 1, 2004", "zho-Hant-eng"),
    ("㈠ 人人有权享有国籍。", "1. 모든 사람은 국적을 가질 권리를 가진다.", "zho-kor"),
    ("导言", "F.1. 전문", "zho-kor"),
    ("木兰宽松许可证，第2版", "Mulan PSL v2", "zho-eng"),
    ("wide288 发起", "debian-l10n 목록", "zho-kor"),
    ("3D壳体和2D投影", "입체", "zho-kor"),
    ("24 million, of which 12 million is paid", "24 millions, dont la moitié est versée", "eng-fra"),
    ("11 other directors and the chair", "douze administrateurs", "eng-fra"),
    ("合并3维对象", "3D objects", "zho-eng"),
    ("三輪車與四輪驅動", "tricycles and all-wheel drive", "zho-Hant-eng"),
    ("打八折", "at a discount of 20 percent", "zho-Hant-eng"),
    ("48 hours", "deux jours", "eng-fra"),
    ("1/4", "le quart", "eng-fra"),
    ("自三月三十一日", "from the end of March", "zho-Hant-eng"),
    ("100분의 50", "50 percent", "kor-eng"),
    ("100분의 50", "50/100", "kor-eng"),
    ("분기마다", "every three months", "kor-eng"),
    ("2007년 11월", "In november 2007", "kor-eng"),
    ("a 3D hull", "un volume", "eng-fra"),
    ("3D 설정", "the settings", "kor-eng"),
    ("十六进制", "16진수", "zho-kor"),
    ("十余万人、2多万户", "10여만 명, 2만여 가구", "zho-kor"),
    ("the twenty-first century, at 6:30 p.m.", "le XXIe siècle, à 18 h 30", "eng-fra"),
    ("第四編、伊丽莎白二世", "Part IV, Elizabeth II", "zho-Hant-eng"),
    ("Maximum payment of $2,500,000,000", "Paiement maximal de 2\u2009500\u2009000\u2009000 $", "eng-fra"),
    ("comply with paragraph 16(b).", "se conformer à l’alinéa 16b).", "eng-fra"),
    ("the 21st day after that day", "le vingt et unième jour suivant cette date", "eng-fra"),
    ("the 42nd day after that day", "le quarante-deuxième jour suivant cette date", "eng-fra"),
    ("three and one-half million dollars", "trois millions et demi de dollars", "eng-fra"),
    ("four one-hundredths of the tax", "quatre centièmes de l’impôt", "eng-fra"),
    ("2.3 per cent for the year", "un taux de deux et trois dixièmes pour cent", "eng-fra"),
    ("five years after the last report", "le rapport quinquennal", "eng-fra"),
    ("超過新臺幣三千萬元者應全數計入。", "Amounts exceeding NTD30,000,000 shall be included.", "zho-Hant-eng"),
    ("中華民國九十八年十一月二日修正前", "prior to the amendment of Nov. 2nd, 2009", "zho-Hant-eng"),
    ("自九十五會計年度起適用", "shall apply from the fiscal year of 2006", "zho-Hant-eng"),
    ("加○‧六二五個百分點計算", "plus 0.625 percentage points", "zho-Hant-eng"),
    ("不得超過總金額之百分之零點五", "may not exceed one-half of one percent of the total", "zho-Hant-eng"),
    ("應各預繳二分之一調解費", "shall prepay fifty percent of the fee", "zho-Hant-eng"),
    ("不得逾一年六月", "shall not exceed one and a half years", "zho-Hant-eng"),
    ("政策之擬訂事項。", "charge of: 1. Draw up policies.2. Enlist draftees.3. Select", "zho-Hant-eng"),
    ("查核事項。", "Audit.15. Investigate.16. Map out systems.17. Produce food", "zho-Hant-eng"),
    ("依貿易法第二十條之一第三項", "the third paragraph of Article 20.1", "zho-Hant-eng"),
    ("between the hours of eight o’clock in the evening and six", "entre 20 h et 6 h", "eng-fra"),
    ("in respect of a grave, .20 m2", "0,20 m2", "eng-fra"),
    ("處新臺幣六百萬元以上三千萬元以下罰鍰", "a fine between six (6) million and thirty (30) million", "zho-Hant-eng"),
    ("處新臺幣六百萬元以上三千萬元以下罰鍰", "a fine between 6 million and 30 million dollars", "zho-Hant-eng"),
    ("每四年檢討修正", "quadrennial white papers", "zho-Hant-eng"),
    ("交航（七一）字第一五八四號令", "Order No. Jiao-Hang (71) 1584", "zho-Hant-eng"),
    ("at least 21 days", "au moins vingt-et-un jours", "eng-fra"),
    ("於前一日二十四時停止", "terminates at 24:00 one day before", "zho-Hant-eng"),
    ("有半數以上董事相同之公司", "a half (1/2) or above of the directors", "zho-Hant-eng"),
    ("分配百分之六十一點七六", "sixty-one point seven six percent (61.76%) is allocated", "zho-Hant-eng"),
    ("tercentenary of the city", "trois-centième anniversaire de la cité", "eng-fra"),
    ("通勤類：載客座位數十九人以下", "a seating configuration of 19 or less", "zho-Hant-eng"),
    ("具備研究經驗者或辦理驗證者", "that either 1) have experience or 2) verify", "zho-Hant-eng"),
    ("超过 1.44 亿行代码", "over 144 million lines of code", "zho-eng"),
    ("服役二十年以上者", "who served for two decades or longer", "zho-Hant-eng"),
    ("千禧年資訊爭議處理法", "Act on Disputes of the Year 2000", "zho-Hant-eng"),
    ("期間為一年六個月", "for a period of 18 months", "zho-Hant-eng"),
    ("two years and six months", "trente mois", "eng-fra"),
    ("2년 6개월 이내에", "within thirty months", "kor-eng"),
    ("考核為丁等", "is of fourth class", "zho-Hant-eng"),
    ("第六條至第八條", "Articles 6, 7 and 8", "zho-Hant-eng"),
    ("前二項之未遂犯罰之。", "An attempt to commit such an offense is punishable.", "zho-Hant-eng"),
    ("失火燒燬前項之物者", "Who by fire destroys a thing specified in paragraph 2", "zho-Hant-eng"),
    ("演绎作品的接收者", "2차적저작물의 이용자", "zho-kor"),
    ("第一条　定义", "1조 - 정의.", "zho-kor"),
    ("依您适用的演绎作者的许可", "귀하가 적용하는 2차 저작자 라이선스에 따라", "zho-kor"),
    ("一两句话就够了", "한두 문장이면 충분합니다", "zho-kor"),
    ("双方", "두 당사자", "zho-kor"),
    ("五个成员、三次", "다섯 명의 위원, 세 차례", "zho-kor"),
    ("a couple of copies, ten years, every six months", "deux copies, une décennie, semestriel", "eng-fra"),
    ("about thirty sections", "une trentaine de sections", "eng-fra"),
    ("50 characters or so", "une cinquantaine de caractères", "eng-fra"),
    ("24개의 키보드", "nearly two dozen keyboards", "kor-eng"),
    ("3장. 배포판", "Choosing a distribution", "kor-eng"),
    ("3장. 배포판에서 고릅니다.", "See Chapter 3", "kor-eng"),
    ("總額千分之三", "3%0 of the total", "zho-Hant-eng"),
    ("名冊每二年更新", "the list is updated bi-annually", "zho-Hant-eng"),
    ("第三條、第三條、第五條、二分之一以上", "Articles 3 and 5, 50% or more, Article 3", "zho-Hant-eng"),
    ("自一百零四年一月一日起", "from January 1, 2015", "zho-Hant-eng"),
    ("民國103年8月20日修正，自一百零四年一月一日施行", "amended August 20, 2014, effective January 1, 2015",
     "zho-Hant-eng"),
    ("自2012年4月13日起", "from April 13, 2012, and again from April 13, 2012", "zho-eng"),
    ("可开发使用面积至少应有二公顷。", "at least 20,000 square meters available for use", "zho-eng"),
    ("加速电压值大于三千万伏（30MV）的设施。", "a voltage greater than 30MV", "zho-eng"),
    ("每届满十年的六个月前", "a six-month period before the expiry of every decennium", "zho-eng"),
    ("每日晚间八时至十时播送的节目", "programs broadcast between 20:00 and 22:00", "zho-eng"),
    ("依第四项折价的土地。", "The land in accordance with the forth paragraph.", "zho-eng"),
    ("不得超过全数四分之一。", "It does not exceed one-forth of the total.", "zho-eng"),
    ("每小时十分，值勤二十四小时。", "10 points an hour, on duty round the clock.", "zho-eng"),
    ("扣除百分之五的费用、千分之五的奖金。", "5 percent for costs and 5/1000 for rewards are deducted.", "zho-eng"),
    ("中華民國三十四年十月二十四日為股東。", "members on October 24, thirty-four years of the Republic of China",
     "zho-Hant-eng"),
])
def test_the_same_number_in_other_words(left: str, right: str, names: str) -> None:
    assert said(numbers, left, right, names) == []


@pytest.mark.parametrize(("left", "right", "names", "wrong"), [
    ("五国共同启动", "6개 국가에서", "zho-kor", ("Q001", "五", "6")),
    ("貿易法第二十條之一第一項", "the first item of Article 20.2", "zho-Hant-eng", ("Q001", "二十", "20.2")),
    ("in respect of a grave, .20 m2", "0,30 m2", "eng-fra", ("Q001", ".20 m2", "0,30 m2")),
    ("依前條第一款至第九款廢止之次日起四個月後", "subparagraphs 1-9, 7 months after the date", "zho-Hant-eng",
     ("Q001", "四", "7")),
    ("期間為二年六個月", "for 18 months, of which six are suspended", "zho-Hant-eng", ("Q001", "二", "18")),
    ("2012年至2015年", "2012년부터 2016년까지", "zho-kor", ("Q002", "2015", "2016")),
    ("2012年4月13日", "2012년 4월 14일", "zho-kor", ("Q002", "2012年4月13日", "2012년 4월 14일")),
    ("增长5%", "5%포인트 증가", "zho-kor", ("Q003", "5%", "5%포인트")),
    ("两个市场", "시장", "zho-kor", ("Q001", "两", "")),
    ("第 6 行是 Debian Policy Manual、Linux Kernel Documentation 的版本", "Line 14 has the version of them", "zho-eng",
     ("Q001", "6", "14")),
    ("可以借三册书", "책 네 권을 빌릴 수 있다", "zho-kor", ("Q001", "三", "네")),
    ("세 명의 위원", "four members", "kor-eng", ("Q001", "세", "four")),
    ("April 13, 2012", "le 13 mai 2012", "eng-fra", ("Q002", "April 13, 2012", "13 mai 2012")),
    ("thirty days", "quarante jours", "eng-fra", ("Q001", "thirty", "quarante")),
    ("memory[2]", "mémoire [3]", "eng-fra", ("Q001", "2", "3")),
    ("an ext3 file system", "un système ext4", "eng-fra", ("Q001", "ext3", "ext4")),
    ("two years", "un an", "eng-fra", ("Q001", "two", "")),
    ("the fifth day", "le sixième jour", "eng-fra", ("Q001", "fifth", "sixième")),
    ("第一项、第二项", "제2항 및 제2항", "zho-kor", ("Q001", "一", "2")),
    ("第十條第二項、第十二條第十項", "Paragraph 2, Article 10 and Paragraph 12, Article 12", "zho-Hant-eng",
     ("Q001", "十", "12")),
    ("㈠ 人人有权享有国籍。", "2. 모든 사람은 국적을 가질 권리를 가진다.", "zho-kor", ("Q001", "㈠", "2")),
    ("Schedule IV, section 2(1)", "annexe VI, paragraphe 2(1)", "eng-fra", ("Q001", "IV", "VI")),
    ("依第（一）项", "제2호에 따라", "zho-kor", ("Q001", "一", "2")),
    ("依前項及第三條第一項", "the preceding paragraph and Paragraph 1, Article 8", "zho-Hant-eng", ("Q001", "三", "8")),
    ("用三至五年时间", "4~5년의 시간", "zho-kor", ("Q001", "", "4")),
    ("第三款至第五款", "Subparagraphs 3 to 12", "zho-Hant-eng", ("Q001", "五", "12")),
    ("自民國85年7月1日起，民國85年7月1日至民國87年6月30日", "from July 1, 1996, from July 1, 1998 to June 30, 1998",
     "zho-Hant-eng", ("Q002", "民國85年7月1日", "July 1, 1998")),
    ("第十條至第十二條之人員，列第九職等", "staff of Articles 10 to 12, of Grade 11", "zho-Hant-eng",
     ("Q001", "九", "11")),
    ("第七職等至第九職等、一人；第七職等", "one of Grade 9 to 9; 1 of Grade 7", "zho-Hant-eng", ("Q001", "七", "9")),
    ("第七項至第九項，二分之一列第七項", "Items 9 to 9, and 50% in Item 7", "zho-Hant-eng", ("Q001", "七", "9")),
])
def test_another_number_is_found_in_both_texts(left: str, right: str, names: str, wrong: tuple[str, str, str]) -> None:
    assert said(numbers, left, right, names) == [wrong]


@given(st.integers(11, 99_999_999), st.integers(1, 50))
def test_a_changed_number_is_always_found(number: int, change: int) -> None:
    spelled = numerals.write(number, "chinese")
    assert said(numbers, f"共{spelled}人", f"모두 {number:,}명") == []
    codes = [code for code, *_ in said(numbers, f"共{spelled}人", f"모두 {number + change}명")]
    assert codes in (["Q001"], ["Q002"])


@given(st.integers(1, 99), st.integers(1, 99), st.integers(1, 9))
def test_a_changed_reference_is_always_found(article: int, paragraph: int, change: int) -> None:
    left = f"第{numerals.write(article, 'chinese')}条第{numerals.write(paragraph, 'chinese')}款"
    assert said(numbers, left, f"제{article}조제{paragraph}항") == []
    assert len(said(numbers, left, f"제{article}조제{paragraph + change}항")) == 1


@given(st.integers(1, 99), st.integers(1, 99), st.integers(1, 9))
def test_a_changed_share_is_always_found(share: int, digit: int, change: int) -> None:
    left = f"百分之{numerals.write(share, 'chinese')}点{numerals.write(digit % 10, 'chinese')}"
    assert said(numbers, left, f"{share}.{digit % 10} percent", "zho-eng") == []
    assert [code for code, *_ in said(numbers, left, f"{share + change}.{digit % 10} percent", "zho-eng")] == ["Q001"]


def test_a_particle_is_no_scale() -> None:
    assert said(numbers, "数据加上10", "10만큼 증가한다") == []
    assert said(numbers, "罚款10元", "벌금 10만 원") == [("Q001", "10", "10만")]


@pytest.mark.parametrize(("left", "right", "faced"), [
    ("第一类资本及第二类资本之和，其中第二类资本以不超过第一类资本为限。",
     "The sum of Tier 1 and Tier 2, where Tier 11 does not exceed Tier 1.", [("二", "11")]),
    ("第一类资本及第二类资本之和，其中第二类资本以不超过第一类资本为限。",
     "The sum of Tier 1 and Tier 2, where Tier 11 or 13 does not exceed Tier 1.", [("–", "11")]),
])
def test_a_number_that_the_translation_repeats_once_less_faces_the_one_in_its_place(
        left: str, right: str, faced: list[tuple[str, str]]) -> None:
    found = [dict(item.facts) for item in confident(reviewed([(left, right)], "zho-eng")).discrepancies
             if item.code == "Q001"]
    assert [(facts["left"], facts["right"]) for facts in found] == faced


def test_a_clause_of_a_thousand_numbers_has_some_findings() -> None:
    texts = "第一类资本。" * 1000, " ".join(f"Tier {number}." for number in range(2, 1002))
    assert len(list(numbers(texts, languages("zho-eng"), 0))) == 40


@pytest.mark.parametrize(("share", "right", "found"), [
    ("百萬分之二點五", "0.00025%", []), ("百萬分之二點五", "0.0025%", ["Q001"]),
    ("百萬分之三", "3 parts per million", [])])
def test_a_share_of_a_million(share: str, right: str, found: list[str]) -> None:
    assert [code for code, *_ in said(numbers, f"稅率為{share}。", f"The rate is {right}.", "zho-Hant-eng")] == found


@pytest.mark.parametrize("unit", ["公分", "公克", "公尺", "毫升"])
def test_a_number_of_small_measures_needs_an_answer(unit: str) -> None:
    left, right = f"第一項所定標示不得小於三{unit}。", "The mark in Paragraph 1 is at least {} units."
    assert said(numbers, left, right.format(3), "zho-Hant-eng") == []
    assert said(numbers, left, right.format(9), "zho-Hant-eng") == [("Q001", "三", "9")]


@pytest.mark.parametrize(("left", "right", "found"), [
    ("給與一個半基數。", "earns 1.5 units.", []), ("給與一個半基數。", "earns 2.5 units.", ["Q001"]),
    ("應於三年半內辦理。", "within 3.5 years", []), ("應於三年半內辦理。", "within 42 months", []),
    ("應於三年半內辦理。", "within 48 months", ["Q001"])])
def test_a_number_and_a_half(left: str, right: str, found: list[str]) -> None:
    assert [code for code, *_ in said(numbers, left, right, "zho-Hant-eng")] == found
