"""Stand-ins at the outermost seam: a Telegram that answers at once and remembers what it was told."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from botapi import check_call
from botapi_limits import faults_of
from telegram.request import BaseRequest, RequestData

BOT_ID = 42
BOT_NAME = "cakupan_bot"
TOKEN = "42:fake"


@dataclass(frozen=True)
class Call:
    """One request of the bot, its parameters decoded."""

    method: str
    parameters: Mapping[str, Any]

    @property
    def text(self) -> str:
        return str(self.parameters["text"] if "text" in self.parameters else self.parameters["caption"])

    @property
    def words(self) -> str:
        """The text without the line of its number, which differs with every word of it."""
        return re.sub(r"\n(Jawaban|Answer) <code>\w{5}</code>", "", self.text)

    @property
    def file(self) -> tuple[str, bytes]:
        """The name and content of the document sent."""
        name, content, _mime = self.parameters["document"]
        return name, content

    @property
    def labels(self) -> list[list[str]]:
        keyboard = self.parameters.get("reply_markup", {"inline_keyboard": []})["inline_keyboard"]
        return [[button["text"] for button in row] for row in keyboard]

    def code(self, label: str) -> str:
        keyboard = self.parameters["reply_markup"]["inline_keyboard"]
        return str(
            next(b["callback_data"] for row in keyboard for b in row if b["text"].removeprefix("✓ ") == label)
        )


@dataclass
class Answer:
    """What Telegram answers instead of OK."""

    status: int
    content: Mapping[str, Any]


def refusal(status: int, description: str, **parameters: int) -> Answer:
    content = {"ok": False, "error_code": status, "description": description}
    return Answer(status, content | ({"parameters": parameters} if parameters else {}))


@dataclass
class FakeTelegram(BaseRequest):
    """Every call is checked against the Bot API's own names, answered, and kept in `calls`.

    `files` are what it hands out. `next_answers` holds answers or exceptions for the next calls of a method;
    `admins` who administers groups, `channels` the titles of channels by name or number, `webhook` what is
    registered.
    """

    calls: list[Call] = field(default_factory=list)
    next_answers: dict[str, list[Answer | Exception]] = field(default_factory=dict)
    admins: set[int] = field(default_factory=set)
    message_id: int = 1000
    files: dict[str, bytes] = field(default_factory=dict)
    channels: dict[str | int, str] = field(default_factory=dict)
    webhook: Mapping[str, Any] = field(default_factory=lambda: {"url": ""})

    @property
    def read_timeout(self) -> float | None:
        return 5

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    def said(self, *methods: str) -> list[Call]:
        wanted = methods or ("sendMessage", "sendPhoto", "editMessageText")
        return [call for call in self.calls if call.method in wanted]

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, **timeouts: Any
    ) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[1]
        if "/file/bot" in url:
            return 200, self.files[name]
        parameters = {
            key: _decoded(value)
            for key, value in (request_data.json_parameters if request_data else {}).items()
        }
        if request_data and request_data.contains_files:
            parameters |= {
                part: file if part == "document" else file[1]
                for part, file in request_data.multipart_data.items()
            }
        check_call(name, parameters)
        faults = faults_of(name, dict(request_data.parameters) if request_data else {})
        if faults:
            raise AssertionError("; ".join(faults))
        call = Call(name, parameters)
        self.calls.append(call)
        waiting = self.next_answers.get(name)
        if waiting:
            answer = waiting.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer.status, json.dumps(answer.content).encode()
        return 200, json.dumps({"ok": True, "result": self._result(call)}).encode()

    def _result(self, call: Call) -> object:
        match call.method:
            case "getMe":
                return {"id": BOT_ID, "is_bot": True, "first_name": "Cakupan", "username": BOT_NAME}
            case "sendMessage" | "sendDocument":
                self.message_id += 1
                return {"message_id": self.message_id, "date": 0, "chat": {"id": call.parameters["chat_id"]}}
            case "sendPhoto":
                self.message_id += 1
                photo = [{"file_id": "small"}, {"file_id": "the id of this picture"}]
                chat = {"id": call.parameters["chat_id"]}
                return {"message_id": self.message_id, "date": 0, "chat": chat, "photo": photo}
            case "getFile":
                file_id = call.parameters["file_id"]
                return {"file_id": file_id, "file_unique_id": "u", "file_path": f"documents/{file_id}"}
            case "editMessageText":
                return {"message_id": call.parameters["message_id"], "date": 0, "chat": {"id": 0}}
            case "getChat":
                named = call.parameters["chat_id"]
                title = self.channels.get(named)
                kind = "channel" if title else "private"
                chat_id = -1001234567 if str(named).startswith("@") else named
                name = {"username": named[1:]} if str(named).startswith("@") else {}
                return {"id": chat_id, "type": kind, "title": title, **name}
            case "getChatMember":
                return {"status": "administrator" if call.parameters["user_id"] in self.admins else "member"}
            case "getWebhookInfo":
                return self.webhook
            case _:
                return _NOTHING.get(call.method, True)


_NOTHING: Mapping[str, object] = {
    "getMyCommands": [],
    "getUpdates": [],
    "getMyName": {},
    "getMyDescription": {},
    "getMyShortDescription": {},
}
"""What a bot that is new to Telegram hears; every other method is answered with True."""


def _decoded(value: str) -> object:
    try:
        return json.loads(value)
    except ValueError:
        return value
