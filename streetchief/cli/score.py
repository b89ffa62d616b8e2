"""`score`: how streets, chiefs, departments and towns did over a week, a month or any span.

One of --week, --month or --from with --to; without any
the last finished week.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import (
    AsOf,
    Bom,
    Format,
    OnlyTown,
    Output,
    read_month,
    read_week,
    write,
)
from streetchief.days import calendar
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.ledger.office import Office
    from streetchief.scores.sources import ScoreSpan

_EARLIEST = calendar.monday_of(1)


def score(
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="BY", help=N_("street, chief, department or town.")),
    ] = None,
    week: Annotated[str | None, typer.Option("--week", help=N_("One week."))] = None,
    month: Annotated[
        str | None, typer.Option("--month", help=N_("The weeks of a month, such as 2026-11."))
    ] = None,
    since: Annotated[str | None, typer.Option("--from", help=N_("The first day."))] = None,
    until: Annotated[
        str | None, typer.Option("--to", help=N_("The last day, included; else today."))
    ] = None,
    town: OnlyTown = None,
    department: Annotated[
        str | None,
        typer.Option("--department", help=N_("One department, place by place over its towns.")),
    ] = None,
    host: Annotated[
        bool, typer.Option("--host", help=N_("What speaks for each town as host of a meeting."))
    ] = False,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.scores.scores import BY

    check_alone({"--week": week, "--month": month, "--from": since or until})
    check_alone({"--by": by, "--department": department, "--host": host or None})
    check_alone({"--town": town, "--department": department, "--host": host or None})
    chosen = next((known for known in BY if known == (by or "street")), None)
    if chosen is None:
        raise BadUsage(
            _("There is no assessment by {name}.").format(name=by),
            _("Choose one: {names}.").format(names=_(", ").join(BY)),
        )
    span = span_reader(week=week, month=month, since=since, until=until)
    with session.reading(as_of) as office:
        if host:
            from streetchief.scores.hosts import list_hosts
            from streetchief.scores.pages.scores import host_table

            table = host_table(list_hosts(office, span))
        elif department is not None:
            from streetchief.scores.departments import score_department
            from streetchief.scores.pages.scores import department_table

            table = department_table(score_department(office, span, department))
        else:
            from streetchief.scores.pages.scores import score_table
            from streetchief.scores.scores import score as assess

            table = score_table(assess(office, span, by=chosen, town=town))
    write(table, format_, output, bom=bom)


def span_reader(
    *, week: str | None, month: str | None, since: str | None, until: str | None
) -> Callable[[Office], ScoreSpan]:
    """Return what reads the span typed, at the moment of the office that asks."""
    from streetchief.scores.sources import day_span, week_span

    def read(office: Office) -> ScoreSpan:
        asked = asked_span(office, week=week, month=month, since=since, until=until)
        if "first" in asked:
            return day_span(office, asked["first"], asked["last"])
        return week_span(office, asked.get("week"))

    return read


def asked_span(
    office: Office, *, week: str | None, month: str | None, since: str | None, until: str | None
) -> dict[str, int]:
    """Return the span typed as whole numbers: `week`, or `first` and `last` day, or nothing."""
    if month is not None:
        days = calendar.days_of_month(read_month(month, office.today))
        return {"first": days.start, "last": days.stop - 1}
    if since is not None or until is not None:
        last = office.today if until is None else session.read_day(until, office.now)
        first = _EARLIEST if since is None else session.read_day(since, office.now)
        if last < first:
            raise BadUsage(
                _("The last day {last} is before the first {first}.").format(
                    last=calendar.day_label(last), first=calendar.day_label(first)
                ),
                "--from 2026-11-01 --to 2026-11-30",
            )
        return {"first": first, "last": last}
    return {} if week is None else {"week": read_week(week, office)}


def check_alone(options: dict[str, object]) -> None:
    """Refuse two of the options when only one may be given."""
    said = [name for name, value in options.items() if value is not None]
    if len(said) > 1:
        raise BadUsage(
            _("{first} and {second} do not go together.").format(first=said[0], second=said[1]),
            _("Leave one of them out."),
        )
