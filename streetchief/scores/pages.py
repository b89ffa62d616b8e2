"""Assessments as tables: every rate with its denominator, the weights printed below.

Convention: rates and scores are in per cent with two decimals, rounded half up; the words stand in
one column, the numbers behind them in columns for data only.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from streetchief.days import calendar
from streetchief.duties.pages.words import departures
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.table import Cell, Column, Table, lay_out
from streetchief.output.words import join, week_span, week_word
from streetchief.rulebook.rules.read_score import ScoreRules
from streetchief.scores.hosts import DepartmentScore, Hosts
from streetchief.scores.rules import Result, rates_of, score_text
from streetchief.scores.scores import Scores
from streetchief.scores.sources import ScoreRow, ScoreSpan, Work
from streetchief.values.problems import Name, name_in
from streetchief.values.rates import Rate, rate_text, scaled_percent

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

Pair = tuple[Column, Cell]


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


def score_table(found: Scores) -> Table:
    """Return an assessment as a table."""
    columns = _columns_of(found)
    return Table(
        name="score",
        columns=columns,
        rows=tuple(tuple(value for _column, value in _cells(found, row)) for row in found.rows),
        extra={
            "by": found.by,
            "town": found.town.name if found.town else None,
            **_span_data(found.span),
            "total": _result_data(found.total),
            "weights": {**dict(found.rules.weights), "linked": found.rules.linked},
        },
        title=_title(found),
        notes=_notes(found),
        empty=_("Nothing to assess."),
        names=3,
    )


def _title(found: Scores) -> str:
    where = found.town.name if found.town else _("all towns")
    words = _("{what} of {where}, {span}")
    return words.format(what=_(_TITLES[found.by]), where=where, span=span_words(found.span))


def span_words(span: ScoreSpan) -> str:
    """Say which weeks: 2017年第45周（11月6日—12日）, or from which to which."""
    if len(span.weeks) == 1:
        return _("{week} ({span})").format(
            week=week_word(span.weeks[0]), span=week_span(span.weeks[0])
        )
    return _("{first} to {last}, {count} weeks").format(
        first=week_word(span.weeks[0]), last=week_word(span.weeks[-1]), count=len(span.weeks)
    )


def _columns_of(found: Scores) -> tuple[Column, ...]:
    blank = ScoreRow(
        key=0, town="", name="", result=Result(), work=Work(), score=None, linked=Result()
    )
    sample = found.rows[0] if found.rows else blank
    hidden: tuple[str, ...] = ("close", "on_time_close")
    if any(row.result.due_to_close for row in found.rows):
        hidden = ()
    titles = {_(PART_WORDS[part]) for part in hidden}
    return tuple(
        column._replace(title="") if column.title in titles else column
        for column, _value in _cells(found, sample)
    )


def _cells(found: Scores, row: ScoreRow) -> list[Pair]:
    """Return the columns of a row with their values, in order."""
    cells: list[Pair] = [(Column(key="rank", title=N_("Rank"), kind="number"), row.rank)]
    if found.by != "town":
        cells.append((Column(key="town", title=N_("Town")), row.town))
    cells.append((Column(key=found.by, title=N_(_SUBJECTS[found.by])), row.name))
    if found.by == "chief":
        role = name_in(row.role, language()) if row.role else ""
        cells += [
            (Column(key="role", title=N_("Role")), role),
            (Column(key="streets", title=N_("Holds"), show=join), row.held),
            (Column(key="days_held", title=N_("Days held"), kind="number"), row.days_held),
            (Column(key="own_counted", title=N_("Own counted"), kind="number"), row.own_counted),
        ]
    if found.by == "department":
        linked = row.linked or Result()
        cells += [
            (Column(key="streets", title=N_("Linked streets"), show=_list_or_dash), row.linked_to),
            (Column(key="linked_due"), linked.due),
            (Column(key="linked_met"), linked.met),
            (
                Column(key="linked_score", title=N_("Streets' score"), kind="number", show=_score),
                score_number(row.linked_share),
            ),
            (
                Column(key="own_score", title=N_("Own score"), kind="number", show=_score),
                score_number(row.own),
            ),
        ]
    cells += _result_cells(row.result)
    if found.by == "town":
        general = row.general or Result()
        cells += [
            (
                Column(title=N_("General chief"), kind="number"),
                rate_words(rates_of(general)["met"]),
            ),
            (Column(key="general_due"), general.due),
            (Column(key="general_met"), general.met),
        ]
    cells += _work_cells(row.work)
    cells.append(
        (
            Column(key="score", title=N_("Score"), kind="number", show=_score),
            score_number(row.score),
        )
    )
    return cells


def _result_cells(result: Result) -> list[Pair]:
    rates = rates_of(result)
    cells: list[Pair] = []
    counts = {
        "met": (("due", result.due), ("met", result.met)),
        "completion": (
            ("required", result.required),
            ("counted", result.counted),
            ("credited", result.credited),
        ),
        "coverage": (("covered", result.covered), ("coverable", result.coverable)),
        "close": (("closed", result.closed), ("due_to_close", result.due_to_close)),
        "on_time_close": (("closed_in_time", result.closed_in_time),),
    }
    for part, rate in rates.items():
        cells += [(Column(key=key), value) for key, value in counts[part]]
        cells.append((Column(key=f"{part}_rate", kind="number"), percent_number(rate)))
        cells.append((_people(part), rate_words(rate)))
    cells += [
        (Column(key="exempt", title=N_("Exempt"), kind="number"), result.exempt),
        (Column(key="vacant", title=N_("Vacant"), kind="number"), result.vacant),
    ]
    return cells


def _people(part: str) -> Column:
    return Column(title=N_(PART_WORDS[part]), kind="number")


def _work_cells(work: Work) -> list[Pair]:
    return [
        (Column(key="patrols", title=N_("Patrols"), kind="number"), work.patrols),
        (Column(key="findings", title=N_("Findings"), kind="number"), work.findings),
        (Column(key="cleanups", title=N_("Clean-ups"), kind="number"), work.cleanups),
        (Column(key="spots"), work.spots),
        (Column(key="kilograms"), work.kilograms),
    ]


def _score(value: float | None) -> str:
    return rate_text(Rate(part=0, whole=0)) if value is None else f"{value:.2f}"


def _list_or_dash(names: tuple[str, ...]) -> str:
    return join(names) if names else "—"


def _result_data(result: Result) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for column, value in _result_cells(result):
        if column.key:
            data[column.key] = value
    return data


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
    return Table(
        name="score-department",
        columns=(
            Column(key="duty", title=N_("Duty"), show=lambda said: said or linked),
            Column(key="town", title=N_("Town")),
            Column(key="place", title=N_("Place")),
            *(column for column, _value in _result_cells(Result())),
        ),
        rows=tuple(
            (
                name_in(line.duty, language()) if line.duty else None,
                line.town,
                line.place,
                *(value for _column, value in _result_cells(line.result)),
            )
            for line in found.lines
        ),
        extra={
            "department": found.department.name,
            **_span_data(found.span),
            "own": _result_data(found.own),
            "linked": _result_data(found.linked),
            "own_score": score_number(found.own_share),
            "linked_score": score_number(found.linked_share),
            "score": score_number(found.score),
            "weights": {**dict(found.rules.weights), "linked": found.rules.linked},
        },
        title=_("{who}, {span}").format(who=found.department.name, span=span_words(found.span)),
        notes=(
            _("Own duties {own}, linked streets {linked}; score {score}.").format(
                own=score_text(found.own_share),
                linked=score_text(found.linked_share),
                score=score_text(found.score),
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
            Column(
                key="score",
                title=N_("Score"),
                kind="number",
                show=_score,
                cell=lambda row: score_number(row.standing.score),
            ),
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
