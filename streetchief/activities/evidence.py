"""Evidence of an activity: photos and a track, kept beside the ledger and counted in the record.

Convention: files are read and judged before the act and written to their place inside it, before
anything is committed; a file nothing refers to does no harm, a record without its file would.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.activities.evidence_records import add_evidence, find_evidence, find_uses
from streetchief.days import calendar
from streetchief.errors import Refused
from streetchief.files.attachments import (
    MOST_TOGETHER,
    PHOTO,
    TRACK,
    Attachment,
    attachment,
    files_folder,
    keep,
    read_file,
    read_photo,
)
from streetchief.ledger.journal import EntryWriter
from streetchief.ledger.office import Office
from streetchief.locale.text import gettext as _
from streetchief.value import value


@value
class Gathered:
    """The files of one walk, each content once, and what its track says of it.

    `started_at` is local seconds cut to the minute; `remarks` are sentences for who logs it.
    """

    files: tuple[Attachment, ...] = ()
    metres: int | None = None
    minutes: int | None = None
    started_at: int | None = None
    remarks: tuple[str, ...] = ()

    @property
    def photos(self) -> int:
        return sum(file.evidence.kind == PHOTO for file in self.files)


def gather(office: Office, photos: Sequence[str], track: str | None) -> Gathered:
    """Read the photos and the track of a walk; raises `Refused` or `StorageFault` for what is none.

    The same content twice is one photo.
    """
    files: dict[str, Attachment] = {}
    together = 0
    for path in photos:
        photo = read_photo(path)
        together += photo.evidence.size
        if together > MOST_TOGETHER:
            raise Refused(
                _("These photos are larger than {most} MB together.").format(
                    most=MOST_TOGETHER // (1 << 20)
                ),
            )
        files.setdefault(photo.evidence.sha256, photo)
    if track is None:
        return Gathered(files=tuple(files.values()))
    from streetchief.files.gpx import read_track

    content = read_file(track)
    file = attachment(track, TRACK, "gpx", content)
    said = read_track(content, file.evidence.name, office.utc)
    remarks = []
    if said.why_no_time:
        remarks.append(
            _("The track {file} is kept without a time: {reason}.").format(
                file=file.evidence.name, reason=_(said.why_no_time)
            )
        )
    start = None if said.started_at is None else office.utc_to_local(said.started_at)
    return Gathered(
        files=(*files.values(), file),
        metres=said.metres or None,
        minutes=said.minutes,
        started_at=None if start is None else start - start % calendar.MINUTE,
        remarks=tuple(remarks),
    )


def keep_evidence(
    office: Office, entry: EntryWriter, files: Sequence[Attachment], activities: Sequence[int]
) -> tuple[str, ...]:
    """Write files to their place and refer to them from each of the activities.

    Returns a warning for each file that another walk has already used as its evidence.
    """
    folder = files_folder(office.ledger.path)
    warnings = []
    for file in files:
        keep(folder, file)
        before = find_uses(entry.connection, file.evidence.sha256)
        for activity in activities:
            add_evidence(entry, activity, file.evidence)
        if before:
            warnings.append(
                _("{file} was already used for number {number}.").format(
                    file=file.evidence.name, number=before[0]
                )
            )
    return tuple(warnings)


def check_retry(entry: EntryWriter, files: Sequence[Attachment], activity: int, key: str) -> None:
    """Refuse other files under a retry key that was used before."""
    there = {row.sha256 for row in find_evidence(entry.connection, [activity])}
    if there != {file.evidence.sha256 for file in files}:
        raise Refused(
            _("The key {key} was used for another record, number {number}.").format(
                key=key, number=activity
            ),
            _("Use a new key for a new record."),
        )


def not_added(entry: EntryWriter, files: Sequence[Attachment], number: int) -> tuple[str, ...]:
    """Return what to say of files for a record that was there before: it cannot be changed."""
    there = {row.sha256 for row in find_evidence(entry.connection, [number])}
    missing = [file.evidence.name for file in files if file.evidence.sha256 not in there]
    if not missing:
        return ()
    return (
        _("Number {number} was there before, so {files} was not added to it.").format(
            number=number, files=_(", ").join(missing)
        ),
    )
