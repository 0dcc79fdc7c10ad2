"""The bot's face in Telegram: its menu, name and descriptions, in every language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import structlog
from telegram.error import BadRequest

from bot.api import Calls
from bot.commands import Commands
from bot.i18n import LANGUAGES, Translator, mark, translator

log = structlog.get_logger(__name__)

_NAME: Final = mark("Worker coverage")
_SHORT: Final = mark("How many workers are covered, by region, with targets and sources.")
_LONG: Final = mark(
    "Ask for the coverage of BPJS Ketenagakerjaan in a province, kabupaten or kota: how many workers are "
    "covered, how far that is from the target, and where the figure comes from.\n\nType for instance: "
    "coverage kalbar"
)


async def publish(api: Calls, commands: Commands, default_language: str, admins: Sequence[int] = ()) -> None:
    """Set what differs from what Telegram shows already: it limits changes of the name to a few a day.

    The admins' own chats have their commands beside all others.
    """
    for code in ("", *LANGUAGES):
        t = translator(code or default_language)
        for kind, parameters in _face(commands, t, code):
            shown = await api.call(f"getMy{kind}", language_code=code)
            if not _shows(shown, parameters):
                await api.call(f"setMy{kind}", language_code=code, **parameters)
        for admin in admins:
            await _publish_to(admin, api, commands, t, code)
    log.info("menu and descriptions are up to date")


async def _publish_to(admin: int, api: Calls, commands: Commands, t: Translator, code: str) -> None:
    scope = {"type": "chat", "chat_id": admin}
    menu = _menu(commands, t, code, for_admins=True)
    try:
        await api.call("setMyCommands", commands=menu, scope=scope, language_code=code)
    except BadRequest as error:
        # an admin who never wrote to the bot has no chat yet; the next start tries again
        log.info("no menu for an admin yet", reason=error.message)


def _menu(commands: Commands, t: Translator, code: str, *, for_admins: bool) -> list[dict[str, str]]:
    shown = (
        command
        for command in commands.by_intent.values()
        if command.in_menu or (for_admins and command.for_admins)
    )
    return [{"command": each.name_in(code), "description": str(t(each.summary))} for each in shown]


def _face(commands: Commands, t: Translator, code: str) -> list[tuple[str, dict[str, Any]]]:
    """The methods' endings with their parameters. Telegram takes plain text here, no HTML."""
    return [
        ("Commands", {"commands": _menu(commands, t, code, for_admins=False)}),
        ("Name", {"name": str(t(_NAME))}),
        ("ShortDescription", {"short_description": str(t(_SHORT))}),
        ("Description", {"description": str(t(_LONG))}),
    ]


def _shows(shown: Any, parameters: dict[str, Any]) -> bool:
    (wanted,) = parameters.values()
    return bool(shown == wanted or (isinstance(shown, dict) and wanted in shown.values()))
