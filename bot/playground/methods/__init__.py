"""The Bot API's methods by name.

Those a bot of this kind calls; every other is unknown here, as a method newer than the server is there.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.playground.methods import answers, chats, editing, fetching, profile, sending
from bot.playground.parameters import Parameters
from bot.playground.world import World

Method = Callable[[World, Parameters], Awaitable[Any]] | Callable[[World, Parameters], Any]

METHODS: Mapping[str, Method] = {
    name.lower(): method
    for table in (
        fetching.METHODS,
        sending.METHODS,
        editing.METHODS,
        answers.METHODS,
        chats.METHODS,
        profile.METHODS,
    )
    for name, method in table.items()
}
"""By lower-case name: Telegram does not mind the case."""
