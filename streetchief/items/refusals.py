"""Problems of items in the reader's words.

Convention: a refusal names every problem at once, each in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable

from streetchief.errors import Refused
from streetchief.items.cabinet import Cabinet, word
from streetchief.locale.text import gettext as _
from streetchief.locale.text import language
from streetchief.rulebook.rules.list import RESPONSIBLE
from streetchief.value import replace
from streetchief.values.problems import Name, Problem, say


def refuse(cabinet: Cabinet, problems: Iterable[Problem]) -> None:
    """Raise `Refused` with every problem in words, unless there is none."""
    said = sentences(cabinet, problems)
    if said:
        raise Refused("\n".join(said))


def sentences(cabinet: Cabinet, problems: Iterable[Problem]) -> list[str]:
    """Return problems in words, each once; roles are called what the rulebook calls them."""
    found = (
        say(_with_role_names(cabinet, problem), _, language())
        if problem.code == "wrong_role"
        else say(problem, _, language())
        for problem in problems
    )
    return list(dict.fromkeys(found))


def _with_role_names(cabinet: Cabinet, problem: Problem) -> Problem:
    roles = str(dict(problem.values)["roles"]).split("、")
    known = cabinet.rulebook.roles
    names = [
        _("who answers for it")
        if role == RESPONSIBLE
        else word(Name(zh=known[role].zh, en=known[role].en))
        if role in known
        else role
        for role in roles
    ]
    return replace(problem, values=(("roles", _(", ").join(names)),))
