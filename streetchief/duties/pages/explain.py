"""An explanation in words, for someone who doubts the figure.

Convention: the verdict first, then the arithmetic, then day by day, then record by record. `+`
stands before a patrol that counts and `-` before one that does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from streetchief.days import calendar
from streetchief.duties.explain import (
    NO_LINE,
    Day,
    ExplainedLine,
    Explanation,
    HeldPost,
    Known,
    Walk,
)
from streetchief.duties.line import Line
from streetchief.duties.pages.line import title_word
from streetchief.duties.pages.objections import objection_lines
from streetchief.duties.pages.words import (
    FIELDS,
    moment,
    period_words,
    place_title,
    value_words,
    weekday_day,
)
from streetchief.duties.rules.counting import DELEGATE, Patrol
from streetchief.duties.rules.standing import EXEMPT, MET, UNREACHABLE, VACANT
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.blocks import INDENT, aligned, block
from streetchief.output.safe import safe
from streetchief.output.words import REASONS, day_word, exempt_reason_word, join, state_word
from streetchief.values.problems import Name, name_in
from streetchief.values.register import Holder

MARKS = {
    "clock": N_("entered with the clock set by hand"),
    "recorded": N_("its time of recording was taken on trust"),
}
_NOT_COUNTED = {**REASONS, NO_LINE: N_("no duty judges this there")}


def explain_text(found: Explanation) -> str:
    """Return the explanation as plain text."""
    lines: list[str] = []
    if isinstance(found.subject, Holder):
        lines += _person(found)
    for explained in found.lines:
        told = _line(explained, found.known)
        lines += ["", *told] if lines else told
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
        name=place_title(found.town, found.subject.name), week=period_words("week", found.week)
    )
    lines = [safe(title)]
    lines += block(
        _("Posts"), aligned([_post(post) for post in found.posts]) or [INDENT + _("none")]
    )
    lines += block(
        _("Own records: {count}, counted {counted}").format(
            count=len(found.walks), counted=sum(walk.entry.counts for walk in found.walks)
        ),
        _walks(found.walks, found.known, streets=True),
    )
    return lines


def _post(held: HeldPost) -> list[str]:
    post = held.post
    until = _("until {day}").format(day=day_word(post.until)) if post.until is not None else ""
    return [
        _name(held.role),
        place_title(held.town, held.place),
        _("since {day}").format(day=day_word(post.since)),
        until,
        _("days in this period: {days}").format(days=held.days),
    ]


def _line(explained: ExplainedLine, known: Known) -> list[str]:
    line = explained.line
    a = line.assessment
    title = place_title(line.town_name, line.place.name)
    if line.holder is not None:
        title = _("{person} in {place}").format(person=line.holder.name, place=title)
    lines = [
        safe(
            _("{what}, {period}").format(what=title, period=period_words(a.duty.period, a.period))
        ),
        safe(_verdict(line)),
        *(safe(said) for said in _outlook(line)),
    ]
    lines += block(_("How many are required"), _arithmetic(explained))
    lines += block(
        _("Available days: {available} of {length}").format(
            available=a.available, length=len(line.days)
        ),
        _days(explained, known),
    )
    lines += block(_("Exemptions"), _exemptions(explained, known))
    lines += block(_("Delegations"), _delegations(explained, known))
    heading = _(
        "Records: {all}, of holders and delegates {logged}, counted {counted} on {days} days"
    ).format(all=len(a.entries), logged=a.logged, counted=a.counted, days=a.day_count)
    lines += block(heading, _walks(explained.walks, known) or [INDENT + _("none")])
    lines += block(_("Records that hold no more"), _voided(explained, known))
    lines += block(_("Objections"), objection_lines(explained.objections))
    return lines


def _verdict(line: Line) -> str:
    why = _("required {required}, counted {counted}").format(
        required=line.required, counted=line.counted
    )
    if line.state == VACANT:
        why = _("nobody held it on any open day, so nothing was due")
    elif line.state == EXEMPT:
        why = _("nothing was due; {figures}").format(figures=why)
    elif line.state != MET:
        why = _("{figures}, {needed} short").format(figures=why, needed=line.needed)
    return _("{duty}: {state}; {why}.").format(
        duty=title_word(line), state=state_word(line.state), why=why
    )


def _outlook(line: Line) -> Iterable[str]:
    ahead = line.ahead
    if ahead is not None and line.assessment.due and line.state != MET:
        yield _("Days left, today included: {days}; still needed: {needed}; {room}.").format(
            days=len(ahead.days_left),
            needed=line.needed,
            room=_("no limit a day")
            if ahead.room is None
            else _("at most {room} can still count").format(room=ahead.room),
        )
        if line.state == UNREACHABLE:
            yield _("What is still needed is more than can still count.")
    if line.unmet_weeks > 1:
        yield _("Unmet for {count} weeks in a row.").format(count=line.unmet_weeks)
    if line.charge.holder is None:
        if line.last_patrol_on is None:
            yield _("No patrol of this place is recorded up to then, of anybody.")
        elif ahead is None:
            yield _("Last patrol of anybody up to then: {day}.").format(
                day=day_word(line.last_patrol_on)
            )
        else:
            yield _(
                "Last patrol of anybody: {day}, days since: {days} "
                "(a figure apart from the verdict)."
            ).format(day=day_word(line.last_patrol_on), days=line.days_since_last)


def _arithmetic(explained: ExplainedLine) -> list[str]:
    line = explained.line
    duty = line.duty
    told = (
        _("{quota} a month (since {day}) on {available} available days of {length}")
        if duty.period == "month"
        else _("{quota} a week (since {day}) on {available} available days of {length}")
    ).format(
        quota=duty.required,
        day=day_word(explained.required_since),
        available=line.assessment.available,
        length=len(line.days),
    )
    lines = [
        INDENT + explained.formula,
        INDENT + _("{told}; weeks in part: {how}.").format(
            told=told, how=value_words("partial", duty.partial)
        ),
    ]  # fmt: skip
    if not explained.fields:
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
            for origin in explained.fields
        ],
        INDENT * 2,
    )


def _days(explained: ExplainedLine, known: Known) -> list[str]:
    """Return a row for each day of a week; of a month, one for each run of days that are alike."""
    if len(explained.days) <= 7:
        return aligned([_day(day, known) for day in explained.days])
    rows = []
    for _alike, run in groupby(explained.days, key=_kind_of_day):
        first, *rest = run
        told = _day(first, known)
        if rest:
            told[0] += "—" + weekday_day(rest[-1].fact.day)
        rows.append(told)
    return aligned(rows)


def _kind_of_day(day: Day) -> tuple[object, ...]:
    fact = day.fact
    return (fact.open, fact.holders, fact.exempt, day.exemptions, day.counted, day.away)


def _day(day: Day, known: Known) -> list[str]:
    fact = day.fact
    if not fact.open:
        state = _("closed")
    elif not fact.holders:
        state = _("nobody holds it")
    elif fact.exempt:
        state = _("exempt by approval")
    else:
        state = _("available")
    away = ""
    if fact.available and day.away:
        away = _("{names} exempt").format(names=join(map(known.name, day.away)))
        if set(day.away) == set(fact.holders):
            away = _("{names}, a delegate is recorded").format(names=away)
    numbers = join(_("No. {number}").format(number=number) for number in day.exemptions)
    return [
        weekday_day(fact.day),
        state,
        join(map(known.name, fact.holders)),
        numbers or away,
        _("counted {count}").format(count=day.counted) if day.counted else "",
    ]


def _exemptions(explained: ExplainedLine, known: Known) -> list[str]:
    taken = explained.line.duty.exempt_reasons
    rows = []
    for one in explained.exemptions:
        approver = known.approver(one.key)
        rows.append(
            [
                _("No. {number}").format(number=one.key),
                known.whom(one),
                _span(one.since, one.until - 1),
                exempt_reason_word(one.reason),
                _("approved by {name}").format(name=approver) if approver else "",
                "" if one.reason in taken else _("the rule does not take this reason"),
            ]
        )
    return aligned(rows)


def _delegations(explained: ExplainedLine, known: Known) -> list[str]:
    return aligned(
        [
            [
                _("No. {number}").format(number=one.key),
                _("{delegate} for {chief}").format(
                    delegate=known.name(one.delegate), chief=known.name(one.chief)
                ),
                _span(one.since, one.until - 1),
            ]
            for one in explained.delegations
        ]
    )


def _span(first: int, last: int) -> str:
    if first == last:
        return day_word(first)
    return _("{first} to {last}").format(first=day_word(first), last=day_word(last))


def _walks(walks: Iterable[Walk], known: Known, *, streets: bool = False) -> list[str]:
    rows = []
    for walk in walks:
        patrol = walk.entry.patrol
        rows.append(
            [
                "+" if walk.entry.counts else "-",
                _("No. {number}").format(number=patrol.key),
                _start(patrol.started_at),
                known.places[patrol.place].name if streets else known.name(patrol.person),
                _measures(patrol),
                _fate(walk, known),
            ]
        )
    return aligned(rows)


def _start(at: int) -> str:
    return f"{weekday_day(at // calendar.DAY)} {calendar.clock_label(at)}"


def _measures(patrol: Patrol) -> str:
    parts = []
    if patrol.minutes is not None:
        parts.append(_("{minutes} min").format(minutes=patrol.minutes))
    if patrol.metres is not None:
        parts.append(_("{metres} m").format(metres=patrol.metres))
    if patrol.photos:
        parts.append(_("{photos} photos").format(photos=patrol.photos))
    return join(parts)


def _fate(walk: Walk, known: Known) -> str:
    """Say whether a patrol counts, by whose right, how late and how it was entered."""
    entry, patrol = walk.entry, walk.entry.patrol
    if entry.reason is None:
        parts = [_("counts")]
    else:
        parts = [_("does not count: {why}").format(why=_(_NOT_COUNTED[entry.reason]))]
    if entry.right == DELEGATE:
        chief = walk.delegator
        parts.append(
            _("delegated")
            if chief is None
            else _("delegated by {chief}").format(chief=known.name(chief))
        )
    if entry.deemed:
        parts.append(_("deemed a patrol"))
    recorded_at = known.when_recorded(patrol)
    if patrol.backfilled:
        parts.append(_("entered late, on {at}").format(at=moment(recorded_at)))
    else:
        parts.append(_("entered {at}").format(at=calendar.clock_label(recorded_at)))
    approver = known.approver(patrol.key)
    if approver:
        parts.append(_("approved by {name}").format(name=approver))
    origin = known.entries.get(patrol.key)
    parts += [_(MARKS[mark]) for mark in (origin.marks if origin else ()) if mark in MARKS]
    return _("; ").join(parts)


def _voided(explained: ExplainedLine, known: Known) -> list[str]:
    return aligned(
        [
            [
                _("No. {number}").format(number=row.id),
                _start(row.started_at),
                known.name(row.person),
                _("void since {at}").format(at=moment(row.voided_at)),
                row.reason or _("undone"),
            ]
            for row in explained.voided
        ]
    )
