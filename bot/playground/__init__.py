"""The playground: a Bot API of our own on loopback, and a chat page to try the real bot in.

Without a token nobody could see the bot at work. So it is given a small Telegram: the same methods, limits
and refusals over real HTTP, with four people, three groups and a channel. What passes here should pass
there. Nothing leaves the machine, and nothing is remembered after the process ends.
"""

from collections.abc import Awaitable, Callable

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.playground.api import TOKEN, BotApi
from bot.playground.chatpage import ChatPage
from bot.playground.guard import Bounded, LoopbackOnly
from bot.playground.world import World

__all__ = ["TOKEN", "World", "routes"]


def routes(world: World, *, any_host: bool = False) -> list[BaseRoute]:
    """The Bot API and the chat page as routes; `any_host` for those who know what they expose.

    Whoever mounts them calls `world.close()` at shutdown, which ends long polls and event streams.
    """
    api, page = BotApi(world), ChatPage(world)
    guards = [Middleware(Bounded)] if any_host else [Middleware(LoopbackOnly), Middleware(Bounded)]

    def route(path: str, endpoint: Callable[[Request], Awaitable[Response]], *methods: str) -> BaseRoute:
        return Route(path, endpoint, methods=methods, middleware=guards)

    return [
        route("/", page.index, "GET"),
        route("/playground/page/{name}", page.asset, "GET"),
        route("/playground/state", page.state, "GET"),
        route("/playground/events", page.events, "GET"),
        route("/playground/do/{deed}", page.do, "POST"),
        route("/playground/file/{file_id}", page.file, "GET"),
        route("/bot{token}/{method}", api.call, "GET", "POST"),
        route("/file/bot{token}/{path:path}", api.download, "GET"),
    ]
