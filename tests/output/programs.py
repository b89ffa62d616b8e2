"""The office suite and the browser people open papers with, run headless for tests.

Convention: each is asked for through its own mark, which skips with the reason where it is missing.
"""

from __future__ import annotations

import atexit
import functools
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PDFTOTEXT = shutil.which("pdftotext")

needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
needs_browser = pytest.mark.skipif(
    CHROMIUM is None or PDFTOTEXT is None, reason="Chromium or poppler-utils is not installed"
)

EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
"""Each sheet as a CSV file of its own: what its cells show, a formula's result if one was."""


@functools.cache
def _profile() -> Path:
    """Make LibreOffice's own folder once for a run: it takes longer than a conversion."""
    folder = Path(tempfile.mkdtemp(prefix="streetchief-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def converted(files: Iterable[Path], to: str, folder: Path) -> None:
    """Let LibreOffice open the files and write them as `to`, all in one go."""
    assert SOFFICE is not None
    ended = subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation={_profile().as_uri()}",
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            str(folder),
            *map(str, files),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr


def browse(folder: Path, *words: str) -> None:
    """Run Chromium without a network and without errands of its own."""
    assert CHROMIUM is not None
    options = (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars "
        "--disable-background-networking --disable-component-update --disable-sync "
        "--no-pdf-header-footer"
    )
    subprocess.run(
        [
            CHROMIUM,
            *options.split(),
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={folder / 'browser'}",
            *words,
        ],
        capture_output=True,
        check=True,
        timeout=120,
    )


def printed(page: Path) -> Path:
    """Print a page to PDF as a person would, and return the file."""
    pdf = page.with_suffix(".pdf")
    browse(page.parent, f"--print-to-pdf={pdf}", page.as_uri())
    return pdf


def asked_for(page: Path, picture: Path) -> set[str]:
    """Draw a page to a picture and return the addresses anything was asked of."""
    log = page.with_suffix(".net.json")
    browse(page.parent, f"--log-net-log={log}", f"--screenshot={picture}", page.as_uri())
    return set(
        re.findall(r'"url":"((?:https?|ftp|wss?)://[^"?]*)', log.read_text(errors="replace"))
    )


def pages_of(pdf: Path) -> list[str]:
    """Return the text of each page of a PDF, laid out as it is seen."""
    assert PDFTOTEXT is not None
    ended = subprocess.run(
        [PDFTOTEXT, "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    )
    return ended.stdout.split("\f")[:-1]
