"""`rulebook show`, `check`, `apply`, `set`: the rules, and changing them from a day on.

A mistake in a file is told with its line.
"""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.ledger import load_rulebook
from streetchief.cli.options import AsOf, Bom, OnlyTown, Output, checked_format, needed, write
from streetchief.cli.options import answer as tell
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _

From = Annotated[
    str | None, typer.Option("--from", metavar="DAY", help=N_("The first day it holds."))
]


def show(
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help=N_("The day; else today."))
    ] = None,
    town: OnlyTown = None,
    as_of: AsOf = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=N_("toml for the text, or table, plain, markdown, html, csv, tsv, json, jsonl."),
        ),
    ] = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.office.pages.rules import rules_table
    from streetchief.office.rules import show_rules
    from streetchief.output.stream import emit

    if format_ != "toml":
        checked_format(format_)
    with session.reading(as_of) as office:
        day = None if on is None else session.read_day(on, office.now)
        found = show_rules(office, day, town=town)
    if format_ == "toml":
        emit(found.text if found.text.endswith("\n") else found.text + "\n", output)
    else:
        write(rules_table(found), format_, output, bom=bom)


def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help=N_("A rulebook, or one that ships."))],
) -> None:
    rulebook = load_rulebook(file)
    tell(
        [
            _("The rulebook {name} has no mistakes.").format(
                name=rulebook.zh if language() == "zh" else rulebook.en
            ),
            _("Duties {duties}, roles {roles}, kinds of activity {kinds}, lists {lists}.").format(
                duties=len(rulebook.duties),
                roles=len(rulebook.roles),
                kinds=len(rulebook.kinds),
                lists=len(rulebook.lists),
            ),
        ]
    )


def apply(
    file: Annotated[str, typer.Argument(metavar="FILE", help=N_("A rulebook, or one that ships."))],
    from_: From = None,
) -> None:
    from streetchief.office.pages.rules import changed_lines
    from streetchief.office.rule_changes import apply_rulebook

    said = needed(from_, "--from")
    rulebook = load_rulebook(file)
    with session.writing() as office:
        done = apply_rulebook(office, rulebook, session.read_day(said, office.now, "plan"))
        today = office.today
    tell(changed_lines(done, today), done.number)


def set_(
    what: Annotated[
        str, typer.Argument(metavar="DUTY.FIELD", help=N_("For example patrol.required."))
    ],
    value: Annotated[
        str,
        typer.Argument(metavar="VALUE", help=N_("A number, true, false, a word, a list, none.")),
    ],
    from_: From = None,
    town: Annotated[
        str | None, typer.Option("--town", help=N_("Only for this town; else for all."))
    ] = None,
) -> None:
    from streetchief.office.pages.rules import changed_lines
    from streetchief.office.rule_changes import set_field

    said = needed(from_, "--from")
    with session.writing() as office:
        since = session.read_day(said, office.now, "plan")
        done = set_field(office, what, value, since, town=town)
        today = office.today
    tell(changed_lines(done, today), done.number)
