"""The sign of a street: its name large, who answers for it, what for, and its code to scan.

Convention: with the extra `qr` the code is drawn as a QR, without it stands as text; the code is
the street's own, so that a phone without any app of ours still reads something of use.
"""

from __future__ import annotations

from streetchief.boards.organisation import SignBoard
from streetchief.boards.pages.notice import duty_sentence, holder_lines, said
from streetchief.locale.text import gettext as _
from streetchief.output.html import heading
from streetchief.output.svg import drawing, path, shown

STYLE = """\
.sign main{max-width:1040px}
.sign header{border-bottom-width:6px}
.sign h1{font-size:64px;letter-spacing:.08em}
.sign .when{font-size:20px;color:var(--ink)}
.front{display:grid;grid-template-columns:1fr auto;gap:20px 44px;align-items:start}
.front h2{margin-top:10px}
.front .who{font-size:34px}
.front .who small{display:block;margin:0;font-size:18px}
.posts{list-style:none;margin:0;padding:0;font-size:19px}
.posts li{margin:6px 0}
.posts b{font-weight:600;margin-right:.6em;color:var(--accent)}
figure{margin:0;text-align:center}
figure svg{width:210px;height:210px;border:1px solid var(--line)}
figcaption{font-size:15px;color:var(--soft);max-width:210px;overflow-wrap:anywhere}
.qr{fill:#000}
.paper{fill:#fff}
.duty{font-size:22px;margin:4px 0}
@media print{.sign main{max-width:none}.sign h1{font-size:88px}.sign .when{font-size:28px}
.sign header{margin-bottom:34px}.front h2{font-size:26px}.front .who{font-size:58px}
.front .who small{font-size:26px}.posts{font-size:28px}.duty{font-size:34px}
figure svg{width:290px;height:290px}figcaption{font-size:17px;max-width:290px}}
@media (max-width:640px){.front{grid-template-columns:1fr}.sign h1{font-size:40px}}
"""

_QUIET = 4


def sign_pieces(board: SignBoard) -> list[str]:
    """Return the sign between its heading and its foot."""
    title = said(board.duties[0].name) if board.duties else _("Duties")
    left = [heading(_("Who answers for this street")), *holder_lines(board.chiefs)]
    if board.posts:
        rows = "".join(
            f"<li><b>{shown(said(post.role_name))}</b>"
            f"{shown('、'.join(one.name for one in post.holders))}</li>"
            for post in board.posts
            if post.holders
        )
        left += [f'<ul class="posts">{rows}</ul>'] if rows else []
    if board.duties:
        left.append(heading(title))
        left += [f'<p class="duty">{shown(duty_sentence(duty))}</p>' for duty in board.duties]
    return ['<div class="front"><div>', *left, "</div>", _figure(board.code), "</div>"]


def _figure(code: str) -> str:
    drawn = qr_drawing(code)
    caption = _("Street code {code}").format(code=code)
    if drawn is None:
        return f"<figure><figcaption>{shown(caption)}</figcaption></figure>"
    return f"<figure>{drawn}<figcaption>{shown(caption)}</figcaption></figure>"


def qr_drawing(code: str) -> str | None:
    """Return a QR of the code as a drawing; None without the extra `qr` or for too long a code."""
    try:
        import segno
    except ImportError:
        return None
    try:
        matrix = segno.make(code.encode("utf-8", "replace"), error="m", micro=False).matrix
    except segno.DataOverflowError:
        return None
    size = len(matrix) + 2 * _QUIET
    moves = "".join(
        f"M{x + _QUIET} {y + _QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(matrix)
        for x, length in _runs(row)
    )
    return drawing(
        "qr",
        size,
        size,
        _("QR of the street's code"),
        code,
        [f'<rect class="paper" width="{size}" height="{size}"/>', path(moves, "qr")],
    )


def _runs(row: bytearray) -> list[tuple[int, int]]:
    """Return where dark modules begin in a row, and how many stand together."""
    runs: list[tuple[int, int]] = []
    for x, module in enumerate(row):
        if not module & 1:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs
