"""How things stand, as values ready to be shown: a town, a place's year, a person.

Convention: days are days, instants local seconds; a state is None where there is no line.
"""

from __future__ import annotations

from streetchief.duties.explained import ObjectionTold
from streetchief.value import value
from streetchief.values.problems import Name
from streetchief.values.rates import Rate


@value
class Standing:
    """A line in short. `recent` are the states of the last finished weeks, oldest first, None where
    there was no line; `chiefs` hold it now, or held it in the period."""

    duty: str
    title: Name
    town: str
    place: str
    place_key: int
    holder: str | None
    period: str
    number: int
    required: int
    counted: int
    needed: int
    state: str
    days_since_last: int | None
    last_patrol_on: int | None
    chiefs: tuple[str, ...]
    recent: tuple[str | None, ...] = ()
    objections: int = 0


@value
class TownStatus:
    """Every place and officer of a town, or of all towns, in the running period."""

    town: str | None
    week: int
    today: int
    as_of: int | None
    rows: tuple[Standing, ...]


@value
class WeekCell:
    """A period of a year; `state` is None where there is no line, or it has not begun."""

    number: int
    state: str | None
    required: int = 0
    counted: int = 0
    begun: bool = True
    objections: int = 0


@value
class YearStatus:
    """A place's year: a cell for every week (or month), and what stands now.

    `met` are met weeks of those that were due and are over; `run` the unmet ones in a row.
    """

    town: str
    place: str
    kind: str
    duty: str
    title: Name
    period: str
    year: int
    today: int
    as_of: int | None
    cells: tuple[WeekCell, ...]
    now: Standing | None
    met: Rate
    run: int
    objections: tuple[ObjectionTold, ...]


@value
class Held:
    """A post of a person with how its place stands; `own` are the patrols of his that count."""

    role: Name
    town: str
    place: str
    since: int
    until: int | None
    standing: Standing | None
    own: int


@value
class HolderStatus:
    """The posts of a person or department today, and his own lines."""

    name: str
    unit: str
    week: int
    today: int
    as_of: int | None
    held: tuple[Held, ...]
    own: tuple[Standing, ...]
