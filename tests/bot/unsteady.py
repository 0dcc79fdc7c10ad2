"""A Telegram that remembers what every chat shows, and fails as it is told."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from botapi import check_call
from botapi_limits import faults_of
from fakes import BOT_ID, BOT_NAME, Answer, refusal
from telegram.error import TimedOut
from telegram.request import BaseRequest, RequestData

from bot.transport import BrokenOff

ASIDE = 1_000_000
"""A group that moves becomes this much less its old id."""

_NOT_FOUND = refusal(400, "Bad Request: message to edit not found")


@dataclass(frozen=True)
class Shown:
    """A message as its chat shows it; `how` is "sent", "edited" or "unchanged"."""

    chat_id: int
    message_id: int
    text: str
    codes: tuple[str, ...]
    how: str
    replies_to: int | None = None


@dataclass
class Heard:
    """What came of a step: what was shown, which buttons were acknowledged with which notice, what failed."""

    shown: list[Shown] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


@dataclass
class UnsteadyTelegram(BaseRequest):
    """`faults` meet the next things said in the chat `faulty`, one each; those that do not fit are passed over."""

    faults: list[str] = field(default_factory=list)
    faulty: int | None = None
    admins: frozenset[int] = frozenset()
    screen: dict[tuple[int, int], Shown] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    heard: Heard = field(default_factory=Heard)
    _message_id: int = 100_000

    @property
    def read_timeout(self) -> float | None:
        return 5

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    def begin(self, chat_id: int | None = None, faults: Sequence[str] = ()) -> None:
        """A new step, with what is to fail in it."""
        self.heard, self.faults, self.faulty = Heard(), list(faults), chat_id

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, **timeouts: Any
    ) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[1]
        parameters = dict(request_data.parameters) if request_data else {}
        if request_data and request_data.contains_files:
            parameters |= request_data.multipart_data
        check_call(name, parameters)
        self.wrong += faults_of(name, parameters)
        answer = self._answer(name, parameters)
        if isinstance(answer, Answer):
            return answer.status, json.dumps(answer.content).encode()
        return 200, json.dumps({"ok": True, "result": answer}).encode()

    def _answer(self, method: str, parameters: dict[str, Any]) -> object:
        match method:
            case "getMe":
                return {"id": BOT_ID, "is_bot": True, "first_name": "Cakupan", "username": BOT_NAME}
            case "getChatMember":
                return {"status": "administrator" if parameters["user_id"] in self.admins else "member"}
            case "sendMessage" | "sendDocument" | "sendPhoto" | "editMessageText":
                return self._said(parameters)
            case "answerCallbackQuery":
                self.heard.notices.append(parameters.get("text", ""))
        return True

    def _said(self, parameters: dict[str, Any]) -> object:
        chat_id, message_id = parameters["chat_id"], parameters.get("message_id")
        if chat_id in self.moved:
            return _moved(self.moved[chat_id])
        fault = self._fault(chat_id, message_id)
        match fault:
            case "429":
                return refusal(429, "Too Many Requests: retry after 3", retry_after=3)
            case "500":
                return refusal(500, "Internal Server Error")
            case "reset":
                raise BrokenOff("The exchange broke off")
            case "blocked":
                return refusal(403, "Forbidden: bot was blocked by the user")
            case "migrate":
                self._move(chat_id)
                return _moved(self.moved[chat_id])
            case "gone":
                del self.screen[chat_id, message_id]
        result = self._show(parameters, chat_id, message_id)
        if fault == "late":
            if result is _NOT_FOUND:
                self.heard.failed[-1] = "reset"
            raise TimedOut("No answer in time")
        return result

    def _fault(self, chat_id: int, message_id: int | None) -> str | None:
        if not self.faults or chat_id not in (self.faulty, self.moved.get(self.faulty or 0)):
            return None
        fault = self.faults.pop(0)
        fits = {"migrate": -ASIDE < chat_id < 0, "gone": (chat_id, message_id) in self.screen}
        if not fits.get(fault, True):
            return None
        self.heard.failed.append(fault)
        return fault

    def _move(self, chat_id: int) -> None:
        self.moved[chat_id] = chat_id - ASIDE
        self.screen = {key: shown for key, shown in self.screen.items() if key[0] != chat_id}

    def _show(self, parameters: dict[str, Any], chat_id: int, message_id: int | None) -> object:
        before = self.screen.get((chat_id, message_id or 0))
        if message_id is not None and before is None:
            return _NOT_FOUND
        if message_id is None:
            self._message_id += 1
        rows = (parameters.get("reply_markup") or {}).get("inline_keyboard", [])
        shown = Shown(
            chat_id,
            message_id or self._message_id,
            parameters.get("text") or parameters.get("caption", ""),
            tuple(button["callback_data"] for row in rows for button in row if "callback_data" in button),
            "edited" if before else "sent",
            (parameters.get("reply_parameters") or {}).get("message_id"),
        )
        if before and (before.text, before.codes) == (shown.text, shown.codes):
            self.heard.shown.append(Shown(chat_id, shown.message_id, shown.text, shown.codes, "unchanged"))
            return refusal(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly "
                "the same as a current content and reply markup of the message",
            )
        self.screen[chat_id, shown.message_id] = shown
        self.heard.shown.append(shown)
        return {"message_id": shown.message_id, "date": 0, "chat": {"id": chat_id}}


def _moved(chat_id: int) -> Answer:
    description = "Bad Request: group chat was upgraded to a supergroup chat"
    return refusal(400, description, migrate_to_chat_id=chat_id)
