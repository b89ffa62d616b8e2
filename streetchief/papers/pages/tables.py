"""The tables of papers: columns with their titles in both languages, each reading its own cell.

Rows are in register order, the last one the sum of those above. A table without facts is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from streetchief.output.table import Cell, Column, Table, lay_out
from streetchief.papers.pages.words import (
    begun,
    day_word,
    listed,
    many,
    name,
    pick,
    spans_word,
    state_word,
    tonnes,
    week_word,
)
from streetchief.papers.rules.lines import DepartmentLine, ItemFigures, StreetLine
from streetchief.papers.rules.report import Report
from streetchief.rulebook.words import Wording
from streetchief.value import replace
from streetchief.values.problems import Name
from streetchief.values.rates import rate_text

Reader = Callable[[Any], Cell]
"""What reads a cell from the thing a row is about."""


# ---------------------------------------------------------------- a week


def week_tables(report: Report) -> list[Table]:
    """Return the tables of a town's week that there are facts for."""
    found = [_street_table(report)]
    if report.items is not None:
        found.append(_item_table(report.items, report.wording))
    if report.departments:
        found.append(_department_table(report.departments))
    return found


def _street_table(report: Report) -> Table:
    words = report.wording
    columns = (
        _named(words.place, lambda line: line.street),
        _named(words.chief, lambda line: line.chiefs, _names),
        _text("所属村（社区）", "Village", lambda line: line.village),
        _count("应巡", "Required", "required"),
        _count("实巡", "Logged", "logged"),
        _count("计入", "Counted", "counted"),
        _count("天次", "Days", "day_count"),
        _count("委托", "Delegated", "delegated"),
        _count("补录", "Late", "backfilled"),
        _text("结果", "Result", lambda line: state_word(line.state)),
        _text("备注", "Remarks", lambda line: remarks(line, report)),
    )
    title = pick(f"{name(words.subject)}情况统计表", begun(words.subject))
    return _summed(_numbered(_titled("patrols", title, columns, report.streets)))


def remarks(line: StreetLine, report: Report) -> str:
    """Say what a row's figures alone do not: why less was required, what does not count."""
    said = []
    if line.opened_on is not None:
        day = day_word(line.opened_on)
        said.append(pick(f"{day}启用", f"open from {day}"))
    if line.closed_on is not None:
        day = day_word(line.closed_on)
        said.append(pick(f"{day}起停用", f"closed from {day}"))
    if line.exempt:
        days = spans_word(line.exempt)
        said.append(pick(f"{days}免巡", f"exempt {days}"))
    if line.vacant:
        days, chief = spans_word(line.vacant), name(report.wording.chiefs)
        said.append(pick(f"{days}{chief}空缺", f"vacant ({chief}) {days}"))
    if missed := sum(part.count for part in line.not_counted):
        said.append(pick(f"另有{missed}次未计入", f"{missed} more not counted"))
    if (weeks := line.unmet_weeks) > 1:
        said.append(pick(f"连续{weeks}周未达标", f"{weeks} weeks unmet running"))
    if line.never_patrolled:
        day, act = day_word(report.seen_on), name(report.wording.act)
        said.append(pick(f"截至{day}无{act}记录", f"no {act} on record up to {day}"))
    return pick("；", "; ").join(said)


def _item_table(items: ItemFigures, wording: Wording) -> Table:
    columns = (
        _text("编号", "No.", lambda line: line.number),
        _named(wording.place, lambda line: line.place),
        _text("问题描述", "Problem", lambda line: line.text),
        _text("类别", "Category", lambda line: name(line.category)),
        _text("发现时间", "Found", lambda line: day_word(line.found_on)),
        _text("责任单位", "Responsible", lambda line: line.holder),
        _text("整改时限", "Due", lambda line: _day(line.due_on)),
        _text("进度", "Progress", lambda line: name(line.progress)),
        _text("销号日期", "Closed", lambda line: _day(line.closed_on)),
    )
    title = pick("问题清单及销号情况表", "Problems and their close-out")
    return _titled("items", title, columns, items.lines)


def _department_table(departments: Sequence[DepartmentLine]) -> Table:
    columns = (
        _text("部门", "Department", lambda row: row.department),
        _text("联系", "Linked to", lambda row: row.place),
        _count("应开展", "Due", "required"),
        _count("实开展", "Done", "done"),
        _count("重点区域（处）", "Key spots", "spots"),
        _tonnes_column(),
    )
    title = pick("部门集中整治情况表", "Clean-ups by department")
    cleared = tonnes(sum(row.kilograms for row in departments))
    return _summed(_titled("cleanups", title, columns, departments), kilograms=cleared)


# ---------------------------------------------------------------- the county


def county_tables(report: Report) -> list[Table]:
    """Return the tables of the county's week that there are facts for."""
    found = [_town_table(report)]
    if not report.draft:
        found.append(_worst_table(report))
    if report.items is not None:
        found.append(_item_table(report.items, report.wording))
    if report.departments:
        found.append(_department_table(report.departments))
    return found


def _town_table(report: Report) -> Table:
    words = report.wording
    sent = dict(zip(map(id, report.towns), report.sent, strict=True))

    def issue(town: Report) -> str:
        number = sent[id(town)]
        if number is None:
            return pick("未报送", "not sent")
        return pick(f"第{number}期", f"No. {number}")

    def officers(town: Report) -> str:
        return _names([state_word(officer.state) for officer in town.officers])

    def total(key: str) -> Reader:
        return lambda town: getattr(town.totals, key)

    columns = [
        _text("乡镇", "Town", lambda town: town.town),
        Column(key="streets", title=begun(many(words.place)), kind="number", cell=total("streets")),
        Column(key="chiefs", title=begun(many(words.chiefs)), kind="number", cell=total("chiefs")),
        _count("应巡", "Required", "required", total("required")),
        _count("实巡", "Logged", "logged", total("logged")),
        _count("计入", "Counted", "counted", total("counted")),
        _count("应达标", "Due", "due", total("due")),
        _count("达标", "Met", "met", total("met")),
        _rate_column(),
        _count("免巡", "Exempt", "exempt", total("exempt")),
        _count("空缺", "Vacant", "vacant", total("vacant")),
        _text("周报", "Paper", issue),
    ]
    if report.officers:
        roles = dict.fromkeys(name(officer.role) for officer in report.officers)
        columns.insert(-1, Column(title=begun(listed(roles)), cell=officers))
    title = pick(f"乡镇{name(words.subject)}情况统计表", begun(f"{name(words.subject)} by town"))
    table = _titled("towns", title, tuple(columns), report.towns)
    # A chief of streets in two towns is one person in the county.
    return _summed(
        _numbered(table), chiefs=report.totals.chiefs, met_rate=rate_text(report.met_rate)
    )


def _worst_table(report: Report) -> Table:
    words = report.wording
    columns = (
        _text("乡镇", "Town", lambda row: row[0]),
        _named(words.place, lambda row: row[1].street),
        _named(words.chief, lambda row: row[1].chiefs, _names),
        _count("应巡", "Required", "required", lambda row: row[1].required),
        _count("计入", "Counted", "counted", lambda row: row[1].counted),
        _count("连续未达标（周）", "Weeks unmet", "unmet_weeks", lambda row: row[1].unmet_weeks),
    )
    place = many(words.place)
    title = pick(f"未达标{place}名单", begun(f"{place} that fell short"))
    return _numbered(_titled("worst", title, columns, report.worst))


# ---------------------------------------------------------------- months and years


def period_tables(report: Report) -> list[Table]:
    """Return the tables of a month or a year that there are facts for."""
    found = [_streets_of_period(report), _weeks_of_period(report)]
    if report.items is not None:
        found.append(_item_table(report.items, report.wording))
    if report.departments:
        found.append(_departments_of_period(report))
    if report.duties:
        found.append(_duties_of_period(report))
    return found


def _streets_of_period(report: Report) -> Table:
    words = report.wording
    columns = (
        _named(words.place, lambda line: line.street),
        _count("应达标（周）", "Weeks due", "due"),
        _count("达标（周）", "Weeks met", "met"),
        _rate_column(),
        _count("应巡", "Required", "required"),
        _count("计入", "Counted", "counted"),
        _count("天次", "Days", "day_count"),
        _count("免巡（周）", "Weeks exempt", "exempt"),
        _count("空缺（周）", "Weeks vacant", "vacant"),
        _count("最长连续未达标（周）", "Longest run unmet", "longest_run"),
    )
    subject, place = name(words.subject), name(words.place)
    title = pick(f"{subject}分{place}统计表", begun(f"{subject} by {place}"))
    table = _numbered(_titled("streets", title, columns, report.lines))
    return _summed(table, met_rate=rate_text(report.met_rate), longest_run=None)


def _weeks_of_period(report: Report) -> Table:
    columns = (
        _text("周", "Week", lambda row: begun(week_word(row.week))),
        _count("应达标", "Due", "due"),
        _count("达标", "Met", "met"),
        _rate_column(),
        _count("应巡", "Required", "required"),
        _count("计入", "Counted", "counted"),
    )
    subject = name(report.wording.subject)
    title = pick(f"{subject}分周统计表", begun(f"{subject} by week"))
    return _titled("weeks", title, columns, report.by_week)


def _departments_of_period(report: Report) -> Table:
    columns = (
        _text("部门", "Department", lambda row: row.department),
        _text("联系", "Linked to", lambda row: row.place),
        _count("应开展（周）", "Weeks due", "due"),
        _count("已开展（周）", "Weeks done", "met"),
        _count("次数", "Times", "done"),
        _count("重点区域（处）", "Key spots", "spots"),
        _tonnes_column(),
    )
    title = pick("部门集中整治情况表", "Clean-ups by department")
    cleared = tonnes(sum(row.kilograms for row in report.departments))
    return _summed(_titled("departments", title, columns, report.departments), kilograms=cleared)


def _duties_of_period(report: Report) -> Table:
    columns = (
        _text("职责", "Duty", lambda row: begun(row.name)),
        _text("地点", "Place", lambda row: row.place),
        _text("人员", "Person", lambda row: row.holder),
        _text(
            "统计单位",
            "By",
            lambda row: pick("月", "month") if row.monthly else pick("周", "week"),
        ),
        _count("应达标（次）", "Due", "due"),
        _count("达标（次）", "Met", "met"),
        _rate_column(),
        _count("应巡", "Required", "required"),
        _count("计入", "Counted", "counted"),
    )
    return _titled("duties", pick("其他职责统计表", "Other duties"), columns, report.duties)


# ---------------------------------------------------------------- columns and rows


def _text(zh: str, en: str, cell: Reader) -> Column:
    """Return a column of words."""
    return Column(title=pick(zh, en), cell=cell)


def _named(words: Name, cell: Reader, show: Callable[[Any], str] | None = None) -> Column:
    """Return a column titled by a word of the rulebook."""
    return Column(title=begun(words), cell=cell, show=show)


def _count(zh: str, en: str, key: str, cell: Reader | None = None) -> Column:
    """Return a column of whole numbers, those of the attribute `key`; blank where there is none."""
    return Column(key=key, title=pick(zh, en), kind="number", show=_figure, cell=cell)


def _rate_column() -> Column:
    return Column(
        key="met_rate",
        title=pick("达标率", "Met rate"),
        kind="number",
        cell=lambda row: rate_text(row.met_rate),
    )


def _tonnes_column() -> Column:
    return Column(
        key="kilograms",
        title=pick("清理（吨）", "Cleared (t)"),
        kind="number",
        cell=lambda row: tonnes(row.kilograms),
    )


def _titled(name_: str, title: str, columns: tuple[Column, ...], things: Iterable[Any]) -> Table:
    return lay_out(name_, columns, things, title=title, empty=pick("无", "none"))


def _numbered(table: Table) -> Table:
    """Put a row's number before it."""
    number = Column(key="row", title=pick("序号", "No."), kind="number", show=_figure)
    rows = tuple((at, *row) for at, row in enumerate(table.rows, 1))
    return replace(table, columns=(number, *table.columns), rows=rows)


def _summed(table: Table, **instead: Cell) -> Table:
    """Add the sum of each column of whole numbers below; `instead` says what else stands there."""
    if not table.rows:
        return table
    known: dict[str, Cell] = {"row": None, **instead}
    cells: list[Cell] = []
    for at, column in enumerate(table.columns):
        if column.kind != "number":
            cells.append("")
        elif column.key in known:
            cells.append(known[column.key])
        else:
            figures = (row[at] for row in table.rows)
            cells.append(sum(figure for figure in figures if isinstance(figure, int)))
    cells[next(at for at, c in enumerate(table.columns) if c.kind != "number")] = pick(
        "合计", "Total"
    )
    return replace(table, rows=(*table.rows, tuple(cells)))


def _day(day: int | None) -> str | None:
    return None if day is None else day_word(day)


def _figure(value: int | str | None) -> str:
    return "" if value is None else str(value)


def _names(names: Sequence[str]) -> str:
    """Put names into a cell; blank where there are none."""
    return listed(names) if names else ""
