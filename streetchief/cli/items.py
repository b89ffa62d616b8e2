"""What is done to items after they were opened: one command a verb.

An item is named by its number (023, 第023号, 项目/4) or by
words of its title; several may be moved together.
"""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.item_told import (
    Amounts,
    By,
    Due,
    Files,
    InList,
    Items,
    Joint,
    Note,
    On,
    Why,
    With,
    evidence_of,
    say_items,
)
from streetchief.cli.options import Format, checked_format, optional_day
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _


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
    _move("assign", items, list_, format_, to=to, joint=joint, due=due, by=by, on=on, note=note)


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
    _move("rectify", items, list_, format_, by=by, others=with_, on=on, note=note,
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
    _move("verify", items, list_, format_, by=by, others=with_, on=on, note=note,
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
    _move("advance", items, list_, format_, stage=stage, by=by, on=on, due=due, note=note,
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
    _move("return", items, list_, format_, by=by, note=why, stage=stage, due=due, on=on)


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
    _move("suspend", items, list_, format_, until=until, note=why, by=by, on=on)


def item_resume(
    items: Items, by: By = None, note: Note = None, due: Due = None, on: On = None,
    list_: InList = None, format_: Format = None,
) -> None:  # fmt: skip
    _move("resume", items, list_, format_, by=by, note=note, due=due, on=on)


def item_reopen(
    items: Items, why: Why = None, by: By = None, due: Due = None, on: On = None,
    list_: InList = None, format_: Format = None,
) -> None:  # fmt: skip
    _move("reopen", items, list_, format_, note=why, by=by, due=due, on=on)


def item_void(
    items: Items, why: Why = None, by: By = None, on: On = None, list_: InList = None,
    format_: Format = None,
) -> None:  # fmt: skip
    _move("void", items, list_, format_, note=why, by=by, on=on)


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
    _move("supervise", items, list_, format_, until=reply_by, by=by, note=note, on=on)


def item_reply(
    items: Items, note: Note = None, by: By = None, evidence: Files = None, on: On = None,
    list_: InList = None, format_: Format = None,
) -> None:  # fmt: skip
    _move("reply", items, list_, format_, note=note, by=by, evidence=evidence, on=on)


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
    _move("set", [item], list_, format_, fields=fields, by=by, on=on, note=note)


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
          note=note)  # fmt: skip


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
            _("Write it like 设计=10 施工=60 --due 2026-12-31, or --reached 设计"),
        )
    if reached:
        _move("reach", [item], list_, format_, milestone=reached, by=by, on=on, note=note)
    else:
        _move("schedule", [item], list_, format_, schedule=milestones, due=due, by=by, on=on,
              note=note)  # fmt: skip


def item_note(
    item: Annotated[str, typer.Argument(metavar="N", help=N_("The item."))],
    text: Annotated[str, typer.Argument(metavar="TEXT", help=N_("What is to be noted."))],
    by: By = None,
    evidence: Files = None,
    on: On = None,
    list_: InList = None,
    format_: Format = None,
) -> None:
    _move("note", [item], list_, format_, note=text, by=by, evidence=evidence, on=on)


def _move(
    verb: str,
    items: list[str],
    list_: str | None,
    format_: str | None,
    *,
    on: str | None = None,
    due: str | None = None,
    until: str | None = None,
    evidence: list[str] | None = None,
    **typed: str | bool | list[str] | None,
) -> None:
    """Read days, files and pairs of what was typed, do the act, and say how each item stands."""
    from streetchief.items.moves import move
    from streetchief.items.typed import pairs

    checked_format(format_)
    with session.writing() as office:
        given: dict[str, object] = {
            "on": optional_day(on, office),
            "due_on": optional_day(due, office, "due"),
            "until": optional_day(until, office, "due"),
            "evidence": evidence_of(evidence),
        }
        for name, said in typed.items():
            listed = pairs if name in ("amounts", "fields", "schedule") else tuple
            given[name] = listed(said) if isinstance(said, list) else said
        done = move(office, verb, items, list_=list_, **given)
    say_items(done, format_)
