"""`chart`: plots in the terminal, with the numbers beside the bars.

Where standard output cannot show blocks, or with --ascii,
bars are made of plain signs.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import AsOf, Bom, Format, OnlyTown, Output, write
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

_MOST_WEEKS = 520

Ascii = Annotated[bool, typer.Option("--ascii", help=N_("Draw with plain signs."))]


def trend(
    town: OnlyTown = None,
    weeks: Annotated[
        int, typer.Option("--weeks", metavar="N", help=N_("The last N finished weeks."))
    ] = 12,
    ascii_: Ascii = False,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.scores.charts import trend as find_trend
    from streetchief.scores.pages.charts import trend_table

    if not 1 <= weeks <= _MOST_WEEKS:
        raise BadUsage(
            _("The number of weeks is from 1 to {most}.").format(most=_MOST_WEEKS), "--weeks 12"
        )
    with session.reading(as_of) as office:
        found = find_trend(office, town=town, weeks=weeks)
    write(trend_table(found, plain=ascii_ or _is_plain(output)), format_, output, bom=bom)


def ages(
    town: OnlyTown = None,
    ascii_: Ascii = False,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.scores.charts import overdue_ages
    from streetchief.scores.pages.charts import ages_table

    with session.reading(as_of) as office:
        found = overdue_ages(office, town=town)
    write(ages_table(found, plain=ascii_ or _is_plain(output)), format_, output, bom=bom)


def _is_plain(path: str | None) -> bool:
    """Tell whether a person looks at a terminal that cannot show blocks."""
    if path is not None or not session.is_terminal():
        return False
    from streetchief.scores.pages.charts import BLOCKS

    try:
        BLOCKS.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return True
    return False
