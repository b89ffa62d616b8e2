"""Delivery: a text goes to everyone it is meant for, and what did not arrive is named.

Convention: whoever sends opens the targets first, so that a wrong name stops the act before
anything is written, and sends last, when what is sent is safe on paper or in the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from streetchief.papers.addresses import find_targets
from streetchief.papers.notify import Mailbox, open_mailboxes
from streetchief.value import value


@value
class Delivery:
    """What became of a text at one address: `sent` of `sizes` messages, and why not all.

    `sizes` are the bytes of each message as the service counts them.
    """

    target: str
    service: str
    shown: str
    sizes: tuple[int, ...]
    sent: int
    reason: str = ""

    @property
    def arrived(self) -> bool:
        return self.sent == len(self.sizes)


def open_targets(names: Sequence[str], environ: Mapping[str, str]) -> tuple[Mailbox, ...]:
    """Return every address of the targets named; raises `Refused` or `StorageFault` for one that is
    not known, not readable or not safe."""
    return tuple(
        mailbox for target in find_targets(names, environ) for mailbox in open_mailboxes(target)
    )


def deliver(
    mailboxes: Sequence[Mailbox],
    messages: Sequence[tuple[str, str]],
    *,
    rehearse: bool = False,
) -> tuple[Delivery, ...]:
    """Send texts with their headings to every address, to the next also when one fails.

    A text may be several messages; an address that does not take one gets no more of them.
    `rehearse` sends nothing.
    """
    return tuple(_delivered(mailbox, messages, rehearse) for mailbox in mailboxes)


def _delivered(mailbox: Mailbox, messages: Sequence[tuple[str, str]], rehearse: bool) -> Delivery:
    parts = []
    for heading, text in messages:
        texts = mailbox.parts(text)
        for number, part in enumerate(texts, 1):
            mark = f" ({number}/{len(texts)})" if len(texts) > 1 else ""
            parts.append((heading + mark, part))
    sent, reason = 0, ""
    for heading, part in () if rehearse else parts:
        reason = mailbox.send(heading, part)
        if reason:
            break
        sent += 1
    return Delivery(
        target=mailbox.target,
        service=mailbox.service,
        shown=mailbox.shown,
        sizes=tuple(mailbox.size(part) for _heading, part in parts),
        sent=sent,
        reason=reason,
    )
