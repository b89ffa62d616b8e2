"""The invented roster: who holds what, where, from which day to which.

Every person here is fictional. A surname is taken from 百家姓 in its order, a given name is a
medicinal herb, so a name looks like a name and is plainly made up. Towns and village committees
are real, of the official list of 2017. Streets of the town seats are invented.

Convention: `until` and `closed` are the first day a thing is no longer so; empty is open-ended.
"""

from __future__ import annotations

from typing import NamedTuple

START = "2017-08-28"
"""The Monday of 2017-W35, on which the sample's streets come under the duty."""

TOWN_CODES = {
    "玉山镇": "330727106",
    "高二乡": "330727207",
    "方前镇": "330727105",
    "尖山镇": "330727102",
    "新渥镇": "330727101",
    "双峰乡": "330727201",
    "冷水镇": "330727108",
    "安文镇": "330727100",
}


class Post(NamedTuple):
    """One deputy chief's time on a street."""

    person: str
    since: str = START
    until: str = ""


class Street(NamedTuple):
    """One street of a town seat, its department and its deputy chiefs in order."""

    town: str
    name: str
    department: str
    posts: tuple[Post, ...]
    opened: str = START
    closed: str = ""


def _held(town: str, name: str, department: str, *persons: str) -> Street:
    return Street(town, name, department, tuple(Post(person) for person in persons))


STREETS = (
    _held("玉山镇", "老街", "县文广新局", "钱元胡"),
    _held("玉山镇", "横街", "县住建局", "孙玄参"),
    _held("玉山镇", "新街", "县综合执法局", "李白芍"),
    _held("玉山镇", "市场路", "县市场监管局", "周玉竹"),
    _held("玉山镇", "古茶场路", "县农业局", "吴桔梗"),
    _held("玉山镇", "古茶场路东段", "县交警大队", "郑茯苓"),
    _held("高二乡", "老街", "县林业局", "卫天麻"),
    _held("高二乡", "杜鹃路", "县环保局", "蒋黄精"),
    Street(
        "高二乡",
        "桥头街",
        "县水务局",
        (Post("沈石斛", until="2017-10-11"), Post("杨紫苏", "2017-10-11")),
    ),
    _held("高二乡", "新街", "县国土局", "韩薄荷"),
    _held("方前镇", "老街", "县教育局", "秦佩兰"),
    _held("方前镇", "横街", "县卫计局", "尤泽兰"),
    _held("方前镇", "悠客路", "县交通运输局", "许木香"),
    _held("方前镇", "小吃街", "县旅委", "何青黛"),
    _held("方前镇", "市场路", "县商务局", "吕决明"),
    _held("尖山镇", "老街", "县民政局", "张忍冬"),
    _held("尖山镇", "乌石街", "县规划局", "孔苍耳"),
    _held("尖山镇", "新街", "县财政局", "曹南星"),
    _held("尖山镇", "市场路", "县发改局", "严防风"),
    Street("尖山镇", "环镇北路", "县公路段", (Post("华细辛"),), closed="2017-10-26"),
    Street("尖山镇", "商贸街", "县旅委", (Post("金景天", "2017-10-20"),), opened="2017-10-20"),
    _held("新渥镇", "药镇大道", "县经信局", "陶丹参"),
    _held("新渥镇", "药市街", "县科技局", "陶丹参"),
    _held("新渥镇", "文化路", "县文联", "陶丹参"),
    Street(
        "新渥镇",
        "横街",
        "县人社局",
        (Post("姜百合", until="2017-10-02"), Post("喻石韦", "2017-10-23")),
    ),
    _held("新渥镇", "新街", "县司法局", "戚茱萸"),
    _held("新渥镇", "老街", "县审计局", "谢桂枝", "邹甘草"),
    _held("双峰乡", "大皿老街", "县档案局", "窦射干"),
    _held("双峰乡", "横街", "县统计局", "章合欢"),
    Street("双峰乡", "古韵街", "县妇联", (Post("云白芷", "2017-09-23"),)),
    Street("双峰乡", "桥头街", "县残联", (Post("苏白薇", until="2017-11-16"),)),
    _held("冷水镇", "老街", "县安监局", "葛菖蒲"),
    _held("冷水镇", "运动路", "县体育局", "奚远志"),
    _held("冷水镇", "市场路", "县供销社", "范灵芝"),
    Street("冷水镇", "新街", "县总工会", (Post("彭升麻", "2017-11-17"),), opened="2017-11-17"),
    _held("冷水镇", "溪滨路", "县气象局"),
    _held("安文镇", "中街", "县行政服务中心", "韦知母"),
    _held("安文镇", "横街", "县机关事务局", "昌沙参"),
    _held("安文镇", "学前路", "县团委", "马前胡"),
    _held("安文镇", "市场路", "县工商联", "苗藿香"),
    _held("安文镇", "滨江路", "县供电公司", "方菊"),
    _held("安文镇", "老街", "县邮政公司", "俞苓"),
)

GENERAL_CHIEFS = {
    "玉山镇": Post("赵白术"),
    "高二乡": Post("褚杜仲"),
    "方前镇": Post("朱川芎"),
    "尖山镇": Post("施车前"),
    "新渥镇": Post("魏雪莲"),
    "双峰乡": Post("柏紫菀"),
    "冷水镇": Post("潘厚朴", until="2017-10-16"),
    "安文镇": Post("鲁当归"),
}

DEPUTY_UNITS = {
    "钱元胡": "岭口村委会",
    "孙玄参": "铁店村委会",
    "李白芍": "佳村村委会",
    "周玉竹": "玉山镇城建办公室",
    "吴桔梗": "张村村委会",
    "郑茯苓": "马塘村委会",
    "卫天麻": "高二村委会",
    "蒋黄精": "大庄村委会",
    "沈石斛": "山前村委会",
    "杨紫苏": "半岭村委会",
    "韩薄荷": "东头村委会",
    "秦佩兰": "方前村委会",
    "尤泽兰": "下村村委会",
    "许木香": "前王村委会",
    "何青黛": "后朱村委会",
    "吕决明": "南桥头村委会",
    "张忍冬": "尖山村委会",
    "孔苍耳": "管头村委会",
    "曹南星": "楼下宅村委会",
    "严防风": "新宅村委会",
    "华细辛": "林庄村委会",
    "金景天": "东里村委会",
    "陶丹参": "新渥村委会",
    "姜百合": "宅口村委会",
    "喻石韦": "宅口村委会",
    "戚茱萸": "岩上村委会",
    "谢桂枝": "古竹村委会",
    "邹甘草": "大麦坞村委会",
    "窦射干": "大皿一村委会",
    "章合欢": "大皿二村委会",
    "云白芷": "大皿三村委会",
    "苏白薇": "大皿四村委会",
    "葛菖蒲": "冷水村委会",
    "奚远志": "小章村委会",
    "范灵芝": "白岩村委会",
    "彭升麻": "大溪村委会",
    "韦知母": "联谊村委会",
    "昌沙参": "联进村委会",
    "马前胡": "溪文村委会",
    "苗藿香": "花溪村委会",
    "方菊": "墨林村委会",
    "俞苓": "岭外村委会",
}
"""A cadre's committee. 周玉竹 is of none, which the register warns about."""

ZONES = (
    ("330727106Z01", "镇区东片", "330727106"),
    ("330727106Z02", "镇区西片", "330727106"),
    ("330727108Z01", "集镇片区", "330727108"),
    ("330727100Z01", "城区中片", "330727100"),
)

OTHERS = (
    ("王苍术", "玉山镇综合治理办公室", "inspector", "玉山镇"),
    ("冯麦冬", "玉山镇协管员队", "auxiliary", "330727106Z01"),
    ("陈连翘", "玉山镇协管员队", "auxiliary", "330727106Z02"),
    ("任防己", "县整治办", "inspector", "方前镇"),
    ("任防己", "县整治办", "inspector", "尖山镇"),
    ("郎木通", "冷水镇协管员队", "auxiliary", "330727108Z01"),
    ("袁芷", "县整治办", "inspector", "安文镇"),
    ("柳艾", "安文镇协管员队", "auxiliary", "330727100Z01"),
)
"""Inspectors and auxiliary wardens: name, unit, role, place."""

TOWN_DEPARTMENTS = (
    ("县文广新局", "玉山镇"),
    ("县农业局", "玉山镇"),
    ("县林业局", "高二乡"),
    ("县环保局", "高二乡"),
    ("县旅委", "方前镇"),
    ("县交通运输局", "方前镇"),
    ("县规划局", "尖山镇"),
    ("县财政局", "尖山镇"),
    ("县经信局", "新渥镇"),
    ("县科技局", "新渥镇"),
    ("县档案局", "双峰乡"),
    ("县统计局", "双峰乡"),
    ("县体育局", "冷水镇"),
    ("县安监局", "冷水镇"),
    ("县行政服务中心", "安文镇"),
    ("县机关事务局", "安文镇"),
)
"""Which department answers for the weekly clean-up in which town: department, town."""
