"""`verify`: the whole ledger checked against itself, and against receipts that left the machine.

Convention: damage is a finding, never a failure; only what keeps the file from being opened at all
is raised. Everything is read from one unchanging state of the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence

from streetchief.days import calendar
from streetchief.duties.tally import differences
from streetchief.ledger.chain import Chain, Head, Marked, check_chain, find_digests
from streetchief.ledger.faults import on_network_share
from streetchief.ledger.history import count_entries, find_entries, last_rulebook, names_of_places
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office
from streetchief.ledger.opening import Opened, find_settings
from streetchief.ledger.soundness import check_pages, check_schema, guarded
from streetchief.locale.text import gettext as _
from streetchief.value import value
from streetchief.values.findings import AUTHENTIC, COMPLETE, QUALITIES, Finding
from streetchief.values.receipt import Receipt, is_in


@value
class Info:
    """A ledger in a few words; `size` in bytes, `share` None when it cannot be told."""

    path: str
    chosen_by: str
    site: str
    town: str | None
    zone: str | None
    language: str | None
    rulebook: str | None
    rulebook_since: int | None
    schema: int
    entries: int
    records: int
    head: Head | None
    written_at: int | None
    size: int
    share: bool | None
    sqlite: str


def describe_ledger(office: Office, chosen_by: str) -> Info:
    """Return what there is to say about the open ledger; `chosen_by` is how its path was found."""
    ledger = office.ledger
    with reading(ledger) as connection:
        settings = find_settings(connection, ledger.site)
        rulebook = last_rulebook(connection)
        entries, records = count_entries(connection)
        last = find_entries(connection, limit=1)
        return Info(
            path=str(ledger.path.absolute()),
            chosen_by=chosen_by,
            site=ledger.site,
            town=settings.get("town"),
            zone=settings.get("zone"),
            language=settings.get("lang"),
            rulebook=rulebook[0] if rulebook else None,
            rulebook_since=rulebook[1] if rulebook else None,
            schema=connection.execute("PRAGMA user_version").fetchone()[0],
            entries=entries,
            records=records,
            head=_head(connection, ledger.site),
            written_at=office.utc_to_local(last[0].recorded_at) if last else None,
            size=ledger.path.stat().st_size,
            share=on_network_share(ledger.path),
            sqlite=sqlite3.sqlite_version,
        )


def _head(connection: sqlite3.Connection, site: str) -> Head | None:
    row = connection.execute(
        "SELECT sequence, digest FROM journal WHERE site = ? ORDER BY sequence DESC LIMIT 1",
        (site,),
    ).fetchone()
    return Head(site=site, sequence=row[0], digest=row[1]) if row else None


@value
class Verified:
    """What `verify` found; `head` is this site's, `marked` entries in the order written."""

    path: str
    site: str
    entries: int
    records: int
    head: Head | None
    heads: tuple[Head, ...]
    findings: tuple[Finding, ...]
    marked: tuple[Marked, ...]
    receipts: int

    @property
    def clean(self) -> bool:
        return not self.findings


def verify_ledger(
    opened: Opened,
    utc_to_local: Callable[[int], int],
    *,
    receipts: Sequence[Receipt] = (),
) -> Verified:
    """Check pages, schema, chain, receipts and tally, beside what opening found already.

    `utc_to_local` turns UTC seconds into those on the ledger's clock.
    Raises `Busy` when someone writes for longer than this program waits.
    """
    ledger = opened.ledger
    with reading(ledger) as connection:
        connection.execute("SELECT count(*) FROM here").fetchone()
        chain = Chain(connection, ledger.site)
        findings = list(opened.findings)
        findings += guarded(lambda: check_pages(ledger), _("The file"))
        findings += guarded(lambda: check_schema(ledger), _("The list of tables"))
        findings += guarded(lambda: check_chain(connection, chain), _("The journal"))
        findings += guarded(lambda: _check_receipts(connection, receipts), _("The journal"))
        findings += guarded(lambda: _check_tally(connection, utc_to_local), _("The weekly tally"))
    findings.sort(key=lambda finding: QUALITIES.index(finding.quality))
    return Verified(
        path=str(ledger.path),
        site=ledger.site,
        entries=chain.entries,
        records=chain.rows,
        head=chain.heads.get(ledger.site),
        heads=tuple(chain.heads.values()),
        findings=tuple(dict.fromkeys(findings)),
        marked=tuple(chain.marked),
        receipts=len(receipts),
    )


def _check_receipts(
    connection: sqlite3.Connection, receipts: Sequence[Receipt]
) -> Iterable[Finding]:
    for receipt in receipts:
        if not is_in(receipt, find_digests(connection)):
            yield Finding(
                quality=COMPLETE,
                about="receipt",
                text=_(
                    "The receipt {receipt} is not in the chain: what it speaks of was cut off or "
                    "changed, or it is of another ledger."
                ).format(receipt=_receipt_words(receipt)),
                site=receipt.site,
                entry=receipt.sequence,
            )


def _receipt_words(receipt: Receipt) -> str:
    if receipt.site is None or receipt.sequence is None:
        return receipt.digest
    return f"{receipt.site}/{receipt.sequence} {receipt.digest}"


def _check_tally(
    connection: sqlite3.Connection, utc_to_local: Callable[[int], int]
) -> Iterable[Finding]:
    rows = differences(connection, utc_to_local)
    names = names_of_places(connection, {key[1] for key, _kept, _again in rows})
    for (week, place, duty, _holder), kept, again in rows:
        yield Finding(
            quality=AUTHENTIC,
            about="tally",
            text=_(
                "Duty {duty} of {place} in week {week}: the tally says {kept}, the log {again}."
            ).format(
                duty=duty,
                place=names[place][1] if place in names else place,
                week=calendar.week_label(week),
                kept=sum(kept),
                again=sum(again),
            ),
            number=place,
        )
