"""The files of a year's archive: papers as text, lists for a spreadsheet, and the index of it all.

Convention: a list is CSV with a byte order mark, because it is opened with Excel; no cell of it is
taken for a formula. The index is one page that loads nothing and links to the files beside it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from streetchief.activities.pages import activity_table
from streetchief.days import calendar
from streetchief.duties.pages.absences import delegation_table, exemption_table
from streetchief.files.folder import MANIFEST, SUMS, Copied, safe_file_name
from streetchief.honours.pages import honours_table
from streetchief.items.pages.items import items_table
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.office.archive import Archive, ArchivedEvidence, ArchivedPaper
from streetchief.output.formats import write_table
from streetchief.output.printing import page_of
from streetchief.output.table import Column, Table
from streetchief.papers.issue import Edition
from streetchief.papers.pages.formats import report_text
from streetchief.papers.pages.words import issued_words, name, week_word
from streetchief.register.pages import street_table
from streetchief.values.receipt import receipt_text

_LISTS = {
    "patrols": N_("Patrols logged"),
    "activities": N_("Other activities"),
    "items": N_("Items of lists"),
    "streets": N_("Streets"),
    "posts": N_("Posts held"),
    "exemptions": N_("Exemptions"),
    "delegations": N_("Delegations"),
    "honours": N_("Honours"),
    "evidence": N_("Evidence"),
    "chain": N_("Entries of the ledger"),
}


def archive_files(archive: Archive) -> tuple[dict[str, str], dict[str, Copied]]:
    """Return the texts of an archive by their names, the index first, and the files to copy."""
    issued = [(_paper_name(paper), paper) for paper in archive.issued]
    drafts = [(_draft_name(paper), paper) for paper in archive.drafts]
    tables = _tables(archive)
    texts = {f"papers/issued/{path}": paper.row.text for path, paper in issued}
    texts |= {f"papers/drafts/{path}": report_text(paper.report) for path, paper in drafts}
    texts |= {f"lists/{key}.csv": _csv(one) for key, one in tables.items()}
    copies = {
        evidence_path(one): Copied(source=str(one.source), sha256=one.row.sha256)
        for one in archive.evidence
        if one.source is not None
    }
    texts["index.html"] = _index(archive, issued, drafts, tables)
    return texts, copies


def about(archive: Archive) -> dict[str, object]:
    """Return what the manifest says of the archive."""
    head = archive.head
    return {
        "schema": "streetchief/archive/1",
        "year": archive.year,
        "site": archive.site,
        "head": {"sequence": head.sequence, "digest": head.digest},
        "issued": len(archive.issued),
        "drafts": len(archive.drafts),
        "evidence": len(archive.evidence),
    }


def lost_files(archive: Archive) -> list[str]:
    """Return what should lie beside the ledger and does not, or is not what was recorded."""
    return list(dict.fromkeys(evidence_path(one) for one in archive.evidence if one.lost))


def evidence_path(one: ArchivedEvidence) -> str:
    """Return where the copy of a file lies in the archive."""
    ending = one.source.suffix if one.source is not None else ""
    return f"evidence/{one.row.sha256}{ending}"


def _paper_name(paper: ArchivedPaper) -> str:
    row = paper.row
    if row.kind in ("month", "year"):
        when = calendar.month_label(row.period) if row.kind == "month" else str(row.period)
    else:
        when = calendar.week_label(row.period)
    return safe_file_name([when, paper.place, row.kind, f"{row.number:02}", str(row.id)]) + ".txt"


def _draft_name(paper: Edition) -> str:
    report = paper.report
    return safe_file_name([calendar.week_label(report.week), report.town, "draft"]) + ".txt"


def _csv(table_: Table) -> str:
    stream = io.StringIO()
    write_table(table_, "csv", stream, bom=True)
    return stream.getvalue()


def _tables(archive: Archive) -> dict[str, Table]:
    return {
        "patrols": activity_table(archive.patrols),
        "activities": activity_table(archive.activities),
        "items": items_table(archive.items.items, listed=archive.items),
        "streets": street_table(archive.streets),
        "posts": _posts_table(archive),
        "exemptions": exemption_table(archive.exemptions),
        "delegations": delegation_table(archive.delegations),
        "honours": honours_table(list(archive.honours)),
        "evidence": _evidence_table(archive),
        "chain": _chain_table(archive),
    }


def _posts_table(archive: Archive) -> Table:
    keys = ("holder", "unit", "role", "role_name", "town", "place", "since", "until")
    return Table(
        name="posts",
        columns=tuple(Column(key=key) for key in keys),
        rows=tuple(
            (
                post.holder,
                post.unit,
                post.role,
                name(post.role_name),
                post.town,
                post.place,
                calendar.day_label(post.since),
                None if post.until is None else calendar.day_label(post.until),
            )
            for post in archive.posts
        ),
    )


def _evidence_table(archive: Archive) -> Table:
    keys = ("record", "of", "of_record", "on", "town", "place", "item", "kind", "name")
    numbers = ("size",)
    columns = [Column(key=key) for key in (*keys, "sha256")]
    columns += [Column(key=key, kind="number") for key in numbers]
    return Table(
        name="evidence",
        columns=(*columns, Column(key="path")),
        rows=tuple(
            (
                one.row.record,
                one.row.of,
                one.row.fact,
                calendar.day_label(one.row.day),
                one.town,
                one.place,
                f"{one.row.list_}/{one.row.number}" if one.row.list_ else None,
                one.row.kind,
                one.row.name,
                one.row.sha256,
                one.row.size,
                evidence_path(one) if one.source is not None else None,
            )
            for one in archive.evidence
        ),
    )


def _chain_table(archive: Archive) -> Table:
    keys = ("site", "sequence", "act", "actor", "recorded_at", "rows", "marks", "digest")
    return Table(
        name="chain",
        columns=tuple(Column(key=key) for key in keys),
        rows=tuple(
            (
                link.site,
                link.sequence,
                link.act,
                link.actor,
                link.recorded_at,
                link.rows,
                link.marks,
                link.digest,
            )
            for link in archive.chain
        ),
    )


def _index(
    archive: Archive,
    issued: Sequence[tuple[str, ArchivedPaper]],
    drafts: Sequence[tuple[str, Edition]],
    tables: dict[str, Table],
) -> str:
    head = archive.head
    receipt = receipt_text(head.site or "", head.sequence or 0, head.digest, language())
    values = {
        "archive": archive,
        "issued": [
            (
                issued_words(p.place, p.row.kind, p.row.period, p.row.number),
                f"papers/issued/{path}",
            )
            for path, p in issued
        ],
        "drafts": [
            (f"{p.report.town} {week_word(p.report.week)}".strip(), f"papers/drafts/{path}")
            for path, p in drafts
        ],
        "lists": [
            (_(_LISTS[key]), len(one.rows), f"lists/{key}.csv") for key, one in tables.items()
        ],
        "sums": SUMS,
        "foot": (
            _("Head of the ledger: {receipt}").format(receipt=receipt),
            _("{file} names every file with its SHA-256.").format(file=MANIFEST),
        ),
    }
    return page_of(
        "office/templates/archive.html.j2",
        values,
        {"day": calendar.day_label, "path": evidence_path},
    )
