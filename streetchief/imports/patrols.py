"""Rows of patrols, a million at a time: resolved, checked and written in batches.

Convention: names, days and minutes recur on row after row, so each text is understood once and
remembered. What a person did is kept as sorted integers (`activities.rules`), those of the ledger
fetched for the persons and months the file speaks of; nothing is asked of the log row by row.
Source: docs/rules.md, "What is refused"; docs/speed.md.
"""

from __future__ import annotations

import re
import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize

from streetchief.activities.records import find_keyed, find_recorded, find_walks, has_activities
from streetchief.activities.rules import (
    BEFORE_START,
    RECORDED_EARLIER,
    RECORDED_LATER,
    TOO_LONG,
    check_patrol,
    enter,
    find_clash,
    new_diary,
    overlap,
)
from streetchief.days.calendar import DAY
from streetchief.days.spoken import NotADate, When, read_moment
from streetchief.duties import tally
from streetchief.errors import Refused
from streetchief.imports.rows import Rows, Setting, Values, read_as
from streetchief.ledger.ledger import roomy_cache
from streetchief.ledger.office import clean
from streetchief.locale.text import gettext as _
from streetchief.locale.text import in_a_row, language
from streetchief.log.rules import compare_walk
from streetchief.log.sameness import contradiction, incomplete
from streetchief.log.walks import split_finding
from streetchief.output.safe import csv_unsafe
from streetchief.register.approval import refuse_own
from streetchief.register.places import FieldRefused
from streetchief.register.records import find_assignments
from streetchief.rulebook.in_force import kind_named, rulebook_on
from streetchief.rulebook.records import find_versions
from streetchief.rulebook.rules.duty import DutyVersion, judged_kinds
from streetchief.values.problems import say
from streetchief.values.register import DEPARTMENT, PERSON, Holder, Place

if TYPE_CHECKING:
    from streetchief.items.lists import Lists

PATROL = "patrol"
BATCH = 10_000
_COLUMNS = (
    "kind", "place", "person", "started_at", "minutes", "note", "approved_by", "recorded_at", "key",
)  # fmt: skip
_SPAN = 128 * DAY
"""The log is asked for so much of a person's past at once."""
_PLAIN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?")
_FINDINGS = re.compile(r"[;；\n]")
_MINUTES = re.compile(r"([0-9]{1,6})(?:\.0+)?(?:分|分钟|min|m)?", re.IGNORECASE)

_FIELDS = {
    BEFORE_START: "minutes",
    TOO_LONG: "minutes",
    RECORDED_LATER: "recorded_at",
    RECORDED_EARLIER: "recorded_at",
}

Row = tuple[str | int | None, ...]


class Counted(NamedTuple):
    """A patrol as the tally sees it (`duties.rules.counting.Patrol`), made a million times."""

    place: int
    person: int
    kind: str
    day: int
    recorded_on: int
    minutes: int | None
    approved: bool
    metres: None = None
    photos: int = 0


def import_patrols(setting: Setting, rows: Rows) -> None:
    """Take in patrols: all checks of a single `log`, one entry, the tally kept beside it."""
    reader = _Reader(setting)
    with roomy_cache(reader.connection):
        _import_batches(setting, reader, rows)


def _import_batches(setting: Setting, reader: _Reader, rows: Rows) -> None:
    while batch := list(islice(rows, BATCH)):
        reader.know_keys(values.get("key", "") for _number, values in batch)
        pending = reader.pending
        pending.clear()
        reader.begun.clear()
        for number, values in batch:
            try:
                row = reader.read(values)
            except FieldRefused as refusal:
                setting.counts.refuse(number, values, refusal)
                continue
            if row is None:
                setting.counts.already += 1
                continue
            pending.append(row)
        setting.counts.read += len(batch)
        setting.counts.new += len(pending)
        if pending:
            setting.entry.add_rows("activity", _COLUMNS, pending)
            reader.tally([reader.counted(row) for row in pending])
        reader.open_findings()
        if setting.progress is not None:
            setting.progress(len(batch))


class _Reader:
    """What has been understood so far of one file."""

    def __init__(self, setting: Setting) -> None:
        office, connection = setting.office, setting.entry.connection
        self.setting = setting
        self.now = office.now
        self.today = office.today
        self.trusted = "recorded_at" in setting.columns
        self.connection: sqlite3.Connection = connection
        self.rulebook = rulebook_on(connection, office.today) if "kind" in setting.columns else None
        self.versions: list[DutyVersion] = find_versions(connection)
        self.has_past = has_activities(connection)
        self.days: dict[str, int] = {}
        self.clocks: dict[str, int] = {}
        self.kinds: dict[str, str] = {"": PATROL}
        self.lengths: dict[str, int | None] = {"": None}
        self.streets: dict[tuple[str, str, str], Place | None] = {}
        self.people: dict[str, Holder | None] = {}
        self.people_there: dict[tuple[str, int, int], Holder] = {}
        self.towns: dict[int, int | None] = {}
        self.diaries: dict[int, array[int]] = {}
        self.starts: dict[tuple[str, int, int], array[int]] = {}
        self.fetched: set[tuple[int, int]] = set()
        self.keyed: dict[str, tuple[object, ...]] = {}
        self.pending: list[Row] = []
        """The rows of this batch, which are written together at its end."""
        self.begun: dict[Row, int] = {}
        """Which of them has this kind, place, person and start, the last one."""
        self.lists: Lists | None = None
        self.findings: list[tuple[int, int, list[tuple[str, str]], Place, Holder]] = []
        """What was found on rows of this batch, with the number of the record and the day."""

    def read(self, values: Values) -> Row | None:
        """Understand and check a row; None when it is there already. Raises `FieldRefused`."""
        # What recurs is looked up here and not in a call of its own: it recurs a million times.
        said = values["started_at"]
        day_at, clock = self.days.get(said[:10]), self.clocks.get(said[10:])
        if day_at is None or clock is None:
            started_at = self._start(said)
        else:
            started_at = day_at + clock
        said = values.get("minutes", "")
        minutes = self.lengths[said] if said in self.lengths else self._length(said)
        said = values.get("kind", "")
        kind = self.kinds[said] if said in self.kinds else self._kind(said)
        town, said = values.get("town", ""), values["street"]
        place = self.streets.get((town, said, kind))
        if place is None:
            place = self._street(town, said, kind, started_at // DAY)
        said = values["person"]
        person = self.people.get(said)
        if person is None:
            person = self._person(said, kind, place, started_at // DAY)
        recorded_at = recorded_local = None
        if self.trusted and (said := values.get("recorded_at", "")):
            recorded_local = self._recorded(said)
            recorded_at = self._utc(recorded_local)
        problems = check_patrol(
            place, started_at, minutes, now=self.now, recorded_at=recorded_local
        )
        if problems:
            field = _FIELDS.get(problems[0].code, "started_at")
            reason = in_a_row(say(problem, _, language()) for problem in problems)
            raise FieldRefused(field, values.get(field, ""), reason)
        note, findings = self._note(values)
        approver = self._approver(values.get("approved_by", ""), person)
        key = values.get("key", "") or None
        row = (
            kind, place.key, person.key, started_at, minutes, note, approver, recorded_at, key,
        )  # fmt: skip
        if key is not None and key in self.keyed:
            if self.keyed[key] == row[:7]:
                return None
            raise FieldRefused("key", key, _("This key was used for another record."))
        if self.has_past:
            self._fetch(person.key, started_at)
        if self._is_there(kind, place.key, person.key, started_at):
            number = self._recorded_as(row)
            if number is not None:
                if findings:
                    self.findings.append((number, started_at // DAY, findings, place, person))
                return None
        diary = self.diaries.get(person.key)
        if diary is None:
            diary = self.diaries[person.key] = new_diary()
        clash = find_clash(diary, started_at, minutes)
        if clash is not None:
            reason = say(overlap(clash), _, language())
            raise FieldRefused("started_at", values["started_at"], reason)
        enter(diary, started_at, minutes)
        self._remember(kind, place.key, person.key, started_at)
        if key is not None:
            self.keyed[key] = row[:7]
        self.begun[row[:4]] = len(self.pending)
        if findings:
            number = self.setting.entry.next_id + len(self.pending)
            self.findings.append((number, started_at // DAY, findings, place, person))
        return row

    def counted(self, row: Row) -> Counted:
        """Return a row as the tally sees it."""
        kind, place, person, started_at, minutes, _note, approver, recorded_at, _key = row
        assert isinstance(started_at, int)
        recorded_on = self.today
        if recorded_at is not None:
            assert isinstance(recorded_at, int)
            recorded_on = self.setting.office.utc_to_local(recorded_at) // DAY
        return Counted(
            place,  # type: ignore[arg-type]
            person,  # type: ignore[arg-type]
            kind,  # type: ignore[arg-type]
            started_at // DAY,
            recorded_on,
            minutes,  # type: ignore[arg-type]
            approver is not None,
        )

    def tally(self, counted: list[Counted]) -> None:
        """Keep the tally of a batch."""
        counts = tally.counts_of(counted, self.versions, self.towns)  # type: ignore[arg-type]
        tally.add(self.connection, counts)

    def know_keys(self, keys: Iterator[str]) -> None:
        """Fetch what live records were written with these retry keys."""
        self.keyed.clear()
        said = {key for key in keys if key}
        if said:
            self.keyed.update(find_keyed(self.connection, said))

    def _start(self, said: str) -> int:
        """Read a start; what every file holds (2026-11-22 09:30) is remembered by its halves."""
        if not said:
            raise FieldRefused("started_at", "", _("It is empty."))
        at = self._moment("started_at", said)
        if _PLAIN.fullmatch(said):
            clock = at.at % DAY
            self.days[said[:10]], self.clocks[said[10:]] = at.at - clock, clock
        if not at.has_time:
            self.setting.counts.days_only += 1
        return at.at

    def _recorded(self, said: str) -> int:
        """Read a trusted moment of recording; a bare day means as late on it as can be true."""
        day = self.days.get(said[:10])
        clock = self.clocks.get(said[10:])
        if day is not None and clock is not None:
            return day + clock
        at = self._moment("recorded_at", said)
        if not at.has_time:
            end = at.at + DAY - 1
            return max(min(end, self.now), at.at) if at.at <= self.now else end
        return at.at

    def _moment(self, field: str, said: str) -> When:
        try:
            return read_moment(said, now=self.now, utc_to_local=self.setting.office.utc_to_local)
        except NotADate as error:
            raise FieldRefused(field, said, _(error.reason)) from None

    def _utc(self, local: int) -> int:
        to_local = self.setting.office.utc_to_local
        utc = 2 * local - to_local(local)
        return utc if to_local(utc) == local else utc + local - to_local(utc)

    def _length(self, said: str) -> int | None:
        plain = normalize("NFKC", said).replace(" ", "")
        found = _MINUTES.fullmatch(plain)
        negative = re.fullmatch(r"-([0-9]{1,6})(?:\.0+)?", plain)
        if found is None and negative is None:
            raise FieldRefused("minutes", said, _("It is no whole number of minutes."))
        minutes = int(found[1]) if found else -int(negative[1]) if negative else 0
        self.lengths[said] = minutes
        return minutes

    def _kind(self, said: str) -> str:
        rulebook = self.rulebook
        assert rulebook is not None
        kind = read_as("kind", said, lambda text: kind_named(rulebook, text).identifier)
        self.kinds[said] = kind
        return kind

    def _street(self, town: str, said: str, kind: str, day: int) -> Place:
        if not said:
            raise FieldRefused("street", "", _("It is empty."))
        kinds = judged_kinds(self.versions, PATROL) if kind == PATROL else ()
        within = town or self.setting.town
        directory = self.setting.directory
        place = read_as("street", said, lambda text: directory.place(text, kinds, within, day))
        if directory.bears_name_alone(said, kinds, within):
            self.streets[town, said, kind] = place
        if place.key not in self.towns:
            lies_in = directory.town_of(place)
            self.towns[place.key] = lies_in.key if lies_in else None
        return place

    def _person(self, said: str, kind: str, place: Place, day: int) -> Holder:
        there = (said, place.key, day)
        if there in self.people_there:
            return self.people_there[there]
        if not said:
            raise FieldRefused("person", "", _("It is empty."))
        directory = self.setting.directory
        kinds = (PERSON,) if kind == PATROL else (PERSON, DEPARTMENT)
        try:
            person = directory.holder(said, kinds)
        except Refused as refusal:
            namesakes = [h for h in directory.holders_named(said) if h.kind in kinds]
            here = self._one_with_a_post(namesakes, place, day)
            if here is None:
                raise FieldRefused("person", said, refusal.cause, refusal.remedy) from None
            self.people_there[there] = here
            return here
        if kind == PATROL:
            self.people[said] = person
        return person

    def _one_with_a_post(self, namesakes: list[Holder], place: Place, day: int) -> Holder | None:
        """Of several with one name, return the only one with a post on the street."""
        if len(namesakes) < 2:
            return None
        posts = find_assignments(self.connection, place=place.key)
        for held in ([p for p in posts if p.covers(day)], posts):
            holders = {post.holder for post in held}
            here = [person for person in namesakes if person.key in holders]
            if len(here) == 1:
                return here[0]
        return None

    def _approver(self, said: str, walker: Holder) -> int | None:
        if not said:
            return None

        def read(text: str) -> Holder:
            approver = self.setting.directory.holder(text, (PERSON,))
            refuse_own(approver, doers=(walker.key,))
            return approver

        return read_as("approved_by", said, read).key

    def _note(self, values: Values) -> tuple[str | None, list[tuple[str, str]]]:
        """Return the note of a row, and what was found on the walk.

        What names a category of a list (道乱占:门前堆放杂物) is opened as `log --found` does;
        other words about what was found stay with the note.
        """
        said, findings = values.get("note", ""), list[tuple[str, str]]()
        if found := values.get("found", ""):
            others = []
            for part in _FINDINGS.split(found):
                finding = split_finding(part)
                if finding is not None and self._is_category(finding[0]):
                    findings.append(finding)
                else:
                    others.append(part)
            said = f"{said} {found if not findings else '；'.join(others)}".strip()
        if not said:
            return None, findings
        if said[0] == "'":
            said = csv_unsafe(said)
        if said.isprintable() and len(said) <= 2000:
            return said, findings
        read = read_as("note", said, lambda text: clean(text, "note", lines=True))
        return read or None, findings

    def _is_category(self, said: str) -> bool:
        from streetchief.items.lists import open_lists
        from streetchief.items.opening import is_category

        if self.lists is None:
            self.lists = open_lists(self.setting.office)
        return is_category(self.lists, said)

    def open_findings(self) -> None:
        """Open what was found on rows of this batch and is not open yet."""
        if not self.findings:
            return
        from streetchief.items.opening import write_findings

        for number, day, found, place, person in self.findings:
            write_findings(
                self.setting.office,
                self.setting.entry,
                found,
                fixed=False,
                places=[place],
                person=person,
                day=day,
                numbers={place.key: number},
                key=None,
                retried=False,
                lists=self.lists,
            )
        self.findings.clear()

    def _fetch(self, person: int, started_at: int) -> None:
        """Put what the ledger holds of a person around a moment into the diary, once."""
        span = started_at // _SPAN
        if (person, span) in self.fetched:
            return
        self.fetched.add((person, span))
        diary = self.diaries.setdefault(person, new_diary())
        before = self.setting.entry.first_id
        rows = find_walks(
            self.connection, person, span * _SPAN - DAY, (span + 1) * _SPAN + DAY, before
        )
        for kind, place, at, minutes in rows:
            enter(diary, at, minutes)
            self._remember(kind, place, person, at)

    def _is_there(self, kind: str, place: int, person: int, started_at: int) -> bool:
        starts = self.starts.get((kind, place, person))
        if not starts or starts[-1] < started_at:
            return False
        at = bisect_left(starts, started_at)
        return at < len(starts) and starts[at] == started_at

    def _recorded_as(self, row: Row) -> int | None:
        """Return the number of the walk that begins as this row does, where it is the row itself.

        Raises `FieldRefused` where a patrol says otherwise; what a patrol says more is told. Of
        other activities two may begin together.
        """
        kind, _place, _person, _at, minutes, note, approver, *_rest = row
        said = {"minutes": minutes, "note": note, "approved": approver is not None}
        recorded: list[tuple[Any, ...]] = [*find_recorded(self.connection, *row[:4])]  # type: ignore[arg-type]
        if (position := self.begun.get(row[:4])) is not None:
            other = self.pending[position]
            recorded.append(
                (self.setting.entry.next_id + position, other[4], other[5], other[6] is not None)
            )
        for number, *details in recorded:
            sameness = compare_walk(dict(zip(said, details, strict=True)), said)
            if sameness.answer == "there":
                return int(number)
            if kind != PATROL:
                continue
            if sameness.answer == "contradicts":
                refusal = contradiction(number, sameness)
                raise FieldRefused(
                    sameness.details[0], str(said[sameness.details[0]]), refusal.cause,
                    refusal.remedy,
                )  # fmt: skip
            self.setting.counts.warn(incomplete(number, sameness))
            return int(number)
        return None

    def _remember(self, kind: str, place: int, person: int, started_at: int) -> None:
        wanted = (kind, place, person)
        starts = self.starts.get(wanted)
        if starts is None:
            starts = self.starts[wanted] = array("q")
        if not starts or starts[-1] < started_at:
            starts.append(started_at)
        else:
            starts.insert(bisect_left(starts, started_at), started_at)
