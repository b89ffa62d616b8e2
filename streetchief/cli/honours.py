"""`honour`: apply, assess, award, revoke, and how many hold a title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import AsOf, Bom, Format, OnlyTown, Output, checked_format, write
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.rulebook.rules.honour import HonourKind

Honour = Annotated[
    str, typer.Argument(metavar="HONOUR", help=N_("The honour, by its name in the rulebook."))
]
Where = Annotated[str, typer.Argument(metavar="PLACE", help=N_("The village, town or courtyard."))]
On = Annotated[str | None, typer.Option("--on", metavar="DAY", help=N_("The day; else today."))]
Grade = Annotated[str | None, typer.Option("--grade", metavar="GRADE", help=N_("The grade."))]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help=N_("Who decided."))]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help=N_("Words about it."))]
InTown = Annotated[
    str | None, typer.Option("--town", metavar="TOWN", help=N_("The town of the place."))
]


def apply(
    honour: Honour, place: Where, on: On = None, grade: Grade = None, by: By = None,
    note: Note = None, town: InTown = None, format_: Format = None,
) -> None:  # fmt: skip
    _record("applied", honour, place, on, grade, by, note, town, format_)


def assess(
    honour: Honour, place: Where, on: On = None, grade: Grade = None, by: By = None,
    note: Note = None, town: InTown = None, format_: Format = None,
) -> None:  # fmt: skip
    _record("assessed", honour, place, on, grade, by, note, town, format_)


def award(
    honour: Honour, place: Where, on: On = None, grade: Grade = None, by: By = None,
    note: Note = None, town: InTown = None, format_: Format = None,
) -> None:  # fmt: skip
    _record("awarded", honour, place, on, grade, by, note, town, format_)


def revoke(
    honour: Honour, place: Where, on: On = None, by: By = None, note: Note = None,
    town: InTown = None, format_: Format = None,
) -> None:  # fmt: skip
    _record("revoked", honour, place, on, None, by, note, town, format_)


def honour_list(
    honour: Annotated[
        str | None, typer.Option("--honour", metavar="HONOUR", help=N_("Only this honour."))
    ] = None,
    town: OnlyTown = None,
    on: On = None,
    titled: Annotated[
        bool, typer.Option("--titled", help=N_("Only places that hold the title."))
    ] = False,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.honours.acts import list_honours
    from streetchief.honours.pages import honours_table

    with session.reading(as_of) as office:
        day = None if on is None else session.read_day(on, office.now)
        rows = list_honours(office, honour=honour, town=town, on=day, titled=titled)
    write(honours_table(rows), format_, output, bom=bom)


def coverage(
    honour: Annotated[
        str | None, typer.Argument(metavar="[HONOUR]", help=N_("One honour; else all."))
    ] = None,
    town: OnlyTown = None,
    on: On = None,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.honours.acts import cover
    from streetchief.honours.pages import coverage_table

    with session.reading(as_of) as office:
        day = None if on is None else session.read_day(on, office.now)
        found = cover(office, honour=honour, town=town, on=day)
    write(coverage_table(found), format_, output, bom=bom)


def _record(
    kind: HonourKind, honour: str, place: str, on: str | None, grade: str | None, by: str | None,
    note: str | None, town: str | None, format_: str | None,
) -> None:  # fmt: skip
    from streetchief.honours.acts import HonourWish, record_honour
    from streetchief.honours.pages import honour_lines, honours_table
    from streetchief.output.stream import emit

    checked_format(format_)
    with session.writing() as office:
        day = None if on is None else session.read_day(on, office.now)
        done = record_honour(
            office,
            HonourWish(
                honour=honour,
                place=place,
                kind=kind,
                on=day,
                grade=grade,
                by=by,
                note=note,
                town=town,
            ),
        )
    saved = _("Saved as number {numbers}.").format(numbers=done.step.id)
    if format_ is None:
        emit("\n".join(honour_lines(done)) + "\n", saved=saved)
        return
    write(honours_table([done]), format_, saved=saved)
