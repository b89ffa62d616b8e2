"""What became of an imported file, in a few lines or as one row of data.

Convention: at most fifty problems are said, each with file, row, field, value and reason; the rest
are counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.output.table import Column, Table, lay_out

if TYPE_CHECKING:
    from streetchief.files.problem import Problem
    from streetchief.imports.imports import Imported

SHOWN = 50
_LONGEST_VALUE = 60
_NOUNS = {
    "places": N_("places"),
    "streets": N_("streets"),
    "holders": N_("holders"),
    "assignments": N_("assignments"),
    "patrols": N_("patrols"),
    "items": N_("items"),
}


def imported_lines(done: Imported) -> list[str]:
    """Say what went in, what was there already, and what was left out."""
    said = _("{file}: {count} {noun} read").format(
        file=done.file, count=done.read, noun=_(_NOUNS[done.noun])
    )
    parts = [_("{count} new").format(count=done.new)]
    if done.changed:
        parts.append(_("{count} completed").format(count=done.changed))
    parts.append(_("{count} already there").format(count=done.already))
    if done.rejected:
        parts.append(_("{count} left out").format(count=done.rejected))
    lines = [said + _(": ") + _(", ").join(parts) + _(".")]
    if done.days_only:
        lines.append(
            _("{count} of them name a day without a time: taken as 00:00.").format(
                count=done.days_only
            )
        )
    if done.dry_run:
        lines.append(_("Nothing was saved: this was a dry run."))
    elif done.first is None:
        lines.append(_("Nothing new; nothing was saved."))
    else:
        lines.append(
            _("Saved as number {numbers}.").format(numbers=done.first)
            if done.first == done.last
            else _("Saved as numbers {first} to {last}.").format(first=done.first, last=done.last)
        )
    return lines


def imported_table(done: Imported) -> Table:
    """Lay the counts out as one row of data."""
    names = ("noun", "file", "read", "new", "changed", "already", "rejected", "days_only")
    return lay_out(
        name="import",
        columns=tuple(
            Column(key=name, title=name, kind="text" if name in ("noun", "file") else "number")
            for name in names
        ),
        things=(done,),
        extra={
            "dry_run": done.dry_run,
            "problems": [
                {"row": p.row, "field": p.column, "value": p.value, "reason": p.reason}
                for p in done.problems
            ],
            "warnings": list(done.warnings),
        },
    )


def problem_lines(done: Imported) -> tuple[str, ...]:
    """Say the first fifty problems, each on its line, and how many more there are."""
    lines = [_problem_line(done.file, problem) for problem in done.problems[:SHOWN]]
    more = done.rejected - len(lines)
    if more > 0:
        lines.append(_("… and {count} more.").format(count=more))
    return tuple(lines)


def _problem_line(file: str, problem: Problem) -> str:
    value = problem.value
    if len(value) > _LONGEST_VALUE:
        value = value[:_LONGEST_VALUE] + "…"
    if problem.column and value:
        said = _("{file}, row {row}, {field} {value}: {reason}")
    elif problem.column:
        said = _("{file}, row {row}, {field}: {reason}")
    else:
        said = _("{file}, row {row}: {reason}")
    return said.format(
        file=file, row=problem.row, field=problem.column, value=value, reason=problem.reason
    )
