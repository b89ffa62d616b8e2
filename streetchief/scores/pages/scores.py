"""Assessments as tables: every rate with its denominator, the weights printed below.

Convention: rates and scores are in per cent with two decimals, rounded half up; the words stand in
one column, the numbers behind them in columns for data only.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from streetchief.days import calendar
from streetchief.duties.pages.words import departures
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.table import Column, Table, lay_out
from streetchief.output.words import join, week_span, week_word
from streetchief.rulebook.rules.read_score import ScoreRules
from streetchief.scores.departments import DepartmentScore
from streetchief.scores.hosts import Hosts
from streetchief.scores.rules import Result, rates_of, score_text
from streetchief.scores.scores import Scores
from streetchief.scores.sources import ScoreSpan
from streetchief.value import replace
from streetchief.values.problems import Name, name_in
from streetchief.values.rates import Rate, rate_text, scaled_percent
from streetchief.values.register import Place

PART_WORDS = {
    "met": N_("Met rate"),
    "completion": N_("Completion"),
    "coverage": N_("Coverage"),
    "close": N_("Close-out"),
    "on_time_close": N_("On-time close-out"),
}
_SUBJECTS = {
    "street": N_("Street"),
    "chief": N_("Chief"),
    "department": N_("Department"),
    "town": N_("Town"),
}
_TITLES = {
    "street": N_("Assessment of the streets"),
    "chief": N_("Assessment of the chiefs"),
    "department": N_("Assessment of the departments"),
    "town": N_("Assessment of the towns"),
}


def percent_number(rate: Rate) -> float | None:
    """Return a rate in per cent, rounded half up to two decimals; None over nothing."""
    scaled = scaled_percent(rate.part, rate.whole)
    return None if scaled is None else scaled / 100


def score_number(score: Fraction | None) -> float | None:
    """Return a score in hundredths with two decimals; None where nothing was due."""
    if score is None:
        return None
    return percent_number(Rate(part=score.numerator, whole=score.denominator))


def rate_words(rate: Rate) -> str:
    """Print a rate with what it is of: 75.00% (3/4), or —."""
    if not rate.whole:
        return rate_text(rate)
    words = _("{rate} ({part}/{whole})")
    return words.format(rate=rate_text(rate), part=rate.part, whole=rate.whole)


def where_word(town: Place | None) -> str:
    """Return the name of the town assessed, or that all are."""
    return town.name if town else _("all towns")


def score_table(found: Scores) -> Table:
    """Return an assessment as a table."""
    words = _("{what} of {where}, {span}")
    return lay_out(
        name="score",
        columns=(
            Column(key="rank", title=N_("Rank"), kind="number"),
            *([Column(key="town", title=N_("Town"))] if found.by != "town" else []),
            Column(key=found.by, title=_SUBJECTS[found.by], cell=lambda row: row.name),
            *_BESIDE.get(found.by, ()),
            *read_from(
                "result",
                result_columns(closing=_is_closing(found)),
            ),
            *(_GENERAL if found.by == "town" else ()),
            *read_from("work", _WORK),
            _share_column("score", N_("Score"), "score"),
        ),
        things=found.rows,
        extra={
            "by": found.by,
            "town": found.town.name if found.town else None,
            **_span_data(found.span),
            "total": _result_data(found.total),
            "weights": {**dict(found.rules.weights), "linked": found.rules.linked},
        },
        title=words.format(
            what=_(_TITLES[found.by]), where=where_word(found.town), span=span_words(found.span)
        ),
        notes=_notes(found),
        empty=_("Nothing to assess."),
        names=3,
    )


def ranking_table(found: Scores) -> Table:
    """Return an assessment as a contest shows it: the rank and the figures it comes from."""
    if found.by == "department":
        figures = tuple(column for column in _BESIDE["department"] if column.title)
    else:
        closing = _is_closing(found)
        figures = read_from(
            "result",
            (
                *(
                    _rate_columns(part, title)[1]
                    for part, title in PART_WORDS.items()
                    if closing or part not in _CLOSING
                ),
                Column(title=N_("Exempt"), kind="number", cell=lambda result: result.exempt or ""),
            ),
        )
    alone = found.by != "street" or found.town is not None
    return lay_out(
        name="contest",
        columns=(
            Column(key="rank", title=N_("Rank"), kind="number"),
            *([] if alone else [Column(key="town", title=N_("Town"))]),
            Column(key="name", title=_SUBJECTS[found.by]),
            *figures,
            _share_column("score", N_("Score"), "score"),
        ),
        things=found.rows,
    )


def _is_closing(found: Scores) -> bool:
    """Tell whether any item was due to close: without one the rates of closing say nothing."""
    return any(row.result.due_to_close for row in found.rows)


def span_words(span: ScoreSpan) -> str:
    """Say which weeks: 2017年第45周（11月6日—12日）, or from which to which."""
    if len(span.weeks) == 1:
        return _("{week} ({span})").format(
            week=week_word(span.weeks[0]), span=week_span(span.weeks[0])
        )
    return _("{first} to {last}, {count} weeks").format(
        first=week_word(span.weeks[0]), last=week_word(span.weeks[-1]), count=len(span.weeks)
    )


_CLOSING = ("close", "on_time_close")
_COUNTS = {
    "met": ("due", "met"),
    "completion": ("required", "counted", "credited"),
    "coverage": ("covered", "coverable"),
    "close": ("closed", "due_to_close"),
    "on_time_close": ("closed_in_time",),
}
"""What each rate is made of, as it stands before it in data."""


def result_columns(*, closing: bool = True) -> tuple[Column, ...]:
    """Return the columns of a `Result`; the rates of closing for people only where asked."""
    columns: list[Column] = []
    for part, counts in _COUNTS.items():
        shown = closing or part not in _CLOSING
        columns += [Column(key=key) for key in counts]
        columns += _rate_columns(part, PART_WORDS[part] if shown else "")
    return (
        *columns,
        Column(key="exempt", title=N_("Exempt"), kind="number"),
        Column(key="vacant", title=N_("Vacant"), kind="number"),
    )


def _rate_columns(part: str, title: str) -> tuple[Column, Column]:
    def rate(result: Result) -> Rate:
        return rates_of(result)[part]

    return (
        Column(key=f"{part}_rate", kind="number", cell=lambda result: percent_number(rate(result))),
        Column(title=title, kind="number", cell=lambda result: rate_words(rate(result))),
    )


def read_from(part: str, columns: Iterable[Column]) -> tuple[Column, ...]:
    """Return columns that find in one part of a row what they read from that part alone."""

    def moved(column: Column) -> Column:
        read = column.read
        return replace(column, cell=lambda row: read(getattr(row, part)))

    return tuple(map(moved, columns))


def _share_column(key: str, title: str, field: str) -> Column:
    """Return the column of a score, in hundredths."""
    return Column(
        key=key,
        title=title,
        kind="number",
        show=lambda score: "—" if score is None else f"{score:.2f}",
        cell=lambda row: score_number(getattr(row, field)),
    )


def _list_or_dash(names: tuple[str, ...]) -> str:
    return join(names) if names else "—"


_WORK = (
    Column(key="patrols", title=N_("Patrols"), kind="number"),
    Column(key="findings", title=N_("Findings"), kind="number"),
    Column(key="cleanups", title=N_("Clean-ups"), kind="number"),
    Column(key="spots"),
    Column(key="kilograms"),
)
_GENERAL = (
    Column(
        title=N_("General chief"),
        kind="number",
        cell=lambda row: rate_words(rates_of(row.general)["met"]),
    ),
    Column(key="general_due", cell=lambda row: row.general.due),
    Column(key="general_met", cell=lambda row: row.general.met),
)
_BESIDE: dict[str, tuple[Column, ...]] = {
    "chief": (
        Column(
            key="role",
            title=N_("Role"),
            cell=lambda row: name_in(row.role, language()) if row.role else "",
        ),
        Column(key="streets", title=N_("Holds"), show=join, cell=lambda row: row.held),
        Column(key="days_held", title=N_("Days held"), kind="number"),
        Column(key="own_counted", title=N_("Own counted"), kind="number"),
    ),
    "department": (
        Column(
            key="streets",
            title=N_("Linked streets"),
            show=_list_or_dash,
            cell=lambda row: row.linked_to,
        ),
        Column(key="linked_due", cell=lambda row: row.linked.due),
        Column(key="linked_met", cell=lambda row: row.linked.met),
        _share_column("linked_score", N_("Streets' score"), "linked_share"),
        _share_column("own_score", N_("Own score"), "own"),
    ),
}
"""What stands beside the name of a subject, by what is assessed."""


def _result_data(result: Result) -> dict[str, Any]:
    columns = [column for column in result_columns() if column.key]
    return {column.key: column.read(result) for column in columns}


def _span_data(span: ScoreSpan) -> dict[str, Any]:
    return {
        "weeks": [calendar.week_label(week) for week in span.weeks],
        "running": span.running,
        "left_out": [calendar.week_label(week) for week in span.left_out],
    }


def _notes(found: Scores) -> tuple[str, ...]:
    total = found.total
    rates = rates_of(total)
    said = [
        _("{name} {value}").format(name=_(PART_WORDS[part]), value=rate_words(rate))
        for part, rate in rates.items()
        if rate.whole or part in ("met", "completion", "coverage")
    ]
    notes = [_("All streets together: {rates}.").format(rates=join(said))]
    notes += _span_notes(found.span)
    notes.append(weights_words(found.rules, linked=found.by == "department"))
    if found.by == "chief":
        notes.append(_("A week of a street is every chief's who held it in that week."))
    changed = departures(found.duties)
    if changed:
        notes.append(
            _("Basis that differs from the default: {fields}.").format(fields=join(changed))
        )
    return tuple(notes)


def _span_notes(span: ScoreSpan) -> list[str]:
    notes = []
    if span.running:
        notes.append(_("The week is not over; the figures are those of this moment."))
    words = _("{week} is not over and left out.")
    return [*notes, *(words.format(week=week_word(week)) for week in span.left_out)]


def weights_words(rules: ScoreRules, *, linked: bool = False) -> str:
    """Say how the parts weigh."""
    parts = [
        _("{name} {value}").format(name=_(PART_WORDS[part]), value=weight)
        for part, weight in rules.weights
    ]
    words = _("Weights: {weights}; a part over nothing is left out, exempt weeks are in no rate.")
    said = words.format(weights=join(parts))
    if linked:
        more = _("Own duties 1, linked streets {weight}.").format(weight=rules.linked)
        return said + more if language() == "zh" else f"{said} {more}"
    return said


def department_table(found: DepartmentScore) -> Table:
    """Return one department's standing over all its towns."""
    linked = _("linked street")
    return lay_out(
        name="score-department",
        columns=(
            Column(
                key="duty",
                title=N_("Duty"),
                show=lambda said: said or linked,
                cell=lambda line: name_in(line.duty, language()) if line.duty else None,
            ),
            Column(key="town", title=N_("Town")),
            Column(key="place", title=N_("Place")),
            *read_from("result", result_columns()),
        ),
        things=found.lines,
        extra={
            "department": found.department.name,
            **_span_data(found.span),
            "own": _result_data(found.row.result),
            "linked": _result_data(found.row.linked),
            "own_score": score_number(found.row.own),
            "linked_score": score_number(found.row.linked_share),
            "score": score_number(found.row.score),
            "weights": {**dict(found.rules.weights), "linked": found.rules.linked},
        },
        title=_("{who}, {span}").format(who=found.department.name, span=span_words(found.span)),
        notes=(
            _("Own duties {own}, linked streets {linked}; score {score}.").format(
                own=score_text(found.row.own),
                linked=score_text(found.row.linked_share),
                score=score_text(found.row.score),
            ),
            *_span_notes(found.span),
            weights_words(found.rules, linked=True),
        ),
        empty=_("It has no duty and no street in this span."),
        names=3,
    )


def host_table(found: Hosts) -> Table:
    """Return what speaks for each town as the host of an on-site meeting."""
    return lay_out(
        name="score-host",
        columns=(
            Column(key="rank", title=N_("Rank"), kind="number", cell=lambda row: row.standing.rank),
            Column(key="town", title=N_("Town"), cell=lambda row: row.standing.name),
            *read_from("standing", [_share_column("score", N_("Score"), "score")]),
            Column(
                title=N_("Met rate"),
                kind="number",
                cell=lambda row: rate_words(rates_of(row.standing.result)["met"]),
            ),
            Column(key="due", cell=lambda row: row.standing.result.due),
            Column(key="met", cell=lambda row: row.standing.result.met),
            Column(key="weeks_met", title=N_("Weeks all met"), kind="number"),
            Column(
                key="brand",
                title=N_("Brand"),
                show=lambda said: said or "—",
                cell=lambda row: row.brand or None,
            ),
            Column(
                key="titles",
                title=N_("Titles"),
                show=_list_or_dash,
                cell=lambda row: tuple(_title_words(name, count) for name, count in row.titles),
            ),
            Column(
                title=N_("Cleared to zero"), kind="number", cell=lambda row: rate_words(row.zero)
            ),
            Column(key="zero", cell=lambda row: row.zero.part),
            Column(key="zero_of", cell=lambda row: row.zero.whole),
            Column(key="meetings", title=N_("Meetings so far"), kind="number"),
            Column(
                key="last_meeting_on",
                title=N_("Last meeting"),
                cell=lambda row: (
                    None if row.last_meeting_on is None else calendar.day_label(row.last_meeting_on)
                ),
            ),
        ),
        things=found.rows,
        extra={**_span_data(found.span), "weights": dict(found.rules.weights)},
        title=_("Towns for an on-site meeting, {span}").format(span=span_words(found.span)),
        notes=(
            *_span_notes(found.span),
            weights_words(found.rules),
            _("Facts only: whether a town hosts is for the office to say."),
        ),
        empty=_("Nothing to assess."),
        names=2,
    )


def _title_words(name: Name, count: int) -> str:
    said = name_in(name, language())
    return said if count == 1 else f"{said}×{count}"
