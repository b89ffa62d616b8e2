"""Figures of items through the command line.

- the published figures of a real city: 972 due, 911 closed, 737 in time
- the groups of every kind add up to the total; a rate over nothing is no rate
- ages at each boundary; hot spots count relapses; a period means what was opened in it
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Desk
from tests.town_with_lists import rows, settle, valid

DUE, CLOSED, IN_TIME = 972, 911, 737
HEADER = "编号,内容,类别,街道,登记日期,责任单位,整改时限,整改人,复核人,销号日期\n"
CATEGORIES = ("道乱占", "车乱开", "线乱拉", "环境卫生", "扬尘")
STREETS = ("横街", "中街", "")
HOLDERS = ("城建办", "环卫所", "交警中队")


@pytest.fixture
def town(office: Desk) -> Desk:
    return settle(office)


def city_table() -> str:
    """Return 972 problems that should be closed, and 28 whose date is still to come."""
    lines = []
    for number in range(1000):
        day = 1 + number % 10
        due = f"2026-11-{day + 5:02}"
        closed = ""
        if number < IN_TIME:
            closed = due if number % 3 else f"2026-11-{day + 1:02}"
        elif number < CLOSED:
            closed = f"2026-11-{day + 6 + number % 3:02}"
        elif number >= DUE:
            due = "2026-11-20" if number % 2 else "2026-12-01"
        lines.append(
            ",".join(
                (
                    f"W-{number}",
                    f"第{number}处",
                    CATEGORIES[number % 5],
                    STREETS[number % 3],
                    f"2026-11-{day:02}",
                    HOLDERS[number % 3],
                    due,
                    "朱川芎" if closed else "",
                    "督查员" if closed else "",
                    closed,
                )
            )
        )
    return HEADER + "\n".join(lines) + "\n"


@pytest.fixture
def city(town: Desk) -> Desk:
    town.run("import items -", stdin=city_table())
    town.run("item open 作废的 --category 其他 --on 2026-11-01 --due 2026-11-02")
    town.run("item void 作废的 --why 重复")
    return town


def figures(desk: Desk, words: str = "") -> list[dict[str, Any]]:
    return rows(desk, f"item figures {words}", "item-figures")


def test_the_published_figures_of_a_city_check_out(city: Desk) -> None:
    """93.72 % closed, 75.82 % in time, of 972 that should be closed."""
    (total,) = figures(city)
    assert (total["due"], total["closed"], total["closed_in_time"]) == (DUE, CLOSED, IN_TIME)
    assert (total["close_rate"], total["on_time_close_rate"]) == ("93.72%", "75.82%")
    assert (total["items"], total["open"], total["overdue"], total["void"]) == (1000, 89, 61, 1)
    said = city.run("item figures").out
    assert "93.72%" in said
    assert "75.82%" in said


@pytest.mark.parametrize("by", ["list", "category", "holder", "place", "town", "week"])
def test_groups_add_up_to_the_total(city: Desk, by: str) -> None:
    *groups, total = figures(city, f"--group-by {by}")
    assert len(groups) > (by in ("category", "holder", "place", "town", "week"))
    summed = [key for key in total if isinstance(total[key], int)]
    for key in summed:
        if key not in ("shortest", "median", "longest"):
            assert sum(group[key] for group in groups) == total[key], key
    assert total["shortest"] == min(g["shortest"] for g in groups if g["closed"])
    assert total["longest"] == max(g["longest"] for g in groups if g["closed"])


def test_groups_are_named_and_in_the_order_of_rulebook_register_and_time(city: Desk) -> None:
    assert [row["name"] for row in figures(city, "--group-by holder")] == [
        "城建办",
        "环卫所",
        "交警中队",
        "none",
        "total",
    ]
    weeks = [row["group"] for row in figures(city, "--group-by week")]
    assert weeks == ["2026-W44", "2026-W45", "2026-W46", ""]
    categories = [row["group"] for row in figures(city, "--group-by category")]
    assert categories[:4] == ["wild_driving", "blocked_road", "loose_wires", "sanitation"]
    assert categories[-2:] == ["扬尘", ""]


def test_the_same_items_read_on_an_earlier_day(city: Desk) -> None:
    """Nothing was due before anything was past its date; what was voided later was still there."""
    (total,) = figures(city, "--on 2026-11-01")
    assert (total["items"], total["due"], total["close_rate"]) == (101, 0, None)
    document = valid(city.run("item figures --on 2026-11-01 --format json"), "item-figures").json
    assert (document["on"], document["since"], document["until"]) == ("2026-11-01", None, None)


def test_a_period_means_the_items_opened_in_it(city: Desk) -> None:
    whole = figures(city)[0]["items"]
    first = figures(city, "--to 2026-11-05")[0]["items"]
    rest = figures(city, "--from 2026-11-06")[0]["items"]
    assert first + rest == whole
    assert figures(city, "--from 2026-11-03 --to 2026-11-03")[0]["items"] == 100


def test_nothing_is_no_rate(town: Desk) -> None:
    (total,) = figures(town)
    assert (total["items"], total["close_rate"], total["relapse_rate"], total["median"]) == (
        0,
        None,
        None,
        None,
    )
    assert "—" in town.run("item figures").out


@pytest.mark.parametrize(
    ("opened_on", "band"),
    [
        pytest.param("2026-11-20", "days_0_7", id="today"),
        pytest.param("2026-11-13", "days_0_7", id="7 days"),
        pytest.param("2026-11-12", "days_8_15", id="8 days"),
        pytest.param("2026-11-05", "days_8_15", id="15 days"),
        pytest.param("2026-11-04", "days_16_30", id="16 days"),
        pytest.param("2026-10-21", "days_16_30", id="30 days"),
        pytest.param("2026-10-20", "days_31_90", id="31 days"),
        pytest.param("2026-08-22", "days_31_90", id="90 days"),
        pytest.param("2026-08-21", "days_91_up", id="91 days"),
    ],
)
def test_open_items_by_age(town: Desk, opened_on: str, band: str) -> None:
    town.run(f"item open 一处 --category 其他 --on {opened_on}")
    (row,) = rows(town, "item figures --group-by age", "item-ages")
    assert {key for key, count in row.items() if count == 1} == {band, "open"}


def test_closed_items_have_no_age_among_the_open(town: Desk) -> None:
    town.run("log 横街 --by 韦知母 --found 其他:一处 --fixed")
    assert rows(town, "item figures --group-by age", "item-ages") == []
    assert "No item is open" in town.run("item figures --group-by age").out


def test_hot_spots_are_the_same_category_at_the_same_place(town: Desk) -> None:
    """横街 has blocked roads three times and one relapse; a void one and other places count not."""
    for name in ("一", "二", "三", "四"):
        town.run(f"item open {name} --category 道乱占 --street 横街")
    town.run("item void 四 --why 重复", code=1)
    town.run("item void 4 --why 重复")
    town.run("item open 五 --category 道乱占 --street 中街")
    town.run("item open 六 --category 线乱拉 --street 横街")
    town.run("item open 七 --category 道乱占")
    spots = rows(town, "item figures --group-by hot-spot", "item-hot-spots")
    assert [(s["place"], s["category"], s["items"], s["open"]) for s in spots] == [
        ("横街", "occupied roads", 3, 3)
    ]
    assert rows(town, "item figures --group-by hot-spot --least 4", "item-hot-spots") == []
    assert (
        rows(
            town,
            "item figures --group-by hot-spot --town 双峰乡 --category 线乱拉",
            "item-hot-spots",
        )
        == []
    )
