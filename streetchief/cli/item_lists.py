"""`item list`, `show`, `figures` and the other ways to look at items; `limit`.

`--from` and `--to` are the first and the last day on
which the items were opened; `--on` is the day at whose end they are looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import AsOf, Bom, Format, OnlyTown, Output, needed, optional_day, write
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.items.lookup import Wanted
    from streetchief.ledger.office import Office

InList = Annotated[str | None, typer.Option("--list", metavar="LIST", help=N_("Only this list."))]
Category = Annotated[
    str | None, typer.Option("--category", metavar="C", help=N_("Only this category."))
]
Holder = Annotated[
    str | None, typer.Option("--holder", metavar="NAME", help=N_("Only what he answers for."))
]
Where = Annotated[
    str | None, typer.Option("--place", metavar="PLACE", help=N_("Only there and below."))
]
Street = Annotated[
    str | None, typer.Option("--street", metavar="STREET", help=N_("Only on this street."))
]
FoundBy = Annotated[
    str | None, typer.Option("--found-by", metavar="NAME", help=N_("Only what he found."))
]
Since = Annotated[
    str | None, typer.Option("--from", metavar="DAY", help=N_("Opened on this day or later."))
]
Until = Annotated[
    str | None, typer.Option("--to", metavar="DAY", help=N_("Opened on this day or earlier."))
]
On = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help=N_("As they stood at the end of a day."))
]


def item_list(
    list_: InList = None,
    category: Category = None,
    holder: Holder = None,
    place: Where = None,
    street: Street = None,
    town: OnlyTown = None,
    found_by: FoundBy = None,
    state: Annotated[
        str | None,
        typer.Option(
            "--state",
            metavar="STATE",
            help=N_(
                "open, overdue, suspended, returned, reopened, supervised, closed, fixed, void, "
                "live or all."
            ),
        ),
    ] = None,
    key: Annotated[
        str | None, typer.Option("--key", metavar="KEY", help=N_("Only this request number."))
    ] = None,
    since: Since = None,
    until: Until = None,
    on: On = None,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.items.lookup import list_items
    from streetchief.items.pages.items import items_table

    with session.reading(as_of) as office:
        wanted = _wanted(
            office, list_=list_, category=category, holder=holder, place=place, street=street,
            town=town, found_by=found_by, state=state, key=key, since=since, until=until, on=on,
        )  # fmt: skip
        listed = list_items(office, wanted)
    write(items_table(listed.items, listed=listed), format_, output, bom=bom)


def item_show(
    item: Annotated[
        str, typer.Argument(metavar="N", help=N_("The item: 023, 项目/4, or words of its title."))
    ],
    list_: InList = None,
    as_of: AsOf = None,
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help=N_("plain or json."))
    ] = None,
) -> None:
    from streetchief.items.lookup import show_item
    from streetchief.items.pages.story import story_data, story_lines
    from streetchief.output.stream import emit

    if format_ not in (None, "plain", "json"):
        raise BadUsage(
            _("There is no format {name}.").format(name=format_),
            _("Formats: {names}.").format(names="plain, json"),
        )
    with session.reading(as_of) as office:
        story = show_item(office, item, list_)
    if format_ == "json":
        from streetchief.output.json import json_document

        emit(json_document("item", story_data(story)))
    else:
        emit("\n".join(story_lines(story)) + "\n")


def item_figures(
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="WHAT", help=N_("list, category, holder, place, town or week.")
        ),
    ] = None,
    list_: InList = None,
    category: Category = None,
    holder: Holder = None,
    place: Where = None,
    street: Street = None,
    town: OnlyTown = None,
    found_by: FoundBy = None,
    since: Since = None,
    until: Until = None,
    on: On = None,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.items.figures import figures_of
    from streetchief.items.pages.figures import figures_table

    with session.reading(as_of) as office:
        wanted = _wanted(
            office, list_=list_, category=category, holder=holder, place=place, street=street,
            town=town, found_by=found_by, since=since, until=until, on=on,
        )  # fmt: skip
        report = figures_of(office, wanted, by)
    write(figures_table(report), format_, output, bom=bom)


def item_hot_spots(
    least: Annotated[
        int, typer.Option("--least", min=2, max=10_000, help=N_("Came up at least so often."))
    ] = 2,
    list_: InList = None,
    category: Category = None,
    place: Where = None,
    town: OnlyTown = None,
    since: Since = None,
    until: Until = None,
    on: On = None,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.items.figures import hot_spots_of
    from streetchief.items.pages.figures import hot_spots_table

    with session.reading(as_of) as office:
        wanted = _wanted(
            office, list_=list_, category=category, place=place, town=town, since=since,
            until=until, on=on,
        )  # fmt: skip
        spots = hot_spots_of(office, wanted, at_least=least)
    write(hot_spots_table(spots), format_, output, bom=bom)


def item_ages(
    list_: InList = None,
    category: Category = None,
    holder: Holder = None,
    place: Where = None,
    town: OnlyTown = None,
    on: On = None,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.items.figures import ages_of
    from streetchief.items.pages.figures import ages_table

    with session.reading(as_of) as office:
        wanted = _wanted(
            office, list_=list_, category=category, holder=holder, place=place, town=town, on=on
        )
        found = ages_of(office, wanted)
    write(ages_table(found), format_, output, bom=bom)


def item_clearances(
    list_: InList = None,
    category: Category = None,
    place: Where = None,
    town: OnlyTown = None,
    on: On = None,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.items.lookup import list_clearances
    from streetchief.items.pages.figures import clearances_table

    with session.reading(as_of) as office:
        wanted = _wanted(office, list_=list_, category=category, place=place, town=town, on=on)
        found = list_clearances(office, wanted)
    write(clearances_table(found), format_, output, bom=bom)


def item_projects(
    list_: InList = None,
    category: Category = None,
    holder: Holder = None,
    place: Where = None,
    town: OnlyTown = None,
    state: Annotated[
        str | None, typer.Option("--state", metavar="STATE", help=N_("open, closed, all, …"))
    ] = None,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.items.lookup import list_projects
    from streetchief.items.pages.projects import projects_table

    with session.reading(as_of) as office:
        wanted = _wanted(
            office, list_=list_, category=category, holder=holder, place=place, town=town,
            state=state,
        )  # fmt: skip
        found = list_projects(office, wanted)
    write(projects_table(found), format_, output, bom=bom)


def limit_set(
    limit: Annotated[
        str, typer.Argument(metavar="LIMIT", help=N_("The limit, by its name in the rulebook."))
    ],
    amount: Annotated[str, typer.Argument(metavar="YUAN", help=N_("The amount: 50万, 500000."))],
    since: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help=N_("The first day it holds."))
    ] = None,
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help=N_("Where it is written."))
    ] = None,
) -> None:
    from streetchief.cli.options import answer
    from streetchief.items.limits import set_limit
    from streetchief.items.pages.projects import limit_line
    from streetchief.items.typed import money
    from streetchief.values.problems import Name

    fen = money(amount, Name(zh=limit, en=limit))
    with session.writing() as office:
        day = session.read_day(needed(since, "--from"), office.now, "plan")
        line = set_limit(office, limit, fen, day, note=note)
    answer([limit_line(line)], line.row.id if line.row else None)


def limit_list(
    as_of: AsOf = None, format_: Format = None, output: Output = None, bom: Bom = False
) -> None:
    from streetchief.items.limits import list_limits
    from streetchief.items.pages.projects import limits_table

    with session.reading(as_of) as office:
        lines = list_limits(office)
    write(limits_table(lines), format_, output, bom=bom)


def _wanted(
    office: Office,
    *,
    list_: str | None = None,
    category: str | None = None,
    holder: str | None = None,
    place: str | None = None,
    street: str | None = None,
    town: str | None = None,
    found_by: str | None = None,
    state: str | None = None,
    key: str | None = None,
    since: str | None = None,
    until: str | None = None,
    on: str | None = None,
) -> Wanted:
    from streetchief.items.lookup import Wanted

    if place is not None and street is not None:
        raise BadUsage(_("Say --place or --street, not both."))
    last = optional_day(until, office)
    return Wanted(
        list_=list_,
        category=category,
        place=street if street is not None else place,
        place_kinds=("street",) if street is not None else (),
        town=town,
        holder=holder,
        found_by=found_by,
        state=state,
        key=key,
        since=optional_day(since, office),
        until=None if last is None else last + 1,
        on=optional_day(on, office),
    )
