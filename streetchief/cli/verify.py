"""`verify` and `info`: is the ledger sound, and which one is it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from streetchief.cli import clock, session
from streetchief.errors import BadUsage, Exit
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.values.receipt import Receipt


def verify(
    strict: Annotated[
        bool,
        typer.Option("--strict", help=N_("Also list entries that are less than first-hand.")),
    ] = False,
    receipt: Annotated[
        list[str] | None,
        typer.Option(
            "--receipt",
            metavar="DIGEST|FILE",
            help=N_("A receipt from a paper, or a file that holds some; may be repeated."),
        ),
    ] = None,
) -> None:
    from streetchief.office.pages.verify import verified_lines, verified_table
    from streetchief.office.verify import verify_ledger

    with session.checking() as opened:
        receipts = [one for said in receipt or () for one in _receipts(said)]
        zone = opened.settings.get("zone", "")
        to_local = clock.utc_to_local(zone if clock.is_zone(zone) else clock.CHINA)
        verified = verify_ledger(opened, to_local, receipts=receipts)
    session.put(
        lambda: "\n".join(verified_lines(verified, to_local, strict=strict)) + "\n",
        lambda: verified_table(verified, to_local, strict=strict),
    )
    if not verified.clean:
        raise typer.Exit(Exit.NOT_A_LEDGER)


def _receipts(said: str) -> tuple[Receipt, ...]:
    """Read the receipts in the words typed, or in the file they name."""
    import os

    from streetchief.values.receipt import read_receipts

    text = said
    if os.path.isfile(said):
        try:
            with open(said, encoding="utf-8-sig", errors="replace") as file:
                text = file.read(1_000_000)
        except OSError as error:
            raise BadUsage(
                _("{path} cannot be read: {reason}.").format(path=said, reason=error.strerror)
            ) from None
    found = read_receipts(text)
    if not found:
        raise BadUsage(
            _("{text} is no receipt and no file that holds one.").format(text=said),
            _("Give at least 8 hex digits of a digest, as papers print it."),
        )
    return found


def info() -> None:
    from streetchief.office.pages.verify import info_lines, info_table
    from streetchief.office.verify import describe_ledger

    with session.reading() as office:
        described = describe_ledger(office, session.chosen_by())
    session.put(lambda: "\n".join(info_lines(described)) + "\n", lambda: info_table(described))
