"""An explanation in words, for someone who doubts the figure.

Convention: the verdict first, then the arithmetic, then day by day, then record by record. `+`
stands before a patrol that counts and `-` before one that does not.
"""

from __future__ import annotations

from collections.abc import Iterable

from streetchief.days import calendar
from streetchief.duties.explained import (
    NO_LINE,
    DayTold,
    EntryTold,
    Explanation,
    LineExplained,
    PostTold,
    VoidTold,
)
from streetchief.duties.pages.departures import FIELDS
from streetchief.duties.pages.words import (
    moment,
    objection_lines,
    period_words,
    place_title,
    value_words,
    weekday_day,
)
from streetchief.duties.rules.standing import EXEMPT, MET, UNREACHABLE, VACANT
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.blocks import INDENT, aligned, block
from streetchief.output.safe import safe
from streetchief.output.words import REASONS, day_word, exempt_reason_word, join, state_word
from streetchief.values.problems import Name, name_in

MARKS = {
    "clock": N_("entered with the clock set by hand"),
    "recorded": N_("its time of recording was taken on trust"),
}
_NOT_COUNTED = {**REASONS, NO_LINE: N_("no duty judges this there")}


def explain_text(found: Explanation) -> str:
    """Return the explanation as plain text."""
    lines: list[str] = []
    if found.posts or found.walks or found.kind in ("person", "department"):
        lines += _person(found)
    for line in found.lines:
        lines += ["", *_line(line, found)] if lines else _line(line, found)
    if found.as_of is not None:
        lines += [
            "",
            _("As this ledger knew it on {at}; what it learnt later is not shown.").format(
                at=moment(found.as_of)
            ),
        ]
    return "\n".join(lines) + "\n"


def _name(name: Name) -> str:
    return name_in(name, language())


def _person(found: Explanation) -> list[str]:
    title = _("{name}, {week}").format(
        name=place_title(found.town, found.subject), week=period_words("week", found.week)
    )
    lines = [safe(title)]
    lines += block(
        _("Posts"), aligned([_post(post) for post in found.posts]) or [INDENT + _("none")]
    )
    lines += block(
        _("Own records: {count}, counted {counted}").format(
            count=len(found.walks), counted=sum(walk.counts for walk in found.walks)
        ),
        _entries(found.walks, streets=True),
    )
    return lines


def _post(post: PostTold) -> list[str]:
    until = _("until {day}").format(day=day_word(post.until)) if post.until is not None else ""
    return [
        _name(post.role),
        place_title(post.town, post.place),
        _("since {day}").format(day=day_word(post.since)),
        until,
        _("days in this period: {days}").format(days=post.days),
    ]


def _line(line: LineExplained, found: Explanation) -> list[str]:
    a = line.assessment
    title = place_title(line.town, line.place)
    if line.holder is not None:
        title = _("{person} in {place}").format(person=line.holder, place=title)
    lines = [
        safe(
            _("{what}, {period}").format(what=title, period=period_words(a.duty.period, a.period))
        ),
        safe(_verdict(line)),
        *(safe(said) for said in _outlook(line, found)),
    ]
    lines += block(_("How many are required"), _arithmetic(line))
    lines += block(
        _("Available days: {available} of {length}").format(
            available=a.available, length=len(line.days)
        ),
        _days(line),
    )
    lines += block(_("Exemptions"), _exemptions(line))
    lines += block(_("Delegations"), _delegations(line))
    lines += block(_records_heading(line), _entries(line.entries) or [INDENT + _("none")])
    lines += block(_("Records that hold no more"), _voided(line.voided))
    lines += block(_("Objections"), objection_lines(line.objections))
    return lines


def _verdict(line: LineExplained) -> str:
    a = line.assessment
    figures = _("required {required}, counted {counted}").format(
        required=a.required, counted=a.counted
    )
    if a.state == VACANT:
        why = _("nobody held it on any open day, so nothing was due")
        return _("{duty}: {state}; {why}.").format(
            duty=_name(line.title), state=state_word(a.state), why=why
        )
    if a.state == EXEMPT:
        why = _("nothing was due; {figures}").format(figures=figures)
        return _("{duty}: {state}; {why}.").format(
            duty=_name(line.title), state=state_word(a.state), why=why
        )
    if a.state != MET:
        figures = _("{figures}, {needed} short").format(figures=figures, needed=a.needed)
    return _("{duty}: {state}; {why}.").format(
        duty=_name(line.title), state=state_word(a.state), why=figures
    )


def _outlook(line: LineExplained, found: Explanation) -> Iterable[str]:
    a, today = line.assessment, found.now // calendar.DAY
    if line.days_left is not None and a.due and a.state != MET:
        yield _("Days left, today included: {days}; still needed: {needed}; {room}.").format(
            days=len(line.days_left),
            needed=a.needed,
            room=_("no limit a day")
            if line.room is None
            else _("at most {room} can still count").format(room=line.room),
        )
        if a.state == UNREACHABLE:
            yield _("What is still needed is more than can still count.")
    if line.unmet_weeks > 1:
        yield _("Unmet for {count} weeks in a row.").format(count=line.unmet_weeks)
    if line.holder is None:
        if line.last_patrol_on is None:
            yield _("No patrol of this place is recorded up to then, of anybody.")
        elif line.days_left is None:
            yield _("Last patrol of anybody up to then: {day}.").format(
                day=day_word(line.last_patrol_on)
            )
        else:
            yield _(
                "Last patrol of anybody: {day}, days since: {days} "
                "(a figure apart from the verdict)."
            ).format(day=day_word(line.last_patrol_on), days=today - line.last_patrol_on)


def _arithmetic(line: LineExplained) -> list[str]:
    a, period = line.assessment, line.assessment.duty.period
    told = (
        _("{quota} a month (since {day}) on {available} available days of {length}")
        if period == "month"
        else _("{quota} a week (since {day}) on {available} available days of {length}")
    ).format(
        quota=line.quota,
        day=day_word(line.required_since),
        available=a.available,
        length=len(line.days),
    )
    lines = [
        INDENT + line.formula,
        INDENT + _("{told}; weeks in part: {how}.").format(
            told=told, how=value_words("partial", a.duty.partial)
        ),
    ]  # fmt: skip
    if not line.fields:
        return [*lines, INDENT + _("Every other field of the rule stands at its default.")]
    lines.append(INDENT + _("What differs from the default rule:"))
    return lines + aligned(
        [
            [
                _(FIELDS[origin.name]),
                value_words(origin.name, origin.value),
                _("default: {value}").format(value=value_words(origin.name, origin.default)),
                _("since {day}").format(day=day_word(origin.since)),
            ]
            for origin in line.fields
        ],
        INDENT * 2,
    )


def _days(line: LineExplained) -> list[str]:
    if len(line.days) <= 7:
        return aligned([_day(day) for day in line.days])
    rows: list[list[str]] = []
    first = line.days[0]
    before = first
    for day in (*line.days[1:], None):
        if day is None or _kind_of_day(day) != _kind_of_day(first):
            span = weekday_day(first.day)
            if before.day != first.day:
                span += "—" + weekday_day(before.day)
            rows.append([span, *_day(first)[1:]])
            if day is not None:
                first = day
        if day is not None:
            before = day
    return aligned(rows)


def _kind_of_day(day: DayTold) -> tuple[object, ...]:
    return (day.open, day.holders, day.exempt, day.exemptions, day.counted, day.away)


def _day(day: DayTold) -> list[str]:
    if not day.open:
        state = _("closed")
    elif not day.holders:
        state = _("nobody holds it")
    elif day.exempt:
        state = _("exempt by approval")
    else:
        state = _("available")
    away = ""
    if day.available and day.away:
        away = _("{names} exempt").format(names=join(day.away))
        if set(day.away) == set(day.holders):
            away = _("{names}, a delegate is recorded").format(names=away)
    numbers = join(_("No. {number}").format(number=number) for number in day.exemptions)
    return [
        weekday_day(day.day),
        state,
        join(day.holders),
        numbers or away,
        _("counted {count}").format(count=day.counted) if day.counted else "",
    ]


def _exemptions(line: LineExplained) -> list[str]:
    return aligned(
        [
            [
                _("No. {number}").format(number=e.number),
                e.whom,
                _span(e.first, e.last),
                exempt_reason_word(e.reason),
                _("approved by {name}").format(name=e.approved_by) if e.approved_by else "",
                "" if e.used else _("the rule does not take this reason"),
            ]
            for e in line.exemptions
        ]
    )


def _delegations(line: LineExplained) -> list[str]:
    return aligned(
        [
            [
                _("No. {number}").format(number=d.number),
                _("{delegate} for {chief}").format(delegate=d.delegate, chief=d.chief),
                _span(d.first, d.last),
            ]
            for d in line.delegations
        ]
    )


def _span(first: int, last: int) -> str:
    if first == last:
        return day_word(first)
    return _("{first} to {last}").format(first=day_word(first), last=day_word(last))


def _records_heading(line: LineExplained) -> str:
    a = line.assessment
    return _(
        "Records: {all}, of holders and delegates {logged}, counted {counted} on {days} days"
    ).format(all=len(line.entries), logged=a.logged, counted=a.counted, days=a.day_count)


def _entries(entries: Iterable[EntryTold], *, streets: bool = False) -> list[str]:
    rows = []
    for entry in entries:
        row = [
            "+" if entry.counts else "-",
            _("No. {number}").format(number=entry.number),
            f"{weekday_day(entry.started_at // calendar.DAY)} "
            f"{calendar.clock_label(entry.started_at)}",
            entry.street if streets else entry.person,
            _measures(entry),
            _fate(entry),
        ]
        rows.append(row)
    return aligned(rows)


def _measures(entry: EntryTold) -> str:
    parts = []
    if entry.minutes is not None:
        parts.append(_("{minutes} min").format(minutes=entry.minutes))
    if entry.metres is not None:
        parts.append(_("{metres} m").format(metres=entry.metres))
    if entry.photos:
        parts.append(_("{photos} photos").format(photos=entry.photos))
    return join(parts)


def _fate(entry: EntryTold) -> str:
    """Say whether an entry counts, by whose right, how late and how it was entered."""
    if entry.reason is None:
        parts = [_("counts")]
    else:
        parts = [_("does not count: {why}").format(why=_(_NOT_COUNTED[entry.reason]))]
    if entry.right == "delegate":
        parts.append(
            _("delegated by {chief}").format(chief=entry.for_chief)
            if entry.for_chief
            else _("delegated")
        )
    if entry.deemed:
        parts.append(_("deemed a patrol"))
    if entry.backfilled:
        parts.append(_("entered late, on {at}").format(at=moment(entry.recorded_at)))
    else:
        parts.append(_("entered {at}").format(at=calendar.clock_label(entry.recorded_at)))
    if entry.approved_by:
        parts.append(_("approved by {name}").format(name=entry.approved_by))
    parts += [_(MARKS[mark]) for mark in entry.marks if mark in MARKS]
    return _("; ").join(parts)


def _voided(voided: Iterable[VoidTold]) -> list[str]:
    return aligned(
        [
            [
                _("No. {number}").format(number=v.number),
                f"{weekday_day(v.started_at // calendar.DAY)} {calendar.clock_label(v.started_at)}",
                v.person,
                _("void since {at}").format(at=moment(v.voided_at)),
                v.reason or _("undone"),
            ]
            for v in voided
        ]
    )
