"""Places are added: what someone says of one is new, fuller, or known just so.

Convention: the register warns and does not block. Refused are only unknown or ambiguous names, an
end not after its start, and what contradicts what is registered; a refusal names the field it is
about, so that an import can point at the cell. Days are half-open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, TypeVar

from streetchief.days import calendar
from streetchief.errors import Refused
from streetchief.ledger.journal import EntryWriter
from streetchief.ledger.office import Office, acting, clean
from streetchief.locale.text import gettext as _
from streetchief.register.directory import Directory, open_directory, own_town_name
from streetchief.register.records import row_of
from streetchief.rulebook.kinds import word
from streetchief.value import replace, value
from streetchief.values.names import fold
from streetchief.values.register import (
    STREET,
    TOWN,
    VILLAGE,
    ZONE,
    Place,
    full_place_name,
    place_identity,
    within,
)

T = TypeVar("T")

How = Literal["new", "changed", "same"]

LONGEST_NAME = 100

_AS_SAID = ("kind", "name", "code", "aliases", "opened_on", "closed_on", "source", "as_of")
"""What a place has just as it was said; what it lies in is looked up."""


class FieldRefused(Refused):
    """A value cannot be registered; `field` is its column, `value` what stood there."""

    def __init__(self, field: str, value: str, cause: str, remedy: str = "") -> None:
        super().__init__(cause, remedy)
        self.field = field
        self.value = value


@value
class PlaceWish:
    """A place as typed or as a row of a file says it; names of other places as they were typed.

    `town` and `village` are what it lies in, `parent` is any kind of place and `parent_code` its
    code; the most precise one counts.
    """

    kind: str
    name: str
    code: str | None = None
    parent_code: str | None = None
    parent: str | None = None
    town: str | None = None
    village: str | None = None
    zone: str | None = None
    aliases: tuple[str, ...] = ()
    opened_on: int | None = None
    closed_on: int | None = None
    source: str | None = None
    as_of: int | None = None


@value
class PlaceDone:
    """What became of a place: new, changed, or there just so; `number` is the record written."""

    place: Place
    town: Place | None
    how: How
    number: int | None = None
    warnings: tuple[str, ...] = ()


def add_place(office: Office, wish: PlaceWish) -> PlaceDone:
    """Register a place; refuse what is registered already just so."""
    with acting(office, f"{wish.kind} add") as entry:
        directory = open_directory(entry.connection)
        done = register_place(entry, directory, _in_default_town(office, directory, wish))
        if done.how == "same":
            raise Refused(
                _("{name} is registered already.").format(
                    name=full_place_name(done.place, done.town)
                ),
            )
        return done


def register_place(entry: EntryWriter, directory: Directory, wish: PlaceWish) -> PlaceDone:
    """Write a place inside an act: a new one, a fuller version of a known one, or nothing.

    A place is known by its code, else by kind, name and what it lies in. What is known and what
    the wish says add up; where they contradict each other the wish is refused. Raises
    `FieldRefused`.
    """
    wish = cleaned_place(wish)
    warnings = check_subdistrict(directory, wish)
    parent, zone = parent_of(directory, wish), zone_of(directory, wish)
    check_days(wish.opened_on, wish.closed_on)
    known = _known_place(directory, wish, parent)
    if known is None:
        identity = place_identity(
            parent.identity if parent else None, wish.kind, wish.name, wish.code
        )
        if identity in directory.identities:
            raise FieldRefused(
                "name",
                wish.name,
                _("A place was registered under this name before."),
                _("Give the new one a code of its own."),
            )
        place = Place(
            key=entry.next_id,
            identity=identity,
            parent=parent.key if parent else None,
            zone=zone.key if zone else None,
            **{field: getattr(wish, field) for field in _AS_SAID},
        )
        return write_place(entry, directory, place, warnings, how="new")
    changes = _additions(directory, known, wish, parent, zone)
    if not changes:
        return PlaceDone(
            place=known, town=directory.town_of(known), how="same", warnings=tuple(warnings)
        )
    place = replace(known, **changes)
    check_days(place.opened_on, place.closed_on)
    return write_place(entry, directory, place, warnings)


def write_place(
    entry: EntryWriter,
    directory: Directory,
    place: Place,
    warnings: Iterable[str] = (),
    *,
    how: How = "changed",
) -> PlaceDone:
    """Write a new place, or a new version of a known one; return what became of it."""
    number = entry.add("place", row_of("place", place, first=how == "new"))
    directory.keep_place(place)
    return PlaceDone(
        place=place,
        town=directory.town_of(place),
        how=how,
        number=number,
        warnings=tuple(warnings),
    )


def cleaned_place(wish: PlaceWish) -> PlaceWish:
    """Return the wish with its texts cleaned; raises `FieldRefused`."""
    return replace(
        wish,
        kind=cleaned("kind", wish.kind, required=True),
        name=cleaned("name", wish.name, required=True),
        code=cleaned("code", wish.code) or None,
        source=cleaned("source", wish.source) or None,
        aliases=tuple(cleaned("alias", alias) for alias in wish.aliases),
    )


def read_field(field: str, text: str, read: Callable[[], T]) -> T:
    """Read what was said in a field; a refusal becomes a `FieldRefused`."""
    try:
        return read()
    except Refused as refusal:
        raise FieldRefused(field, text, refusal.cause, refusal.remedy) from None


def cleaned(field: str, text: str | None, *, required: bool = False) -> str:
    """Clean one text as `office.clean` does, "" for None; raises `FieldRefused` of its field."""
    if text is None:
        return ""
    cleaned = read_field(field, text, lambda: clean(text, field, most=LONGEST_NAME))
    if required and not fold(cleaned):
        raise FieldRefused(field, text, _("It is empty."))
    return cleaned


def check_subdistrict(directory: Directory, wish: PlaceWish) -> list[str]:
    """Tell a street from a township-level subdistrict, which is a town."""
    if wish.kind != STREET or not wish.name.endswith("街道"):
        return []
    if directory.places_named(TOWN, wish.name):
        raise FieldRefused(
            "street",
            wish.name,
            _("{name} is a subdistrict, a place of the kind town, and no street.").format(
                name=wish.name
            ),
            _(
                "Register the streets in it: streetchief place add NAME --kind street --town {name}"
            ).format(name=wish.name),
        )
    return [
        _("{name} sounds like a subdistrict, which is a town and no street.").format(name=wish.name)
    ]


def parent_of(directory: Directory, wish: PlaceWish) -> Place | None:
    """Return what the place is to lie in: the place of its parent's code, else the village, else
    the parent named, else the town; raises `FieldRefused`."""
    if wish.parent_code:
        parent = directory.place_coded(wish.parent_code)
        if parent is None:
            raise FieldRefused(
                "parent_code",
                wish.parent_code,
                _("No place has the code {code}.").format(code=wish.parent_code),
            )
        return parent
    within_town = wish.town
    if wish.town:
        town = _named(directory, "town", wish.town, (TOWN,))
        within_town = town.name
        if not wish.village and not wish.parent:
            return town
    if wish.village:
        return _named(directory, "village", wish.village, (VILLAGE,), within_town)
    if wish.parent:
        return _named(directory, "parent_name", wish.parent, (), within_town)
    return None


def zone_of(directory: Directory, wish: PlaceWish) -> Place | None:
    """Return the zone a street is to belong to, if it names one; raises `FieldRefused`."""
    return _named(directory, "zone", wish.zone, (ZONE,), wish.town) if wish.zone else None


def check_days(since: int | None, until: int | None, field: str = "closed_on") -> None:
    """Refuse a first day no longer that is not after the first one; `field` is the end's."""
    if since is not None and until is not None and until <= since:
        start, end = calendar.day_label(since), calendar.day_label(until)
        words = _("The end {end} is not after the start {start}.")
        raise FieldRefused(field, end, words.format(end=end, start=start))


def contradiction(field: str, said: str, name: str, stands: str) -> FieldRefused:
    """Return the refusal of what says otherwise than the register; `stands` is what it has."""
    return FieldRefused(
        field,
        said,
        _("{name} is registered with {stands}, not {said}.").format(
            name=name, stands=stands, said=said
        ),
        _("Correct one of the two: see the verb edit."),
    )


def refuse_second_close(name: str, closed_on: int | None, on: int, *, same: bool = False) -> None:
    """Refuse to close what is closed; with `same` the same day may be said again."""
    if closed_on is None or (same and closed_on == on):
        return
    raise Refused(
        _("{name} is closed since {day}.").format(name=name, day=calendar.day_label(closed_on)),
        _("Another day: see the verb edit."),
    )


def default_town(office: Office, directory: Directory) -> str | None:
    """Return the town that is meant when none is said: the office's own, or the only one."""
    said = own_town_name(office)
    if said:
        return said
    towns = [p for p in directory.places.values() if p.kind == TOWN and p.closed_on is None]
    return towns[0].code or towns[0].name if len(towns) == 1 else None


def _in_default_town(office: Office, directory: Directory, wish: PlaceWish) -> PlaceWish:
    said = wish.parent_code or wish.parent or wish.town or wish.village
    if wish.kind not in (STREET, VILLAGE, ZONE) or said:
        return wish
    town = default_town(office, directory)
    if town is None and wish.kind == STREET:
        raise FieldRefused(
            "town", "", _("Which town it lies in is not said."), _("Say it with --town NAME.")
        )
    return replace(wish, town=town)


def _named(
    directory: Directory,
    field: str,
    text: str,
    kinds: tuple[str, ...],
    within_: str | None = None,
) -> Place:
    return read_field(field, text, lambda: directory.place(text, kinds, within_))


def _known_place(directory: Directory, wish: PlaceWish, parent: Place | None) -> Place | None:
    """Return the registered place the wish speaks of, or None when it is a new one."""
    if wish.code:
        coded = directory.place_coded(wish.code)
        if coded is not None:
            if coded.kind != wish.kind:
                raise contradiction("kind", wish.kind, wish.code, word(coded.kind))
            if fold(wish.name) not in {fold(name) for name in (coded.name, *coded.aliases)}:
                raise contradiction("name", wish.name, wish.code, coded.name)
            return coded
    alike = [
        place
        for place in directory.places_named(wish.kind, wish.name)
        if _may_lie_in(directory, place, parent) and not (wish.code and place.code)
    ]
    lasting = [p for p in alike if p.closed_on is None or wish.closed_on == p.closed_on] or alike
    if len(lasting) > 1:
        raise FieldRefused(
            "name",
            wish.name,
            _("{name} may mean {count}: {names}.").format(
                name=wish.name,
                count=len(lasting),
                names=_(", ").join(full_place_name(p, directory.town_of(p)) for p in lasting[:8]),
            ),
            _("Say which town it lies in, or its code."),
        )
    known = lasting[0] if lasting else None
    if (
        known is not None
        and known.closed_on is not None
        and wish.opened_on is not None
        and wish.opened_on >= known.closed_on
    ):
        if wish.code:
            return None
        raise FieldRefused(
            "name",
            wish.name,
            _("{name} was closed on {day}.").format(
                name=full_place_name(known, directory.town_of(known)),
                day=calendar.day_label(known.closed_on),
            ),
            _("Give the new one a code of its own."),
        )
    return known


def _may_lie_in(directory: Directory, place: Place, parent: Place | None) -> bool:
    if parent is None or place.parent is None:
        return True
    places = directory.places
    if within(places, place.parent, parent.key) or within(places, parent.key, place.parent):
        return True
    if place.kind != STREET:
        return False
    town = directory.town_of(parent)
    return town is not None and directory.town_of(place) == town


def _additions(
    directory: Directory, known: Place, wish: PlaceWish, parent: Place | None, zone: Place | None
) -> dict[str, object]:
    """Return what the wish adds to a known place; raise where the two contradict each other."""
    changes: dict[str, object] = {}
    full = full_place_name(known, directory.town_of(known))
    if wish.code and known.code is None:
        changes["code"] = wish.code
    if parent is not None and parent.key != known.parent:
        if known.parent is None or within(directory.places, parent.key, known.parent):
            changes["parent"] = parent.key
        elif not within(directory.places, known.parent, parent.key):
            lies_in = directory.places[known.parent].name
            raise contradiction("parent_code", parent.name, full, lies_in)
    if zone is not None and zone.key != known.zone:
        if known.zone is not None:
            raise contradiction("zone", zone.name, full, directory.places[known.zone].name)
        changes["zone"] = zone.key
    for field in ("opened_on", "closed_on"):
        said, stands = getattr(wish, field), getattr(known, field)
        if said is None or said == stands:
            continue
        if stands is not None:
            raise contradiction(field, calendar.day_label(said), full, calendar.day_label(stands))
        changes[field] = said
    if wish.as_of is not None and (known.as_of is None or wish.as_of > known.as_of):
        changes["as_of"] = wish.as_of
        changes["source"] = wish.source or known.source
    elif wish.source and known.source is None:
        changes["source"] = wish.source
    names = {known.name, *known.aliases}
    fresh = [alias for alias in wish.aliases if alias and alias not in names]
    if fresh:
        changes["aliases"] = (*known.aliases, *dict.fromkeys(fresh))
    return changes
