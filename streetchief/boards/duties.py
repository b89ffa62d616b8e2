"""The duties on a board (职责): what each role has to do, the words of the source, who has it."""

from __future__ import annotations

from streetchief.ledger.office import Office
from streetchief.register.records import find_assignments, find_holders, find_places
from streetchief.rulebook.in_force import NamedDuty, duties_in_force, rulebook_on
from streetchief.value import value
from streetchief.values.problems import Name
from streetchief.values.register import Place, full_place_name, town_of, within


@value
class RoleTold:
    """A role with what the source says of it, its duties and who has it."""

    role: str
    name: Name
    words: str
    duties: tuple[NamedDuty, ...]
    holders: tuple[tuple[str, str], ...]


@value
class DutiesBoard:
    """职责: the roles of the rulebook, those with a duty first."""

    roles: tuple[RoleTold, ...]
    vacant: int


def duties_board(office: Office, town: Place | None) -> DutiesBoard:
    """Return what each role has to do, those with a duty first, then those the source speaks of."""
    rulebook = rulebook_on(office.connection, office.today, as_of=office.as_of)
    duties = duties_in_force(office, rulebook, town)
    places = {place.key: place for place in find_places(office.connection, as_of=office.as_of)}
    names = {
        holder.key: holder.name for holder in find_holders(office.connection, as_of=office.as_of)
    }
    held: dict[str, list[tuple[str, str]]] = {}
    today = find_assignments(
        office.connection, since=office.today, until=office.today + 1, as_of=office.as_of
    )
    for post in today:
        place = places.get(post.place)
        if place is None or (town is not None and not within(places, place.key, town.key)):
            continue
        where = place.name if town else full_place_name(place, town_of(places, place.key))
        held.setdefault(post.role, []).append((where, names[post.holder]))
    roles = []
    for role in rulebook.roles.values():
        mine = tuple(duty for duty in duties if duty.duty.role == role.identifier)
        words = str(rulebook.tables.get("roles", {}).get(role.identifier, {}).get("words") or "")
        holders = tuple(held.get(role.identifier, ()))
        if mine or (words and (holders or town is None)):
            roles.append(
                RoleTold(
                    role=role.identifier,
                    name=Name(zh=role.zh, en=role.en),
                    words=words,
                    duties=mine,
                    holders=holders,
                )
            )
    roles.sort(key=lambda told: not told.duties)
    filled = {(post.role, post.place) for post in today}
    vacant = sum(
        (named.duty.role, key) not in filled
        for named in duties
        for key, place in places.items()
        if place.kind == named.duty.per
        and place.is_open(office.today)
        and (town is None or within(places, key, town.key))
    )
    return DutiesBoard(roles=tuple(roles), vacant=vacant)
