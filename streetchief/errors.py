"""One family of errors: each knows its exit code and says cause, effect and remedy.

The three sentences are complete and already in the reader's language. Convention: whoever raises
an error says what happened and what to do; the effect is said only where it is not the usual one,
that nothing was saved, which `cli.main.call` adds where the command is one that saves.
"""

from __future__ import annotations


class Exit:
    """Exit codes, a promise to scripts (docs/exit-codes.md): the numbers a shell sees."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    BUSY = 3
    STORAGE = 4
    NOT_A_LEDGER = 5
    OUTPUT = 6
    OVERDUE = 10
    INTERRUPTED = 130


class StreetchiefError(Exception):
    """An outcome a person can cause: never shown as a traceback."""

    exit_code = Exit.REFUSED

    def __init__(self, cause: str, remedy: str = "", *, effect: str | None = None) -> None:
        super().__init__(cause)
        self.cause = cause
        self.effect = effect
        self.remedy = remedy

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences to print, in order, without the empty ones."""
        return tuple(part for part in (self.cause, self.effect, self.remedy) if part)


class Refused(StreetchiefError):
    """A rule says no; nothing was written."""

    exit_code = Exit.REFUSED


class RefusedRows(Refused):
    """Many rows break a rule; each problem names file, row, field, value and reason."""

    def __init__(
        self,
        cause: str,
        problems: tuple[str, ...],
        remedy: str = "",
        *,
        effect: str | None = None,
    ) -> None:
        super().__init__(cause, remedy, effect=effect)
        self.problems = problems

    @property
    def sentences(self) -> tuple[str, ...]:
        return (self.cause, *self.problems, *(part for part in (self.effect, self.remedy) if part))


class BadUsage(StreetchiefError):
    """The words of the call cannot be read: also a date or a week."""

    exit_code = Exit.USAGE


class Busy(StreetchiefError):
    """Someone else is writing; nothing was written and a retry is safe."""

    exit_code = Exit.BUSY


class StorageFault(StreetchiefError):
    """Disk, permission or path."""

    exit_code = Exit.STORAGE


class NotALedger(StreetchiefError):
    """Not a ledger, damaged, newer than this program, or `verify` found something."""

    exit_code = Exit.NOT_A_LEDGER


class OutputFault(StreetchiefError):
    """The output could not be written; what was saved before is named."""

    exit_code = Exit.OUTPUT
