"""Methods by which the bot presents itself: name, descriptions, commands, menu button."""

from collections.abc import Callable

from bot.playground.errors import bad_request
from bot.playground.methods.access import joined_chat
from bot.playground.model import Json
from bot.playground.parameters import Parameters
from bot.playground.profile import SCOPES, Scope, checked_commands, checked_language
from bot.playground.world import BOT, World


def set_my_commands(world: World, p: Parameters) -> bool:
    """Set the commands of one scope and language; an empty list takes them away."""
    p.required("commands")
    commands, key = checked_commands(p.json("commands")), _scope_and_language(world, p)
    if commands:
        world.profile.commands[key] = commands
    else:
        world.profile.commands.pop(key, None)
    world.events.emit("refresh")
    return True


def delete_my_commands(world: World, p: Parameters) -> bool:
    """Take the commands of one scope and language away."""
    world.profile.commands.pop(_scope_and_language(world, p), None)
    world.events.emit("refresh")
    return True


def get_my_commands(world: World, p: Parameters) -> list[Json]:
    """The commands of exactly one scope and language."""
    return world.profile.commands.get(_scope_and_language(world, p), [])


def set_chat_menu_button(world: World, p: Parameters) -> bool:
    """Set the button beside the input box, in one private chat or in all."""
    button = p.object("menu_button") or {"type": "default"}
    if button.get("type") not in ("commands", "default"):
        raise bad_request("MENU_BUTTON_TYPE_INVALID")
    if p.text("chat_id"):
        joined_chat(world, p).menu_button = button
    else:
        world.profile.menu_button = button
    return True


def get_chat_menu_button(world: World, p: Parameters) -> Json:
    """The button beside the input box."""
    own = joined_chat(world, p).menu_button if p.text("chat_id") else None
    return own or world.profile.menu_button


def _setter(name: str) -> Callable[[World, Parameters], bool]:
    def set_text(world: World, p: Parameters) -> bool:
        world.profile.set_text(name, p.text("language_code"), p.text(name))
        world.events.emit("refresh")
        return True

    return set_text


def _getter(name: str, default: str = "") -> Callable[[World, Parameters], Json]:
    def get_text(world: World, p: Parameters) -> Json:
        return {name: world.profile.text(name, checked_language(p.text("language_code"))) or default}

    return get_text


def _scope_and_language(world: World, p: Parameters) -> tuple[Scope, str]:
    given = p.object("scope") or {"type": "default"}
    kind = given.get("type")
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    inner = Parameters(given)
    chat = joined_chat(world, inner).id if kind in ("chat", "chat_administrators", "chat_member") else None
    user = inner.integer("user_id") if kind == "chat_member" else None
    return Scope(kind, chat, user), checked_language(p.text("language_code"))


METHODS = {
    "setMyCommands": set_my_commands,
    "deleteMyCommands": delete_my_commands,
    "getMyCommands": get_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "setMyName": _setter("name"),
    "getMyName": _getter("name", BOT.name),
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
}
