"""People and departments are added, amended and taken off the register.

Convention: a holder is known by name and unit; refusals name their field, as in `places`. Nothing
is erased: each act writes a new version, and posts left open are named, never changed silently.
"""

from __future__ import annotations

from collections.abc import Mapping

from streetchief.days import calendar
from streetchief.errors import Refused
from streetchief.ledger.journal import EntryWriter
from streetchief.ledger.office import Office, acting
from streetchief.locale.text import gettext as _
from streetchief.register.directory import Directory, open_directory
from streetchief.register.places import (
    FieldRefused,
    How,
    cleaned,
    contradiction,
    refuse_second_close,
)
from streetchief.register.records import find_assignments, row_of
from streetchief.rulebook.kinds import word
from streetchief.value import replace, value
from streetchief.values.register import Holder, holder_identity


@value
class HolderWish:
    """A person or department as typed or as a row of a file says it."""

    kind: str
    name: str
    unit: str | None = None
    title: str | None = None
    aliases: tuple[str, ...] = ()


@value
class HolderDone:
    """What became of a holder: new, changed, or there just so; `number` is the record written."""

    holder: Holder
    how: How
    number: int | None = None
    warnings: tuple[str, ...] = ()


def add_holder(office: Office, wish: HolderWish) -> HolderDone:
    """Register a person or department; refuse what is registered already just so."""
    with acting(office, f"{wish.kind} add") as entry:
        done = register_holder(entry, open_directory(entry.connection), wish)
        if done.how == "same":
            raise Refused(
                _("{name} is registered already.").format(name=done.holder.name),
            )
        return done


def amend_holder(
    office: Office, name: str, changes: Mapping[str, object], *, kinds: tuple[str, ...] = ()
) -> HolderDone:
    """Write a corrected version of a holder: `name`, `unit`, `title`, `aliases`, `closed_on`."""
    with acting(office, "edit") as entry:
        directory = open_directory(entry.connection)
        holder = directory.holder(name, kinds)
        fields: dict[str, object] = {}
        for key, given in changes.items():
            fields[key] = (
                cleaned(key, given, required=key == "name") or None
                if isinstance(given, str)
                else given
            )
        if "aliases" in fields:
            added = fields["aliases"]
            assert isinstance(added, tuple)
            fields["aliases"] = tuple(dict.fromkeys((*holder.aliases, *added)))
        if fields.get("name") not in (None, holder.name):
            fields["aliases"] = tuple(dict.fromkeys((*holder.aliases, holder.name)))
        amended = replace(holder, **fields)
        if amended == holder:
            raise Refused(_("That is recorded already."))
        return write_holder(entry, directory, amended)


def close_holder(office: Office, name: str, on: int, *, kinds: tuple[str, ...] = ()) -> HolderDone:
    """Take a holder off the register from the day `on`; posts that go on are named, not ended."""
    with acting(office, "close") as entry:
        directory = open_directory(entry.connection)
        holder = directory.holder(name, kinds)
        refuse_second_close(holder.name, holder.closed_on, on)
        posts = find_assignments(
            entry.connection, holder=holder.key, since=on, until=calendar.LAST_DAY
        )
        warnings: tuple[str, ...] = ()
        if posts:
            names = _(", ").join(directory.places[post.place].name for post in posts)
            warnings = (
                _(
                    "{name} still has posts then: {places}. End them with relieve or handover."
                ).format(name=holder.name, places=names),
            )
        return write_holder(entry, directory, replace(holder, closed_on=on), warnings)


def register_holder(entry: EntryWriter, directory: Directory, wish: HolderWish) -> HolderDone:
    """Write a holder inside an act: a new one, a fuller version of a known one, or nothing.

    A holder is known by name and unit; a wish without a unit means the only one of that name, and
    one registered without a unit is taken for the one whose unit is now said. Raises
    `FieldRefused`.
    """
    name = cleaned("name", wish.name, required=True)
    unit = cleaned("unit", wish.unit) or None
    title = cleaned("title", wish.title) or None
    aliases = tuple(cleaned("alias", alias) for alias in wish.aliases)
    namesakes = directory.holders_named(name)
    other = next((h for h in namesakes if h.kind != wish.kind and (h.unit == unit)), None)
    if other is not None:
        raise FieldRefused(
            "kind",
            wish.kind,
            _("{name} is registered as a {kind}.").format(name=name, kind=word(other.kind)),
        )
    known = _known_holder([h for h in namesakes if h.kind == wish.kind], name, unit)
    if known is None:
        holder = Holder(
            key=entry.next_id,
            identity=holder_identity(name, unit),
            kind=wish.kind,
            name=name,
            unit=unit,
            title=title,
            aliases=aliases,
        )
        warnings = (
            (
                _("There is another {name}: {names}.").format(
                    name=name, names=_(", ").join(full_holder_name(h) for h in namesakes)
                ),
            )
            if namesakes
            else ()
        )
        return write_holder(entry, directory, holder, warnings, how="new")
    changes: dict[str, object] = {}
    if unit and known.unit is None:
        changes["unit"] = unit
    if title and title != known.title:
        if known.title is not None:
            raise contradiction("title", title, known.name, known.title)
        changes["title"] = title
    fresh = [alias for alias in aliases if alias not in known.aliases and alias != known.name]
    if fresh:
        changes["aliases"] = (*known.aliases, *fresh)
    if not changes:
        return HolderDone(holder=known, how="same")
    return write_holder(entry, directory, replace(known, **changes))


def write_holder(
    entry: EntryWriter,
    directory: Directory,
    holder: Holder,
    warnings: tuple[str, ...] = (),
    *,
    how: How = "changed",
) -> HolderDone:
    """Write a new holder, or a new version of a known one; return what became of it."""
    number = entry.add("holder", row_of("holder", holder, first=how == "new"))
    directory.keep_holder(holder)
    return HolderDone(holder=holder, how=how, number=number, warnings=warnings)


def full_holder_name(holder: Holder) -> str:
    """Return a holder's name with the unit, as it can be typed."""
    return f"{holder.unit}/{holder.name}" if holder.unit else holder.name


def _known_holder(namesakes: list[Holder], name: str, unit: str | None) -> Holder | None:
    same = [holder for holder in namesakes if holder.unit == unit]
    if same:
        return next((holder for holder in same if holder.closed_on is None), same[0])
    if unit:
        return next((holder for holder in namesakes if holder.unit is None), None)
    if len(namesakes) > 1:
        raise FieldRefused(
            "name",
            name,
            _("{name} may mean {count}: {names}.").format(
                name=name,
                count=len(namesakes),
                names=_(", ").join(full_holder_name(h) for h in namesakes[:8]),
            ),
            _("Say the unit."),
        )
    return namesakes[0] if namesakes else None
