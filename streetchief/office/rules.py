"""The rules in force on a day, as `rulebook show` tells them.

Convention: a duty is told once for all towns and once for each town that has a version of its own.
"""

from __future__ import annotations

from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, known_then
from streetchief.register.records import find_places
from streetchief.rulebook.in_force import rulebook_on
from streetchief.rulebook.records import find_versions
from streetchief.rulebook.rules.duty import Duty, DutyVersion, duty_on
from streetchief.rulebook.rules.workings import FieldOrigin, field_days, origins
from streetchief.rulebook.words import duty_name, role_name
from streetchief.value import value
from streetchief.values.problems import Name


@value
class RuleShown:
    """A duty in force: its names, its town if it is for one, and since when it asks so much."""

    duty: Duty
    title: Name
    role: Name
    town: str | None
    since: int
    differs: tuple[FieldOrigin, ...]
    to_come: tuple[DutyVersion, ...]


@value
class RulesShown:
    """The rulebook in force on `day` and its duties; `off` are duties not in force that day."""

    name: str
    zh: str
    en: str
    day: int
    text: str
    rules: tuple[RuleShown, ...]
    off: tuple[str, ...]


def show_rules(office: Office, day: int | None = None, *, town: str | None = None) -> RulesShown:
    """Return the rulebook and the duties in force on `day`, today unless given."""
    here = known_then(office)
    on = here.today if day is None else day
    with reading(office.ledger) as connection:
        rulebook = rulebook_on(connection, on, as_of=here.as_of)
        versions = find_versions(connection, as_of=here.as_of)
        towns = {p.key: p.name for p in find_places(connection, kind="town", as_of=here.as_of)}
        rules, off = [], []
        for name in dict.fromkeys(v.name for v in versions):
            own = [v for v in versions if v.name == name]
            for key in dict.fromkeys([None, *(v.town for v in own)]):
                if key is not None and town is not None and towns.get(key) != town:
                    continue
                duty = duty_on(own, on, key)
                if duty is None:
                    off.append(name if key is None else f"{name} ({towns.get(key, key)})")
                    continue
                rules.append(
                    RuleShown(
                        duty=duty,
                        title=duty_name(rulebook.tables, name),
                        role=role_name(rulebook.tables, duty.role),
                        town=None if key is None else towns.get(key, ""),
                        since=field_days(own, on, key).get("required", duty.since),
                        differs=origins(own, duty, on, key),
                        to_come=tuple(v for v in own if v.since > on and v.town == key),
                    )
                )
        return RulesShown(
            name=rulebook.name,
            zh=rulebook.zh,
            en=rulebook.en,
            day=on,
            text=rulebook.text,
            rules=tuple(rules),
            off=tuple(off),
        )
