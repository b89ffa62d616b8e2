"""How a town, a place or a person stands, as tables; a year of weeks as text.

Convention: each state has a letter of its own, so that the calendar reads without colour; the
legend stands below it.
"""

from __future__ import annotations

from streetchief.days import calendar
from streetchief.days.spoken import describe_at, describe_day
from streetchief.duties.pages.explain_data import objection_data, period_label
from streetchief.duties.pages.words import objection_lines, place_title
from streetchief.duties.status_told import HolderStatus, Standing, TownStatus, WeekCell, YearStatus
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.blocks import aligned
from streetchief.output.safe import safe
from streetchief.output.table import Column, Table, Tone, lay_out
from streetchief.output.words import TONES, join, state_word, week_span, week_word
from streetchief.values.problems import name_in
from streetchief.values.rates import rate_text

LETTERS = {
    "met": N_("M"),
    "unmet": N_("U"),
    "exempt": N_("E"),
    "vacant": N_("V"),
    "on_track": N_("r"),
    "at_risk": N_("w"),
    "unreachable": N_("x"),
}
"""One letter a state: capitals for a week that is over, small ones for the running week."""

NO_LINE = "·"


def letter(state: str | None) -> str:
    """Return the letter of a state, · where there is no line."""
    return NO_LINE if state is None else _(LETTERS[state])


def town_table(found: TownStatus) -> Table:
    """Return how each place and officer of a town stands; officers come after the places."""
    several = len({row.duty for row in found.rows}) > 1
    return lay_out(
        name="status",
        columns=(
            Column(key="town", title=_("Town") if found.town is None else ""),
            Column(key="place", title=N_("Place")),
            Column(key="holder", title=_("Officer") if any(r.holder for r in found.rows) else ""),
            Column(key="duty"),
            Column(
                title=_("Duty") if several else "", cell=lambda row: name_in(row.title, language())
            ),
            Column(key="period", cell=lambda row: period_label(row.period, row.number)),
            Column(key="required", title=N_("Required"), kind="number"),
            Column(key="counted", title=N_("Counted"), kind="number"),
            Column(key="needed", title=N_("Needed"), kind="number", show=_blank_zero),
            Column(key="state", title=N_("Standing"), show=state_word),
            Column(
                key="recent",
                title=N_("Last weeks"),
                show=_recent,
                cell=lambda row: tuple(state or "" for state in row.recent),
            ),
            Column(key="days_since_last", title=N_("Days since"), kind="number"),
            Column(
                key="last_patrol_on",
                cell=lambda row: (
                    None if row.last_patrol_on is None else calendar.day_label(row.last_patrol_on)
                ),
            ),
            Column(key="chiefs", title=N_("Holders"), show=lambda names: join(names) or _("none")),
            Column(key="objections", title=N_("Objections"), kind="number", show=_blank_zero),
        ),
        things=found.rows,
        extra={"week": calendar.week_label(found.week)},
        title=_("{where}, {week} ({span})").format(
            where=found.town or _("all towns"),
            week=week_word(found.week),
            span=week_span(found.week),
        ),
        notes=(
            describe_day(found.today, language()),
            _("Last weeks, oldest first: {legend}.").format(legend=legend()),
            *_known(found.as_of),
        ),
        empty=_("No street is registered, or none has a duty now."),
        tone=_tone,
        names=2,
    )


def legend() -> str:
    """Return what each letter means."""
    said = [f"{_(mark)} {state_word(state)}" for state, mark in LETTERS.items()]
    return join([*said, f"{NO_LINE} {_('no line')}"])


def _known(as_of: int | None) -> tuple[str, ...]:
    if as_of is None:
        return ()
    return (_("As the ledger knew it on {at}.").format(at=describe_at(as_of, language())),)


def _tone(row: Standing) -> Tone:
    never = row.holder is None and row.last_patrol_on is None and row.state != "exempt"
    return "alarm" if never else TONES[row.state]


def _recent(states: tuple[str, ...]) -> str:
    return "".join(letter(state or None) for state in states)


def _blank_zero(count: int) -> str:
    return str(count) if count else "—"


def year_table(found: YearStatus) -> Table:
    """Return a place's year as rows, one a week (or month)."""
    return lay_out(
        name="status-year",
        columns=(
            Column(
                key="period",
                title=_("Week") if found.period == "week" else _("Month"),
                cell=lambda cell: period_label(found.period, cell.number),
            ),
            Column(
                key="since",
                title=N_("First day"),
                cell=lambda cell: calendar.day_label(_first_day(found, cell)),
            ),
            Column(key="required", title=N_("Required"), kind="number"),
            Column(key="counted", title=N_("Counted"), kind="number"),
            Column(
                key="state",
                title=N_("Standing"),
                show=lambda state: state_word(state) if state else "—",
            ),
        ),
        things=found.cells,
        extra={
            "town": found.town,
            "place": found.place,
            "duty": found.duty,
            "year": found.year,
            "met": found.met.part,
            "due": found.met.whole,
            "unmet_weeks": found.run,
            "days_since_last": found.now.days_since_last if found.now else None,
            "objections": [objection_data(o) for o in found.objections],
        },
        title=year_title(found),
        tone=lambda cell: TONES[cell.state] if cell.state else "",
    )


def _first_day(found: YearStatus, cell: WeekCell) -> int:
    if found.period == "month":
        return calendar.days_of_month(cell.number).start
    return calendar.monday_of(cell.number)


def year_title(found: YearStatus) -> str:
    """Return the heading of a year: the place, the year, the duty."""
    return _("{place}, {year}: {duty}").format(
        place=place_title(found.town, found.place),
        year=found.year,
        duty=name_in(found.title, language()),
    )


def month_of_cell(found: YearStatus, cell: WeekCell) -> int:
    """Return the month (1 to 12) a cell is shown in: that of the week's Thursday."""
    if found.period == "month":
        return cell.number % 12 + 1
    return calendar.date_of(7 * cell.number).month


def year_text(found: YearStatus) -> str:
    """Return a place's year as a calendar in text: a row a month, a letter a week."""
    lines = [safe(year_title(found)), ""]
    rows: dict[int, list[str]] = {}
    first = found.cells[0].number if found.cells else 0
    for cell in found.cells:
        month = month_of_cell(found, cell)
        mark = letter(cell.state) if cell.begun else " "
        objected = "?" if cell.objections else ""
        rows.setdefault(month, []).append(f"{cell.number - first + 1:>2} {mark}{objected}")
    if found.period == "month":
        lines += aligned(
            [
                [_(_MONTHS[month - 1]), cells[0].split(maxsplit=1)[-1]]
                for month, cells in rows.items()
            ]
        )
    else:
        lines += aligned([[_(_MONTHS[month - 1]), *cells] for month, cells in rows.items()])
    lines += ["", _("Letters: {legend}.").format(legend=legend())]
    lines += [safe(said) for said in year_figures(found)]
    if found.objections:
        lines += ["", _("Objections (? in the calendar)"), *objection_lines(found.objections)]
    return "\n".join([*lines, *_known(found.as_of)]) + "\n"


_MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)


def month_word(month: int) -> str:
    """Return a month's short name: 1月, Jan."""
    return _(_MONTHS[month - 1])


def year_figures(found: YearStatus) -> tuple[str, ...]:
    """Return the sentences below a year: the rate, the run, the running period, the last patrol."""
    said = [
        _("Met {met} of {due} that were due and are over: {rate}.").format(
            met=found.met.part, due=found.met.whole, rate=rate_text(found.met)
        )
    ]
    if found.run:
        said.append(_("Unmet {count} in a row.").format(count=found.run))
    now = found.now
    if now is not None:
        said.append(
            _("{period}: required {required}, counted {counted}, {state}.").format(
                period=period_label(now.period, now.number),
                required=now.required,
                counted=now.counted,
                state=state_word(now.state),
            )
        )
        if now.days_since_last is None:
            said.append(_("Never patrolled."))
        else:
            said.append(
                _("Days since anybody's last patrol: {days}.").format(days=now.days_since_last)
            )
        said.append(_("Holders: {names}.").format(names=join(now.chiefs) or _("none")))
    return tuple(said)


def holder_table(found: HolderStatus) -> Table:
    """Return what a person or department holds, and how each place stands."""
    own = tuple(
        (
            name_in(row.title, language()),
            row.town,
            row.place,
            None,
            None,
            period_label(row.period, row.number),
            row.required,
            row.counted,
            row.counted,
            row.state,
        )
        for row in found.own
    )
    held = tuple(
        (
            name_in(post.role, language()),
            post.town,
            post.place,
            calendar.day_label(post.since),
            None if post.until is None else calendar.day_label(post.until),
            None
            if post.standing is None
            else period_label(post.standing.period, post.standing.number),
            None if post.standing is None else post.standing.required,
            None if post.standing is None else post.standing.counted,
            None if post.standing is None else post.own,
            None if post.standing is None else post.standing.state,
        )
        for post in found.held
    )
    states = [*(row.state for row in found.own), *(row[-1] for row in held)]
    return Table(
        name="status-person",
        columns=(
            Column(key="role", title=N_("Role or duty")),
            Column(key="town", title=N_("Town")),
            Column(key="place", title=N_("Place")),
            Column(key="since", title=N_("Since")),
            Column(key="until", title=N_("Until")),
            Column(key="period"),
            Column(key="required", title=N_("Required"), kind="number"),
            Column(key="counted", title=N_("Counted"), kind="number"),
            Column(key="own_counted", title=N_("Own"), kind="number"),
            Column(
                key="state",
                title=N_("Standing"),
                show=lambda state: state_word(state) if state else "—",
            ),
        ),
        rows=(*own, *held),
        extra={"person": found.name, "unit": found.unit, "week": calendar.week_label(found.week)},
        title=_("{name}, {week} ({span})").format(
            name=place_title(found.unit, found.name),
            week=week_word(found.week),
            span=week_span(found.week),
        ),
        notes=_known(found.as_of),
        empty=_("No post is held today."),
        tones=tuple(TONES[state] if isinstance(state, str) else "" for state in states),
        names=3,
    )
