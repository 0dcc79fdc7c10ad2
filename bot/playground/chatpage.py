"""The page's own small API: the state, what happens, and what the person in front of it does."""

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from importlib.resources import files
from typing import Any
from urllib.parse import quote

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.playground import asking, objects, people, standing
from bot.playground.errors import ApiError
from bot.playground.guard import HEADERS, check_same_origin
from bot.playground.model import Chat, Json, Kind
from bot.playground.parameters import Parameters, read_parameters
from bot.playground.world import BOT, World

SHOWN_INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Kinds of file that a browser may show; all others are only ever downloaded."""

TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

Deed = Callable[[World, int, Chat, Parameters], Any]


def _say(world: World, person: int, chat: Chat, p: Parameters) -> Any:
    reply_to, topic = p.integer("reply_to"), p.integer("topic")
    return people.say(world, person, chat, p.text("text"), reply_to=reply_to, topic=topic).id


def _attach(world: World, person: int, chat: Chat, p: Parameters) -> Any:
    upload = p.upload("file")
    if upload is None or p.text("kind") not in tuple(Kind):
        raise HTTPException(400, "kind and file are required")
    message = people.attach(
        world,
        person,
        chat,
        Kind(p.text("kind")),
        upload.name,
        upload.content,
        caption=p.text("caption"),
        reply_to=p.integer("reply_to"),
        topic=p.integer("topic"),
    )
    return message.id


DEEDS: dict[str, Deed] = {
    "say": _say,
    "attach": _attach,
    "correct": lambda w, who, chat, p: people.correct(w, who, chat, p.integer("message"), p.text("text")).id,
    "read": lambda w, who, chat, p: people.read(w, who, chat, p.integer("message")),
    "press": lambda w, who, chat, p: asking.press(w, who, chat, p.integer("message"), p.text("data")),
    "ask": lambda w, who, chat, p: asking.ask_inline(w, who, chat, p.text("text")),
    "choose": lambda w, who, chat, p: (
        asking.choose(w, who, chat, p.text("query"), p.text("result"), p.integer("topic")).id
    ),
    "block": lambda w, who, chat, p: standing.block(w, who, chat, blocked=p.flag("on")),
    "admit": lambda w, who, chat, _: standing.admit(w, who, chat),
    "expel": lambda w, who, chat, _: standing.expel(w, who, chat),
    "promote": lambda w, who, chat, p: standing.promote(w, who, chat, promoted=p.flag("on")),
    "hide": lambda w, who, chat, p: standing.hide(w, who, chat, anonymous=p.flag("on")),
    "upgrade": lambda w, who, chat, _: standing.upgrade(w, who, chat).id,
    "speak": lambda w, who, _, p: standing.speak(w, who, p.text("language")),
}
"""What a person can do, by the last part of /playground/do/…"""


class ChatPage:
    """Serves the page and carries out what is done on it."""

    def __init__(self, world: World) -> None:
        self._world = world
        folder = files("bot.playground") / "page"
        self._assets = {item.name: item.read_bytes() for item in folder.iterdir() if item.is_file()}

    async def index(self, _: Request) -> Response:
        """The page itself."""
        return self._asset("index.html")

    async def asset(self, request: Request) -> Response:
        """A style sheet, script or picture that belongs to the page."""
        return self._asset(request.path_params["name"])

    async def state(self, _: Request) -> Response:
        """Everything, and the event after which to listen."""
        return _json(state(self._world))

    async def events(self, request: Request) -> Response:
        """What happens from now on, as server-sent events; a returning page says what it saw last."""
        last = request.headers.get("last-event-id") or request.query_params.get("after", "")
        return StreamingResponse(self._stream(last), media_type="text/event-stream", headers=HEADERS)

    async def do(self, request: Request) -> Response:
        """Carry out a deed of a person in a chat."""
        check_same_origin(request)
        try:
            p = await read_parameters(request)
            deed = DEEDS.get(request.path_params["deed"])
            person, chat = p.integer("person"), self._world.chats.get(p.integer("chat"))
            if deed is None or chat is None or not chat.status(person).present or person == BOT.id:
                raise HTTPException(404, "No such deed, person or chat.")
            return _json({"result": deed(self._world, person, chat, p)})
        except people.RefusedError as refused:
            return _json({"hint": str(refused)}, 409)
        except ApiError as refused:
            return _json({"hint": refused.description}, refused.code)

    async def file(self, request: Request) -> Response:
        """A file from a message: shown if it is a picture, downloaded otherwise."""
        file = self._world.files.get(request.path_params["file_id"])
        if file is None:
            raise HTTPException(404, "No such file.")
        shown = file.mime in SHOWN_INLINE
        way = "inline" if shown and "download" not in request.query_params else "attachment"
        headers = HEADERS | {
            "Content-Disposition": f"{way}; filename*=UTF-8''{quote(file.name)}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        }
        kind = file.mime if shown else "application/octet-stream"
        return Response(file.content, media_type=kind, headers=headers)

    def _asset(self, name: str) -> Response:
        content = self._assets.get(name)
        kind = TYPES.get(f".{name.rpartition('.')[2]}")
        if content is None or kind is None:
            raise HTTPException(404, "No such file.")
        return Response(content, media_type=kind, headers=HEADERS)

    async def _stream(self, last_id: str) -> AsyncIterator[bytes]:
        yield b"retry: 1000\n\n"
        async with aclosing(self._world.events.after(last_id)) as events:
            async for event in events:
                if event is None:
                    yield b": still here\n\n"
                else:
                    yield b"id: %b\ndata: %b\n\n" % (event.id.encode(), orjson.dumps(event.body))


def state(world: World) -> Json:
    """The whole world as the page needs it."""
    return {
        "event": world.events.last_id,
        "now": int(world.now()),
        "bot": {"id": BOT.id, "username": BOT.username, "profile": _profile(world)},
        "people": [
            {**objects.user(person), "is_admin": person.id in world.admin_ids}
            for person in world.people.values()
            if not person.is_bot
        ],
        "chats": [_chat(world, chat) for chat in world.chats.values() if chat.upgraded_to is None],
        "commands": [
            {
                "person": person.id,
                "chat": chat.id,
                "commands": world.profile.commands_for(chat, person.id, person.language),
            }
            for person in world.people.values()
            for chat in world.chats_of(person.id)
            if not person.is_bot and chat.status(BOT.id).present
        ],
        "read": [{"person": who, "chat": chat, "message": last} for (who, chat), last in world.read.items()],
    }


def _profile(world: World) -> Json:
    return {
        language: {
            "name": world.profile.text("name", language) or BOT.name,
            "description": world.profile.text("description", language),
            "short_description": world.profile.text("short_description", language),
        }
        for language in standing.LANGUAGES
    }


def _chat(world: World, chat: Chat) -> Json:
    members = [
        {"id": who, "status": member.status.value, "anonymous": member.anonymous}
        for who, member in chat.members.items()
    ]
    return {
        "id": chat.id,
        "type": chat.type,
        "title": chat.title,
        "topics": [{"id": number, "name": name} for number, name in chat.topics.items()],
        "members": members,
        "started": chat.started,
        "messages": [objects.page_message(world, message) for message in chat.messages.values()],
    }


def _json(body: Json, status: int = 200) -> Response:
    return Response(orjson.dumps(body), status, media_type="application/json", headers=HEADERS)
