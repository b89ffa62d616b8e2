"""Read and check what a rulebook says about duties, and single fields of a duty.

The convention to know: as in `rulebook_lists`, problems come back as values with their path.
`field_problem` judges one field alone, for a rulebook's text and for `rulebook set`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from streetchief.days.calendar import day_of
from streetchief.locale.text import N_
from streetchief.rulebook.rules.duty import REASONS, DutyVersion
from streetchief.rulebook.rules.reader import Reader
from streetchief.values.problems import Problem, Said

_ANNOTATIONS = ("zh", "en", "note", "words", "source")
_MOST = 1_000_000

Check = Callable[[object], Problem | None]
"""What is wrong with the value of a field; None when it may stand there."""


def _check(code: str, message: str, fits: Callable[[Any], bool], **said: Said) -> Check:
    problem = Problem(code=code, message=message, values=tuple(said.items()))
    return lambda value: None if fits(value) else problem


def _choice(*known: str) -> Check:
    words = N_("This has to be one of {known}.")
    return _check("not_a_choice", words, lambda value: value in known, known=", ".join(known))


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST


def _are_months(value: object) -> bool:
    return isinstance(value, list | tuple) and all(_is_count(v) and 1 <= v <= 12 for v in value)


_text = _check(
    "not_a_word", N_("This has to be a text."), lambda value: isinstance(value, str) and value != ""
)
_flag = _check(
    "not_a_flag", N_("This has to be true or false."), lambda value: isinstance(value, bool)
)
_count = _check("not_a_count", N_("This has to be a whole number, 0 or more."), _is_count)
_count_or_none = _check(
    "not_a_count",
    N_("This has to be a whole number, 0 or more, or none."),
    lambda value: value is None or _is_count(value),
)
_months = _check("not_months", N_("This has to be a list of months, 1 to 12."), _are_months)
_words = _check(
    "not_words",
    N_("This has to be a list of words."),
    lambda value: isinstance(value, list | tuple) and all(isinstance(word, str) for word in value),
)
_some = _check("no_kinds", N_("Name at least one kind of activity."), bool)


def _reasons(value: Any) -> Problem | None:
    strange = _words(value) or next((word for word in value if word not in REASONS), None)
    if strange is None or isinstance(strange, Problem):
        return strange
    words = N_("{word} is not known here; known are {known}.")
    said = {"word": strange, "known": ", ".join(REASONS)}
    return Problem(code="unknown_reason", message=words, values=tuple(said.items()))


DUTY_FIELDS: Mapping[str, Check] = {
    "active": _flag,
    "backfill_days": _count_or_none,
    "counting_roles": _words,
    "exempt_reasons": _reasons,
    "kinds": lambda value: _words(value) or _some(value),
    "max_delegated": _count_or_none,
    "max_per_day": _count,
    "min_gap_hours": _count,
    "min_metres": _count,
    "min_minutes": _count,
    "months": _months,
    "partial": _choice("ceil", "full", "waive"),
    "per": _text,
    "period": _choice("week", "month"),
    "require_photo": _flag,
    "required": _count,
    "role": _text,
    "since": lambda _day: None,
    "slack_days": _count,
    "until": lambda _day: None,
}
"""Every field a rulebook may give a duty, and what may stand in it; days were read as such."""


def read_duties(
    root: Reader,
    since: int,
    *,
    roles: Iterable[str],
    kinds: Iterable[str],
    place_kinds: Iterable[str],
) -> tuple[DutyVersion, ...]:
    """Read the duties of a rulebook, each from its own first day or else from `since`.

    `root` stands at the top of the rulebook and keeps the problems.
    """
    known = {
        "role": (tuple(roles), N_("There is no role {word}; there are {known}.")),
        "counting_roles": (tuple(roles), N_("There is no role {word}; there are {known}.")),
        "kinds": (tuple(kinds), N_("There is no kind of activity {word}; there are {known}.")),
        "per": (
            ("holder", *place_kinds),
            N_("{word} is no kind of place; write one of these: {known}."),
        ),
    }
    versions = []
    for identifier, reader in root.below("duties"):
        began = since
        wanted: dict[str, Any] = {}
        for name, said in reader.table.items():
            if name in _ANNOTATIONS:
                continue
            if name in ("since", "until"):
                day = reader.day(name)
                if name == "until":
                    wanted[name] = day
                elif day is not None:
                    began = day
                continue
            problem = field_problem(name, said)
            if problem is not None:
                reader.complain(problem.message, name, **dict(problem.values))
            else:
                wanted[name] = said
        reader.name()
        for needed in ("role", "per", "required"):
            if needed not in reader.table:
                reader.complain(N_("{word} is missing."), word=needed)
        for name, (choices, words) in known.items():
            value = wanted.get(name, [])
            for word in [value] if isinstance(value, str) else value:
                if word not in choices:
                    reader.complain(words, name, word=word, known=", ".join(choices))
        versions.append(DutyVersion(name=identifier, since=began, fields=duty_fields(wanted)))
    return tuple(versions)


def field_problem(name: str, value: object) -> Problem | None:
    """Say why `value` may not stand in the duty field `name`; None if it may.

    >>> field_problem("required", 3)
    >>> field_problem("required", -1).code
    'not_a_count'
    """
    if name in DUTY_FIELDS:
        return DUTY_FIELDS[name](value)
    said = {"word": name, "known": ", ".join(DUTY_FIELDS)}
    return Problem(
        code="unknown_field",
        message=N_("A duty has no field {word}; there are {known}."),
        values=tuple(said.items()),
    )


def duty_fields(fields_: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields as `Duty` holds them: tuples for lists, days for dates.

    >>> duty_fields({"kinds": ["patrol"], "required": 2})
    {'kinds': ('patrol',), 'required': 2}
    """
    out: dict[str, Any] = {}
    for name, value in fields_.items():
        if isinstance(value, list):
            out[name] = tuple(value)
        elif isinstance(value, date):
            out[name] = day_of(value)
        else:
            out[name] = value
    return out
