"""What `log` does with files: photos and a track as evidence, a typed patrol sheet.

Convention: `cli.log` imports this only when a file was named, so that a plain `log` pays nothing.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from streetchief.activities.evidence import gather
from streetchief.errors import BadUsage, Refused
from streetchief.files.attachments import read_file
from streetchief.files.encoding import examine
from streetchief.locale.text import gettext as _
from streetchief.log.sheet import SheetProblem, read_patrol_sheet
from streetchief.log.walks import Wish
from streetchief.output.safe import safe
from streetchief.value import replace

if TYPE_CHECKING:
    from streetchief.ledger.office import Office
    from streetchief.log.walks import Logged

_MOST_TEXT = 1 << 20


def with_evidence(office: Office, wish: Wish, photos: Sequence[str], track: str | None) -> Wish:
    """Return the wish with its files, and what its track says where nothing was stated."""
    found = gather(office, photos, track)
    for remark in found.remarks:
        _tell(remark)
    if (
        wish.at is not None
        and found.started_at is not None
        and abs(wish.at - found.started_at) >= 86_400
    ):
        _tell(_("The track is of another day than the walk."))
    return replace(
        wish,
        files=found.files,
        metres=wish.metres if wish.metres is not None else found.metres,
        minutes=wish.minutes if wish.minutes is not None else found.minutes,
        at=wish.at if wish.at is not None else found.started_at,
    )


def sheet_wishes(office: Office, path: str, values: Mapping[str, Any]) -> list[Wish]:
    """Return the walks of a typed sheet; `-` is standard input.

    Raises `Refused` with every line that cannot be read.
    """
    if values["streets"]:
        raise BadUsage(_("Say streets or --sheet, not both."))
    for name, option in (("by", "--by"), ("at", "--at"), ("key", "--key"), ("found", "--found")):
        if values[name]:
            raise BadUsage(
                _("{option} does not go with --sheet: each line says its own.").format(
                    option=option
                ),
            )
    content = sys.stdin.buffer.read(_MOST_TEXT) if path == "-" else read_file(path, _MOST_TEXT)
    text = content.decode(examine(io.BytesIO(content)).encoding)
    walks, problems = read_patrol_sheet(text, office.today)
    if problems:
        raise Refused("\n".join(_problem(problem) for problem in problems))
    if not walks:
        raise BadUsage(_("There was no line to log."))
    return [
        Wish(
            streets=(walk.street,),
            by=walk.person,
            at=walk.at,
            minutes=walk.minutes,
            town=values["town"],
            approved_by=values["approved_by"],
            line=walk.line,
        )
        for walk in walks
    ]


def tell_warnings(rows: Sequence[Logged]) -> None:
    """Tell on standard error what is to be noticed about the files."""
    for row in rows:
        for warning in row.warnings:
            _tell(warning)


def _problem(problem: SheetProblem) -> str:
    reason = _(problem.reason).format(word=problem.word, week=problem.week)
    return _("Line {number}: {reason}").format(number=problem.line, reason=reason)


def _tell(sentence: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(safe(_("Note: {warning}").format(warning=sentence)) + "\n")
