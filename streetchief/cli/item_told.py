"""What the commands about items share: their options, files, and the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from streetchief.cli.options import write
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.items.views import Done
    from streetchief.values.evidence import Evidence

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


def evidence_of(paths: list[str] | None) -> tuple[Evidence, ...]:
    if not paths:
        return ()
    from streetchief.files.attachments import read_evidence

    return tuple(read_evidence(path) for path in paths)


def say_items(done: Sequence[Done], format_: str | None) -> None:
    from streetchief.items.pages.items import done_lines, items_table
    from streetchief.output.stream import emit

    saved = ""
    if not any(one.already for one in done):
        numbers = ", ".join(str(one.record) for one in done)
        saved = _("Saved as number {numbers}.").format(numbers=numbers)
    if format_ is not None:
        write(items_table([one.item for one in done]), format_, saved=saved)
        return
    emit("\n".join(line for one in done for line in done_lines(one)) + "\n", saved=saved)
