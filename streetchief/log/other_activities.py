"""What logging does for another activity than a patrol: the rulebook's words, and its own duties.

Convention: `log.acts` imports this only when it is called for, so that a patrol never pays for
the rulebook.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from streetchief.activities.lists import checked_kind
from streetchief.days import calendar
from streetchief.duties.docket import Docket, judge
from streetchief.duties.rules.standing import Assessment
from streetchief.errors import Refused
from streetchief.ledger.office import Office
from streetchief.locale.text import gettext as _
from streetchief.rulebook.words import names_in, tables_on
from streetchief.value import replace
from streetchief.values.problems import Name
from streetchief.values.register import Place, within

if TYPE_CHECKING:
    from streetchief.log.walks import Wish


def in_the_rulebooks_words(office: Office, wish: Wish) -> Wish:
    """Return the wish with its kind as the rulebook has it.

    Refused: an unknown kind, a measure the kind has not, and measures of several places at once,
    which would be counted once for each.
    """
    measures = {"spots": wish.spots, "kilograms": wish.kilograms}
    day = office.today if wish.at is None else wish.at // calendar.DAY
    kind = checked_kind(office.connection, wish.kind, day, measures)
    measured = any(amount is not None for amount in measures.values())
    if measured and len(wish.streets) > 1:
        raise Refused(
            _("Spots and tonnes belong to one place, not to {count}.").format(
                count=len(wish.streets)
            ),
            _("Log each place on its own, or the town as a whole."),
        )
    return replace(wish, kind=kind)


def kind_name(connection: sqlite3.Connection, kind: str, day: int) -> Name | None:
    """Return what the rulebook of a day calls a kind of activity."""
    return names_in(tables_on(connection, day), "kinds").get(kind)


def standings_served(
    office: Office,
    docket: Docket,
    kind: str,
    person: int,
    places: Iterable[Place],
    week: int,
) -> dict[int, Assessment]:
    """Judge the weekly duties that an activity serves, by place of the activity.

    Of a duty of the place itself, or of whoever acted at what the place lies in.
    """
    there = list(places)
    towns = {docket.town_key(place.key) for place in there}
    found: dict[int, Assessment] = {}
    for name in dict.fromkeys(version.name for version in docket.versions):
        duties = [docket.duty(name, calendar.monday_of(week), town) for town in towns]
        if not any(duty and duty.period == "week" and kind in duty.kinds for duty in duties):
            continue
        for assessment in judge(office, docket, name, [week])[week]:
            if kind not in assessment.duty.kinds:
                continue
            for place in there:
                at_place = assessment.holder is None and assessment.place == place.key
                his_own = assessment.holder == person and within(
                    docket.places, place.key, assessment.place
                )
                if at_place or (his_own and place.key not in found):
                    found[place.key] = assessment
    return found
