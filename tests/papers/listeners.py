"""Services of this machine to send to: a bot's webhook and a mail server, both on 127.0.0.1.

- `bot_server` keeps every request it was sent, and answers what it was told to
- `mail_server` speaks enough SMTP to take a message
"""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Bots:
    """A webhook's server: what came in, and what it says to it."""

    port: int = 0
    status: int = 200
    answer: dict[str, object] = field(default_factory=lambda: {"errcode": 0, "errmsg": "ok"})
    refuse_after: int | None = None
    requests: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def payloads(self) -> list[Any]:
        return [payload for _path, payload in self.requests]


@contextmanager
def bot_server() -> Iterator[Bots]:
    bots = Bots()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            bots.requests.append((self.path, json.loads(body)))
            self.send_response(bots.status)
            self.end_headers()
            taken = bots.refuse_after is None or len(bots.requests) <= bots.refuse_after
            refused = {"errcode": 45009, "errmsg": "api freq out of limit"}
            self.wfile.write(json.dumps(bots.answer if taken else refused).encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        bots.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield bots
        server.shutdown()


@dataclass
class Mails:
    """A mail server: the messages it took, with their envelopes."""

    port: int = 0
    messages: list[tuple[str, list[str], Any]] = field(default_factory=list)


@contextmanager
def mail_server() -> Iterator[Mails]:
    mails = Mails()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 here")
            sender, recipients = "", []
            for raw in self.rfile:
                line = raw.decode().strip()
                verb = line[:4].upper()
                if verb == "MAIL":
                    sender = line.partition("<")[2].partition(">")[0]
                elif verb == "RCPT":
                    recipients.append(line.partition("<")[2].partition(">")[0])
                elif verb == "DATA":
                    self.say("354 go on")
                    content = b""
                    for part in self.rfile:
                        if part == b".\r\n":
                            break
                        content += part[1:] if part.startswith(b"..") else part
                    message = message_from_bytes(content, policy=policy.default)
                    mails.messages.append((sender, recipients, message))
                elif verb == "QUIT":
                    self.say("221 bye")
                    return
                self.say("250 ok")

        def say(self, words: str) -> None:
            self.wfile.write(words.encode() + b"\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        mails.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield mails
        server.shutdown()
