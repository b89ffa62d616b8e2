"""`item`: what is opened, moved on its way, listed, shown and counted.

The convention to know: an item is named by its number (023, 第023号, 项目/4) or by words of its
title; several may be moved together. A verb takes its options from `catalog`, and what they are for
is said once, in `_move`. Of the lists `--from` and `--to` are the first and the last day on which
the items were opened, `--on` the day at whose end they are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import answer, one_of, optional_day
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.items.lookup import Wanted
    from streetchief.items.views import Done
    from streetchief.ledger.office import Office
    from streetchief.output.table import Table
    from streetchief.values.evidence import Evidence

Item = Annotated[
    str, typer.Argument(metavar="N", help=N_("The item: 023, 项目/4, or words of its title."))
]


def open_(
    title: Annotated[str, typer.Argument(metavar="TITLE", help=N_("What it is about."))],
    grown_from: Annotated[
        str | None, typer.Option("--grown-from", metavar="N", help=N_("The item it grows from."))
    ] = None,
    fixed: Annotated[
        bool, typer.Option("--fixed", help=N_("It was fixed on the spot (立行立改)."))
    ] = False,
    new_category: Annotated[
        bool, typer.Option("--new-category", help=N_("Take the category as a new one."))
    ] = False,
) -> None:
    from streetchief.items.opening import Opening, open_item
    from streetchief.items.typed import pairs

    asked = session.asked()
    where, kinds = _place()
    with session.writing() as office:
        opening = Opening(
            title=title,
            category=asked.category,
            list_=asked.list_,
            place=where,
            place_kinds=kinds,
            town=asked.town,
            by=asked.by,
            on=optional_day(asked.on, office),
            holder=asked.holder,
            joint=tuple(asked.joint),
            due_on=optional_day(asked.due, office, "due"),
            amounts=pairs(asked.amount),
            fields=pairs(asked.fields),
            grown_from=grown_from,
            evidence=_evidence(),
            note=asked.note,
            key=asked.key,
            fixed=fixed,
            new_category=new_category,
        )
        done = open_item(office, opening)
    _say([done])


def documents() -> None:
    from streetchief.items.opening import enter_documents

    with session.writing() as office:
        done = enter_documents(office)
    if not done:
        answer([_("Every document the rulebook names is on file already.")])
        return
    _say(done)


def move(
    items: Annotated[
        list[str],
        typer.Argument(metavar="N...", help=N_("Items: 023, 项目/4, or words of a title.")),
    ],
) -> None:
    _move(session.asked().verb, items)


def set_(
    item: Item,
    said: Annotated[
        list[str], typer.Argument(metavar="FIELD=VALUE...", help=N_("Fields; empty clears one."))
    ],
) -> None:
    _move("set", [item], fields=said)


def measure(
    item: Item,
    said: Annotated[
        list[str],
        typer.Argument(metavar="MEASURE=VALUE...", help=N_("What more was found, e.g. 数量=1.")),
    ],
) -> None:
    _move("measure", [item], amounts=said)


def milestone(
    item: Item,
    milestones: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME=DAYS]...", help=N_("Milestones in order, counted back from the end.")
        ),
    ] = None,
) -> None:
    reached = session.asked().reached
    if bool(milestones) == bool(reached):
        raise BadUsage(
            _("Name the milestones with their days, or the one that was reached."),
            _("Write it like 设计=10 施工=60 --due 2026-12-31, or --reached 设计"),
        )
    if reached:
        _move("reach", [item], milestone=reached)
    else:
        _move("schedule", [item], schedule=milestones or ())


def note(
    item: Item,
    words: Annotated[str, typer.Argument(metavar="TEXT", help=N_("What is to be noted."))],
) -> None:
    _move("note", [item], note=words)


def _move(
    verb: str,
    items: Sequence[str],
    *,
    amounts: Sequence[str] = (),
    fields: Sequence[str] = (),
    schedule: Sequence[str] = (),
    **more: object,
) -> None:
    """Read what the options of any verb said, do the act, and say how each item stands."""
    from streetchief.items.moves import move as move_on
    from streetchief.items.typed import pairs

    asked = session.asked()
    with session.writing() as office:
        given = {
            "by": asked.by,
            "on": optional_day(asked.on, office),
            "to": asked.holder,
            "joint": tuple(asked.joint),
            "others": tuple(asked.with_),
            "stage": asked.stage,
            "note": asked.why or asked.note,
            "until": optional_day(asked.ends or asked.reply_by, office, "due"),
            "due_on": optional_day(asked.due, office, "due"),
            "evidence": _evidence(),
            "amounts": pairs(amounts or asked.amount),
            "cleared": asked.cleared,
            "fields": pairs(fields or asked.fields),
            "schedule": pairs(schedule),
        }
        done = move_on(office, verb, items, list_=asked.list_, **(given | more))
    _say(done)


def _evidence() -> tuple[Evidence, ...]:
    paths = session.asked().evidence
    if not paths:
        return ()
    from streetchief.files.attachments import read_evidence

    return tuple(map(read_evidence, paths))


def _say(done: Sequence[Done]) -> None:
    from streetchief.items.pages.items import done_lines, items_table

    lines = [line for one in done for line in done_lines(one)]
    kept = () if any(one.already for one in done) else [one.record for one in done]
    answer(lines, kept, table=lambda: items_table([one.item for one in done]))


def list_() -> None:
    from streetchief.items.lookup import list_items
    from streetchief.items.pages.items import items_table

    with session.reading() as office:
        listed = list_items(office, _wanted(office))
    session.put(table=lambda: items_table(listed.items, listed=listed))


def show(item: Item) -> None:
    from streetchief.items.lookup import show_item
    from streetchief.items.pages.story import story_data, story_lines
    from streetchief.output.json import json_document

    with session.reading() as office:
        story = show_item(office, item, session.asked().list_)
    session.put(
        lambda: "\n".join(story_lines(story)) + "\n",
        others={"json": lambda: json_document("item", story_data(story))},
    )


def figures(
    group_by: Annotated[
        str | None,
        typer.Option(
            "--group-by",
            metavar="WHAT",
            help=N_(
                "list, category, holder, place, town, week; age; hot-spot, where they come back; "
                "clearance, what is left to clear; project, with its money."
            ),
        ),
    ] = None,
    least: Annotated[
        int,
        typer.Option(
            "--least", min=2, max=10_000, help=N_("Of hot-spots: came up at least so often.")
        ),
    ] = 2,
) -> None:
    with session.reading() as office:
        table = _figures_table(office, group_by, least)
    session.put(table=lambda: table)


def _figures_table(office: Office, group_by: str | None, least: int) -> Table:
    from streetchief.items import figures as counting
    from streetchief.items import lookup
    from streetchief.items.pages import figures as pages

    wanted = _wanted(office)
    if wanted.state is not None and group_by != "project":
        raise BadUsage(_("--state goes with --group-by project only."))
    if group_by == "age":
        return pages.ages_table(counting.ages_of(office, wanted))
    if group_by == "hot-spot":
        return pages.hot_spots_table(counting.hot_spots_of(office, wanted, at_least=least))
    if group_by == "clearance":
        return pages.clearances_table(lookup.list_clearances(office, wanted))
    if group_by == "project":
        from streetchief.items.pages.projects import projects_table

        return projects_table(lookup.list_projects(office, wanted))
    if group_by is not None:
        one_of(group_by, counting.GROUPINGS)
    return pages.figures_table(counting.figures_of(office, wanted, group_by))


def _place() -> tuple[str | None, tuple[str, ...]]:
    """Return the place meant and of which kinds it may be."""
    asked = session.asked()
    if asked.place is not None and asked.street is not None:
        raise BadUsage(_("Say --place or --street, not both."))
    return (asked.place, ()) if asked.street is None else (asked.street, ("street",))


def _wanted(office: Office) -> Wanted:
    """Return which items the options of a list ask for."""
    from streetchief.items.lookup import Wanted

    asked = session.asked()
    where, kinds = _place()
    last = optional_day(asked.until, office)
    return Wanted(
        list_=asked.list_,
        category=asked.category,
        place=where,
        place_kinds=kinds,
        town=asked.town,
        holder=asked.holder,
        found_by=asked.found_by,
        state=asked.state,
        key=asked.key,
        since=optional_day(asked.since, office),
        until=None if last is None else last + 1,
        on=optional_day(asked.on, office),
    )
