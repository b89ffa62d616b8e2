"""The organisation as a tree in a table, and what is odd about it with what to do.

Convention: every finding has one sentence and one thing to do; a command in it can be typed as it
stands once the capitals are filled in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from streetchief.days import calendar
from streetchief.days.spoken import describe_day
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.table import Column, Table, Tone, lay_out
from streetchief.output.words import join
from streetchief.register.organisation import Checked, Organisation, PlacePosts, Post
from streetchief.register.rules.posts import Finding
from streetchief.rulebook.kinds import word
from streetchief.value import value
from streetchief.values.problems import name_in

SEVERITIES = {"warn": N_("to do"), "note": N_("note")}
_TONES: dict[str, Tone] = {"warn": "warn", "note": "quiet"}
_VACANT: Tone = "warn"
_FEW = 3
"""More vacancies of one role than this stand in one row for people."""


@value
class _Line:
    """A line of the tree: a post at its place, or a place without posts; `shown` names the place
    on its first line."""

    at: PlacePosts
    post: Post | None
    shown: str


def organisation_table(found: Organisation) -> Table:
    """Lay the organisation out as a tree: one row a post, the place named on its first."""
    area = found.town
    where = area.name if area else _("all towns")
    brand = _(" ({brand})").format(brand=area.brand) if area and area.brand else ""
    return lay_out(
        name="organisation",
        columns=(
            Column(key="depth", cell="at.depth"),
            Column(key="town", cell="at.town.name"),
            Column(key="place", cell="at.place.name"),
            Column(key="kind", cell="at.place.kind"),
            Column(key="brand", cell="at.place.brand"),
            Column(title=N_("Place"), show=str, cell="shown"),
            Column(key="role", cell="post.role"),
            Column(
                key="role_name",
                title=N_("Post"),
                cell=lambda line: name_in(line.post.name, language()) if line.post else None,
            ),
            Column(
                key="holder",
                title=N_("Holder"),
                show=lambda name: name or _("vacant"),
                cell="post.holder.name",
            ),
            Column(key="holder_kind", cell="post.holder.kind"),
            Column(key="unit", title=N_("Unit"), cell="post.holder.unit"),
            Column(key="title", title=N_("Title"), cell="post.holder.title"),
            Column(key="since", title=N_("Since"), kind="day", cell="post.assignment.since"),
            Column(key="until", kind="day", cell="post.assignment.until"),
            Column(key="note", title=N_("Note"), cell="post.assignment.note"),
        ),
        things=[
            _Line(at=place, post=post, shown="" if number else _shown(found, place))
            for place in found.places
            for number, post in enumerate(place.posts or (None,))
        ],
        tone=lambda line: _VACANT if line.post is not None and line.post.holder is None else "",
        extra={"on": calendar.day_label(found.on)},
        title=_("Organisation of {where}{brand}, {day}").format(
            where=where, brand=brand, day=describe_day(found.on, language())
        ),
        empty=_("Nobody holds a post there."),
        names=3,
    )


def _shown(found: Organisation, row: PlacePosts) -> str:
    """Name a place as deep in the tree as it lies."""
    place = row.place
    kind = word(place.kind)
    if kind == place.kind:
        kind = found.kind_names.get(place.kind) or place.kind
    brand = f" · {place.brand}" if place.brand else ""
    return "\N{IDEOGRAPHIC SPACE}" * row.depth + _("{name} ({kind})").format(
        name=place.name + brand, kind=kind
    )


@value
class _Told:
    """A finding, or many vacancies of one role together, in words."""

    finding: Finding
    town: str | None
    place: str | None
    kind: str | None
    message: str
    todo: str


def check_table(found: Checked, *, together: bool = False) -> Table:
    """Lay the findings out, each with what to do.

    `together` puts many vacancies of one role into one row, for people: 371 villages without a
    cadre would hide the one street without a chief.
    """
    where = found.town.name if found.town else _("all towns")
    groups = _grouped(found.findings) if together else [[one] for one in found.findings]
    warned = sum(finding.severity == "warn" for finding in found.findings)
    return lay_out(
        name="register-check",
        columns=(
            Column(key="code", cell="finding.code"),
            Column(
                key="severity",
                title=N_("Kind"),
                show=lambda said: _(SEVERITIES[said]),
                cell="finding.severity",
            ),
            Column(key="town", title=N_("Town")),
            Column(key="place", title=N_("Place")),
            Column(key="kind"),
            Column(key="role", cell="finding.role"),
            Column(
                key="role_name",
                title=N_("Post"),
                cell=lambda told: _role(found, told.finding.role),
            ),
            Column(
                key="holders",
                cell=lambda told: tuple(_holder(found, key) for key in told.finding.holders),
            ),
            Column(key="wanted", cell="finding.wanted"),
            Column(key="found", cell="finding.found"),
            Column(key="message", title=N_("What is odd")),
            Column(key="todo", title=N_("What to do")),
        ),
        things=[_told(found, group) for group in groups],
        tone=lambda told: _TONES[told.finding.severity],
        extra={"on": calendar.day_label(found.on), "town": found.town.name if found.town else None},
        title=_("The register of {where}, {day}").format(
            where=where, day=describe_day(found.on, language())
        ),
        notes=(
            _("To do: {warned}; to know: {noted}.").format(
                warned=warned, noted=len(found.findings) - warned
            ),
        )
        if groups
        else (),
        empty=_("The register is as the rulebook expects."),
        names=4,
    )


def _grouped(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Put the vacancies of one role together where there are many; keep the order otherwise."""
    count = Counter(finding.role for finding in findings if finding.code == "vacant")
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for number, finding in enumerate(findings):
        many = finding.code == "vacant" and count[finding.role] > _FEW
        groups.setdefault((finding.role,) if many else (finding.role, number), []).append(finding)
    return list(groups.values())


def _told(found: Checked, group: Sequence[Finding]) -> _Told:
    finding = group[0]
    towns = {town.name if (town := found.town_of(one.place)) else None for one in group}
    place = found.places.get(finding.place)
    if len(group) == 1:
        message, todo = finding_words(found, finding)
        name = place.name if place else None
    else:
        role = _role(found, finding.role)
        name = _("{count} places").format(count=len(group))
        message = _("Nobody is {role} at {count} places: {places}.").format(
            role=role,
            count=len(group),
            places=join(_place(found, one.place) for one in group[:_FEW]) + "…",
        )
        typed = role if " " not in role else finding.role
        todo = _("Appoint one: {appoint}").format(
            appoint=f"streetchief appoint NAME {typed} PLACE --from DAY"
        )
    return _Told(
        finding=finding,
        town=towns.pop() if len(towns) == 1 else None,
        place=name,
        kind=place.kind if place else None,
        message=message,
        todo=todo,
    )


def finding_words(found: Checked, finding: Finding) -> tuple[str, str]:
    """Say what is odd, and what to do about it."""
    message, todo = _WORDS[finding.code]
    values = _values(found, finding)
    if finding.code == "vacant" and finding.roles:
        todo = N_("Whoever is {others} there holds this as well: {appoint}")
    if finding.code == "eligibility_unknown" and finding.titles:
        todo = N_("Record it: streetchief holder edit {holders} --title TITLE --unit UNIT")
    return _(message).format(**values), _(todo).format(**values)


def _values(found: Checked, finding: Finding) -> Mapping[str, object]:
    role = _role(found, finding.role)
    typed = role if " " not in role else finding.role
    place = _place(found, finding.place)
    first = _holder(found, finding.holders[0]) if finding.holders else "NAME"
    holders = join(_holder(found, key) for key in finding.holders)
    others = join(_role(found, role) for role in finding.roles)
    other = next((r for r in finding.roles), "ROLE")
    other = others if finding.roles and " " not in others else other
    day = "DAY" if finding.day is None else calendar.day_label(finding.day)
    said = [found.holders[key] for key in finding.holders if key in found.holders]
    known = join(" ".join(p for p in (h.unit, h.title) if p) or _("nothing recorded") for h in said)
    return {
        "role": role,
        "place": place,
        "holders": holders,
        "others": others,
        "places": join(_place(found, key) for key in finding.places),
        "titles": join(finding.titles[:6]) + ("…" if len(finding.titles) > 6 else ""),
        "wanted": finding.wanted,
        "found": finding.found,
        "missing": (finding.wanted or 0) - (finding.found or 0),
        "known": known,
        "day": day,
        "record": finding.records[-1] if finding.records else "N",
        "appoint": f"streetchief appoint NAME {typed} {place} --from DAY",
        "appoint_other": f"streetchief appoint {first} {other} {place} --from DAY",
        "relieve": f"streetchief relieve {first if finding.day is not None else 'NAME'} {typed} "
        f"{place} --on {day}",
        "void": f"streetchief void {finding.records[-1] if finding.records else 'N'} --why TEXT",
    }


_WORDS: Mapping[str, tuple[str, str]] = {
    "vacant": (N_("Nobody is {role} at {place}."), N_("Appoint one: {appoint}")),
    "too_few": (
        N_("{found} of {wanted} at {place} as {role}: {holders}."),
        N_("{missing} more: {appoint}"),
    ),
    "too_many": (
        N_("{found} at {place} as {role}, at most {wanted} may be: {holders}."),
        N_("End the posts that are over: {relieve}"),
    ),
    "not_same_person": (
        N_("{holders} is {role} of {place}, but not {others}; it has to be one person."),
        N_("Give both posts to one person: {appoint_other}"),
    ),
    "several_places": (
        N_("{holders} is {role} at {found} places, one is expected: {places}."),
        N_("Keep one, end the others: {relieve}"),
    ),
    "not_eligible": (
        N_("{holders} ({known}) is {role} of {place}; expected is one of: {titles}."),
        N_("Appoint someone else, or correct title and unit: streetchief holder edit {holders}"),
    ),
    "title_missing": (
        N_("Among the {role} of {place} ({holders}) none is: {titles}."),
        N_("Put it right: {relieve}, then {appoint}"),
    ),
    "place_closed": (
        N_("{place} is closed from {day}, but {holders} stays {role}."),
        N_("End the post: {relieve}"),
    ),
    "holder_gone": (
        N_("{holders} is off the register from {day}, but stays {role} of {place}."),
        N_("End the post, or hand it over: {relieve}"),
    ),
    "recorded_twice": (
        N_("{holders} is recorded {found} times as {role} of {place}."),
        N_("Void one record: {void}"),
    ),
    "wrong_place_kind": (
        N_("{place} is no place that has a {role} ({holders})."),
        N_("Void the record: {void}"),
    ),
    "wrong_holder_kind": (
        N_("{holders} cannot be {role} of {place}: person and department are mixed up."),
        N_("Void the record: {void}"),
    ),
    "unknown_role": (
        N_("The rulebook has no role {role}; {holders} holds it at {place}."),
        N_("Add the role to the rulebook, or void the record: {void}"),
    ),
    "shared": (
        N_("{found} at {place} as {role}: {holders}."),
        N_("They share one duty; if one has left: {relieve}"),
    ),
    "eligibility_unknown": (
        N_("Whether {holders} may be {role} of {place} is not known: {known}."),
        N_("Record title and unit: streetchief holder edit {holders}"),
    ),
    "before_opening": (
        N_("{holders} is {role} of {place} from before it opened on {day}."),
        N_("Nothing, if it is the first chief; else correct the day."),
    ),
}


def _role(found: Checked, role: str) -> str:
    rule = found.rules.get(role)
    return name_in(rule.name, language()) if rule else role


def _place(found: Checked, key: int) -> str:
    place, town = found.places.get(key), found.town_of(key)
    if place is None:
        return str(key)
    return f"{town.name}/{place.name}" if town and town.key != key else place.name


def _holder(found: Checked, key: int) -> str:
    holder = found.holders.get(key)
    return holder.name if holder else str(key)
