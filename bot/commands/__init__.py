"""One file a command: what it reads, what it answers and how it says so.

A new command is one file here with a `COMMAND`, its entries in the catalogues, and a test. `discover` finds
it; nothing else needs to know.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any, Generic, TypeVar

from bot.language.heard import Heard
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Message
from bot.occasion import Change, Occasion

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Command(Generic[Answer]):
    """A command: its names, and the three steps from a text to a message, each of them pure.

    `names` start with the Indonesian one and end with the English one; the menu shows either. `summary` is an
    English sentence of the catalogues for the menu and the help, `example` what a person could type. `change`
    says what an answer changes in the chat's settings, if anything. What is `for_admins` is in their menus only.
    """

    intent: Intent
    names: tuple[str, ...]
    summary: str
    parse: Callable[[str, Understanding], Heard]
    answer: Callable[[Question, Occasion], Answer]
    present: Callable[[Answer, Occasion], Message]
    example: str = ""
    change: Callable[[Answer], Change | None] = field(default=lambda _: None)
    in_menu: bool = True
    for_admins: bool = False

    @property
    def name(self) -> str:
        """The Indonesian name, as in the menu."""
        return self.names[0]

    def name_in(self, language: str) -> str:
        """The name to show in a language: the English alias, which stands last, or the Indonesian name."""
        return self.names[-1 if language == "en" else 0]


@dataclass(frozen=True, slots=True)
class Commands:
    """All commands, found by the name typed or by the intent of a question."""

    by_name: Mapping[str, Command[Any]]
    by_intent: Mapping[Intent, Command[Any]]


@cache
def discover() -> Commands:
    """Import every module of this package and collect its `COMMAND`, in the order of `Intent`.

    Raises LookupError where two commands share a name.
    """
    found: list[Command[Any]] = [
        import_module(f"{__name__}.{module.name}").COMMAND for module in pkgutil.iter_modules(__path__)
    ]
    by_intent = {command.intent: command for command in found}
    by_name: dict[str, Command[Any]] = {}
    for command in found:
        for name in command.names:
            if by_name.setdefault(name, command) is not command:
                raise LookupError(f"/{name} belongs to two commands")
    return Commands(by_name, {intent: by_intent[intent] for intent in Intent if intent in by_intent})
