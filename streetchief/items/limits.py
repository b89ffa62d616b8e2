"""Limits: amounts that hold from a day on, and what they decide about a project.

Convention: the rulebook names a limit and what the source says of it; a town dates it. Amounts are
fen. An amount nobody has dated decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from streetchief.errors import Refused
from streetchief.items.records import LimitRow, find_limits
from streetchief.items.rules.workflow import ItemState
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, acting, clean
from streetchief.locale.text import gettext as _
from streetchief.rulebook.in_force import rulebook_on
from streetchief.rulebook.rules.list import ListRule, field_of
from streetchief.rulebook.rules.project import Limit, TenderRoute, limit_in_force, tender_route
from streetchief.rulebook.rules.rulebook import Rulebook
from streetchief.value import value
from streetchief.values.names import fold
from streetchief.values.problems import Name

SELF_TENDER = "self_tender"
"""The limit that decides who may tender a project (docs/mechanisms.md, row 8)."""


@value
class LimitLine:
    """An amount of a limit called `name`; `row` is None where only the rulebook says it."""

    id: str
    name: Name
    limit: Limit
    in_force: bool
    row: LimitRow | None


def set_limit(
    office: Office, limit: str, amount: int, since: int, *, note: str | None = None
) -> LimitLine:
    """Date an amount of a limit: it holds from the day `since` until the next one begins.

    Refused when the rulebook has no such limit, or when this is recorded already.
    """
    with acting(office, "limit set") as entry:
        connection = entry.connection
        rulebook = rulebook_on(connection, office.today)
        name = _limit_named(rulebook, limit)
        last = [row for row in find_limits(connection, name) if row.since == since]
        if last and last[-1].amount == amount:
            raise Refused(_("That is recorded already."))
        said = clean(note, _("the note"), lines=True) if note else None
        record = entry.add(
            "limit_amount", {"name": name, "amount": amount, "since": since, "note": said or None}
        )
        return next(line for line in _lines(office, rulebook) if line.row and line.row.id == record)


def list_limits(office: Office) -> list[LimitLine]:
    """Return every amount of every limit, dated or not, in the order in which they begin."""
    with reading(office.ledger) as connection:
        rulebook = rulebook_on(connection, office.today, as_of=office.as_of)
        return _lines(office, rulebook)


def limits_of(office: Office, rulebook: Rulebook, name: str) -> tuple[Limit, ...]:
    """Return the amounts of a limit: those of the rulebook, with the days the town has given them.

    An amount the town has set beside the rulebook's comes after them.
    """
    dated = {row.since: row for row in find_limits(office.connection, name, as_of=office.as_of)}
    limits = list(rulebook.limits.get(name, ()))
    for row in sorted(dated.values(), key=lambda row: row.since):
        at = next(
            (
                at
                for at, limit in enumerate(limits)
                if limit.amount == row.amount and limit.since is None
            ),
            None,
        )
        known = limits[at].name if at is not None else None
        limit = Limit(id=f"record {row.id}", amount=row.amount, since=row.since, name=known)
        if at is not None:
            limits[at] = limit
        else:
            limits = [old for old in limits if old.since != row.since] + [limit]
    return tuple(limits)


def route_of(rule: ListRule, state: ItemState, limits: tuple[Limit, ...]) -> TenderRoute | None:
    """Decide who may tender a project; None for an item of a list without budget and tender date.

    The budget of the day asked about is compared with the limit of the tender date.
    """
    if field_of(rule, "budget") is None or field_of(rule, "tender_on") is None:
        return None
    fields: Mapping[str, object] = dict(state.fields)
    budget, tender_on = fields.get("budget"), fields.get("tender_on")
    return tender_route(
        budget if isinstance(budget, int) else None,
        tender_on if isinstance(tender_on, int) else None,
        limits,
    )


def _limit_named(rulebook: Rulebook, text: str) -> str:
    names = _names(rulebook)
    for id, name in names.items():
        if fold(text) in (fold(id), fold(name.zh), fold(name.en)):
            return id
    raise Refused(
        _("There is no limit {name}.").format(name=text),
        _("Limits of the rulebook: {names}.").format(
            names=_(", ").join(
                _("{name} ({id})").format(name=name.zh, id=id) for id, name in names.items()
            )
            or _("none")
        ),
    )


def _names(rulebook: Rulebook) -> dict[str, Name]:
    tables = rulebook.tables.get("limits", {})
    return {
        id: Name(zh=str(tables[id]["zh"]), en=str(tables[id].get("en", tables[id]["zh"])))
        for id in rulebook.limits
    }


def _lines(office: Office, rulebook: Rulebook) -> list[LimitLine]:
    found = []
    rows = find_limits(office.connection, as_of=office.as_of)
    recorded = {f"record {row.id}": row for row in rows}
    for id, name in _names(rulebook).items():
        limits = limits_of(office, rulebook, id)
        now = limit_in_force(limits, office.today)
        order = sorted(limits, key=lambda limit: (limit.since is not None, limit.since or 0))
        for limit in order:
            row = recorded.get(limit.id)
            found.append(LimitLine(id=id, name=name, limit=limit, in_force=limit is now, row=row))
    return found
