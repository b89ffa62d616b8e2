"""Papers as they go out: numbered, frozen, and honest about what changed since.

Convention: an issued week is printed as it was issued, unless it is asked for anew. What changed
afterwards is a correction of the next paper, and once printed it is what the week is held against.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from streetchief.domain import calendar
from streetchief.domain.bulletins import (
    Correction,
    Receipt,
    StreetChange,
    Verdict,
    WeekReport,
    rate_of,
)
from streetchief.domain.freezing import freeze, thaw
from streetchief.domain.value import replace, value
from streetchief.errors import Refused
from streetchief.locale.text import gettext as _
from streetchief.service.docket import PATROL
from streetchief.service.office import Office, acting, clean, known_then
from streetchief.service.verdicts import verdicts
from streetchief.service.week import (
    Sources,
    chosen_town,
    keyed_reports,
    open_sources,
    wanted_week,
)
from streetchief.store.bulletins import (
    IssuedRow,
    find_added_since,
    find_head,
    find_issued,
    was_voided_since,
)
from streetchief.store.journal import EntryWriter
from streetchief.store.ledger import reading

WEEKLY, CIRCULAR = "weekly", "circular"
KINDS = (WEEKLY, CIRCULAR)
"""Papers of a week: 周报 and 通报."""


@value
class WeekPaper:
    """A town's paper; `text` and `lang` are those it was issued with, None while it is not.

    `again` tells that it had been issued before it was asked to be.
    """

    report: WeekReport
    text: str | None = None
    lang: str | None = None
    again: bool = False


@value
class Issue:
    """What issuing did: the papers, and the head of the chain after it."""

    papers: tuple[WeekPaper, ...]
    receipt: Receipt


def week_papers(
    office: Office,
    *,
    week: int | None = None,
    town: str | None = None,
    everything: bool = False,
    kind: str = WEEKLY,
    notes: Sequence[str] = (),
    anew: bool = False,
) -> tuple[WeekPaper, ...]:
    """Return the papers of a week as they stand: issued ones as issued, the others as of now.

    `anew` reckons issued ones again as well. Raises `Refused` as `week_reports` does, and for
    `notes` on an issued paper.
    """
    words = checked_notes(notes)
    with reading(office.ledger) as connection:
        here = known_then(office)
        place = chosen_town(here, connection, town, everything)
        sources = open_sources(here, connection, wanted_week(here, week), place)
        papers = []
        for key, report in keyed_reports(sources):
            issued = find_issued(connection, place=key, as_of=here.as_of) if key else []
            row = _issued(issued, kind, report.week)
            if row is not None and not anew:
                papers.append(_as_issued(row, words))
            else:
                papers.append(
                    WeekPaper(report=_complete(sources, key, report, issued, kind, words))
                )
        return tuple(papers)


def issue_week(
    office: Office,
    text_of: Callable[[WeekReport], str],
    *,
    lang: str,
    week: int | None = None,
    town: str | None = None,
    everything: bool = False,
    kind: str = WEEKLY,
    notes: Sequence[str] = (),
) -> Issue:
    """Issue the papers of a finished week in one act: number them, freeze text and figures.

    A paper that was issued before stays as it is and says so. Raises `Refused` for a running week,
    for a paper of no town, and for `notes` on a paper that was issued before.
    """
    words = checked_notes(notes)
    with acting(office, "issue") as entry:
        connection = entry.connection
        place = chosen_town(office, connection, town, everything)
        sources = open_sources(office, connection, wanted_week(office, week), place)
        papers = []
        for key, report in keyed_reports(sources):
            if not key:
                raise Refused(_("Streets that lie in no town have no paper to issue."))
            if report.draft:
                raise still_running(report.week)
            issued = find_issued(connection, place=key)
            row = _issued(issued, kind, report.week)
            if row is not None:
                papers.append(replace(_as_issued(row, words), again=True))
                continue
            year = year_of(report.week)
            final = replace(
                _complete(sources, key, report, issued, kind, words),
                number=next_number(issued, kind, year),
                clock_entries=report.clock_entries + office.clock_set,
            )
            text = text_of(final)
            write_issue(entry, key, kind, final.week, year, final, text, lang)
            papers.append(WeekPaper(report=final, text=text, lang=lang))
    receipt = find_head(office.ledger.connection, office.ledger.site)
    return Issue(papers=tuple(papers), receipt=receipt)


class Issuable(Protocol):
    """A report that has its number and the head of the chain it rests on."""

    @property
    def number(self) -> int | None: ...
    @property
    def receipt(self) -> Receipt: ...


def write_issue(
    entry: EntryWriter,
    place: int,
    kind: str,
    period: int,
    year: int,
    report: Issuable,
    text: str,
    lang: str,
) -> int:
    """Freeze a paper: its text and everything it says; return the record number."""
    return entry.add(
        "bulletin",
        {
            "place": place,
            "kind": kind,
            "period": period,
            "year": year,
            "number": report.number,
            "lang": lang,
            "text": text,
            "figures": figures_text(report),
            "head": report.receipt.digest,
        },
    )


def figures_text(report: object) -> str:
    """Return everything a paper says as canonical JSON."""
    return json.dumps(freeze(report), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def next_number(issued: Iterable[IssuedRow], kind: str, year: int) -> int:
    """Return the number of the next issue of a kind in a year."""
    return (
        max((row.number for row in issued if row.kind == kind and row.year == year), default=0) + 1
    )


def checked_notes(notes: Sequence[str]) -> tuple[str, ...]:
    """Return the office's own words as they may be stored; empty ones are left out."""
    return tuple(word for note in notes if (word := clean(note, _("The note"), most=500)))


def still_running(week: int) -> Refused:
    """Return the refusal to issue the paper of a running week."""
    return Refused(
        _("Week {week} is not over.").format(week=calendar.week_label(week)),
        _("Nothing was issued."),
        _("Issue it from {day} on.").format(day=calendar.day_label(calendar.monday_of(week + 1))),
    )


def year_of(week: int) -> int:
    """Return the ISO year of a week, in which its issues are numbered."""
    return int(calendar.week_label(week)[:4])


def _issued(rows: Iterable[IssuedRow], kind: str, week: int) -> IssuedRow | None:
    found = [row for row in rows if row.kind == kind and row.period == week]
    return found[-1] if found else None


def _as_issued(row: IssuedRow, notes: Sequence[str]) -> WeekPaper:
    if notes:
        raise Refused(
            _("This paper was issued as No. {number}; its words are fixed.").format(
                number=row.number
            ),
            _("Nothing was saved."),
            _("Say it in the next paper, or void number {record} first.").format(record=row.id),
        )
    report = thaw(WeekReport, json.loads(row.figures))
    return WeekPaper(report=report, text=row.text, lang=row.lang)


def _complete(
    sources: Sources,
    key: int,
    report: WeekReport,
    issued: Sequence[IssuedRow],
    kind: str,
    notes: tuple[str, ...],
) -> WeekReport:
    """Add to a week's figures what rests on earlier papers, and the office's own words."""
    items = report.items
    before = _issued([row for row in issued if row.kind in KINDS], WEEKLY, report.week - 1)
    if items is not None and before is not None:
        said = json.loads(before.figures).get("items") or {}
        changed = (said.get("opened"), said.get("overdue")) != (
            items.before_opened,
            items.before_overdue,
        )
        items = replace(items, before_corrected=changed)
    return replace(
        report,
        kind=kind,
        notes=notes,
        items=items,
        corrections=_corrections(sources, key, report.week, issued),
    )


# ---------------------------------------------------------------- corrections


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


def _corrections(
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
