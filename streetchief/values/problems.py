"""What is wrong, as values: rules return problems, whoever asked says them in a language.

The convention to know: `message` is the English msgid with named placeholders, marked with `N_`
where it is written; `values` fill it in after the translation. The domain itself never translates.
"""

from __future__ import annotations

from collections.abc import Callable

from streetchief.days.calendar import day_label
from streetchief.value import value


def problem(code: str, message: str, **values: Said) -> Problem:
    """Put a problem together; `message` is a msgid marked with `N_`."""
    return Problem(code=code, message=message, values=tuple(values.items()))


@value
class Name:
    """What a thing of the rulebook is called in Chinese and in English."""

    zh: str
    en: str


@value
class Day:
    """An epoch day inside a message, printed as an ISO date."""

    day: int


Said = int | str | Name | Day


@value
class Problem:
    """One reason why an act is refused; `code` is stable, `message` is for people."""

    code: str
    message: str
    values: tuple[tuple[str, Said], ...] = ()


@value
class RuleProblem:
    """One mistake in a rulebook; `path` leads from the top of the file to the place of it."""

    path: tuple[str | int, ...]
    message: str
    values: tuple[tuple[str, Said], ...] = ()


def say(
    problem: Problem | RuleProblem,
    translate: Callable[[str], str] = str,
    language: str = "en",
) -> str:
    """Put a problem into words: translate the message, then fill in its values.

    >>> say(Problem(code="late", message="{stage} by {day}",
    ...     values=(("stage", Name(zh="复核", en="verified")), ("day", Day(day=0)))))
    'verified by 1970-01-01'
    """
    return translate(problem.message).format(
        **{key: _said(value, language) for key, value in problem.values}
    )


def name_in(name: Name, language: str) -> str:
    """Give the name in 'zh' or 'en'; a missing translation falls back to the other language.

    >>> name_in(Name(zh="问题", en=""), "en") == name_in(Name(zh="问题", en=""), "zh")
    True
    """
    return (name.zh or name.en) if language == "zh" else (name.en or name.zh)


def _said(value: Said, language: str) -> str | int:
    if isinstance(value, Name):
        return name_in(value, language)
    if isinstance(value, Day):
        return day_label(value.day)
    return value
