"""Telegram at the outermost seam: checks every call against the Bot API, answers it, and keeps it until asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from telegram.request import BaseRequest, RequestData

from bench.fuzz.updates import BOT
from tests.botapi import check_call
from tests.botapi_limits import faults_of


@dataclass(frozen=True)
class Call:
    """One request of the bot, and what is wrong with it."""

    method: str
    parameters: Mapping[str, Any]
    faults: tuple[str, ...] = ()

    @property
    def chat_id(self) -> int | None:
        """The chat in which it says something; None where it says nothing."""
        said = self.method.startswith(("send", "edit")) and self.method != "sendChatAction"
        return self.parameters["chat_id"] if said else None


@dataclass
class Telegram(BaseRequest):
    """Takes what is right, and notes what is not; `files` gives what somebody sent."""

    files: Callable[[], bytes] = bytes
    calls: list[Call] = field(default_factory=list)
    _message_id: int = 1_000_000

    @property
    def read_timeout(self) -> float | None:
        """As long as a real one would be waited for."""
        return 5

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    def heard(self) -> list[Call]:
        """The calls since it was asked last."""
        calls, self.calls = self.calls, []
        return calls

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002 - as BaseRequest wants it
        request_data: RequestData | None = None,
        **timeouts: Any,  # noqa: ARG002 - as BaseRequest wants it
    ) -> tuple[int, bytes]:
        """The answer of Telegram, as much of it as the bot reads."""
        if "/file/bot" in url:
            return 200, self.files()
        name = url.rsplit("/", 1)[1]
        parameters = dict(request_data.parameters) if request_data else {}
        if request_data and request_data.contains_files:
            parameters |= request_data.multipart_data
        call = Call(name, parameters, tuple(_faults(name, parameters)))
        self.calls.append(call)
        return 200, json.dumps({"ok": True, "result": self._result(call)}).encode()

    def _result(self, call: Call) -> object:
        match call.method:
            case "getMe":
                return BOT
            case "sendMessage" | "sendDocument" | "sendPhoto":
                self._message_id += 1
                message = {"message_id": self._message_id, "date": 0, "chat": {"id": call.chat_id}}
                return message | {"photo": [{"file_id": "a picture"}]}
            case "editMessageText":
                return {"message_id": call.parameters["message_id"], "date": 0, "chat": {"id": 0}}
            case "getFile":
                return {"file_id": "f", "file_unique_id": "u", "file_path": "documents/f"}
            case "getChat":
                return {"id": -1_000_000_000_001, "type": "channel", "title": "<b>Kanal"}
            case "getChatMember":
                return {"status": "administrator" if call.parameters["user_id"] % 2 else "member"}
            case _:
                return True


def _faults(method: str, parameters: Mapping[str, Any]) -> list[str]:
    try:
        check_call(method, parameters)
    except AssertionError as error:
        return [str(error)]
    return faults_of(method, parameters)
