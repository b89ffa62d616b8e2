"""`brief` and `remind`: what the general chief has to know, and whom to remind."""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.delivery import DryRun, Send, open_post
from streetchief.cli.options import AsOf, Format, Output, checked_format, warn, write
from streetchief.cli.periods import read_span
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

Town = Annotated[
    str | None, typer.Option("--town", help=N_("The town; else the ledger's own, else all."))
]


def brief(
    town: Town = None, as_of: AsOf = None, format_: Format = None, output: Output = None
) -> None:
    from streetchief.duties.brief import brief as brief_of
    from streetchief.duties.pages.brief import brief_table, brief_text
    from streetchief.output.stream import emit

    checked_format(format_)
    with session.reading(as_of) as office:
        found = brief_of(office, read_span(None, office), town=town)
    if format_ in (None, "plain", "table"):
        emit(brief_text(found), output)
    else:
        write(brief_table(found), format_, output)


def remind(
    town: Town = None,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    send: Send = None,
    dry_run: DryRun = False,
) -> None:
    from streetchief.duties.pages.remind import nobody_lines, remind_table, remind_text
    from streetchief.duties.remind import remind as reminders_of
    from streetchief.output.stream import emit

    checked_format(format_)
    post = open_post(send, dry_run)
    with session.reading(as_of) as office:
        found = reminders_of(office, read_span(None, office), town=town)
    if format_ is None:
        emit(remind_text(found), output)
    else:
        write(remind_table(found), format_, output)
    warn(nobody_lines(found))
    if found.notices:
        post.send([(_("Patrol reminders"), remind_text(found))])
