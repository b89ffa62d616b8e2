"""Rules as a table, and what a change of them answers.

Convention: a change names its day, what it was and is, and the first week it governs.
"""

from __future__ import annotations

from streetchief.days import calendar
from streetchief.days.spoken import describe_day
from streetchief.duties.pages.standings import per_word
from streetchief.duties.pages.words import FIELDS, period_words, plain_value, value_words
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.office.rule_changes import Governed, RuleChanged
from streetchief.office.rules import RulesShown
from streetchief.output.table import Column, Table, lay_out
from streetchief.output.words import join
from streetchief.values.problems import name_in


def rules_table(found: RulesShown) -> Table:
    """Return the duties in force, one a row."""
    notes = [
        _("{field} of {duty} becomes {value} on {day}.").format(
            duty=shown.duty.name,
            field=field_word(field),
            value=value_words(field, value),
            day=describe_day(version.since, language()),
        )
        for shown in found.rules
        for version in shown.to_come
        for field, value in version.fields.items()
        if getattr(shown.duty, field, None) != value
    ]
    if found.off:
        notes.append(_("Not in force: {names}.").format(names=join(found.off)))
    return lay_out(
        name="rulebook",
        columns=(
            Column(key="duty", title=N_("Duty"), cell=lambda shown: shown.duty.name),
            Column(
                key="zh",
                title=_("Name") if language() == "zh" else "",
                cell=lambda shown: shown.title.zh,
            ),
            Column(
                key="en",
                title=_("Name") if language() == "en" else "",
                cell=lambda shown: shown.title.en,
            ),
            Column(key="town", title=N_("Town"), show=lambda town: town or _("all")),
            Column(key="role", cell=lambda shown: shown.duty.role),
            Column(title=N_("Role"), cell=lambda shown: name_in(shown.role, language())),
            Column(
                key="per", title=N_("Judged by"), show=per_word, cell=lambda shown: shown.duty.per
            ),
            Column(
                key="period", title=N_("Period"), show=_period, cell=lambda shown: shown.duty.period
            ),
            Column(
                key="required",
                title=N_("Required"),
                kind="number",
                cell=lambda shown: shown.duty.required,
            ),
            Column(
                key="since", title=N_("Since"), cell=lambda shown: calendar.day_label(shown.since)
            ),
            Column(
                key="differs",
                title=N_("Differs from the default"),
                show=_differs,
                cell=lambda shown: tuple(f"{o.name} = {_toml(o.value)}" for o in shown.differs),
            ),
        ),
        things=found.rules,
        extra={"rulebook": found.name, "day": calendar.day_label(found.day)},
        title=_("{name}, {day}").format(
            name=found.zh if language() == "zh" else found.en,
            day=describe_day(found.day, language()),
        ),
        notes=tuple(notes),
        empty=_("No duty is in force."),
    )


def _period(period: str) -> str:
    return _("month") if period == "month" else _("week")


def _differs(fields: tuple[str, ...]) -> str:
    return join(fields) or _("nothing")


def _toml(value: object) -> str:
    plain = plain_value(value)
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, list):
        return ",".join(str(part) for part in plain)
    return "none" if plain is None else str(plain)


def field_word(field: str) -> str:
    """Return the reader's word for a field of a duty; one without a word stands as it is."""
    return _(FIELDS[field]) if field in FIELDS else field


def changed_lines(done: RuleChanged, today: int) -> list[str]:
    """Say what a change of the rules did, and from which week on."""
    day = describe_day(done.since, language())
    if done.field is None:
        lines = [
            _("Rulebook {name} applied from {day}, number {number}.").format(
                name=done.name, day=day, number=done.number
            )
        ]
    else:
        where = done.town or _("all towns")
        lines = [
            _(
                "Number {number}: {duty}.{field} from {day} in {where}: {before} becomes {after}."
            ).format(
                number=done.number,
                duty=done.name,
                field=done.field,
                day=day,
                where=where,
                before=_toml(done.before),
                after=_toml(done.after),
            )
        ]
    lines += [_governed(governed) for governed in _distinct(done)]
    if done.ended:
        lines.append(_("Duties that end that day: {names}.").format(names=join(done.ended)))
    if done.own_towns:
        lines.append(
            _("These towns have a rule of their own, which goes before it: {names}.").format(
                names=join(done.own_towns)
            )
        )
    if done.since < today:
        lines.append(
            _(
                "The day is in the past: finished weeks from then on are judged anew "
                "({changed} of {compared} verdicts changed)."
            ).format(changed=done.changed, compared=done.compared)
        )
    return lines


def _distinct(done: RuleChanged) -> list[Governed]:
    if done.field is not None or len({(g.period, g.number) for g in done.governed}) > 1:
        return list(done.governed)
    return list(done.governed[:1])


def _governed(governed: Governed) -> str:
    what = period_words(governed.period, governed.number)
    if governed.begun:
        return _("It governs {period} and every one after it.").format(period=what)
    return _("The first it will govern is {period}; until then the old rule holds.").format(
        period=what
    )
