"""`log`: one line for one or several streets, or many lines from standard input.

Convention: the moment is resolved and echoed before it is saved; nothing is asked.
"""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer._click.exceptions import ClickException

from streetchief.cli import session
from streetchief.errors import BadUsage, Refused
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.ledger.office import Office
    from streetchief.log.walks import Logged, Wish


def log(
    streets: Annotated[
        list[str] | None,
        typer.Argument(metavar="STREET...", help=N_("Streets of the walk, or - to read lines.")),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="WHEN",
            help=N_("When it began: 昨天下午3点, 2026-11-22 09:30; now if not said."),
        ),
    ] = None,
    minutes: Annotated[
        int | None, typer.Option("--minutes", min=1, max=1440, help=N_("How long it took."))
    ] = None,
    metres: Annotated[
        int | None, typer.Option("--metres", min=1, max=1_000_000, help=N_("Way walked."))
    ] = None,
    found: Annotated[
        list[str] | None,
        typer.Option(
            "--found", metavar="CATEGORY:TEXT", help=N_("A problem found there; may be repeated.")
        ),
    ] = None,
    fixed: Annotated[
        bool, typer.Option("--fixed", help=N_("What was found was fixed on the spot."))
    ] = False,
    spots: Annotated[
        int | None, typer.Option("--spots", min=0, max=1_000_000, help=N_("Key spots cleaned."))
    ] = None,
    tonnes: Annotated[
        str | None, typer.Option("--tonnes", help=N_("Rubbish removed, e.g. 5.3."))
    ] = None,
    for_: Annotated[
        str | None,
        typer.Option("--for", metavar="NAME", help=N_("On whose behalf a delegate walked.")),
    ] = None,
    photo: Annotated[
        list[str] | None,
        typer.Option("--photo", metavar="FILE", help=N_("A photo to keep; may be repeated.")),
    ] = None,
    track: Annotated[
        str | None,
        typer.Option("--track", metavar="FILE", help=N_("A GPX track: way and time of the walk.")),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option(
            "--sheet", metavar="FILE", help=N_("A typed patrol sheet, a line a street; or -.")
        ),
    ] = None,
) -> None:
    asked = session.asked()
    values = {
        "streets": streets, "by": asked.by, "at": at, "minutes": minutes, "metres": metres,
        "note": asked.note, "found": found, "fixed": fixed, "town": asked.town, "kind": asked.kind,
        "spots": spots, "tonnes": tonnes, "for_": for_, "with_": asked.with_,
        "approved_by": asked.approved_by, "key": asked.key, "photo": photo, "track": track,
    }  # fmt: skip
    from streetchief.log.acts import log_walks

    with session.writing() as office:
        if sheet is not None:
            from streetchief.cli.log_files import sheet_wishes

            wishes = sheet_wishes(office, sheet, values)
        elif streets == ["-"]:
            wishes = [_wish(office, said) for said in _lines(values)]
            if not wishes:
                raise BadUsage(_("There was no line to log."))
        else:
            wishes = [_wish(office, values)]
        rows = log_walks(office, wishes)
        today = office.today
    _say(rows, today)


def _wish(office: "Office", said: dict[str, Any]) -> "Wish":
    from streetchief.log.walks import Wish

    if not said["streets"]:
        raise BadUsage(
            _("{what} is missing.").format(what="STREET..."),
            _("Say which street was walked: streetchief log STREET --by NAME"),
        )
    if not said["by"]:
        raise BadUsage(
            _("{what} is missing.").format(what="--by"),
            _("Say who walked: --by NAME"),
        )
    if said["fixed"] and not said["found"]:
        raise BadUsage(
            _("Nothing was found that --fixed could mean."),
            _("Say what: --found CATEGORY:TEXT"),
        )
    wish = Wish(
        streets=tuple(said["streets"]),
        by=said["by"],
        at=None if said["at"] is None else session.read_at(said["at"], office.now, office).at,
        town=said["town"],
        kind=said["kind"] or "patrol",
        minutes=said["minutes"],
        metres=said["metres"],
        spots=said["spots"],
        kilograms=_kilograms(said["tonnes"]),
        note=said["note"],
        on_behalf_of=said["for_"],
        companions=tuple(said["with_"] or ()),
        approved_by=said["approved_by"],
        found=tuple(_finding(text) for text in said["found"] or ()),
        fixed=said["fixed"],
        key=said["key"],
    )
    if not said["photo"] and said["track"] is None:
        return wish
    from streetchief.cli.log_files import with_evidence

    return with_evidence(office, wish, said["photo"] or (), said["track"])


def _finding(said: str) -> tuple[str, str]:
    from streetchief.log.walks import split_finding

    found = split_finding(said)
    if found is None:
        raise BadUsage(
            _("{text} is no finding.").format(text=said),
            _("Write it like --found 道乱占:门前堆放杂物"),
        )
    return found


def _kilograms(said: str | None) -> int | None:
    if said is None:
        return None
    from decimal import Decimal, InvalidOperation

    try:
        tonnes = Decimal(said)
    except InvalidOperation:
        tonnes = Decimal(-1)
    kilograms = tonnes * 1000
    if not tonnes.is_finite() or not 0 <= tonnes <= 1_000_000 or kilograms % 1:
        raise BadUsage(
            _("{text} is no weight in tonnes, such as 5.3.").format(text=said),
        )
    return int(kilograms)


def _lines(defaults: dict[str, Any]) -> list[dict[str, Any]]:
    """Read standard input: each line as the words of one `log`, over the options of this call."""
    import shlex

    from streetchief.cli.main import command_named

    command = command_named("log")
    said = []
    text = sys.stdin.buffer.read().decode("utf-8-sig", errors="surrogateescape")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            words = shlex.split(line)
            values = command.make_context("log", words).params
        except (ValueError, ClickException) as error:
            reason = error.format_message() if isinstance(error, ClickException) else str(error)
            raise Refused(
                _("Line {number} cannot be read: {reason}").format(number=number, reason=reason),
            ) from None
        said.append(
            {
                name: default
                if name != "streets" and values.get(name) in (None, [], (), False)
                else values[name]
                for name, default in defaults.items()
            }
        )
    return said


def _say(rows: "list[Logged]", today: int) -> None:
    from streetchief.log.pages import log_lines, log_table

    if any(row.warnings for row in rows):
        from streetchief.cli.log_files import tell_warnings

        tell_warnings(rows)
    fresh = ", ".join(str(row.number) for row in rows if not row.already)
    session.put(
        lambda: "\n".join(log_lines(rows, today)) + "\n",
        lambda: log_table(rows),
        saved=_("Saved as number {numbers}.").format(numbers=fresh) if fresh else "",
    )
