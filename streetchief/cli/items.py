"""`item open` and what is done to items afterwards.

Convention: parse, call one act, render. An item is named by its number (023, 第023号, 项目/4) or by
words of its title; several may be moved together.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated
from unicodedata import normalize

import typer

from streetchief.cli import session
from streetchief.cli.options import Format, checked_format, write
from streetchief.cli.told import optional_day
from streetchief.domain.calendar import date_of
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.domain.evidence import Evidence
    from streetchief.service.item_views import ItemView
    from streetchief.service.office import Office

Items = Annotated[
    list[str], typer.Argument(metavar="N...", help=N_("Items: 023, 项目/4, or words of a title."))
]
InList = Annotated[
    str | None, typer.Option("--list", metavar="LIST", help=N_("The list; else the first one."))
]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help=N_("Who did it."))]
On = Annotated[str | None, typer.Option("--on", metavar="DAY", help=N_("The day; else today."))]
Due = Annotated[
    str | None, typer.Option("--due", metavar="DAY", help=N_("The last day to close it in time."))
]
Why = Annotated[str | None, typer.Option("--why", metavar="TEXT", help=N_("Why."))]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help=N_("Words about it."))]
Joint = Annotated[
    list[str] | None,
    typer.Option(
        "--joint", metavar="NAME", help=N_("Who answers for it as well; may be repeated.")
    ),
]
With = Annotated[
    list[str] | None,
    typer.Option("--with", metavar="NAME", help=N_("Who did it as well; may be repeated.")),
]
Files = Annotated[
    list[str] | None,
    typer.Option("--evidence", metavar="FILE", help=N_("A photo or paper; may be repeated.")),
]
Amounts = Annotated[
    list[str] | None,
    typer.Option(
        "--amount", metavar="MEASURE=VALUE", help=N_("An amount, e.g. 面积=120.5; may be repeated.")
    ),
]


def item_open(
    title: Annotated[str, typer.Argument(metavar="TITLE", help=N_("What it is about."))],
    category: Annotated[
        str | None,
        typer.Option("--category", metavar="C", help=N_("Its category in the rulebook.")),
    ] = None,
    list_: Annotated[
        str | None,
        typer.Option("--list", metavar="LIST", help=N_("The list; else that of the category.")),
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar="PLACE", help=N_("Where: any place."))
    ] = None,
    street: Annotated[
        str | None, typer.Option("--street", metavar="STREET", help=N_("Where: a street."))
    ] = None,
    town: Annotated[str | None, typer.Option("--town", help=N_("The town it lies in."))] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help=N_("Who found it or asks for it."))
    ] = None,
    on: On = None,
    holder: Annotated[
        str | None, typer.Option("--holder", metavar="NAME", help=N_("Who answers for it."))
    ] = None,
    joint: Joint = None,
    due: Due = None,
    amount: Amounts = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="FIELD=VALUE", help=N_("A field of the list; may be repeated.")
        ),
    ] = None,
    grown_from: Annotated[
        str | None, typer.Option("--from", metavar="N", help=N_("The item it grows from."))
    ] = None,
    evidence: Files = None,
    note: Note = None,
    fixed: Annotated[
        bool, typer.Option("--fixed", help=N_("It was fixed on the spot (立行立改)."))
    ] = False,
    new_category: Annotated[
        bool, typer.Option("--new-category", help=N_("Take the category as a new one."))
    ] = False,
    key: Annotated[
        str | None, typer.Option("--key", help=N_("A retry key: the same key is written once."))
    ] = None,
    format_: Format = None,
) -> None:
    from streetchief.service.item_opening import Opening, open_item
    from streetchief.service.item_views import view_of
    from streetchief.service.item_words import pairs

    checked_format(format_)
    if place is not None and street is not None:
        raise BadUsage(_("Say --place or --street, not both."), _("Nothing was saved."))
    with session.writing() as office:
        opening = Opening(
            title=title,
            category=category,
            list_=list_,
            place=street if street is not None else place,
            place_kinds=("street",) if street is not None else (),
            town=town,
            by=by,
            on=optional_day(on, office),
            holder=holder,
            joint=tuple(joint or ()),
            due_on=_coming(due, office),
            amounts=pairs(amount or ()),
            fields=pairs(set_ or ()),
            grown_from=grown_from,
            evidence=_evidence(evidence),
            note=note,
            key=key,
            fixed=fixed,
            new_category=new_category,
        )
        cabinet, opened = open_item(office, opening)
        view = view_of(cabinet, opened.case)
    kind = "fixed" if fixed else "opened"
    _say([view], kind, view.opened_on, [opened.record], format_, already=opened.already)


def item_documents(format_: Format = None) -> None:
    from streetchief.render.output import emit
    from streetchief.service.item_opening import enter_documents
    from streetchief.service.item_views import view_of

    checked_format(format_)
    with session.writing() as office:
        cabinet, opened = enter_documents(office)
        views = [view_of(cabinet, one.case) for one in opened]
        today = office.today
    if not views and format_ is None:
        emit(_("Every document the rulebook names is on file already.") + "\n")
        return
    _say(views, "opened", today, [one.record for one in opened], format_)


def item_assign(
    items: Items,
    to: Annotated[
        str | None, typer.Option("--to", metavar="NAME", help=N_("Who answers for it."))
    ] = None,
    joint: Joint = None,
    due: Due = None,
    by: By = None,
    on: On = None,
    note: Note = None,
    list_: InList = None,
    format_: Format = None,
) -> None:
    _move("assign", items, list_, format_, to=to, joint=joint, due=due, by=by, on=on, why=note)


def item_rectify(
    items: Items,
    by: By = None,
    with_: With = None,
    on: On = None,
    note: Note = None,
    evidence: Files = None,
    amount: Amounts = None,
    list_: InList = None,
    format_: Format = None,
) -> None:
    _move("rectify", items, list_, format_, by=by, others=with_, on=on, why=note,
          evidence=evidence, amounts=amount)  # fmt: skip


def item_verify(
    items: Items,
    by: By = None,
    with_: With = None,
    on: On = None,
    note: Note = None,
    evidence: Files = None,
    list_: InList = None,
    format_: Format = None,
) -> None:
    _move("verify", items, list_, format_, by=by, others=with_, on=on, why=note,
          evidence=evidence)  # fmt: skip


def item_advance(
    items: Items,
    stage: Annotated[
        str | None, typer.Option("--stage", metavar="STAGE", help=N_("Which; else the next one."))
    ] = None,
    by: By = None,
    on: On = None,
    due: Due = None,
    note: Note = None,
    evidence: Files = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="FIELD=VALUE", help=N_("A field of the list; may be repeated.")
        ),
    ] = None,
    list_: InList = None,
    format_: Format = None,
) -> None:
    _move("advance", items, list_, format_, stage=stage, by=by, on=on, due=due, why=note,
          evidence=evidence, fields=set_)  # fmt: skip


def item_return(
    items: Items,
    by: By = None,
    why: Why = None,
    stage: Annotated[
        str | None,
        typer.Option(
            "--stage", metavar="STAGE", help=N_("Back to which; else to before the work.")
        ),
    ] = None,
    due: Due = None,
    on: On = None,
    list_: InList = None,
    format_: Format = None,
) -> None:
    _move("return", items, list_, format_, by=by, why=why, stage=stage, due=due, on=on)


def item_suspend(
    items: Items,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DAY", help=N_("The first day it goes on by itself.")),
    ] = None,
    why: Why = None,
    by: By = None,
    on: On = None,
    list_: InList = None,
    format_: Format = None,
) -> None:
    _move("suspend", items, list_, format_, until=until, why=why, by=by, on=on)


def item_resume(
    items: Items, by: By = None, note: Note = None, due: Due = None, on: On = None,
    list_: InList = None, format_: Format = None,
) -> None:  # fmt: skip
    _move("resume", items, list_, format_, by=by, why=note, due=due, on=on)


def item_reopen(
    items: Items, why: Why = None, by: By = None, due: Due = None, on: On = None,
    list_: InList = None, format_: Format = None,
) -> None:  # fmt: skip
    _move("reopen", items, list_, format_, why=why, by=by, due=due, on=on)


def item_void(
    items: Items, why: Why = None, by: By = None, on: On = None, list_: InList = None,
    format_: Format = None,
) -> None:  # fmt: skip
    _move("void", items, list_, format_, why=why, by=by, on=on)


def item_supervise(
    items: Items,
    reply_by: Annotated[
        str | None,
        typer.Option("--reply-by", metavar="DAY", help=N_("The day a reply is due.")),
    ] = None,
    by: By = None,
    note: Note = None,
    on: On = None,
    list_: InList = None,
    format_: Format = None,
) -> None:
    _move("supervise", items, list_, format_, until=reply_by, by=by, why=note, on=on)


def item_reply(
    items: Items, note: Note = None, by: By = None, evidence: Files = None, on: On = None,
    list_: InList = None, format_: Format = None,
) -> None:  # fmt: skip
    _move("reply", items, list_, format_, why=note, by=by, evidence=evidence, on=on)


def item_set(
    item: Annotated[str, typer.Argument(metavar="N", help=N_("The item."))],
    fields: Annotated[
        list[str], typer.Argument(metavar="FIELD=VALUE...", help=N_("Fields; empty clears one."))
    ],
    by: By = None,
    on: On = None,
    note: Note = None,
    list_: InList = None,
    format_: Format = None,
) -> None:
    _move("set", [item], list_, format_, fields=fields, by=by, on=on, why=note)


def item_measure(
    item: Annotated[str, typer.Argument(metavar="N", help=N_("The item."))],
    amounts: Annotated[
        list[str],
        typer.Argument(metavar="MEASURE=VALUE...", help=N_("What more was found, e.g. 数量=1.")),
    ],
    cleared: Annotated[
        bool, typer.Option("--cleared", help=N_("It was cleared, not found."))
    ] = False,
    by: By = None,
    on: On = None,
    note: Note = None,
    list_: InList = None,
    format_: Format = None,
) -> None:
    _move("measure", [item], list_, format_, amounts=amounts, cleared=cleared, by=by, on=on,
          why=note)  # fmt: skip


def item_milestone(
    item: Annotated[str, typer.Argument(metavar="N", help=N_("The item."))],
    milestones: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME=DAYS]...", help=N_("Milestones in order, counted back from the end.")
        ),
    ] = None,
    reached: Annotated[
        str | None,
        typer.Option("--reached", metavar="NAME", help=N_("The milestone that was reached.")),
    ] = None,
    due: Due = None,
    by: By = None,
    on: On = None,
    note: Note = None,
    list_: InList = None,
    format_: Format = None,
) -> None:
    if bool(milestones) == bool(reached):
        raise BadUsage(
            _("Name the milestones with their days, or the one that was reached."),
            _("Nothing was saved."),
            _("Write it like 设计=10 施工=60 --due 2026-12-31, or --reached 设计"),
        )
    if reached:
        _move("reach", [item], list_, format_, milestone=reached, by=by, on=on, why=note)
    else:
        _move("schedule", [item], list_, format_, schedule=milestones, due=due, by=by, on=on,
              why=note)  # fmt: skip


def item_note(
    item: Annotated[str, typer.Argument(metavar="N", help=N_("The item."))],
    text: Annotated[str, typer.Argument(metavar="TEXT", help=N_("What is to be noted."))],
    by: By = None,
    evidence: Files = None,
    on: On = None,
    list_: InList = None,
    format_: Format = None,
) -> None:
    _move("note", [item], list_, format_, why=text, by=by, evidence=evidence, on=on)


def _move(
    verb: str,
    items: list[str],
    list_: str | None,
    format_: str | None,
    *,
    to: str | None = None,
    joint: list[str] | None = None,
    others: list[str] | None = None,
    by: str | None = None,
    on: str | None = None,
    why: str | None = None,
    stage: str | None = None,
    until: str | None = None,
    due: str | None = None,
    evidence: list[str] | None = None,
    amounts: list[str] | None = None,
    cleared: bool = False,
    fields: list[str] | None = None,
    schedule: list[str] | None = None,
    milestone: str = "",
) -> None:
    """Read days and files, do the act, and say how each item stands."""
    from streetchief.service.item_moves import Move, move_items
    from streetchief.service.item_views import view_of
    from streetchief.service.item_words import pairs

    checked_format(format_)
    with session.writing() as office:
        move = Move(
            verb=verb,
            items=tuple(items),
            list_=list_,
            by=by,
            on=optional_day(on, office),
            to=to,
            joint=tuple(joint or ()),
            others=tuple(others or ()),
            stage=stage,
            why=why,
            until=_coming(until, office),
            due_on=_coming(due, office),
            evidence=_evidence(evidence),
            amounts=pairs(amounts or ()),
            cleared=cleared,
            fields=pairs(fields or ()),
            schedule=pairs(schedule or ()),
            milestone=milestone,
        )
        cabinet, moved = move_items(office, move)
        views = [view_of(cabinet, one.after) for one in moved]
        day = office.today if move.on is None else move.on
    kind = next(step.kind for step in moved[0].after.row.steps if step.id == moved[0].record)
    _say(views, kind, day, [one.record for one in moved], format_)


def _coming(said: str | None, office: Office) -> int | None:
    """Read a day that lies ahead: 11月22日 and 周五 mean the next one, not the last."""
    if said is None:
        return None
    day = session.read_day(said, office.now)
    if day >= office.today:
        return day
    bare = normalize("NFKC", said).strip().casefold()
    if _WEEKDAY.fullmatch(bare):
        return day + 7
    if _MONTH_DAY.fullmatch(bare):
        year = date_of(office.today).year
        for ahead in (year, year + 1):
            with suppress(BadUsage):
                day = session.read_day(f"{ahead}-{'-'.join(_DIGITS.findall(bare))}", office.now)
                if day >= office.today:
                    return day
    return day


_WEEKDAY = re.compile(r"(?:周|星期|礼拜)[一二三四五六日天]|(?:mon|tues?|wed|thu|fri|sat|sun)[a-z]*")
_MONTH_DAY = re.compile(r"\d{1,2}\s*[月/.-]\s*\d{1,2}\s*[日号]?")
_DIGITS = re.compile(r"\d+")


def _evidence(paths: list[str] | None) -> tuple[Evidence, ...]:
    if not paths:
        return ()
    from streetchief.exchange.evidence import read_evidence

    return tuple(read_evidence(path) for path in paths)


def _say(
    views: list[ItemView],
    kind: str,
    day: int,
    records: list[int],
    format_: str | None,
    *,
    already: bool = False,
) -> None:
    from streetchief.render.items import item_lines, items_table
    from streetchief.render.output import emit

    saved = ""
    if not already:
        saved = _("Saved as number {numbers}.").format(numbers=", ".join(map(str, records)))
    if format_ is not None:
        write(items_table(views), format_, saved=saved)
        return
    lines = [line for view in views for line in item_lines(view, kind, day, already=already)]
    emit("\n".join(lines) + "\n", saved=saved)
