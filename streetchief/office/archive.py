"""A year for inspection: its papers, lists, evidence and the chain they rest on, from one reading.

Convention: weeks belong to their ISO year, everything else to the days of the year. A paper that
was issued is archived as it was issued, every other finished week as a draft. Nothing is written.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

from streetchief.activities.lists import Activities, list_activities
from streetchief.days import calendar
from streetchief.duties.absences import DELEGATION, EXEMPTION, Absence, list_absences
from streetchief.errors import Refused
from streetchief.files.attachments import files_folder, find_kept, is_as_recorded
from streetchief.honours.acts import HonourRow, list_honours
from streetchief.items.lookup import Listed, Wanted, list_items
from streetchief.ledger.archive import EvidenceOfDay, Link, find_chain, find_evidence_between
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office
from streetchief.locale.text import gettext as _
from streetchief.papers.issue import Edition, read_papers
from streetchief.papers.records import IssuedRow, find_head, find_issued
from streetchief.papers.rules.report import Receipt
from streetchief.papers.sources import Asked
from streetchief.register.lists import PlaceView, list_places
from streetchief.register.records import find_assignments, find_holders, find_places
from streetchief.rulebook.rules.duty import PATROL
from streetchief.rulebook.words import role_name, tables_on
from streetchief.value import value
from streetchief.values.problems import Name
from streetchief.values.register import town_of


@value
class ArchivedPaper:
    """An issued paper: whose, of what, and its text as it was frozen."""

    place: str
    row: IssuedRow


@value
class ArchivedPost:
    """Who had which role where in the year; `until` is the first day without it."""

    holder: str
    unit: str
    role: str
    role_name: Name
    town: str
    place: str
    since: int
    until: int | None


@value
class ArchivedEvidence:
    """A file as evidence, where it happened, and where its content lies.

    `source` is None when it does not lie beside the ledger; then `lost` tells that it should, and
    is gone or is not what was recorded. Evidence of items stays with the office.
    """

    row: EvidenceOfDay
    town: str
    place: str
    source: Path | None
    lost: bool


@value
class Archive:
    """Everything of a year."""

    year: int
    site: str
    head: Receipt
    issued: tuple[ArchivedPaper, ...]
    drafts: tuple[Edition, ...]
    patrols: Activities
    activities: Activities
    items: Listed
    streets: tuple[PlaceView, ...]
    posts: tuple[ArchivedPost, ...]
    exemptions: tuple[Absence, ...]
    delegations: tuple[Absence, ...]
    honours: tuple[HonourRow, ...]
    evidence: tuple[ArchivedEvidence, ...]
    chain: tuple[Link, ...]


def gather_archive(office: Office, year: int) -> Archive:
    """Read everything of a year in one transaction.

    Raises `Refused` for a year to come, and for one of which the ledger knows nothing.
    """
    since = calendar.day_of(date(year, 1, 1))
    until = calendar.day_of(date(year + 1, 1, 1))
    if since > office.today:
        raise Refused(_("The year {year} has not begun.").format(year=year))
    last = min(until - 1, office.today)
    with reading(office.ledger) as connection:
        archive = Archive(
            year=year,
            site=office.ledger.site,
            head=find_head(connection, office.ledger.site),
            issued=_issued(connection, year),
            drafts=_drafts(office, year),
            patrols=list_activities(office, kind=PATROL, since=since, until=last),
            activities=list_activities(office, since=since, until=last),
            items=_items(office, since, last),
            streets=tuple(list_places(office, kind="street", everything=True)),
            posts=_posts(connection, since, until),
            exemptions=tuple(
                view
                for view in list_absences(office, EXEMPTION, everything=True)
                if view.row.since < until and view.row.until > since
            ),
            delegations=tuple(
                view
                for view in list_absences(office, DELEGATION, everything=True)
                if view.row.since < until and view.row.until > since
            ),
            honours=tuple(list_honours(office, on=last)),
            evidence=_evidence(office, since, until),
            chain=tuple(find_chain(connection)),
        )
    if not (archive.issued or archive.drafts or archive.patrols.views or archive.items.items):
        raise Refused(_("The ledger knows nothing of the year {year}.").format(year=year))
    return archive


def _issued(connection: sqlite3.Connection, year: int) -> tuple[ArchivedPaper, ...]:
    names = {place.key: place.name for place in find_places(connection)}
    return tuple(
        ArchivedPaper(place=names.get(row.place or 0, ""), row=row)
        for row in find_issued(connection)
        if row.year == year
    )


def _drafts(office: Office, year: int) -> tuple[Edition, ...]:
    """Return the weekly papers of the year that nobody has issued, week by week, town by town."""
    first = calendar.week_numbered(year, 1)
    following = calendar.week_numbered(year + 1, 1)
    assert first is not None
    assert following is not None
    drafts: list[Edition] = []
    for week in range(first, min(following, office.this_week + 1)):
        try:
            papers = read_papers(office, Asked(period=week, everything=True))
        except Refused:  # no street was under the duty yet
            continue
        drafts += [paper for paper in papers if paper.text is None]
    return tuple(drafts)


def _items(office: Office, since: int, last: int) -> Listed:
    """Return the items that were open on some day of the year, as they stood at its end."""
    listed = list_items(office, Wanted(state="all", until=last, on=last))
    kept = tuple(
        item
        for item in listed.items
        if item.item.opened_on >= since
        or item.state.closed_on is None
        or item.state.closed_on >= since
    )
    return Listed(
        items=kept,
        today=listed.today,
        state=listed.state,
        list_name=listed.list_name,
        names=listed.names,
    )


def _posts(connection: sqlite3.Connection, since: int, until: int) -> tuple[ArchivedPost, ...]:
    places = {place.key: place for place in find_places(connection)}
    holders = {holder.key: holder for holder in find_holders(connection)}
    tables = tables_on(connection, until - 1)
    found = []
    for post in find_assignments(connection, since=since, until=until):
        place, holder, town = places[post.place], holders[post.holder], town_of(places, post.place)
        found.append(
            ArchivedPost(
                holder=holder.name,
                unit=holder.unit or "",
                role=post.role,
                role_name=role_name(tables, post.role),
                town=town.name if town else "",
                place=place.name,
                since=post.since,
                until=post.until,
            )
        )
    return tuple(found)


def _evidence(office: Office, since: int, until: int) -> tuple[ArchivedEvidence, ...]:
    places = {place.key: place for place in find_places(office.connection)}
    folder = files_folder(office.ledger.path)
    rows = find_evidence_between(office.connection, since, until)
    found_files = {row.sha256: find_kept(folder, row.sha256) for row in rows}
    kept = {
        sha: path
        for sha, path in found_files.items()
        if path is not None and is_as_recorded(path, sha)
    }
    found = []
    for row in rows:
        place = places.get(row.place) if row.place is not None else None
        town = town_of(places, row.place) if row.place is not None else None
        found.append(
            ArchivedEvidence(
                row=row,
                town=town.name if town else "",
                place=place.name if place else "",
                source=kept.get(row.sha256),
                lost=row.sha256 not in kept
                and (row.of == "activity" or found_files[row.sha256] is not None),
            )
        )
    return tuple(found)
