"""Where papers are sent: names for bots and mailboxes, whose addresses are secrets.

Convention: an address comes from the environment (STREETCHIEF_NOTIFY_NAME) or from a file that its
owner alone can read, never from the words of a call, which every user of a machine can see. Nothing
here ever prints an address.

    # ~/.config/streetchief/notify.toml, mode 600
    [targets]
    "工作群" = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…"
    leaders = ["feishu://…", "mailtos://office:password@example.gov.cn?to=county@example.gov.cn"]
"""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from streetchief.errors import Refused, StorageFault
from streetchief.locale.text import gettext as _

VARIABLE = "STREETCHIEF_NOTIFY"
_MOST = 1 << 20


class Target:
    """A name and its addresses; it has no representation, so that no message can show them."""

    __slots__ = ("name", "urls")

    def __init__(self, name: str, urls: tuple[str, ...]) -> None:
        self.name = name
        self.urls = urls


def find_targets(names: Sequence[str], environ: Mapping[str, str]) -> list[Target]:
    """Return the targets of these names, each once; raises `Refused` for one nobody has declared.

    The environment stands before the file. Raises `StorageFault` for a file that others can read
    or that cannot be read at all, and `Refused` for one that is not well formed.
    """
    wanted = list(dict.fromkeys(name.strip() for name in names))
    found = {name: target for name in wanted if (target := _from_environment(name, environ))}
    if all(name in found for name in wanted):
        return [found[name] for name in wanted]
    path = targets_path(environ)
    declared = read_targets(path)
    by_name = {target.name.casefold(): target for target in declared}
    for name in wanted:
        if name in found:
            continue
        if name.casefold() not in by_name:
            known = _(", ").join(target.name for target in declared)
            raise Refused(
                _("There is no target {name} to send to.").format(name=name),
                _("Targets: {names}.").format(names=known)
                if known
                else _(
                    "Declare it in {path}, or as {variable} in the environment; never in the call."
                ).format(path=path, variable=f"{VARIABLE}_NAME"),
                effect=_("Nothing was sent or saved."),
            )
        found[name] = by_name[name.casefold()]
    return [found[name] for name in wanted]


def targets_path(environ: Mapping[str, str]) -> Path:
    """Return where targets are declared: STREETCHIEF_NOTIFY, else the user's own settings."""
    said = environ.get(VARIABLE, "")
    if said:
        return Path(said).expanduser()
    from platformdirs import user_config_path

    return user_config_path("streetchief", appauthor=False) / "notify.toml"


def _from_environment(name: str, environ: Mapping[str, str]) -> Target | None:
    wanted = f"{VARIABLE}_{name}".replace("-", "_").casefold()
    for variable, value in environ.items():
        if variable.casefold() == wanted and value.strip():
            return Target(name, (value.strip(),))
    return None


def read_targets(path: Path) -> list[Target]:
    """Return every target a file declares; none when there is no file."""
    try:
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode):
                raise _unreadable(path, _("it is no file"))
            _check_private(path, state.st_mode)
            text = file.read(_MOST).decode("utf-8-sig")
    except FileNotFoundError:
        return []
    except UnicodeDecodeError:
        raise _malformed(path, _("it is not UTF-8")) from None
    except OSError as error:
        raise _unreadable(path, error.strerror or type(error).__name__) from None
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = str(error).rpartition("(")[2].rstrip(")")  # the rest would quote what stands there
        raise _malformed(path, place) from None
    targets = tables.get("targets")
    if not isinstance(targets, dict):
        raise _malformed(path, _("it has no table [targets]"))
    return [_declared(path, name, said) for name, said in targets.items()]


def _declared(path: Path, name: str, said: object) -> Target:
    urls = [said] if isinstance(said, str) else said
    if (
        not isinstance(urls, list)
        or not urls
        or not all(isinstance(url, str) and url.strip() for url in urls)
    ):
        raise _malformed(path, _("{name} is no address in quotes").format(name=name))
    return Target(name, tuple(url.strip() for url in urls))


def _check_private(path: Path, mode: int) -> None:
    if os.name == "posix" and mode & 0o077:
        raise StorageFault(
            _("{path} holds secrets and others can read it (mode {mode}).").format(
                path=path, mode=f"{stat.S_IMODE(mode):o}"
            ),
            f"chmod 600 {path}",
            effect=_("Nothing was sent or saved."),
        )


def _unreadable(path: Path, reason: str) -> StorageFault:
    return StorageFault(
        _("{path} cannot be read: {reason}.").format(path=path, reason=reason),
        effect=_("Nothing was sent or saved."),
    )


def _malformed(path: Path, reason: str) -> Refused:
    return Refused(
        _("{path} does not declare targets: {reason}.").format(path=path, reason=reason),
        _('Write it like [targets] and, below, "office" = "wecombot://KEY".'),
        effect=_("Nothing was sent or saved."),
    )
