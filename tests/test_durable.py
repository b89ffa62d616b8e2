"""Syncing a folder: done, left out where a system cannot, and never silent about a failing disk."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from streetchief.durable import sync_folder


def failing(number: int, calls: list[int]) -> object:
    def fsync(descriptor: int) -> None:
        calls.append(descriptor)
        raise OSError(number, os.strerror(number))

    return fsync


def test_a_folder_is_synced_and_closed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    sync_folder(tmp_path)
    assert len(synced) == 1
    with pytest.raises(OSError, match=os.strerror(errno.EBADF)):
        os.fstat(synced[0])


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
def test_a_share_that_cannot_sync_folders_is_no_failure(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(os, "fsync", failing(number, asked))
    sync_folder(tmp_path)
    assert asked


def test_a_disk_that_fails_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", failing(errno.EIO, []))
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        sync_folder(tmp_path)
