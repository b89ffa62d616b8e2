"""Read and check what a rulebook says about duties, and single fields of a duty.

The convention to know: as in `rulebook_lists`, problems come back as values with their path.
`field_problem` judges one field alone, for a rulebook's text and for `rulebook set`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from streetchief.days.calendar import day_of
from streetchief.locale.text import N_
from streetchief.rulebook.rules.duty import REASONS, Duty, DutyVersion
from streetchief.rulebook.rules.reader import Reader
from streetchief.value import fields_of
from streetchief.values.problems import Problem, Said

DUTY_FIELDS = tuple(sorted(set(fields_of(Duty)) - {"name"}))
_COUNTS = ("required", "max_per_day", "min_gap_hours", "min_minutes", "min_metres", "slack_days")
_COUNTS_OR_NONE = ("max_delegated", "backfill_days")
_FLAGS = ("active", "require_photo")
_CHOICES = {"partial": ("ceil", "full", "waive"), "period": ("week", "month")}
_WORDS = ("kinds", "counting_roles", "exempt_reasons")
_MOST = 1_000_000
_ANNOTATIONS = ("zh", "en", "note", "words", "source")


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
    if name not in DUTY_FIELDS:
        words = N_("A duty has no field {word}; there are {known}.")
        return _problem("unknown_field", words, word=name, known=", ".join(DUTY_FIELDS))
    if name in _COUNTS and not _is_count(value):
        return _problem("not_a_count", N_("This has to be a whole number, 0 or more."))
    if name in _COUNTS_OR_NONE and value is not None and not _is_count(value):
        return _problem("not_a_count", N_("This has to be a whole number, 0 or more, or none."))
    if name in _FLAGS and not isinstance(value, bool):
        return _problem("not_a_flag", N_("This has to be true or false."))
    if name in _CHOICES and value not in _CHOICES[name]:
        words = N_("This has to be one of {known}.")
        return _problem("not_a_choice", words, known=", ".join(_CHOICES[name]))
    if name in ("role", "per") and (not isinstance(value, str) or not value):
        return _problem("not_a_word", N_("This has to be a text."))
    if name in _WORDS:
        return _words_problem(name, value)
    if name == "months" and (
        not isinstance(value, list | tuple)
        or not all(isinstance(v, int) and not isinstance(v, bool) and 1 <= v <= 12 for v in value)
    ):
        return _problem("not_months", N_("This has to be a list of months, 1 to 12."))
    return None


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


def _words_problem(name: str, value: object) -> Problem | None:
    if not isinstance(value, list | tuple) or not all(isinstance(word, str) for word in value):
        return _problem("not_words", N_("This has to be a list of words."))
    if name == "kinds" and not value:
        return _problem("no_kinds", N_("Name at least one kind of activity."))
    if name == "exempt_reasons":
        for word in value:
            if word not in REASONS:
                words = N_("{word} is not known here; known are {known}.")
                return _problem("unknown_reason", words, word=word, known=", ".join(REASONS))
    return None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST


def _problem(code: str, message: str, **values: Said) -> Problem:
    return Problem(code=code, message=message, values=tuple(values.items()))
