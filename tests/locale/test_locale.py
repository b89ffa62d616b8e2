"""The two languages.

- every sentence of the program has a Chinese translation with the same placeholders
- the compiled catalogue is the one the .po file makes
- our reader of it answers as the standard library's does
- a translator's mistakes are named: two translations, lost placeholders, untranslated entries
- the locale of the environment is read as the person meant it
"""

from __future__ import annotations

import gettext as standard
import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from streetchief.locale import build, text

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture(autouse=True)
def _language_as_before() -> Iterator[None]:
    before = text.language()
    yield
    text.use(before)


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small compiled catalogue in place of the real one."""
    path = tmp_path / "streetchief.mo"
    messages = {
        "street": "街道",
        "streets": "各街道",
        "A": "甲",
        "zone – 区": "片区",
    }
    path.write_bytes(build.compile_catalogue(messages))
    monkeypatch.setattr(text, "CATALOGUE", str(path))
    monkeypatch.setattr(text, "_catalogue", None)
    monkeypatch.setattr(text, "_found", {})
    return path


# What ships


def test_every_sentence_of_the_program_has_a_translation() -> None:
    translated = build.read_translations().messages
    missing = [
        f"{place}: {key!r}"
        for key, place in build.source_messages().items()
        if key not in translated
    ]
    assert missing == []


def test_the_translations_keep_their_placeholders() -> None:
    assert build.read_translations().problems == ()


def test_the_translations_are_sorted_and_none_is_said_by_nobody() -> None:
    known = list(build.read_translations().messages)
    assert known == sorted(known)
    assert set(known) - set(build.source_messages()) == set()


def test_the_compiled_catalogue_is_up_to_date() -> None:
    compiled = build.compile_catalogue(build.read_translations().messages)
    assert Path(text.CATALOGUE).read_bytes() == compiled, "run `make locale`"


# Reading it


def test_our_reader_answers_as_the_standard_librarys(catalogue: Path) -> None:
    theirs = standard.GNUTranslations(io.BytesIO(catalogue.read_bytes()))
    text.use("zh")
    for message in ("street", "streets", "A", "zone – 区", "unknown", "stree", "zzz"):
        assert text.gettext(message) == theirs.gettext(message)


def test_english_is_what_the_code_says(catalogue: Path) -> None:
    text.use("en")
    assert text.gettext("street") == "street"


def test_an_empty_message_is_never_the_header(catalogue: Path) -> None:
    assert catalogue.exists()
    text.use("zh")
    assert text.gettext("") == ""


def test_a_marked_string_stays_as_it_is_until_shown(catalogue: Path) -> None:
    text.use("zh")
    marked = text.N_("street")
    assert marked == "street"
    assert text.gettext(marked) == "街道"


def test_without_a_catalogue_the_program_still_speaks(catalogue: Path) -> None:
    catalogue.unlink()
    text.use("zh")
    assert text.gettext("street") == "street"


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        text.use("fr")  # type: ignore[arg-type]


def test_the_words_cost_no_import_of_their_own() -> None:
    script = (
        "import sys; before = set(sys.modules)\n"
        "from streetchief.locale import text\n"
        "text.gettext('street')\n"
        "print(sorted({m.split('.')[0] for m in set(sys.modules) - before}))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout
    for name in ("babel", "gettext", "locale", "struct", "email"):
        assert f"'{name}'" not in loaded


# A translator's mistakes


def read_written(folder: Path, body: str) -> build.Translations:
    path = folder / "zh_CN.po"
    path.write_text(HEADER + body, encoding="utf-8")
    return build.read_translations(path)


def test_what_is_right_is_read(tmp_path: Path) -> None:
    assert read_written(tmp_path, 'msgid "street"\nmsgstr "街道"\n') == ({"street": "街道"}, ())


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param('msgid "{street} is late"\nmsgstr "{steet}逾期"\n', id="misspelt"),
        pytest.param('msgid "{street} is late"\nmsgstr "逾期"\n', id="lost"),
        pytest.param('msgid "it is late"\nmsgstr "{street}逾期"\n', id="added"),
        pytest.param('msgid "{street} is late"\nmsgstr "{street逾期"\n', id="unclosed"),
        pytest.param('msgid "it is late"\nmsgstr ""\n', id="untranslated"),
        pytest.param('#, fuzzy\nmsgid "it is late"\nmsgstr "逾期"\n', id="fuzzy"),
        pytest.param('msgctxt "week"\nmsgid "late"\nmsgstr "逾期"\n', id="context"),
        pytest.param('msgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] "{n}天"\n', id="plural"),
        pytest.param('msgid "a"\nmsgstr "甲"\n\nmsgid "a"\nmsgstr "乙"\n', id="twice in one file"),
        pytest.param('msgid "late"\nmsgstr 逾期\n', id="not a po file"),
    ],
)
def test_a_mistake_is_named_with_its_file(tmp_path: Path, entry: str) -> None:
    problems = read_written(tmp_path, entry).problems
    assert len(problems) == 1
    assert problems[0].startswith("zh_CN.po")


@pytest.mark.parametrize(
    ("message", "words"),
    [
        pytest.param("{street} on {day:>3}", "{day:>3}{street}", id="another order"),
        pytest.param("{rate:.2f}", "{rate:.1f}", id="another format"),
        pytest.param("a { alone", "一个 {", id="no format string at all"),
    ],
)
def test_placeholders_that_agree(message: str, words: str) -> None:
    assert build.check_placeholders(message, words) == []


def test_the_extractor_finds_every_way_of_saying_a_message(tmp_path: Path) -> None:
    (tmp_path / "said.py").write_text(
        'one = N_("marked")\ndef f():\n    return _("two " "parts"), gettext("x")\n'
    )
    (tmp_path / "page.html.j2").write_text('<p>{{ _("{n} streets", n=streets | length) }}</p>\n')
    assert set(build.source_messages(tmp_path)) == {
        "marked",
        "two parts",
        "x",
        "{n} streets",
    }


# The language of the environment


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        pytest.param({}, "zh", id="cron has none"),
        pytest.param({"LANG": ""}, "zh", id="empty"),
        pytest.param({"LANG": "C"}, "zh", id="C"),
        pytest.param({"LANG": "C.UTF-8"}, "zh", id="C in UTF-8"),
        pytest.param({"LANG": "POSIX"}, "zh", id="POSIX"),
        pytest.param({"LANG": "zh_CN.GB18030"}, "zh", id="Chinese"),
        pytest.param({"LANG": "zh-Hans"}, "zh", id="Chinese with a hyphen"),
        pytest.param({"LANG": "en_GB.UTF-8"}, "en", id="English"),
        pytest.param({"LANG": "de_DE@euro"}, "en", id="another language"),
        pytest.param({"LC_ALL": "en_US", "LANG": "zh_CN"}, "en", id="LC_ALL before LANG"),
        pytest.param(
            {"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_US"},
            "zh",
            id="LC_MESSAGES before LANG",
        ),
        pytest.param({"LANG": "Chinese (Simplified)_China.936"}, "zh", id="as Windows says it"),
        pytest.param({"LANG": "English_United States.1252"}, "en", id="English on Windows"),
    ],
)
def test_the_locale_is_read_as_it_was_meant(environ: dict[str, str], language: str) -> None:
    assert text.language_of_locale(environ) == language
