"""`rulebook`: the rules, and changing them and the amounts of limits from a day on.

A mistake in a file is told with its line.
"""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.ledger import load_rulebook
from streetchief.cli.options import answer, optional_day
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _


def show() -> None:
    from streetchief.office.pages.rules import rules_table
    from streetchief.office.rules import show_rules

    asked = session.asked()
    with session.reading() as office:
        found = show_rules(office, optional_day(asked.on, office), town=asked.town)
    session.put(
        table=lambda: rules_table(found),
        others={"toml": lambda: found.text.removesuffix("\n") + "\n"},
    )


def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help=N_("A rulebook, or one that ships."))],
) -> None:
    rulebook = load_rulebook(file)
    answer(
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
) -> None:
    from streetchief.office.pages.rules import changed_lines
    from streetchief.office.rule_changes import apply_rulebook

    since = session.asked().since or ""
    rulebook = load_rulebook(file)
    with session.writing() as office:
        done = apply_rulebook(office, rulebook, session.read_day(since, office.now, "plan"))
        today = office.today
    answer(changed_lines(done, today), done.number)


def set_(
    what: Annotated[
        str, typer.Argument(metavar="DUTY.FIELD", help=N_("For example patrol.required."))
    ],
    value: Annotated[
        str,
        typer.Argument(metavar="VALUE", help=N_("A number, true, false, a word, a list, none.")),
    ],
) -> None:
    from streetchief.office.pages.rules import changed_lines
    from streetchief.office.rule_changes import set_field

    asked = session.asked()
    with session.writing() as office:
        since = session.read_day(asked.since or "", office.now, "plan")
        done = set_field(office, what, value, since, town=asked.town)
        today = office.today
    answer(changed_lines(done, today), done.number)


def limit(
    which: Annotated[
        str, typer.Argument(metavar="LIMIT", help=N_("The limit, by its name in the rulebook."))
    ],
    amount: Annotated[str, typer.Argument(metavar="YUAN", help=N_("The amount: 50万, 500000."))],
) -> None:
    from streetchief.items.limits import set_limit
    from streetchief.items.pages.projects import limit_line
    from streetchief.items.typed import money
    from streetchief.values.problems import Name

    asked = session.asked()
    fen = money(amount, Name(zh=which, en=which))
    with session.writing() as office:
        since = session.read_day(asked.since or "", office.now, "plan")
        line = set_limit(office, which, fen, since, note=asked.note)
    answer([limit_line(line)], line.row.id if line.row else None)


def limits() -> None:
    from streetchief.items.limits import list_limits
    from streetchief.items.pages.projects import limits_table

    with session.reading() as office:
        lines = list_limits(office)
    session.put(table=lambda: limits_table(lines))
