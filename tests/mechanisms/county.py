"""The county of the mission, small: one county, two towns, and a clerk at the county's office."""

from __future__ import annotations

from typing import Any

from tests.conftest import Desk

COUNTY = """
place add 磐安县 --kind county
place edit 双峰乡 --parent 磐安县
place add 玉山镇 --kind town --parent 磐安县
place add 大皿村 --kind village --town 双峰乡
place add 小皿村 --kind village --town 双峰乡
place add 集镇东片 --kind zone --town 双峰乡
place add --kind street 横街 --town 双峰乡 --opened-on 2017-01-01
place add --kind street 中街 --town 双峰乡 --opened-on 2017-01-01
place edit --kind street 横街 --zone 集镇东片
holder add 陈书记 --unit 双峰乡党委 --title 党委书记
holder add 王乡长 --unit 双峰乡人民政府 --title 乡长
holder add 李副乡长 --unit 双峰乡人民政府 --title 副乡长
holder add 信小妹 --unit 双峰乡人民政府
holder add 张三 --unit 大皿村村委会 --title 村主任
holder add 李四 --unit 小皿村村委会 --title 村委委员
holder add 赵协管
holder add 周县长 --unit 县人民政府 --title 副县长
holder add 吴专家 --unit 省规划院
holder add --kind department 县环保局
holder add --kind department 县农业局
"""


class Town:
    """The desk with the county on it, and short ways to ask it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def run(self, line: str | list[str], code: int | None = 0) -> str:
        """Run a command; return what it printed."""
        ran = self.desk.run(line, code=code)
        return ran.out + ran.err

    def rows(self, line: str) -> list[dict[str, Any]]:
        """Return the rows of a command's JSON answer."""
        return self.desk.run(f"{line} --format json").rows

    def appoint(self, *posts: str) -> None:
        """Give posts, written `HOLDER ROLE PLACE`, from the start of 2017."""
        for post in posts:
            self.run(f"appoint {post} --from 2017-01-01")

    def held(self, role: str, place: str | None = None) -> list[str]:
        """Return who holds a role, by the tree of the organisation."""
        return [
            row["holder"]
            for row in self.rows(f"holder posts --role {role} --filled")
            if place in (None, row["place"])
        ]

    def findings(self, role: str, place: str = "双峰乡") -> list[str]:
        """Return the codes of what `holder check` finds about a role at a place."""
        return [
            row["code"]
            for row in self.rows("holder check")
            if (row["role"], row["place"]) == (role, place)
        ]


def settle(office: Desk) -> Town:
    """Register the county at the office, and return it."""
    for line in COUNTY.strip().splitlines():
        office.run(line)
    return Town(office)
