"""The register in lists and in one line: places, streets, persons, departments.

Convention: days are ISO text in every format; posts are `role place` with the role's identifier in
data and its name for people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from streetchief.days.calendar import day_label
from streetchief.days.spoken import describe_day
from streetchief.locale.text import gettext as _
from streetchief.locale.text import language
from streetchief.output.table import Cell, Column, Table
from streetchief.rulebook.kinds import word
from streetchief.values.register import PERSON

if TYPE_CHECKING:
    from streetchief.register.holders import HolderDone
    from streetchief.register.lists import HolderView, PlaceView
    from streetchief.register.places import PlaceDone


def place_table(views: Sequence[PlaceView]) -> Table:
    """Lay places out: kind, name, code, what each lies in, its days, its successor."""
    return Table(
        name="places",
        columns=(
            Column(key="kind", title=_("kind"), show=word),
            Column(key="town", title=_("town")),
            Column(key="name", title=_("name")),
            Column(key="code", title=_("code")),
            Column(key="parent", title=_("lies in")),
            Column(key="opened_on", title=_("open from")),
            Column(key="closed_on", title=_("closed from")),
            Column(key="successor", title=_("continued by")),
            Column(key="aliases", title=_("also called")),
            Column(key="brand"),
            Column(key="source"),
            Column(key="as_of"),
        ),
        rows=tuple(_place_row(view) for view in views),
        empty=_("No place is registered."),
    )


def _place_row(view: PlaceView) -> tuple[Cell, ...]:
    place = view.place
    return (
        place.kind,
        view.town.name if view.town and view.town.key != place.key else None,
        place.name,
        place.code,
        view.parent.name if view.parent else None,
        _day(place.opened_on),
        _day(place.closed_on),
        view.successor.name if view.successor else None,
        place.aliases,
        place.brand,
        place.source,
        _day(place.as_of),
    )


def street_table(views: Sequence[PlaceView]) -> Table:
    """Lay streets out with their chiefs of today."""
    return Table(
        name="streets",
        columns=(
            Column(key="town", title=_("town")),
            Column(key="street", title=_("street")),
            Column(key="chiefs", title=_("chiefs")),
            Column(key="opened_on", title=_("open from")),
            Column(key="closed_on", title=_("closed from")),
            Column(key="zone", title=_("zone")),
            Column(key="village", title=_("village")),
            Column(key="code", title=_("code")),
            Column(key="aliases", title=_("also called")),
        ),
        rows=tuple(
            (
                view.town.name if view.town else None,
                view.place.name,
                view.chiefs,
                _day(view.place.opened_on),
                _day(view.place.closed_on),
                view.zone.name if view.zone else None,
                view.parent.name if view.parent and view.parent.kind == "village" else None,
                view.place.code,
                view.place.aliases,
            )
            for view in views
        ),
        empty=_("No street is registered."),
        names=2,
    )


def holder_table(kind: str, views: Sequence[HolderView], roles: Mapping[str, str]) -> Table:
    """Lay holders out with their posts of today; `roles` gives each role's name for people."""

    def posts(said: Sequence[str]) -> str:
        named = []
        for post in said:
            role, _blank, place = post.partition(" ")
            named.append(f"{place} {roles.get(role, role)}")
        return _(", ").join(named) or "—"

    return Table(
        name="persons" if kind == PERSON else "departments",
        columns=(
            Column(key="name", title=_("name")),
            Column(key="unit", title=_("unit") if kind == PERSON else ""),
            Column(key="title", title=_("title") if kind == PERSON else ""),
            Column(key="posts", title=_("posts"), show=posts),
            Column(key="aliases", title=_("also called")),
            Column(key="closed_on", title=_("left on")),
        ),
        rows=tuple(
            (
                view.holder.name,
                view.holder.unit,
                view.holder.title,
                tuple(f"{role} {place}" for role, place in view.posts),
                view.holder.aliases,
                _day(view.holder.closed_on),
            )
            for view in views
        ),
        empty=_("Nobody is registered.") if kind == PERSON else _("No department is registered."),
    )


def place_line(done: PlaceDone) -> str:
    """Say in one line how a place stands now."""
    place, town = done.place, done.town
    parts = [word(place.kind) + " " + (f"{town.name}/" if town and town != place else "")]
    parts[0] += place.name + (_(" ({code})").format(code=place.code) if place.code else "")
    if place.opened_on is not None:
        parts.append(_("open from {day}").format(day=describe_day(place.opened_on, language())))
    if place.closed_on is not None:
        parts.append(_("closed from {day}").format(day=describe_day(place.closed_on, language())))
    if place.aliases:
        parts.append(_("also called {names}").format(names=_(", ").join(place.aliases)))
    if place.brand:
        parts.append(_("brand {brand}").format(brand=place.brand))
    return _("Number {number}: {what}").format(number=done.number, what=_(", ").join(parts))


def holder_line(done: HolderDone) -> str:
    """Say in one line how a holder stands now."""
    holder = done.holder
    parts = [word(holder.kind) + " " + holder.name]
    parts += [text for text in (holder.unit, holder.title) if text]
    if holder.aliases:
        parts.append(_("also called {names}").format(names=_(", ").join(holder.aliases)))
    if holder.closed_on is not None:
        day = describe_day(holder.closed_on, language())
        parts.append(_("not on the register from {day}").format(day=day))
    return _("Number {number}: {what}").format(number=done.number, what=_(", ").join(parts))


def _day(day: int | None) -> str | None:
    return None if day is None else day_label(day)
