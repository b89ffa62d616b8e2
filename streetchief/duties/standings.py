"""How everyone stands under a recurring duty: patrols, clean-ups, rounds, by holder or by place.

Convention: the lines are those of the one rule; a duty that is switched off, or not yet begun, has
no line. A monthly duty is asked by a day or week in its month.
"""

from __future__ import annotations

from collections.abc import Iterable

from streetchief.days import calendar
from streetchief.duties.docket import open_docket
from streetchief.duties.line import Line, Span, complete, lines_of
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office
from streetchief.locale.text import gettext as _
from streetchief.register.names import place_among, resolve_place
from streetchief.register.records import find_places
from streetchief.rulebook.records import find_versions
from streetchief.rulebook.rules.duty import Duty, DutyVersion, duty_on
from streetchief.rulebook.words import Tables, meant_term, names_in, tables_on
from streetchief.value import value
from streetchief.values.problems import Name
from streetchief.values.register import Place


@value
class DutyLine:
    """A duty as it stands on a day: in force, or switched off, over or out of season."""

    id: str
    name: Name
    role: Name
    kinds: tuple[Name, ...]
    duty: Duty
    in_force: bool


@value
class Duties:
    """The duties on a day, in a town or in general."""

    on: int
    town: Place | None
    lines: tuple[DutyLine, ...]


@value
class Standings:
    """The verdicts asked for."""

    town: Place | None
    lines: tuple[Line, ...]

    @property
    def failed(self) -> bool:
        return any(line.lost for line in self.lines)


def list_duties(office: Office, *, town: str | None = None, on: int | None = None) -> Duties:
    """Return every duty the ledger knows, as it stands on a day in a town or in general."""
    day = office.today if on is None else on
    with reading(office.ledger) as connection:
        places = {place.key: place for place in find_places(connection, as_of=office.as_of)}
        area = place_among(places, town, kinds=("town",)) if town else None
        versions = find_versions(connection, as_of=office.as_of)
        tables = tables_on(connection, day, office.as_of)
    roles, kinds = names_in(tables, "roles"), names_in(tables, "kinds")
    lines = []
    for identifier, name in _names(tables, versions).items():
        mine = [version for version in versions if version.name == identifier]
        duty = duty_on(mine, day, area.key if area else None)
        shown = duty or _as_written(mine, area.key if area else None)
        if shown is not None:
            lines.append(
                DutyLine(
                    id=identifier,
                    name=name,
                    role=roles.get(shown.role, Name(zh=shown.role, en=shown.role)),
                    kinds=tuple(kinds.get(kind, Name(zh=kind, en=kind)) for kind in shown.kinds),
                    duty=shown,
                    in_force=duty is not None,
                )
            )
    return Duties(on=day, town=area, lines=tuple(lines))


def duty_standings(
    office: Office,
    *,
    duty: str | None = None,
    week: int | None = None,
    town: str | None = None,
) -> Standings:
    """Return the verdicts of one duty, or of all, in a week (for a monthly duty: its month).

    Raises `Refused` for an unknown duty or town.
    """
    wanted = office.this_week if week is None else week
    # The day that says which month is meant: today in the running week, else the week's Monday.
    day = office.today if wanted == office.this_week else calendar.monday_of(wanted)
    with reading(office.ledger) as connection:
        area = (
            resolve_place(connection, town, kinds=("town",), as_of=office.as_of) if town else None
        )
        versions = find_versions(connection, as_of=office.as_of)
        names = _names(tables_on(connection, day, office.as_of), versions)
        span = Span(week=wanted, month=calendar.month_of(day))
        lines: list[Line] = []
        for identifier in [meant_term(duty, names, _("duty"))] if duty else names:
            # Of its own period alone: a post that ended before it is no line of it.
            monthly = _is_monthly(v for v in versions if v.name == identifier)
            days = calendar.days_of_month(span.month) if monthly else calendar.days_of_week(wanted)
            docket = open_docket(office, days.start, days.stop, area.key if area else None)
            lines += lines_of(office, docket, span, names=[identifier])
        completed = complete(office, lines, on=office.today)
    return Standings(town=area, lines=tuple(completed))


def _names(tables: Tables, versions: Iterable[DutyVersion]) -> dict[str, Name]:
    """Return what every recorded duty is called, in the order recorded."""
    named = names_in(tables, "duties")
    return {
        version.name: named.get(version.name, Name(zh=version.name, en=version.name))
        for version in versions
    }


def _is_monthly(versions: Iterable[DutyVersion]) -> bool:
    return any(version.fields.get("period") == "month" for version in versions)


def _as_written(versions: Iterable[DutyVersion], town: int | None) -> Duty | None:
    """Return the last thing said of a duty that is not in force."""
    fields: dict[str, object] = {}
    name = ""
    for version in versions:
        if version.town in (None, town):
            name = version.name
            fields.update(version.fields)
            fields["since"] = version.since
    if "role" not in fields or "per" not in fields:
        return None
    return Duty(name=name, **fields)  # type: ignore[arg-type]
