"""What is worth a look, in words that blame nobody; the sample to look at on site.

Convention: each finding says which entries to look at and what is striking, and that it may well
have a plain reason.
"""

from __future__ import annotations

from streetchief.days import calendar
from streetchief.duties.pages.words import place_title
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.output.table import Column, Table, lay_out
from streetchief.output.words import join
from streetchief.review.acts import Drawn, Reviewed, Sampled
from streetchief.review.rules import Finding
from streetchief.values.rates import rate_text

_SHOWN = 5

_KINDS = {
    "same_minute": N_("several walks in one minute"),
    "crowded_walk": N_("many streets in a short walk"),
    "same_clock": N_("the same clock time day after day"),
    "entered_at_once": N_("several days entered at once"),
    "two_places": N_("one person in two places"),
}


def review_table(found: Reviewed) -> Table:
    """Return the findings as rows."""
    return lay_out(
        name="review",
        columns=(
            Column(key="kind", title=N_("Look at"), show=lambda kind: _(_KINDS[kind])),
            Column(
                key="at",
                title=N_("When"),
                show=lambda at: str(at).replace("T", " "),
                cell=lambda finding: calendar.at_label(finding.at),
            ),
            Column(
                key="persons",
                title=N_("People"),
                show=_some,
                cell=lambda finding: tuple(found.persons.get(p, "") for p in finding.persons),
            ),
            Column(
                key="places",
                title=N_("Where"),
                show=_some,
                cell=lambda finding: tuple(found.places.get(p, "") for p in finding.places),
            ),
            Column(key="message", title=N_("What is striking"), cell=striking),
            Column(
                key="numbers",
                title=N_("Record numbers"),
                show=_some,
                cell=lambda finding: tuple(str(key) for key in finding.keys),
            ),
        ),
        things=found.findings,
        extra={
            "first": calendar.day_label(found.first),
            "last": calendar.day_label(found.last),
            "entries": found.entries,
            "checked": found.agreed.whole,
            "agreed": found.agreed.part,
        },
        title=_("Worth a look in {where}, {first} to {last}").format(
            where=found.town or _("all towns"),
            first=calendar.day_label(found.first),
            last=calendar.day_label(found.last),
        ),
        notes=(
            _("{count} patrols looked through.").format(count=found.entries),
            *(
                [_("Each may have a plain reason; ask before concluding anything.")]
                if found.findings
                else []
            ),
            _("Looks on site: {checked}, as recorded: {rate}.").format(
                checked=found.agreed.whole, rate=rate_text(found.agreed)
            ),
        ),
        empty=_("Nothing strikes the eye."),
    )


def _some(words: tuple[str, ...]) -> str:
    if len(words) <= _SHOWN:
        return join(words)
    return _("{some} and {count} more").format(some=join(words[:_SHOWN]), count=len(words) - _SHOWN)


def striking(finding: Finding) -> str:
    """Say what is striking about a finding, with its figures."""
    figures = dict(finding.figures)
    if finding.kind == "same_minute":
        return _("{walks} walks begin in this minute").format(**figures)
    if finding.kind == "crowded_walk":
        return _("{streets} streets in {minutes} minutes").format(
            streets=len(finding.places), **figures
        )
    if finding.kind == "same_clock":
        return _("the same minute on {days} of {of_days} days").format(**figures)
    if finding.kind == "entered_at_once":
        return _(
            "{patrols} patrols of {days} days written down in one sitting, "
            "{late_from} to {late_to} days late"
        ).format(**figures)
    if "overlap" in figures:
        return _("two walks share {overlap} minutes").format(**figures)
    return _("another town after {apart} minutes").format(**figures)


def sample_table(found: Sampled) -> Table:
    """Return the drawn entries as rows."""
    return lay_out(
        name="review-sample",
        columns=(
            Column(key="number", title=N_("Draw"), kind="number", cell="check.number"),
            Column(key="activity", title=N_("Record"), kind="number", cell="check.activity"),
            Column(key="town", title=N_("Town")),
            Column(key="place", title=N_("Street")),
            Column(key="person", title=N_("People")),
            Column(
                key="started_at",
                title=N_("Start"),
                show=lambda at: str(at).replace("T", " "),
                cell=lambda row: calendar.at_label(row.patrol.started_at),
            ),
            Column(key="agreed", title=N_("On site"), show=_result, cell="check.agreed"),
            Column(key="by", title=N_("By")),
            Column(key="note", title=N_("Note"), cell="check.note"),
        ),
        things=found.rows,
        extra={
            "seed": found.seed,
            "drawn_from": found.drawn_from,
            "first": calendar.day_label(found.first),
            "last": calendar.day_label(found.last),
            "checked": found.agreed.whole,
            "agreed": found.agreed.part,
        },
        title=_("Sample for a look on site, seed {seed}").format(seed=found.seed),
        notes=(
            _(
                "Drawn {count} of {all} patrols, {first} to {last}; the seed draws them again."
            ).format(
                count=len(found.rows),
                all=found.drawn_from,
                first=calendar.day_label(found.first),
                last=calendar.day_label(found.last),
            ),
            _("This draw was recorded before.") if found.already else _("The draw is recorded."),
            _("Found as recorded: {rate}.").format(rate=rate_text(found.agreed)),
        ),
    )


def _result(agreed: bool | None) -> str:
    if agreed is None:
        return "—"
    return _("as recorded") if agreed else _("otherwise")


def answered(row: Drawn) -> str:
    """Say what was recorded about a drawn entry."""
    return _("Recorded for {place}, {person}, {at}: found {result} by {by}.").format(
        place=place_title(row.town, row.place),
        person=row.person,
        at=calendar.at_label(row.patrol.started_at).replace("T", " "),
        result=_result(row.check.agreed),
        by=row.by,
    )
