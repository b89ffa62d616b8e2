"""Values: frozen, slotted, keyword-only classes, made at a tenth of a dataclass's cost.

Convention: `@value` above a class with annotated fields is what
`@dataclass(frozen=True, slots=True, kw_only=True)` would be. The standard library's decorator
writes and compiles six methods for each class, five million instructions that every command would
pay for every value its modules define; here one is compiled, once many of a class are made, and
the others are shared (DECISIONS.md, 2026-11-23).
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")

_FEW = 16
"""So many values of a class are filled field by field; from then on compiling pays."""


class Made:
    """A default that is made anew for each value."""

    __slots__ = ("factory",)

    def __init__(self, factory: Callable[[], Any]) -> None:
        self.factory = factory


def made(factory: Callable[[], T]) -> T:
    """Give a field a default made by `factory` for each value.

    >>> @value
    ... class Bag:
    ...     things: dict[str, int] = made(dict)
    >>> Bag().things is Bag().things
    False
    """
    return Made(factory)  # type: ignore[return-value]


class _Value:
    """What all values share."""

    __slots__ = ()
    _fields: tuple[str, ...]
    _values: Callable[[Any], tuple[Any, ...]]

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._values(self) == other._values(other)

    def __hash__(self) -> int:
        return hash(self._values(self))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._fields)
        return f"{type(self).__qualname__.rpartition('.')[2]}({fields})"

    def __setattr__(self, name: str, _value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is a value: {name} cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is a value: {name} cannot be changed")

    def __reduce__(self) -> Any:
        return _remake, (type(self), self._values(self))


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(made,))
def value(cls: type[T]) -> type[T]:
    """Turn a class with annotated fields into a value.

    >>> @value
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> Point(x=1) == Point(x=1, y=0), Point(x=2)
    (True, Point(x=2, y=0))
    >>> Point(x=1).x = 3
    Traceback (most recent call last):
    AttributeError: Point is a value: x cannot be changed

    What a base without fields (and with empty `__slots__`) can do, the value can do too.
    """
    names = tuple(cls.__annotations__)
    defaults = {name: cls.__dict__[name] for name in names if name in cls.__dict__}
    space = {
        name: member
        for name, member in cls.__dict__.items()
        if name not in names and name not in ("__dict__", "__weakref__")
    }

    made_so_far = 0

    def first(self: Any, **fields: Any) -> None:
        nonlocal made_so_far
        made_so_far += 1
        if made_so_far == _FEW:
            made_class.__init__ = _initialiser(made_class, names, defaults)
        _fill(self, made_class, fields, defaults)

    space |= {"__slots__": names, "__init__": first, "_fields": names, "_values": _values_of(names)}
    shared = [base for base in cls.__bases__ if base is not object]
    made_class: Any = type(cls.__name__, (*shared, _Value), space)
    made_class.__qualname__ = cls.__qualname__
    return made_class  # type: ignore[no-any-return]


def replace(thing: T, **changes: Any) -> T:
    """Return a value like `thing` with some fields changed.

    >>> @value
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> replace(Point(x=1), y=5)
    Point(x=1, y=5)
    """
    fields = {name: getattr(thing, name) for name in fields_of(type(thing))}
    return type(thing)(**{**fields, **changes})


def rows_of(cursor: Any, cls: type[T]) -> list[T]:
    """Return the rows of a query as values, each column the field it is named after (`AS`).

    >>> import sqlite3
    >>> @value
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> rows_of(sqlite3.connect(":memory:").execute("SELECT 3 AS y, 1 AS x"), Point)
    [Point(x=1, y=3)]
    """
    names = [column[0] for column in cursor.description]
    return [cls(**dict(zip(names, row, strict=True))) for row in cursor]


def fields_of(cls: Any) -> tuple[str, ...]:
    """Return the names of a value's fields, in the order written."""
    return tuple(cls._fields)


def _fill(self: Any, cls: Any, fields: dict[str, Any], defaults: dict[str, Any]) -> None:
    """Set the fields one after the other, as the compiled initialiser does all at once."""
    for name in cls._fields:
        if name in fields:
            given = fields.pop(name)
        elif name in defaults:
            given = defaults[name]
            if isinstance(given, Made):
                given = given.factory()
        else:
            raise TypeError(f"{cls.__name__} needs {name}")
        cls.__dict__[name].__set__(self, given)
    if fields:
        raise TypeError(f"{cls.__name__} has no field {next(iter(fields))}")


def _values_of(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if not names:
        return lambda _thing: ()
    getter = attrgetter(*names)
    return staticmethod(getter if len(names) > 1 else lambda thing: (getter(thing),))


def _initialiser(
    cls: type, names: tuple[str, ...], defaults: dict[str, Any]
) -> Callable[..., None]:
    if not names:
        return lambda _self: None
    scope: dict[str, Any] = {}
    wanted, lines = [], []
    for number, name in enumerate(names):
        scope[f"s{number}"] = getattr(cls, name).__set__
        if name not in defaults:
            wanted.append(name)
        elif isinstance(defaults[name], Made):
            scope[f"d{number}"], scope[f"f{number}"] = defaults[name], defaults[name].factory
            wanted.append(f"{name}=d{number}")
            lines.append(f" if {name} is d{number}: {name} = f{number}()")
        else:
            scope[f"d{number}"] = defaults[name]
            wanted.append(f"{name}=d{number}")
        lines.append(f" s{number}(self, {name})")
    source = f"def __init__(self, *, {', '.join(wanted)}):\n" + "\n".join(lines)
    exec(source, scope)  # noqa: S102 - the text is made of this class's own field names
    return scope["__init__"]  # type: ignore[no-any-return]


def _remake(cls: type, values: tuple[Any, ...]) -> Any:
    return cls(**dict(zip(fields_of(cls), values, strict=True)))
