"""`score`: how streets, chiefs, departments and towns did over a week, a month or any span.

One of --week, --month or --from with --to; without any the last finished week. `trend` and `ages`
draw; where standard output cannot show blocks, or with --ascii, bars are made of plain signs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import check_alone, one_of, read_month, read_week
from streetchief.days import calendar
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.ledger.office import Office
    from streetchief.scores.sources import ScoreSpan

_EARLIEST = calendar.monday_of(1)
_WEEKS = 12


def list_(
    group_by: Annotated[
        str,
        typer.Option("--group-by", metavar="WHAT", help=N_("street, chief, department or town.")),
    ] = "street",
) -> None:
    from streetchief.scores.pages.scores import score_table
    from streetchief.scores.scores import BY
    from streetchief.scores.scores import score as assess

    one_of(group_by, BY)
    span = _span_reader()
    with session.reading() as office:
        by = next(known for known in BY if known == group_by)
        table = score_table(assess(office, span, by=by, town=session.asked().town))
    session.put(table=lambda: table)


def department(
    which: Annotated[str, typer.Argument(metavar="DEPARTMENT", help=N_("The department."))],
) -> None:
    from streetchief.scores.departments import score_department
    from streetchief.scores.pages.scores import department_table

    span = _span_reader()
    with session.reading() as office:
        table = department_table(score_department(office, span, which))
    session.put(table=lambda: table)


def hosts() -> None:
    from streetchief.scores.hosts import list_hosts
    from streetchief.scores.pages.scores import host_table

    span = _span_reader()
    with session.reading() as office:
        table = host_table(list_hosts(office, span))
    session.put(table=lambda: table)


def trend() -> None:
    from streetchief.scores.charts import trend as find_trend
    from streetchief.scores.pages.charts import trend_table

    asked = session.asked()
    with session.reading() as office:
        found = find_trend(office, town=asked.town, weeks=asked.weeks or _WEEKS)
    session.put(table=lambda: trend_table(found, plain=asked.ascii or _is_plain()))


def ages() -> None:
    from streetchief.scores.charts import overdue_ages
    from streetchief.scores.pages.charts import ages_table

    asked = session.asked()
    with session.reading() as office:
        found = overdue_ages(office, town=asked.town)
    session.put(table=lambda: ages_table(found, plain=asked.ascii or _is_plain()))


def _is_plain() -> bool:
    """Tell whether a person looks at a terminal that cannot show blocks."""
    if session.asked().output is not None or not session.is_terminal():
        return False
    from streetchief.scores.pages.charts import BLOCKS

    try:
        BLOCKS.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return True
    return False


def _span_reader() -> Callable[[Office], ScoreSpan]:
    """Return what reads the span typed, at the moment of the office that asks."""
    from streetchief.scores.sources import day_span, week_span

    check_span()

    def read(office: Office) -> ScoreSpan:
        asked = asked_span(office)
        if "first" in asked:
            return day_span(office, asked["first"], asked["last"])
        return week_span(office, asked.get("week"))

    return read


def check_span() -> None:
    """Refuse a span said in two ways."""
    asked = session.asked()
    check_alone(
        {"--week": asked.week, "--month": asked.month, "--from": asked.since or asked.until}
    )


def asked_span(office: Office) -> dict[str, int]:
    """Return the span typed as whole numbers: `week`, or `first` and `last` day, or nothing."""
    asked = session.asked()
    if asked.month is not None:
        days = calendar.days_of_month(read_month(asked.month, office.today))
        return {"first": days.start, "last": days.stop - 1}
    if asked.since is not None or asked.until is not None:
        last = office.today if asked.until is None else session.read_day(asked.until, office.now)
        first = _EARLIEST if asked.since is None else session.read_day(asked.since, office.now)
        if last < first:
            raise BadUsage(
                _("The last day {last} is before the first {first}.").format(
                    last=calendar.day_label(last), first=calendar.day_label(first)
                ),
                "--from 2026-11-01 --to 2026-11-30",
            )
        return {"first": first, "last": last}
    return {} if asked.week is None else {"week": read_week(asked.week, office)}
