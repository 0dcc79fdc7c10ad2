"""How the bot presents itself: name, descriptions and commands, for each scope and language."""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.playground.errors import bad_request
from bot.playground.model import Chat, Json

MOST_COMMANDS = 100
SCOPES = (
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
)
LIMITS = {"name": 64, "description": 512, "short_description": 120}

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")


@dataclass(frozen=True, slots=True)
class Scope:
    """Who sees a list of commands."""

    type: str = "default"
    chat: int | None = None
    user: int | None = None


@dataclass(slots=True)
class Profile:
    """Texts by field and language, commands by scope and language; language "" is for everyone else."""

    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)
    menu_button: Json = field(default_factory=lambda: {"type": "commands"})

    def text(self, name: str, language: str) -> str:
        """A text as someone of this language sees it."""
        return self.texts.get((name, language)) or self.texts.get((name, ""), "")

    def set_text(self, name: str, language: str, text: str) -> None:
        """Set a text, or take it away with an empty one."""
        if len(text) > LIMITS[name]:
            raise bad_request(f"{name.replace('_', ' ')} is too long")
        self.texts[name, checked_language(language)] = text

    def commands_for(self, chat: Chat, person: int, language: str) -> list[Json]:
        """The commands someone is offered in a chat: the narrowest scope that has any."""
        for scope in scopes(chat, person):
            for spoken in (language, ""):
                if (scope, spoken) in self.commands:
                    return self.commands[scope, spoken]
        return []


def scopes(chat: Chat, person: int) -> list[Scope]:
    """The scopes that hold for someone in a chat, narrowest first, in Telegram's order."""
    if chat.is_private:
        return [Scope("chat", chat.id), Scope("all_private_chats"), Scope()]
    governs = chat.status(person).governs
    found = [Scope("chat_member", chat.id, person)]
    found += [Scope("chat_administrators", chat.id)] if governs else []
    found += [Scope("chat", chat.id)]
    found += [Scope("all_chat_administrators")] if governs else []
    return [*found, Scope("all_group_chats"), Scope()]


def checked_commands(commands: Any) -> list[Json]:
    """A list of commands as setMyCommands takes it."""
    if not isinstance(commands, list):
        raise bad_request("can't parse commands JSON object")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_checked_command(command) for command in commands]


def checked_language(language: str) -> str:
    """A two-letter language code, or none."""
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _checked_command(command: Any) -> Json:
    name = str(command.get("command", "")).removeprefix("/") if isinstance(command, dict) else ""
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    description = str(command.get("description", "")).strip()
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
