"""Where output goes: standard output, or a file that is whole or not there at all.

The convention to know: whatever goes wrong while writing is told apart by what came before it.
`saved` is the sentence about what the command has saved already ('' if nothing): with it a failure
is an OutputFault (exit 6), because a retry would save twice; without it a StorageFault (exit 4). A
reader that closes the pipe early (`| head`) has had enough, and that is no failure unless something
was saved whose receipt it has not read.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TextIO

from streetchief.errors import OutputFault, StorageFault
from streetchief.locale.text import gettext as _


@contextmanager
def output(path: str | None = None, *, saved: str = "", machine: bool = False) -> Iterator[TextIO]:
    """Open standard output, or the file `path`, to write text to.

    What a `machine` reads is UTF-8 also on a terminal. A file is written beside its place, synced
    and moved there only when the block ends well: it is UTF-8 with LF line ends and readable by its
    owner alone. Raises OutputFault or StorageFault as the module says.
    """
    if path is not None:
        with output_bytes(path, saved=saved) as file:
            text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="\n")
            yield text
            text.flush()
            text.detach()
        return
    try:
        stream = standard_output(machine=machine)
        yield stream
        stream.flush()
    except BrokenPipeError as error:
        give_up_on_standard_output()
        if saved:
            raise _fault(error, None, saved) from error
    except OSError as error:
        give_up_on_standard_output()
        raise _fault(error, None, saved) from error


@contextmanager
def output_bytes(path: str, *, saved: str = "") -> Iterator[BinaryIO]:
    """Open the file `path` to write bytes to, whole or not at all, as `output` does."""
    from streetchief.durable import sync_folder

    part = ""
    try:
        target = os.path.realpath(path)
        if os.path.exists(path) and not os.path.isfile(path):
            with open(path, "wb") as device:  # /dev/null or a pipe is written to, not replaced
                yield device
            return
        part = os.path.join(os.path.dirname(target), f".streetchief-{os.urandom(6).hex()}.part")
        with open(part, "xb", opener=_owner_only) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, target)
        part = ""
        sync_folder(os.path.dirname(target))
    except OSError as error:
        raise _fault(error, path, saved) from error
    finally:
        if part and os.path.exists(part):
            os.unlink(part)


def emit(text: str, path: str | None = None, *, saved: str = "", machine: bool = False) -> None:
    """Write one text to standard output or a file, as `output` does."""
    with output(path, saved=saved, machine=machine) as stream:
        stream.write(text)


def standard_output(*, machine: bool = False) -> TextIO:
    """Give standard output, made fit for what is written to it.

    Into a pipe or a file go UTF-8 and LF on every system, so the same facts are the same bytes. A
    terminal keeps its own encoding (GBK on many an office's Windows), as does a caller who set
    PYTHONIOENCODING, unless a `machine` is to read it; characters it lacks become '?' instead of an
    error after the act was saved.
    Raises OSError when there is none.
    """
    stream: TextIO | None = sys.stdout
    if stream is None:  # started with standard output closed
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    if isinstance(stream, io.TextIOWrapper):
        keeps_its_own = stream.isatty() or os.environ.get("PYTHONIOENCODING")
        if keeps_its_own and not machine:
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    return stream


def give_up_on_standard_output() -> None:
    """Point standard output at nothing, or the interpreter fails once more when it ends."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
    except (OSError, ValueError, AttributeError):  # closed, or no file at all: nothing to mend
        return


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def check_place(path: str) -> None:
    """Refuse a folder, and a file in a folder that is not there, before anything is saved."""
    place = os.path.dirname(os.path.realpath(path))
    if os.path.isdir(path) or not os.path.isdir(place):
        raise _fault(OSError(errno.ENOENT, os.strerror(errno.ENOENT)), path, "")


def _fault(error: OSError, path: str | None, saved: str) -> OutputFault | StorageFault:
    """Say what went wrong, and what stands saved nevertheless."""
    cause = _cause(error, path)
    if saved:
        return OutputFault(
            cause, _("Do not enter it again; only the output is missing."), effect=saved
        )
    if path is None:
        effect = _("The output is not complete.")
    else:
        effect = _("The file was not written; an earlier one is unchanged.")
    return StorageFault(cause, _("Try again, or choose another place with -o."), effect=effect)


def _cause(error: OSError, path: str | None) -> str:
    if path is None:
        if isinstance(error, BrokenPipeError):
            return _("The output was closed before everything was written.")
        reason = _("the disk is full") if error.errno == errno.ENOSPC else str(error.strerror)
        return _("The output could not be written: {reason}.").format(reason=reason)
    from streetchief.output.safe import safe

    place = os.path.dirname(os.path.realpath(path))
    if os.path.isdir(path):
        reason = _("it is a folder")
    elif error.errno == errno.ENOENT or not os.path.isdir(place):
        reason = _("the folder {folder} does not exist").format(folder=safe(place))
    elif error.errno in (errno.EACCES, errno.EPERM):
        reason = _("no permission, or another program holds it open")
    elif error.errno in (errno.ENOSPC, errno.EDQUOT):
        reason = _("the disk is full")
    elif error.errno == errno.EROFS:
        reason = _("the disk is read-only")
    elif error.errno == errno.ENAMETOOLONG:
        reason = _("the name is too long")
    else:
        reason = str(error.strerror or error)
    return _("{path} could not be written: {reason}.").format(path=safe(path), reason=reason)
