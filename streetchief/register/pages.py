"""The register in lists and in one line: places, streets, persons, departments.

Convention: days are ISO text in every format; posts are `role place` with the role's identifier in
data and its name for people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from streetchief.days.spoken import describe_day
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.table import Column, Table, lay_out
from streetchief.rulebook.kinds import word
from streetchief.values.register import PERSON

if TYPE_CHECKING:
    from streetchief.register.holders import HolderDone
    from streetchief.register.lists import HolderView, PlaceView
    from streetchief.register.places import PlaceDone


def place_table(views: Sequence[PlaceView]) -> Table:
    """Lay places out: kind, name, code, what each lies in, its days, its successor."""
    return lay_out(
        name="places",
        columns=(
            Column(key="kind", title=N_("kind"), show=word, cell="place.kind"),
            Column(
                key="town",
                title=N_("town"),
                cell=lambda view: (
                    view.town.name if view.town and view.town.key != view.place.key else None
                ),
            ),
            Column(key="name", title=N_("name"), cell="place.name"),
            Column(key="code", title=N_("code"), cell="place.code"),
            Column(key="parent", title=N_("lies in"), cell="parent.name"),
            Column(key="opened_on", title=N_("open from"), kind="day", cell="place.opened_on"),
            Column(key="closed_on", title=N_("closed from"), kind="day", cell="place.closed_on"),
            Column(key="successor", title=N_("continued by"), cell="successor.name"),
            Column(key="aliases", title=N_("also called"), cell="place.aliases"),
            Column(key="brand", cell="place.brand"),
            Column(key="source", cell="place.source"),
            Column(key="as_of", kind="day", cell="place.as_of"),
        ),
        things=views,
        empty=_("No place is registered."),
    )


def street_table(views: Sequence[PlaceView]) -> Table:
    """Lay streets out with their chiefs of today."""
    return lay_out(
        name="streets",
        columns=(
            Column(key="town", title=N_("town"), cell="town.name"),
            Column(key="street", title=N_("street"), cell="place.name"),
            Column(key="chiefs", title=N_("chiefs")),
            Column(key="opened_on", title=N_("open from"), kind="day", cell="place.opened_on"),
            Column(key="closed_on", title=N_("closed from"), kind="day", cell="place.closed_on"),
            Column(key="zone", title=N_("zone"), cell="zone.name"),
            Column(
                key="village",
                title=N_("village"),
                cell=lambda view: (
                    view.parent.name if view.parent and view.parent.kind == "village" else None
                ),
            ),
            Column(key="code", title=N_("code"), cell="place.code"),
            Column(key="aliases", title=N_("also called"), cell="place.aliases"),
        ),
        things=views,
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

    return lay_out(
        name="persons" if kind == PERSON else "departments",
        columns=(
            Column(key="name", title=N_("name"), cell="holder.name"),
            Column(key="unit", title=_("unit") if kind == PERSON else "", cell="holder.unit"),
            Column(key="title", title=_("title") if kind == PERSON else "", cell="holder.title"),
            Column(
                key="posts",
                title=N_("posts"),
                show=posts,
                cell=lambda view: tuple(f"{role} {place}" for role, place in view.posts),
            ),
            Column(key="aliases", title=N_("also called"), cell="holder.aliases"),
            Column(key="closed_on", title=N_("left on"), kind="day", cell="holder.closed_on"),
        ),
        things=views,
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
