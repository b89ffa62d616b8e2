"""What issued papers said and no longer holds: compared with the verdicts of now.

Convention: a correction once printed is what its week is held against from then on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from streetchief.domain import calendar
from streetchief.domain.bulletins import (
    Correction,
    StreetChange,
    Verdict,
    rate_of,
)
from streetchief.domain.freezing import thaw
from streetchief.domain.value import value
from streetchief.service.docket import PATROL
from streetchief.service.verdicts import verdicts
from streetchief.service.week_sources import Sources
from streetchief.store.bulletins import (
    IssuedRow,
    find_added_since,
    was_voided_since,
)

WEEKLY, CIRCULAR = "weekly", "circular"
KINDS = (WEEKLY, CIRCULAR)
"""Papers of a week: 周报 and 通报."""


@value
class Printed:
    """What papers last said of a week: each street's verdict, and the record that said it."""

    verdicts: Mapping[str, Verdict]
    names: Mapping[str, str]
    record: int


def last_printed(issued: Iterable[IssuedRow]) -> dict[int, Printed]:
    """Return for each issued week what papers said of it last, printed corrections included."""
    weeks: dict[int, Printed] = {}
    for row in issued:
        if row.kind not in KINDS:
            continue
        figures = json.loads(row.figures)
        lines = figures["streets"]
        weeks[row.period] = Printed(
            verdicts={
                line["identity"]: Verdict(
                    required=line["required"], counted=line["counted"], state=line["state"]
                )
                for line in lines
            },
            names={line["identity"]: line["street"] for line in lines},
            record=row.id,
        )
        for correction in figures.get("corrections", ()):
            if correction["week"] in weeks:
                earlier = weeks[correction["week"]]
                weeks[correction["week"]] = _corrected(earlier, correction["changes"], row.id)
    return weeks


def _corrected(earlier: Printed, changes: Iterable[Mapping[str, object]], record: int) -> Printed:
    verdicts_, names = dict(earlier.verdicts), dict(earlier.names)
    for data in changes:
        change = thaw(StreetChange, data)
        names[change.identity] = change.street
        verdicts_.pop(change.identity, None)
        if change.after is not None:
            verdicts_[change.identity] = change.after
    return Printed(verdicts=verdicts_, names=names, record=record)


def corrections_of(
    sources: Sources, key: int, week: int, issued: Sequence[IssuedRow]
) -> tuple[Correction, ...]:
    """Compare every issued week up to `week` with what it is now.

    Also `week` itself, when it was issued as another kind of paper or is reckoned anew.
    """
    printed = {at: said for at, said in last_printed(issued).items() if at <= week}
    if not printed:
        return ()
    places = sources.docket.places
    now: dict[int, dict[str, tuple[int, Verdict]]] = {at: {} for at in printed}
    span = range(min(printed), max(printed) + 1)
    for found in verdicts(sources.office, sources.connection, PATROL, span, town=key):
        if found.week in now:
            verdict = Verdict(required=found.required, counted=found.counted, state=found.state)
            now[found.week][places[found.place].identity] = (found.place, verdict)
    corrections = []
    for at in sorted(printed):
        said, here = printed[at], now[at]
        changes = [
            change
            for identity in dict.fromkeys((*said.verdicts, *here))
            if (change := _change(sources, at, said, identity, here.get(identity))) is not None
        ]
        if changes:
            corrections.append(
                Correction(
                    week=at,
                    changes=tuple(changes),
                    rate_before=rate_of(said.verdicts.values()),
                    rate_after=rate_of(verdict for _place, verdict in here.values()),
                )
            )
    return tuple(corrections)


def _change(
    sources: Sources,
    week: int,
    said: Printed,
    identity: str,
    here: tuple[int, Verdict] | None,
) -> StreetChange | None:
    before = said.verdicts.get(identity)
    after = here[1] if here is not None else None
    if before == after:
        return None
    if here is None:
        return StreetChange(
            street=said.names[identity], identity=identity, before=before, after=None
        )
    days = calendar.days_of_week(week)
    bounds = days.start * calendar.DAY, days.stop * calendar.DAY
    local = sources.office.utc_to_local
    late = {
        local(recorded) // calendar.DAY
        for started, recorded in find_added_since(sources.connection, here[0], *bounds, said.record)
        if local(recorded) // calendar.DAY > started // calendar.DAY
    }
    return StreetChange(
        street=sources.docket.places[here[0]].name,
        identity=identity,
        before=before,
        after=after,
        backfilled_on=tuple(sorted(late)),
        voided=was_voided_since(sources.connection, here[0], *bounds, said.record),
    )
