"""What the repository promises, held by tests because no reader should have to check it."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot import VERSION
from bot.__main__ import main
from bot.commands import discover
from bot.i18n import LANGUAGES
from bot.settings import Settings, read_settings
from tools.catalogues import LOCALES, files

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
EXAMPLE = dict(
    line.split("=", 1)
    for line in (ROOT / ".env.example").read_text().splitlines()
    if line and not line.startswith("#")
)
HOLE = re.compile(r"\{(\w+)\}")
TAG = re.compile(r"</?\w+>")


def translations(language: str) -> list[tuple[str, str]]:
    """Each sentence with its translation; a plural's sentence with each of its forms."""
    with (LOCALES / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    pairs = []
    for message in catalogue:
        if message.id:
            sentences = (message.id,) if isinstance(message.id, str) else message.id
            forms = (message.string,) if isinstance(message.string, str) else message.string
            pairs += [(sentences[-1] if at else sentences[0], form) for at, form in enumerate(forms)]
    return pairs


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    assert [sentence for sentence, text in translations(language) if not text.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_keeps_the_holes_and_the_tags(language: str) -> None:
    pairs = translations(language)
    for pattern in (HOLE, TAG):
        broken = [
            sentence
            for sentence, text in pairs
            if sorted(pattern.findall(sentence)) != sorted(pattern.findall(text))
        ]
        assert broken == []


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(LOCALES)))
def test_the_catalogues_hold_the_sentences_of_the_code(path: Path) -> None:
    assert path.read_bytes() == files()[path], "run `make catalogues`"


@pytest.mark.parametrize("command", discover().by_intent.values(), ids=lambda command: command.name)
class TestEveryCommand:
    def test_is_in_the_readme(self, command):  # type: ignore[no-untyped-def]
        assert f"`/{command.name}" in README

    def test_has_a_test_of_what_a_person_reads(self, command):  # type: ignore[no-untyped-def]
        tests = (ROOT / "tests/bot").glob("test_*.py")
        assert any(f"/{name}" in test.read_text() for test in tests for name in command.names)

    def test_has_names_and_a_description_that_telegram_takes(self, command):  # type: ignore[no-untyped-def]
        assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for name in command.names)
        assert len(command.summary) <= 256


def test_the_example_of_the_environment_has_every_setting_with_its_default() -> None:
    assert sorted(EXAMPLE) == sorted(name.upper() for name in Settings.model_fields)
    assert read_settings(EXAMPLE) == read_settings({})


def test_every_make_target_in_the_documents_exists() -> None:
    named = set()
    for document in ("README.md", "CONTRIBUTING.md"):
        named |= set(
            re.findall(
                r"\bmake ([a-z]+)\b(?=[ `]*(?:[#`,;:.]|$))", (ROOT / document).read_text(), re.MULTILINE
            )
        )
    assert {"run", "test", "check", "lock", "catalogues"} <= named
    assert {target for target in named if not re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)} == set()


@pytest.mark.parametrize("command", re.findall(r"^\.venv/bin/python -m bot (.+)$", README, re.MULTILINE))
def test_every_command_line_of_the_readme_works(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    name, _, argument = command.partition(" ")
    with pytest.raises(SystemExit) as end:
        main([name, argument.strip('"')])
    assert end.value.code == 0
    assert "57,47%" in capsys.readouterr().out


def test_every_file_that_the_documents_link_to_exists() -> None:
    for document in ROOT.glob("*.md"):
        links = re.findall(r"\]\((?!http)([^)#]+)\)|src=\"([^\"]+)\"", document.read_text())
        assert [link for pair in links for link in pair if link and not (ROOT / link).exists()] == []


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_the_locks_pin_everything_by_hash_and_name_no_registry(lock: str) -> None:
    lines = (ROOT / lock).read_text().splitlines()
    pinned = [at for at, line in enumerate(lines) if re.match(r"[a-z0-9]", line)]
    assert len(pinned) > 20
    assert [
        lines[at] for at in pinned if "==" not in lines[at] or "--hash=sha256:" not in lines[at + 1]
    ] == []
    assert not re.search(r"https?://|--index-url|--find-links", "\n".join(lines))


def test_what_is_needed_to_run_is_locked_alike_to_develop() -> None:
    run, develop = (
        set(re.findall(r"^[a-z0-9].*==\S+", (ROOT / lock).read_text(), re.MULTILINE))
        for lock in ("requirements.txt", "requirements-dev.txt")
    )
    assert run <= develop


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_shows_each_command_by_its_name_in_the_language(language: str) -> None:
    names = [command.name_in(language) for command in discover().by_intent.values()]
    english = {"budget", "compare", "check", "brief", "forget_me", "coverage", "rank", "trend", "export"}
    assert (english <= set(names)) is (language == "en")
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_that_a_text_names_is_named_in_its_language(language: str) -> None:
    own = {command.name_in(language) for command in discover().by_intent.values()}
    named = {name for _, text in translations(language) for name in re.findall(r"(?<![\w<])/([a-z_]+)", text)}
    assert named & own
    assert named & discover().by_name.keys() - own == set()


def test_every_threat_has_a_defence_and_a_test_that_is_there() -> None:
    threats = (ROOT / "docs/security.md").read_text().partition("## The threats")[2]
    rows = re.findall(r"^\| (?!Threat \||-)(.+?) \| (.*?) \| (.*?) \|$", threats, re.MULTILINE)
    assert len(rows) > 30
    assert [
        threat for threat, stops, proofs in rows if not stops or not re.search(r"`tests/\S+::\w+`", proofs)
    ] == []
    named = [test for _, _, proofs in rows for test in re.findall(r"`(tests/\S+)::(\w+)`", proofs)]
    assert [
        f"{file}::{name}" for file, name in named if f"def {name}(" not in (ROOT / file).read_text()
    ] == []


def test_the_program_knows_its_version() -> None:
    assert f'\nversion = "{VERSION}"\n' in (ROOT / "pyproject.toml").read_text()
