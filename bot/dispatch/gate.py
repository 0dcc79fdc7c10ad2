"""The gate for raw updates: what the bot reads of one has to be there and of its type.

Telegram's own updates always pass. Whatever else comes is turned away here, in one place, so that nothing behind
it has to doubt a type. What python-telegram-bot stumbles over, as it may where Telegram knows more than it does,
costs no answer: then only what the bot reads is kept of the update.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from telegram import Bot, Update

log = structlog.get_logger(__name__)

_STUMBLES: Final = (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError)
Number = Annotated[int, Field(ge=-(2**63), lt=2**63)]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")


class _User(_Part):
    id: Number


class _Chat(_Part):
    id: Number
    type: str


class _File(_Part):
    file_id: str
    file_name: str | None = None
    file_size: Number | None = None


class _Earlier(_Part):
    message_id: Number
    chat: _Chat
    sender: _User | None = Field(None, alias="from")


class _Message(_Earlier):
    sender_chat: _Chat | None = None
    message_thread_id: Number | None = None
    is_topic_message: bool | None = None
    text: str | None = None
    caption: str | None = None
    document: _File | None = None
    migrate_to_chat_id: Number | None = None
    reply_to_message: _Earlier | None = None


class _Press(_Part):
    id: str
    sender: _User = Field(alias="from")
    message: _Message | None = None
    data: str | None = None


class _Query(_Part):
    id: str
    sender: _User = Field(alias="from")
    query: str


class _Member(_Part):
    status: str


class _Membership(_Part):
    chat: _Chat
    sender: _User = Field(alias="from")
    old_chat_member: _Member
    new_chat_member: _Member


class _Update(_Part):
    update_id: Number
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _Press | None = None
    inline_query: _Query | None = None
    my_chat_member: _Membership | None = None


_ALSO_WANTED: Final[Mapping[str, Mapping[str, object]]] = {
    "from": {"is_bot": False, "first_name": ""},
    "message": {"date": 1},
    "edited_message": {"date": 1},
    "reply_to_message": {"date": 1},
    "document": {"file_unique_id": ""},
    "callback_query": {"chat_instance": ""},
    "inline_query": {"offset": ""},
}
"""What python-telegram-bot's objects need besides, and the bot never reads."""


def admitted(raw: Mapping[str, Any], bot: Bot) -> Update | None:
    """The update as python-telegram-bot's object; None where it is of no kind that the bot reads.

    None as well, with a line in the log, where it cannot be read.
    """
    try:
        read = _Update.model_validate(raw)
    except ValidationError as error:
        places = sorted({".".join(map(str, each["loc"])) for each in error.errors(include_input=False)})
        log.warning("an update cannot be read", places=places)
        return None
    if not read.model_fields_set - {"update_id"}:
        return None
    try:
        return Update.de_json(dict(raw), bot)
    except _STUMBLES as error:
        log.warning("an update is read in part", error=type(error).__name__)
    try:
        return Update.de_json(_completed(read.model_dump(by_alias=True, exclude_none=True)), bot)
    except _STUMBLES as error:
        log.warning("an update cannot be read", error=type(error).__name__)
        return None


def _completed(part: Mapping[str, Any]) -> dict[str, Any]:
    """The parts with what else they need, all the way down."""
    return {
        name: _completed({**_ALSO_WANTED.get(name, {}), **value}) if isinstance(value, dict) else value
        for name, value in part.items()
    }
