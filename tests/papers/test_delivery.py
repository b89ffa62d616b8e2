"""Papers and reminders on their way to bots and mailboxes, all on this machine.

- each bot gets the paper in its own format, in parts that its limit allows, cut between lines
- mail has the paper's heading as its subject and the paper as its text
- addresses come from the environment or a private file, and are never shown
- a wrong name stops the act before anything is written; a failure afterwards exits with 6
- a bot that answers 200 and refuses in words is a failure
- a dry run sends nothing
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from streetchief.papers.rules.messages import escaped_size, split_message, utf8_size
from tests.conftest import Desk
from tests.furnished import furnish
from tests.papers.listeners import Bots, Mails, bot_server, mail_server

pytestmark = pytest.mark.filterwarnings("ignore:.imghdr:DeprecationWarning")  # apprise

KEY = "1a2b3c4d-secret-key"
SECRET = "5e6f7a8bsecrettoken"


@pytest.fixture
def bots(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bots]:
    """The bots' own plugins, posting to this machine instead of to their fixed hosts."""
    from apprise.plugins.base import NotifyBase
    from apprise.plugins.dingtalk import NotifyDingTalk
    from apprise.plugins.feishu import NotifyFeishu
    from apprise.plugins.wecombot import NotifyWeComBot

    with bot_server() as bots:
        here = f"http://127.0.0.1:{bots.port}"
        monkeypatch.setattr(NotifyWeComBot, "notify_url", here + "/wecom?key={key}")
        monkeypatch.setattr(NotifyDingTalk, "notify_url", here + "/ding?access_token={token}")
        monkeypatch.setattr(NotifyFeishu, "notify_url", here + "/feishu/{token}")
        monkeypatch.setattr(NotifyBase, "request_rate_per_sec", 0)
        yield bots


@pytest.fixture
def mails(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mails]:
    from apprise.plugins.base import NotifyBase

    monkeypatch.setattr(NotifyBase, "request_rate_per_sec", 0)
    with mail_server() as mails:
        yield mails


@pytest.fixture
def town(office: Desk) -> Desk:
    furnish(office.db)
    office.lang = "zh"
    return office


def targets(desk: Desk, text: str, mode: int = 0o600) -> Path:
    path = desk.write("notify.toml", text)
    path.chmod(mode)
    desk.env["STREETCHIEF_NOTIFY"] = str(path)
    return path


# ---------------------------------------------------------------- each service's format


def test_wecom_gets_text_messages_that_fit_its_2048_bytes(town: Desk, bots: Bots) -> None:
    targets(town, f'[targets]\n"工作群" = "wecombot://{KEY}"\n')
    ran = town.run("week 2026-W46 --send 工作群")
    assert {path for path, _payload in bots.requests} == {f"/wecom?key={KEY}"}
    assert {payload["msgtype"] for payload in bots.payloads} == {"text"}
    contents = [payload["text"]["content"] for payload in bots.payloads]
    assert len(contents) > 1
    assert all(len(content.encode()) <= 2048 for content in contents)
    assert [content.split("\n")[0] for content in contents] == [
        f"({number}/{len(contents)})" for number in range(1, len(contents) + 1)
    ]
    lines = [line for content in contents for line in content.split("\n")[1:] if line]
    assert lines == [line for line in ran.out.split("\n") if line]


def test_dingtalk_and_feishu_get_the_whole_paper_in_their_own_shape(town: Desk, bots: Bots) -> None:
    targets(town, f'[targets]\nboth = ["dingtalk://{SECRET}", "feishu://{SECRET}"]\n')
    ran = town.run("week 2026-W46 --send both")
    ding, feishu = bots.payloads
    assert ding["msgtype"] == "text"
    assert ding["text"]["content"] == ran.out.strip("\n")
    assert feishu == {"msg_type": "text", "content": {"text": ran.out.strip("\n")}}
    assert [path for path, _payload in bots.requests] == [
        f"/ding?access_token={SECRET}",
        f"/feishu/{SECRET}",
    ]


@pytest.mark.parametrize(
    ("address", "path"),
    [
        (f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}", f"/wecom?key={KEY}"),
        (
            f"https://oapi.dingtalk.com/robot/send?access_token={SECRET}",
            f"/ding?access_token={SECRET}",
        ),
        (f"https://open.feishu.cn/open-apis/bot/v2/hook/{SECRET}", f"/feishu/{SECRET}"),
    ],
    ids=["wecom", "dingtalk", "feishu"],
)
def test_a_webhook_may_be_pasted_as_the_service_shows_it(
    town: Desk, bots: Bots, address: str, path: str
) -> None:
    town.env["STREETCHIEF_NOTIFY_GROUP"] = address
    town.run("remind --send group")
    assert {request for request, _payload in bots.requests} == {path}


def test_a_mail_has_the_heading_as_subject_and_the_paper_as_text(town: Desk, mails: Mails) -> None:
    address = f"mailto://127.0.0.1:{mails.port}?from=office@example.com&to=county@example.com"
    town.env["STREETCHIEF_NOTIFY_COUNTY"] = address
    ran = town.run("week 2026-W46 --send county")
    [(sender, recipients, message)] = mails.messages
    assert (sender, recipients) == ("office@example.com", ["county@example.com"])
    assert message["Subject"] == "双峰乡街长制工作周报 2026年第46周（11月9日—11月15日）"
    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n").strip("\n") == ran.out.strip("\n")


def test_an_issued_paper_goes_out_as_it_was_frozen(town: Desk, bots: Bots) -> None:
    town.env["STREETCHIEF_NOTIFY_GROUP"] = f"feishu://{SECRET}"
    issued = town.run("week 2026-W46 --issue --send group")
    assert "第1期" in issued.out
    assert bots.payloads[0]["content"]["text"] == issued.out.strip("\n")
    town.run("log 横街 --by 韦知母 --at 2026-11-10T09:00")
    town.run("week 2026-W46 --send group")
    assert bots.payloads[1] == bots.payloads[0]


def test_reminders_go_out_as_one_message(town: Desk, bots: Bots) -> None:
    town.env["STREETCHIEF_NOTIFY_GROUP"] = f"wecombot://{KEY}"
    ran = town.run("remind --send group")
    assert [payload["text"]["content"] for payload in bots.payloads] == [ran.out.strip("\n")]
    assert "韦知母" in ran.out


# ---------------------------------------------------------------- what is told


def test_what_was_sent_is_told_on_standard_error_and_the_paper_stays_alone(
    town: Desk, bots: Bots
) -> None:
    town.env["STREETCHIEF_NOTIFY_GROUP"] = f"feishu://{SECRET}"
    plain = town.run("week 2026-W46")
    sent = town.run("week 2026-W46 --send group")
    assert sent.out == plain.out
    assert sent.err == "已发送到group（飞书），共1条消息。\n"


def test_a_dry_run_says_what_would_go_where_and_sends_nothing(town: Desk, bots: Bots) -> None:
    targets(
        town,
        f'[targets]\n"工作群" = "wecombot://{KEY}"\n'
        f'mail = "mailtos://office:{SECRET}@example.com?to=county@example.com"\n',
    )
    ran = town.run("week 2026-W46 --send 工作群 --send mail --dry-run")
    assert bots.requests == []
    assert ran.out == town.run("week 2026-W46").out
    first, second = ran.err.splitlines()
    assert re.search(r"工作群.*企业微信.*wecombot://\*\*\*\*", first)
    assert "county@example.com" in second
    assert KEY not in ran.err
    assert SECRET not in ran.err


@pytest.mark.parametrize("extra", ["--dry-run", "--issue --send group --dry-run"])
def test_a_dry_run_needs_a_target_and_issues_nothing(town: Desk, extra: str) -> None:
    town.env["STREETCHIEF_NOTIFY_GROUP"] = f"feishu://{SECRET}"
    ran = town.run(f"week 2026-W46 {extra}", code=2)
    assert ran.out == ""
    assert "第1期" not in town.run("week 2026-W46").out


# ---------------------------------------------------------------- failures


@pytest.mark.parametrize(
    ("status", "answer", "words"),
    [
        (404, {}, "404"),
        (200, {"errcode": 93000, "errmsg": "invalid webhook url"}, "93000 invalid webhook url"),
        (200, {"code": 19024, "msg": "Key Words Not Found"}, "19024 Key Words Not Found"),
    ],
    ids=["no such page", "errcode in an answer of 200", "code in an answer of 200"],
)
def test_a_refused_message_exits_with_6_and_names_the_target(
    town: Desk, bots: Bots, status: int, answer: dict[str, object], words: str
) -> None:
    bots.status, bots.answer = status, answer
    town.env["STREETCHIEF_NOTIFY_GROUP"] = f"feishu://{SECRET}"
    ran = town.run("week 2026-W46 --send group", code=6)
    assert ran.out.startswith("双峰乡街长制工作周报")
    assert "group" in ran.err
    assert words in ran.err
    assert SECRET not in ran.err


def test_nobody_listening_exits_with_6_and_keeps_the_secret(town: Desk, bots: Bots) -> None:
    from apprise.plugins.feishu import NotifyFeishu

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(NotifyFeishu, "notify_url", "http://127.0.0.1:9/{token}")
        town.env["STREETCHIEF_NOTIFY_GROUP"] = f"feishu://{SECRET}"
        ran = town.run("week 2026-W46 --send group", code=6)
    assert "group" in ran.err
    assert SECRET not in ran.err


def test_the_other_targets_get_theirs_when_one_fails(town: Desk, bots: Bots, mails: Mails) -> None:
    bots.status = 500
    town.env["STREETCHIEF_NOTIFY_GROUP"] = f"feishu://{SECRET}"
    town.env["STREETCHIEF_NOTIFY_COUNTY"] = (
        f"mailto://127.0.0.1:{mails.port}?from=a@example.com&to=b@example.com"
    )
    ran = town.run("week 2026-W46 --send group --send county", code=6)
    assert len(mails.messages) == 1
    assert "已发送到county" in ran.err
    assert "group" in ran.err


def test_messages_stop_at_the_first_that_is_refused_and_the_count_is_told(
    town: Desk, bots: Bots
) -> None:
    bots.refuse_after = 1
    town.env["STREETCHIEF_NOTIFY_GROUP"] = f"wecombot://{KEY}"
    ran = town.run("week 2026-W46 --send group", code=6)
    assert len(bots.requests) == 2
    assert re.search(r"1/\d+条", ran.err)
    assert "45009" in ran.err


def test_a_failure_after_issuing_says_that_it_is_issued(town: Desk, bots: Bots) -> None:
    bots.status = 500
    town.env["STREETCHIEF_NOTIFY_GROUP"] = f"feishu://{SECRET}"
    ran = town.run("week 2026-W46 --issue --send group", code=6)
    assert "第1期" in ran.err
    assert "第1期" in town.run("week 2026-W46").out


# ---------------------------------------------------------------- where addresses come from


def test_an_unknown_target_stops_before_anything_is_issued(town: Desk) -> None:
    targets(town, f'[targets]\n"工作群" = "wecombot://{KEY}"\n')
    ran = town.run("week 2026-W46 --issue --send 别的群", code=1)
    assert ran.out == ""
    assert "工作群" in ran.err
    assert "第1期" not in town.run("week 2026-W46").out


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
@pytest.mark.parametrize(
    ("mode", "code"),
    [(0o600, 0), (0o400, 0), (0o640, 4), (0o604, 4), (0o620, 4), (0o644, 4)],
    ids=["600", "400", "640", "604", "620", "644"],
)
def test_a_file_that_others_can_read_is_refused(
    town: Desk, bots: Bots, mode: int, code: int
) -> None:
    path = targets(town, f'[targets]\ngroup = "feishu://{SECRET}"\n', mode)
    ran = town.run("week 2026-W46 --send group", code=code)
    assert len(bots.requests) == (0 if code else 1)
    assert (f"chmod 600 {path}" in ran.err) == bool(code)


@pytest.mark.parametrize(
    "text",
    [
        f'targets = "feishu://{SECRET}"',
        f"[targets]\ngroup = feishu://{SECRET}",
        f"[targets]\ngroup = 3 # {SECRET}",
        f'[targets]\ngroup = "nonsense {SECRET}"',
        "",
        "[targets]\ngroup = []",
    ],
    ids=["no table", "no quotes", "a number", "no address", "empty", "an empty list"],
)
def test_a_file_that_says_nothing_useful_is_refused_without_its_secrets(
    town: Desk, text: str
) -> None:
    targets(town, text)
    ran = town.run("week 2026-W46 --send group", code=1)
    assert ran.out == ""
    assert SECRET not in ran.err


def test_the_environment_stands_before_the_file(town: Desk, bots: Bots) -> None:
    targets(town, f'[targets]\nour-group = "wecombot://{KEY}"\n')
    town.env["STREETCHIEF_NOTIFY_OUR_GROUP"] = f"feishu://{SECRET}"
    town.run("remind --send our-group")
    assert [path for path, _payload in bots.requests] == [f"/feishu/{SECRET}"]


def test_an_address_in_the_call_is_no_target(town: Desk, bots: Bots) -> None:
    town.run(f"week 2026-W46 --send feishu://{SECRET}", code=1)
    assert bots.requests == []


# ---------------------------------------------------------------- cutting


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # of the machine
@given(
    st.lists(st.text(st.sampled_from("横街a。；\U0001f600 "), max_size=60), max_size=12),
    st.integers(60, 200),
    st.sampled_from([utf8_size, escaped_size]),
)
def test_parts_fit_and_lose_nothing(lines: list[str], most: int, size: object) -> None:
    assert callable(size)
    text = "\n".join(lines)
    parts = split_message(text, most, size)
    assert all(size(part) <= most for part in parts)
    bodies = parts if len(parts) == 1 else [part.partition("\n")[2] for part in parts]
    assert "".join(bodies).replace("\n", "") == text.replace("\n", "")


@pytest.mark.parametrize(
    ("length", "parts"), [(99, 1), (100, 1), (101, 2)], ids=["below", "at the limit", "above"]
)
def test_a_text_is_cut_only_above_the_limit(length: int, parts: int) -> None:
    assert len(split_message("x" * length, 100)) == parts
