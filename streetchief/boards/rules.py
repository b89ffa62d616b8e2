"""What makes a board what it is: the digest of its content, whatever the day and the language.

The convention to know: a board's content is made of values. What only time changes (how many days
something is late, where today's line stands, how the running week is going) is left out of the
digest: a board is stale when facts changed, not because a day went by.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction

from streetchief.value import fields_of
from streetchief.values.digest import sha256

ORG, DUTIES, RULES, PROJECTS, CONTESTS = "org", "duties", "rules", "projects", "contests"
SIGN, CHART = "sign", "chart"
KINDS = (ORG, DUTIES, RULES, PROJECTS, CONTESTS, SIGN, CHART)
"""The five notice boards (机构、职责、制度、项目、竞赛等公示牌), a sign, the wall chart."""

MOMENTARY = frozenset({"today", "running_state", "overdue", "overdue_days", "milestone_state"})
"""Names of fields that time alone changes."""


def content_digest(content: object) -> str:
    """Return the hex digest of a board's content.

    >>> from streetchief.value import value
    >>> @value
    ... class Late:
    ...     title: str
    ...     overdue_days: int = 0
    >>> content_digest(Late(title="a")) == content_digest(Late(title="a", overdue_days=3))
    True
    >>> content_digest(Late(title="a")) == content_digest(Late(title="b"))
    False
    """
    text = json.dumps(plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return str(sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def plain(content: object) -> object:
    """Return values as plain lists and tables, without what is momentary; raises TypeError.

    >>> plain((Fraction(1, 2), {"b": None}))
    [[1, 2], {'b': None}]
    """
    if content is None or isinstance(content, (str, int)):
        return content
    if isinstance(content, Fraction):
        return [content.numerator, content.denominator]
    if isinstance(content, (tuple, list, range)):
        return [plain(one) for one in content]
    if isinstance(content, Mapping):
        return {str(key): plain(one) for key, one in content.items()}
    if hasattr(type(content), "_fields"):
        return {
            name: plain(getattr(content, name))
            for name in fields_of(type(content))
            if name not in MOMENTARY
        }
    raise TypeError(f"a board holds values only, got {type(content).__name__}")
