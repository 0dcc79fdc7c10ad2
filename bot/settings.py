"""The settings, read once from the environment and `.env`. Nothing else reads the environment."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from dotenv.parser import parse_stream
from pydantic import (
    BaseModel,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from core.shipped import shipped

PLAYGROUND_DATABASE: Final = "sqlite:///var/playground.db"
_TOKEN: Final = re.compile(r"\d+:[\w-]+\Z")


class InvalidSettingsError(ValueError):
    """Settings that cannot be used; `problems` has a line for each, with the variable and what would be right."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Address(BaseModel):
    """Where a server listens."""

    host: str
    port: int = Field(ge=0, le=65535)

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return _is_loopback(self.host)

    def __str__(self) -> str:
        """As in an address bar, without the scheme."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def _address(value: object) -> object:
    if isinstance(value, Address):
        return value
    host, found, port = str(value).rpartition(":")
    if not found or not port.isdecimal() or int(port) > 65535 or not host:
        raise ValueError("a host and a port, such as 127.0.0.1:8080")
    return {"host": host.strip("[]"), "port": int(port)}


def _ids(value: object) -> object:
    if isinstance(value, tuple):
        return value
    parts = [part.strip() for part in str(value).split(",") if part.strip()]
    if not all(part.isdecimal() for part in parts):
        raise ValueError("Telegram user ids separated by commas, such as 12345,67890")
    return tuple(int(part) for part in parts)


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


class Settings(BaseSettings):
    """Everything an operator may set, with its default."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    bot_token: SecretStr | None = None
    bot_api_url: str = "https://api.telegram.org"
    bot_mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    http_address: Annotated[Address, NoDecode, BeforeValidator(_address)] = Address(
        host="127.0.0.1", port=8080
    )
    database_url: SecretStr = SecretStr("sqlite:///var/cakupan.db")
    bot_admins: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_ids)] = ()
    default_region: str = "61"
    default_language: Literal["id", "en"] = "id"
    timezone: str = "Asia/Pontianak"
    broadcast_rate: float = Field(default=28, ge=0, le=1000)
    https_proxy: str | None = Field(default=None, repr=False)
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)] = "INFO"
    log_format: Literal["console", "json"] = "console"

    @property
    def is_playground(self) -> bool:
        """Whether the bot talks to its own playground, as it does without a token."""
        return self.bot_token is None

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must be in no log and no error: the token, the webhook's secret, the passwords in addresses."""
        whole = (self.bot_token, self.webhook_secret)
        addresses = (self.database_url.get_secret_value(), self.https_proxy or "")
        return (
            *(each.get_secret_value() for each in whole if each),
            *(password for each in addresses for password in _passwords(each)),
        )

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of schedules and of the times shown."""
        return ZoneInfo(self.timezone)

    @property
    def memory_url(self) -> str:
        """The address of the memory: the playground's own where there is no token, unless one is set."""
        if self.is_playground and "database_url" not in self.model_fields_set:
            return PLAYGROUND_DATABASE
        return self.database_url.get_secret_value()

    @field_validator("bot_token")
    @classmethod
    def _looks_like_a_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token and not _TOKEN.match(token.get_secret_value()):
            raise ValueError("the token from BotFather, as in 123456:ABC… (empty for the playground)")
        return token

    @field_validator("bot_api_url")
    @classmethod
    def _is_a_root(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or not _has_port(url) or parts.query:
            raise ValueError("the root of a Bot API, such as https://api.telegram.org")
        if parts.scheme == "http" and not _is_loopback(parts.hostname):
            raise ValueError("https, because the token travels in the address; http only on this machine")
        return url.rstrip("/")

    @field_validator("https_proxy")
    @classmethod
    def _is_a_proxy(cls, url: str | None) -> str | None:
        if url and (urlsplit(url).scheme != "http" or not urlsplit(url).hostname):
            raise ValueError("an http proxy, such as http://proxy.example:3128")
        return url

    @field_validator("database_url")
    @classmethod
    def _is_a_known_database(cls, url: SecretStr) -> SecretStr:
        address = url.get_secret_value()
        kinds = ("sqlite:///", "postgresql://")
        if not address.startswith(kinds) or address in kinds or not _has_port(address):
            raise ValueError("sqlite:///FILE or postgresql://user@host/name")
        return url

    @field_validator("default_region")
    @classmethod
    def _is_a_region(cls, code: str) -> str:
        if code not in shipped().regions:
            raise ValueError("a Kemendagri code, such as 61 (Kalimantan Barat) or 61.71 (Kota Pontianak)")
        return code

    @field_validator("timezone")
    @classmethod
    def _is_a_zone(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError(
                "a zone of the tz database, such as Asia/Pontianak, Asia/Makassar or Asia/Jayapura"
            )
        return name

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> Settings:
        if self.bot_mode != "webhook" or self.is_playground:
            return self
        if not _can_be_called(self.webhook_url or ""):
            raise ValueError(
                "WEBHOOK_URL: webhook mode needs the public https address that Telegram calls, such as "
                "https://bot.example/telegram"
            )
        secret = self.webhook_secret.get_secret_value() if self.webhook_secret else ""
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise ValueError(
                "WEBHOOK_SECRET: webhook mode needs a secret of A-Z, a-z, 0-9, _ and -, 256 at most"
            )
        return self


def read_settings(
    environment: Mapping[str, str] | None = None, env_file: Path | None = Path(".env")
) -> Settings:
    """The settings of this process. Raises InvalidSettingsError where a value cannot be used.

    An `environment` given takes the place of the process's own.
    """
    try:
        if environment is None:
            _check_readable(env_file)
            return Settings(_env_file=env_file)
        values = {name.lower(): value for name, value in environment.items() if value}
        return Settings.model_validate(
            {name: values[name] for name in Settings.model_fields if name in values}
        )
    except ValidationError as error:
        raise InvalidSettingsError([_problem(fault) for fault in error.errors(include_input=False)]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidSettingsError([f".env: cannot be read ({type(error).__name__})"]) from None


def _check_readable(env_file: Path | None) -> None:
    """A line that cannot be read would be passed over in silence, and with it a token."""
    if env_file is None or not env_file.exists():
        return
    with env_file.open(encoding="utf-8") as lines:
        wrong = [binding.original.line for binding in parse_stream(lines) if binding.error]
    if wrong:
        raise InvalidSettingsError([f".env, line {line}: not NAME=value, or an open quote" for line in wrong])


def _can_be_called(url: str) -> bool:
    """Whether Telegram can bring updates to an address; a Bot API on this machine does so over http, too."""
    parts = urlsplit(url)
    safe = parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname or ""))
    return safe and bool(parts.hostname) and _has_port(url)


def _passwords(url: str) -> tuple[str, ...]:
    """The password of an address, as it stands there and as it is meant."""
    written, found, _ = urlsplit(url).netloc.rpartition("@")
    password = written.partition(":")[2]
    return (password, unquote(password)) if found and password else ()


def _has_port(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _problem(fault: Mapping[str, object]) -> str:
    """One line: the variable, what is wrong and what would be right. The value is not shown: it may be secret."""
    location = fault["loc"]
    name = str(location[0]).upper() if isinstance(location, tuple) and location else ""
    message = str(fault["msg"]).removeprefix("Value error, ")
    return f"{name}: {message}" if name else message


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def prefer_durations_as_timedelta() -> None:
    """Choose python-telegram-bot's coming form of durations, which it asks for in the environment."""
    os.environ.setdefault("PTB_TIMEDELTA", "1")
