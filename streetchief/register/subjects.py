"""What a name on the command line means: a place or a holder.

Convention: an exact name beats one that is only near; a place and a holder that both fit as well
are an error that names both, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.errors import Refused
from streetchief.ledger.office import Office
from streetchief.ledger.settings import find_settings
from streetchief.locale.text import gettext as _
from streetchief.register.directory import Directory
from streetchief.register.records import find_holders, find_places
from streetchief.values.names import Ambiguous, fold
from streetchief.values.register import TOWN, Holder, Place, town_of


def resolve_subject(
    office: Office,
    text: str,
    *,
    kinds: Sequence[str] = (),
    within: str | None = None,
) -> Place | Holder:
    """Return the one place (of `kinds`) or holder meant by `text`; raises `Refused` otherwise.

    `within` narrows places to one town. Of several streets of one name the own town's is meant.
    """
    directory = Directory(
        find_places(office.connection, as_of=office.as_of),
        find_holders(office.connection, as_of=office.as_of),
    )
    place: Place | None = None
    holder: Holder | None = None
    try:
        place = directory.place(text, tuple(kinds), within)
    except Refused as refusal:
        no_place = refusal
        place = _in_own_town(office, directory, text, tuple(kinds), within)
    try:
        holder = directory.holder(text)
    except Refused as refusal:
        no_holder = refusal
    if place is not None and holder is not None:
        exact_place = fold(text) in (fold(place.name), fold(place.code or ""))
        exact_holder = fold(text) == fold(holder.name)
        if exact_place != exact_holder:
            return place if exact_place else holder
        raise Refused(
            _("{name} may mean the place {place} or {holder}.").format(
                name=text, place=place.name, holder=holder.name
            ),
            _("Write more of the name."),
        )
    if place is not None:
        return place
    if holder is not None:
        return holder
    for said_no in (no_place, no_holder):
        if isinstance(said_no.__context__, Ambiguous):  # several fit: their names are the answer
            raise said_no
    raise _unknown(text, no_place, no_holder)


def _in_own_town(
    office: Office,
    directory: Directory,
    text: str,
    kinds: tuple[str, ...],
    within: str | None,
) -> Place | None:
    """Return the place of the ledger's own town when the name alone fits several."""
    own = own_town_name(office)
    if within is not None or own is None:
        return None
    try:
        return directory.place(text, kinds, own)
    except Refused:
        return None


def _unknown(text: str, no_place: Refused, no_holder: Refused) -> Refused:
    near = [refusal.remedy for refusal in (no_place, no_holder) if refusal.remedy]
    return Refused(
        _("No place, person or department is called {name}.").format(name=text),
        "\n".join(dict.fromkeys(near)),
    )


def own_town_name(office: Office) -> str | None:
    """Return the name of the ledger's own town, None when it has none."""
    return find_settings(office.connection, office.ledger.site).get("town")


def chosen_town(office: Office, said: str | None) -> Place | None:
    """Return the town said, else the ledger's own; None means all towns."""
    places = find_places(office.connection, as_of=office.as_of)
    name = said if said is not None else own_town_name(office)
    if name is None:
        return None
    return Directory(places, ()).place(name, (TOWN,))


def full_name(places: dict[int, Place], place: Place) -> tuple[str, str]:
    """Return the town and the name of a place; the town is "" for a town itself."""
    town = town_of(places, place.key)
    return ("" if town is None or town.key == place.key else town.name), place.name
