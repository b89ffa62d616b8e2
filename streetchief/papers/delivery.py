"""Delivery: a text goes to everyone it is meant for, and what did not arrive is named.

Convention: whoever sends opens the targets first, so that a wrong name stops the act before
anything is written, and sends last, when what is sent is safe on paper or in the ledger. Bots
(企业微信, 钉钉, 飞书) and mail go through the extra `notify` (apprise), which builds each service's
message and takes a status of 200 for success. The bots say 200 as well when they refuse a message,
and give the reason in the answer; so the answer is read here, and only what a service accepted
counts as sent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from streetchief.errors import Refused
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.papers.addresses import Target, find_targets
from streetchief.papers.rules.messages import escaped_size, split_message, utf8_size
from streetchief.value import value

_SERVICES: dict[str, tuple[str, int, Callable[[str], int]]] = {
    "wecombot": (N_("WeCom"), 2048, utf8_size),
    "dingtalk": (N_("DingTalk"), 19_000, escaped_size),
    "feishu": (N_("Feishu"), 19_000, escaped_size),
    "lark": (N_("Lark"), 19_000, escaped_size),
    "mailto": (N_("mail"), 2_000_000, utf8_size),
    "mailtos": (N_("mail"), 2_000_000, utf8_size),
}
"""What each service is called, how many bytes it takes at once, and how it counts them."""

_WEBHOOKS = (
    (r"https://qyapi\.weixin\.qq\.com/cgi-bin/webhook/send/?\?key=([\w-]+)", "wecombot://{}"),
    (r"https://oapi\.dingtalk\.com/robot/send/?\?access_token=(\w+)", "dingtalk://{}"),
    (r"https://open\.feishu\.cn/open-apis/bot/v2/hook/([\w-]+)/?", "feishu://{}"),
)
"""Webhooks as the services show them to be copied, and what apprise calls them."""

_CODES = ("errcode", "code", "StatusCode")
_WORDS = ("errmsg", "msg", "StatusMessage")


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
        mailbox for target in find_targets(names, environ) for mailbox in _open_mailboxes(target)
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


class Mailbox:
    """One address that can be sent to: a target may have several. `shown` hides its secrets."""

    __slots__ = ("_plugin", "most", "service", "shown", "size", "target", "titled")

    def __init__(self, target: str, plugin: Any) -> None:
        scheme = str(plugin.url(privacy=True)).partition(":")[0]
        service, most, size = _SERVICES.get(scheme, ("", int(plugin.body_maxlen), utf8_size))
        self.target = target
        self._plugin = plugin
        self.service = _(service) if service else str(plugin.service_name)
        self.most = most
        self.size = size
        self.titled = scheme not in ("wecombot", "dingtalk", "feishu", "lark")
        self.shown = _masked(scheme, plugin)

    def parts(self, text: str) -> tuple[str, ...]:
        """Return a text as the messages this service is sent."""
        return split_message(text, self.most, self.size)

    def send(self, title: str, text: str) -> str:
        """Send one message; return why it was not taken, "" when it was."""
        from apprise import NotifyFormat

        with _answers() as answers:
            taken = self._plugin.notify(
                title=title if self.titled else "", body=text, body_format=NotifyFormat.TEXT
            )
        reason = next((reason for reason in answers if reason), "")
        if reason or taken:
            return reason
        return _("the service could not be reached or did not take it")


def _open_mailboxes(target: Target) -> list[Mailbox]:
    """Open every address of a target; raises `Refused` for one that is none, or without apprise."""
    try:
        import apprise
    except ImportError:
        raise Refused(
            _("Sending needs an extra that is not installed."),
            "pip install 'streetchief[notify]'",
            effect=_("Nothing was sent or saved."),
        ) from None
    import logging

    logging.getLogger("apprise").disabled = True  # its words quote addresses
    asset = apprise.AppriseAsset(app_id="streetchief", app_desc="streetchief", async_mode=False)
    mailboxes = []
    for number, url in enumerate(target.urls, 1):
        plugin = apprise.Apprise.instantiate(_known_address(url), asset=asset)
        if plugin is None:
            raise Refused(
                _("Address {number} of {name} is none that can be sent to.").format(
                    number=number, name=target.name
                ),
                _("Write it like wecombot://KEY, dingtalk://TOKEN, feishu://TOKEN or mailtos://…"),
                effect=_("Nothing was sent or saved."),
            )
        mailboxes.append(Mailbox(target.name, plugin))
    return mailboxes


def _known_address(url: str) -> str:
    for pattern, address in _WEBHOOKS:
        match = re.fullmatch(pattern, url)
        if match:
            return address.format(match[1])
    return url


def _masked(scheme: str, plugin: Any) -> str:
    """Return an address as it may be shown: of mail the server and who gets it, else no more than
    the service."""
    if not scheme.startswith("mailto"):
        return f"{scheme}://****"
    to = ", ".join(address for _name, address in plugin.targets)
    return f"{scheme}://{plugin.smtp_host} → {to}"


@contextmanager
def _answers() -> Iterator[list[str]]:
    """Listen to what services answer while apprise sends: why each refused, "" if it did not."""
    import requests

    heard: list[str] = []
    send = requests.post

    def post(*args: Any, **options: Any) -> Any:
        try:
            answer = send(*args, **options)
        except requests.RequestException as error:
            heard.append(_no_answer(error))
            raise
        heard.append(_refusal(answer.status_code, answer.content))
        return answer

    requests.post = post
    try:
        yield heard
    finally:
        requests.post = send


def _no_answer(error: Exception) -> str:
    """Say why there was no answer; the error's own words quote the address."""
    import requests

    if isinstance(error, requests.Timeout):
        return _("the service did not answer in time")
    return _("the service cannot be reached")


def _refusal(status: int, content: bytes) -> str:
    """Return why a service refused a message, "" when it took it."""
    if status != 200:
        return _("the service answered {status}").format(status=status)
    try:
        answer = json.loads(content[:100_000])
    except ValueError:
        return ""
    if not isinstance(answer, dict):
        return ""
    code = next((answer[name] for name in _CODES if answer.get(name)), 0)
    if not code:
        return ""
    words = next((str(answer[name]) for name in _WORDS if answer.get(name)), "")
    return _("the service refused it: {code} {words}").format(code=code, words=words[:200])
