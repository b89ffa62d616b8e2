"""Values as plain data and back: what a paper said stays readable when the program has moved on.

Convention: a frozen value is a mapping of its fields, a tuple a list. Thawing fills fields that did
not exist then with their defaults and passes over those that exist no longer.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from streetchief.value import fields_of

T = TypeVar("T")


def freeze(thing: Any) -> Any:
    """Return a value, with everything in it, as mappings, lists, texts, numbers and None.

    >>> from streetchief.values.problems import Name
    >>> freeze((Name(zh="街", en="street"), 1))
    [{'zh': '街', 'en': 'street'}, 1]
    """
    if hasattr(type(thing), "_fields"):
        return {name: freeze(getattr(thing, name)) for name in fields_of(type(thing))}
    if isinstance(thing, list | tuple):
        return [freeze(part) for part in thing]
    return thing


def thaw(kind: type[T], data: Mapping[str, Any]) -> T:
    """Return the value of class `kind` that `data` is the frozen form of.

    >>> from streetchief.values.problems import Name
    >>> thaw(Name, {"zh": "街", "en": "street", "later": 1})
    Name(zh='街', en='street')
    """
    own = type(kind.__name__, (), {"__annotations__": kind.__annotations__})
    hints = get_type_hints(own, vars(sys.modules[kind.__module__]))
    return kind(
        **{name: _thawed(hints[name], data[name]) for name in fields_of(kind) if name in data}
    )


def _thawed(kind: Any, data: Any) -> Any:
    if data is None:
        return None
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        kinds = [part for part in get_args(kind) if part is not NoneType]
        return _thawed(kinds[0], data) if len(kinds) == 1 else data
    if origin is tuple:
        parts = get_args(kind)
        if len(parts) == 2 and parts[1] is Ellipsis:
            return tuple(_thawed(parts[0], part) for part in data)
        return tuple(_thawed(part, given) for part, given in zip(parts, data, strict=True))
    if hasattr(kind, "_fields"):
        return thaw(kind, data)
    if isinstance(data, list):
        return tuple(_thawed(kind, part) for part in data)
    return data
