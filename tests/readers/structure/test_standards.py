"""Chinese standards: chapters, clauses 1.0.1 and their items, annexes A with clauses A.0.1 or A.1, notes at the end."""

from __future__ import annotations

from diptych.draft import Draft, Table, Text, Unit
from diptych.readers.editing.inlines import leaves

from tests.readers.reading import draft as read

ENGINEERING = """灭火器配置规范
GB 50140-2005
目次
1 总则
2 术语
3 计算
附录A 举例
1 总则
1.0.1 为了合理配置灭火器，制定本规范。
1.0.2 灭火器的配置应满足下列要求：
1 灭火器的类型；
2 灭火器的规格：
1）推车式；
2）手提式。
3 灭火器的数量。
2 术语
2.1 一般术语
2.1.1 计算单元 calculation unit
灭火器配置的计算区域。
3 计算
3.0.1 灭火器的数量按附录A计算，见附录A、B。
附录A 举例
A.0.1 灭火器应符合下列规定：
1 水型；
2 干粉。
本规范用词说明
1 为便于区别对待，用词说明如下：
1）表示很严格的用词：
2）表示严格的用词：
2 应按其他标准执行的写法为“应符合……的规定”。
引用标准名录
《火灾分类》GB/T 4968
"""
PRODUCT = """信息技术 词汇
GB/T 5271.1-2000
前言
本标准按照GB/T 1.1—2009给出的规则起草。
1 范围
本标准界定了基本术语。
2 要求
2.1 包装
包装应符合下列要求：
a) 牢固；
b) 防潮：
1) 内层；
2) 外层；
c) 清洁。
附 录 A
（规范性附录）
检验方法
A.1 概述
检验分为两类。
A.1.1 准备
准备样品。
A.2 步骤
按下式计算。
附录B（资料性）
示例
B.1 示例内容。
参考文献
[1] GB/T 1.1 标准化工作导则
"""


def labels(units: tuple[Unit, ...], around: str = "") -> list[str]:
    """The numbers of the units, each behind those around it."""
    paths: list[str] = []
    for unit in units:
        path = f"{around}/{unit.number or '-'}".removeprefix("/")
        paths += [path, *labels(unit.children, path)]
    return paths


def prefaces(draft: Draft) -> list[str]:
    """The lines of the front matter of each attachment."""
    return ["|".join("".join(item.text for item in leaves(block.content) if isinstance(item, Text))
                     for block in attachment.preface if not isinstance(block, Table))
            for attachment in draft.attachments]


def test_numbers_below_a_clause_are_its_items() -> None:
    found = read(ENGINEERING)
    assert labels(found.body) == [
        "1", "1/1", "1/2", "1/2/1", "1/2/2", "1/2/2/1", "1/2/2/2", "1/2/3", "2", "2/1", "2/1/1", "3", "3/1"]
    assert prefaces(found) == ["附录A举例", "本规范用词说明", "引用标准名录"]
    assert [labels(attachment.body) for attachment in found.attachments] == [
        ["1", "1/1", "1/2"], ["1", "1/1", "1/2", "2"], ["-"]]


def test_annexes_are_normative_or_informative_and_have_clauses_of_their_own() -> None:
    found = read(PRODUCT)
    assert labels(found.body) == ["1", "2", "2/1", "2/1/1", "2/1/2", "2/1/2/1", "2/1/2/2", "2/1/3"]
    assert prefaces(found) == ["附 录 A|（规范性附录）|检验方法", "附录B（资料性）|示例", "参考文献"]
    assert [labels(attachment.body) for attachment in found.attachments] == [["1", "1/1", "2"], ["1"], ["-"]]


def test_a_sentence_on_an_annex_begins_none() -> None:
    found = read("1 总则\n1.0.1 范围见附录。\n附录A的规定适用于本规范\n附录A、附录B和附录C\n附录D给出了算法。\n")
    assert not found.attachments
