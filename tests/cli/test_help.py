"""What `--help` and a wrong call say, as a clerk reads them.

- every page of help is Chinese in Chinese, and no line is wider than the terminal
- help is found by whoever types help, -h or 帮助
- a wrong call is answered in the reader's language, without a word of the parser's own
"""

from __future__ import annotations

import re

import pytest

from streetchief.cli.catalog import CATALOG, Branch
from streetchief.output.width import width
from tests.conftest import Desk

COMMANDS = [
    name if not isinstance(entry, Branch) else f"{name} {verb}"
    for name, entry in CATALOG.items()
    for verb in (entry.verbs if isinstance(entry, Branch) else [""])
]
PARSERS_WORDS = re.compile(
    r"Usage|Options|Arguments|Commands|OPTIONS|[（\[]required|[（\[]default|Show this|Print the"
    r"|<[a-z ]+>|<=x|x>="
)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_chinese_and_fits_the_terminal(desk: Desk, command: str) -> None:
    desk.lang, desk.env = "zh", {"COLUMNS": "80"}
    page = desk.run(f"{command} --help")
    assert page.out.startswith(f"用法：streetchief {command}".rstrip())
    assert PARSERS_WORDS.search(page.out) is None
    lines = page.out.splitlines()
    options = [line for line in lines if line.startswith("  -") and "--format" not in line]
    assert [line for line in options if not re.search(r"[\u4e00-\u9fff]", line)] == []
    assert max(map(width, lines)) <= 80


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("help", "--help"),
        ("-h", "--help"),
        ("帮助", "--help"),
        ("help log", "log --help"),
        ("log -h", "log --help"),
        ("help item open", "item open --help"),
        ("item -h", "item --help"),
    ],
)
def test_help_is_found_however_it_is_asked_for(desk: Desk, typed: str, meant: str) -> None:
    assert desk.run(typed) == desk.run(meant)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("log 横街 --minutes abc", "--minutes：须是整数，1至1440。"),
        ("log 横街 --minutes 0", "--minutes：须是整数，1至1440。"),
        ("log 横街 --minutes 1441", "--minutes：须是整数，1至1440。"),
        ("history -n -1", "--limit：须是整数，不小于0。"),
        ("overdue --town 甲 --town 乙", "--town写了两次。"),
        ("log 横街 --nots x", "没有选项--nots。\n相近的有：--minutes、--note、--spots。"),
        ("overdu", "没有命令“overdu”。\n相近的有：overdue。"),
        ("横街", "没有命令“横街”。"),
        ("explain", "缺少STREET|NAME。\nSTREET|NAME：街道、其他地点或人员。"),
    ],
)
def test_a_wrong_call_is_answered_in_chinese(desk: Desk, typed: str, said: str) -> None:
    desk.lang = "zh"
    answer = desk.run(typed, code=2)
    command = typed.split()[0] if typed.split()[0] in CATALOG else ""
    assert answer.out == ""
    assert answer.err == f"{said}\n帮助：{f'streetchief {command}'.rstrip()} --help\n"


def test_a_wrong_call_is_answered_in_english(desk: Desk) -> None:
    assert desk.run("log 横街 --nots x", code=2).err == (
        "There is no option --nots.\nNear ones: --minutes, --note, --spots.\n"
        "Help: streetchief log --help\n"
    )
    assert "a whole number, from 1 to 1440.\n" in desk.run("log 横街 --minutes 0", code=2).err


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("log", "请写明巡查了哪条街：streetchief log 街道 --by 姓名"),
        ("place add --kind street 横街", "请写明日期，如：--opened-on 2026-11-22"),
        ("appoint 张三 分街长 横街", "请写明日期，如：--from 2026-11-22"),
        ("import streets nofile.csv", "无法读取nofile.csv：没有这个文件。"),
        ("log 横街 --by 张三 --photo no.jpg", "无法读取no.jpg：没有这个文件。"),
    ],
)
def test_a_refusal_says_in_chinese_what_to_write(desk: Desk, typed: str, said: str) -> None:
    desk.lang = "zh"
    desk.run("init --town 双峰乡")
    desk.run("place add --kind street 老街 --opened-on 2026-01-01")
    assert said in desk.run(typed, code=None).err.splitlines()
