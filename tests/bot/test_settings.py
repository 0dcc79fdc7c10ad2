"""Settings: every wrong value is named, with what would be right."""

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.intake import Webhook
from bot.lifetime import door_of
from bot.settings import Address, InvalidSettingsError, read_settings

TOKEN = "123456:AAbbccddeeffgghhiijjkkllmmnnooppqqr"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("BOT_TOKEN", "hello", "the token from BotFather"),
        ("BOT_API_URL", "telegram", "the root of a Bot API"),
        ("BOT_API_URL", "http://127.0.0.1:99999", "the root of a Bot API"),
        ("BOT_API_URL", "http://example.org", "https, because the token travels in the address"),
        ("BOT_MODE", "push", "'polling' or 'webhook'"),
        ("HTTP_ADDRESS", "8080", "a host and a port, such as 127.0.0.1:8080"),
        ("HTTP_ADDRESS", "localhost:99999", "a host and a port"),
        ("DATABASE_URL", "mysql://x", "sqlite:///FILE or postgresql://user@host/name"),
        ("DATABASE_URL", "sqlite:///", "sqlite:///FILE or postgresql://user@host/name"),
        ("BOT_ADMINS", "me", "Telegram user ids separated by commas"),
        ("DEFAULT_REGION", "99", "a Kemendagri code, such as 61"),
        ("DEFAULT_LANGUAGE", "jv", "'id' or 'en'"),
        ("TIMEZONE", "WIB", "a zone of the tz database, such as Asia/Pontianak"),
        ("BROADCAST_RATE", "-1", "greater than or equal to 0"),
        ("BROADCAST_RATE", "fast", "valid number"),
        ("LOG_LEVEL", "LOUD", "'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ("LOG_FORMAT", "xml", "'console' or 'json'"),
        ("HTTPS_PROXY", "proxy:3128", "an http proxy"),
    ],
)
def test_a_wrong_value_is_named_with_what_would_be_right(name: str, value: str, told: str) -> None:
    with pytest.raises(InvalidSettingsError) as error:
        read_settings({name: value})
    (problem,) = error.value.problems
    assert problem.startswith(f"{name}: ")
    assert told in problem


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(InvalidSettingsError) as error:
        read_settings({"BOT_ADMINS": "x", "TIMEZONE": "y"})
    assert len(error.value.problems) == 2


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({}, "WEBHOOK_URL: webhook mode needs"),
        ({"WEBHOOK_URL": "http://x.id/telegram"}, "WEBHOOK_URL: webhook mode needs"),
        ({"WEBHOOK_URL": "https://x.id/telegram"}, "WEBHOOK_SECRET: webhook mode"),
        ({"WEBHOOK_URL": "https://x.id/telegram", "WEBHOOK_SECRET": "with spaces"}, "WEBHOOK_SECRET"),
    ],
)
def test_webhook_mode_wants_an_address_and_a_secret(environment: dict[str, str], told: str) -> None:
    with pytest.raises(InvalidSettingsError, match=told):
        read_settings({"BOT_TOKEN": TOKEN, "BOT_MODE": "webhook", **environment})


@pytest.mark.parametrize(
    ("address", "registered"),
    [
        ("https://x.id/bot/here", "https://x.id/bot/here"),
        ("https://x.id", "https://x.id/telegram"),
        ("https://x.id/", "https://x.id/telegram"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/telegram"),
    ],
)
def test_an_address_without_a_path_gets_the_one_that_is_served(address: str, registered: str) -> None:
    environment = {"WEBHOOK_URL": address, "WEBHOOK_SECRET": "s" * 16, "BOT_MODE": "webhook"}
    door = door_of(read_settings({"BOT_TOKEN": TOKEN, **environment}))
    assert isinstance(door, Webhook)
    assert door.url == registered


def test_nothing_set_is_the_playground_with_the_documented_defaults() -> None:
    settings = read_settings({})
    assert settings.is_playground
    assert settings.http_address == Address(host="127.0.0.1", port=8080)
    assert (settings.default_region, settings.default_language, settings.broadcast_rate) == ("61", "id", 28)


def test_an_empty_value_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BOT_TOKEN=\nDEFAULT_REGION=61.01\n", encoding="utf-8")
    settings = read_settings(env_file=tmp_path / ".env")
    assert settings.is_playground
    assert settings.default_region == "61.01"


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("DEFAULT_REGION=61.01\n", encoding="utf-8")
    monkeypatch.setenv("DEFAULT_REGION", "62")
    assert read_settings(env_file=tmp_path / ".env").default_region == "62"


def test_the_token_never_shows() -> None:
    assert TOKEN not in repr(read_settings({"BOT_TOKEN": TOKEN}))
    with pytest.raises(InvalidSettingsError) as error:
        read_settings({"BOT_TOKEN": "secret words"})
    assert "secret words" not in str(error.value)


@pytest.mark.parametrize("address", ["127.0.0.1:0", "localhost:1", "[::1]:8080"])
def test_loopback_is_recognised(address: str) -> None:
    assert read_settings({"HTTP_ADDRESS": address}).http_address.is_loopback


@pytest.mark.parametrize("command", ["run", "check", "ask x"])
def test_a_wrong_setting_ends_every_command_with_one_line_and_status_2(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TIMEZONE", "WIB")
    with pytest.raises(SystemExit) as ended:
        main(command.split())
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("TIMEZONE: a zone of the tz database")


def test_the_playground_refuses_to_be_seen_from_outside(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HTTP_ADDRESS", "0.0.0.0:8080")
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2
    assert (
        capsys.readouterr().err == "HTTP_ADDRESS: without BOT_TOKEN this is the playground, "
        "which listens on this machine only (127.0.0.1:8080)\n"
    )


def test_a_line_of_the_env_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("TIMEZONE=Asia/Makassar\nBOT_TOKEN='123456:AAbb\n")
    with pytest.raises(InvalidSettingsError, match=r"\.env, line 2: not NAME=value, or an open quote"):
        read_settings(env_file=file)


def test_a_folder_in_place_of_the_env_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettingsError, match=r"\.env: cannot be read"):
        read_settings(env_file=tmp_path)


def test_a_level_may_be_written_in_small_letters() -> None:
    assert read_settings({"LOG_LEVEL": "debug"}).log_level == "DEBUG"
