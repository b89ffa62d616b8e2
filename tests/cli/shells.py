"""A shell at a terminal, as a person has it: keys are typed, and what it shows is read."""

from __future__ import annotations

import os
import re
import select
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


class Terminal:
    """What is on the other side of a terminal's wire."""

    def __init__(self, wire: int) -> None:
        self._wire = wire

    def type(self, keys: str) -> None:
        os.write(self._wire, keys.encode())

    def read_until(self, pattern: str, seconds: float = 30) -> str:
        """Read until what was shown since the last reading matches; fail when it never does."""
        shown = b""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if select.select([self._wire], [], [], 0.1)[0]:
                try:
                    shown += os.read(self._wire, 65536)
                except OSError:
                    break
                if b"\x1b[c" in shown or b"\x1b[0c" in shown:  # fish asks what terminal this is
                    os.write(self._wire, b"\x1b[?62;22c")
                    shown = shown.replace(b"\x1b[c", b"").replace(b"\x1b[0c", b"")
            said = plain(shown)
            if re.search(pattern, said):
                return said
        raise AssertionError(f"{pattern!r} never came: {plain(shown)!r}")


def plain(shown: bytes) -> str:
    """Return what was shown without colours and moves of the cursor."""
    said = shown.decode("utf-8", "replace")
    return re.sub(r"\x1b(\[[0-9;?>=]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[()].|[=>])", "", said)


@contextmanager
def at_terminal(words: Sequence[str], env: dict[str, str], folder: Path) -> Iterator[Terminal]:
    """Run a program at a terminal of its own, 200 columns wide."""
    import fcntl
    import pty
    import struct
    import termios

    wire, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 200, 0, 0))

    def take_the_terminal() -> None:  # without it fish knows no terminal
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    process = subprocess.Popen(
        words, stdin=other, stdout=other, stderr=other, env=env, cwd=folder,
        preexec_fn=take_the_terminal,
    )  # fmt: skip
    os.close(other)
    try:
        yield Terminal(wire)
    finally:
        process.kill()
        process.wait()
        os.close(wire)
