"""The duties in force, each with what its role has to do, as boards and duty sheets tell it."""

from __future__ import annotations

from streetchief.ledger.office import Office
from streetchief.rulebook.records import find_versions
from streetchief.rulebook.rules.duty import Duty, duty_on
from streetchief.rulebook.rules.rulebook import Rulebook
from streetchief.value import value
from streetchief.values.problems import Name
from streetchief.values.register import Place


@value
class DutyTold:
    """A duty in force: what its role has to do. `place_kind` "" when the holder himself has it,
    else the kind of each place it is for, with its name in the rulebook."""

    identifier: str
    name: Name
    role: str
    kinds: tuple[Name, ...]
    place_kind: str
    place_name: Name
    period: str
    required: int
    since: int


def table_name(rulebook: Rulebook, table: str, identifier: str) -> Name:
    """Return what a table of the rulebook calls an entry, else its identifier."""
    entry = rulebook.tables.get(table, {}).get(identifier, {})
    zh = str(entry.get("zh") or identifier)
    return Name(zh=zh, en=str(entry.get("en") or zh))


def told_duties(office: Office, rulebook: Rulebook, town: Place | None) -> tuple[DutyTold, ...]:
    """Return the duties in force today, in the order of the rulebook."""
    versions = find_versions(office.connection, as_of=office.as_of)
    told = []
    for name in dict.fromkeys(version.name for version in versions):
        of_name = [version for version in versions if version.name == name]
        duty = duty_on(of_name, office.today, town.key if town else None)
        if duty is not None:
            told.append(_told(duty, rulebook))
    return tuple(told)


def _told(duty: Duty, rulebook: Rulebook) -> DutyTold:
    kinds = [rulebook.kinds[kind] for kind in duty.kinds if kind in rulebook.kinds]
    return DutyTold(
        identifier=duty.name,
        name=table_name(rulebook, "duties", duty.name),
        role=duty.role,
        kinds=tuple(Name(zh=kind.zh, en=kind.en) for kind in kinds),
        place_kind="" if duty.per == "holder" else duty.per,
        place_name=table_name(rulebook, "place_kinds", duty.per),
        period=duty.period,
        required=duty.required,
        since=duty.since,
    )
