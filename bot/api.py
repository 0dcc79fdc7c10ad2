"""The Bot API as the bot calls it: python-telegram-bot's Bot, plus plain calls that parse no answer.

Most of what is sent needs nothing of its answer but an id. Making objects of it costs more than all the rest
of sending, so `call` gives the decoded JSON as it came.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Protocol

from telegram import InputFile
from telegram.error import RetryAfter
from telegram.ext import ExtBot
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter  # the only way to make parameters one by one

LONG_POLL = 50
"""Seconds that Telegram holds a getUpdates open while there is nothing to give."""


class Calls(Protocol):
    """What `outgoing` and `intake` need of the Bot API."""

    async def call(self, method: str, read_timeout: float | None = None, /, **parameters: object) -> Any:
        """The result of a method, as JSON. Raises telegram.error.TelegramError."""
        ...


class Downloads(Protocol):
    """What brings a file from Telegram."""

    async def download(self, file_id: str) -> bytes:
        """The content of a file that somebody sent. Raises telegram.error.TelegramError."""
        ...


class Api(ExtBot[None]):
    """The Bot API under one token."""

    __slots__ = ("_hears", "_methods", "_says")

    def __init__(self, token: str, root: str, request: BaseRequest, polling_request: BaseRequest) -> None:
        super().__init__(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=request,
            get_updates_request=polling_request,
        )
        self._says, self._hears = request, polling_request
        self._methods = f"{root}/bot{token}/"

    async def call(self, method: str, read_timeout: float | None = None, /, **parameters: object) -> Any:
        """The result of a method, as JSON; parameters that are None are left out.

        `read_timeout` in seconds takes the place of the transport's own. Raises telegram.error.TelegramError.
        """
        request = self._hears if method == "getUpdates" else self._says
        data = RequestData([_parameter(*each) for each in parameters.items() if each[1] is not None])
        if read_timeout is None:
            return await request.post(self._methods + method, data)
        return await request.post(self._methods + method, data, read_timeout=read_timeout)

    async def download(self, file_id: str) -> bytes:
        """The content of a file that somebody sent: 20 MB at most, more Telegram does not hand to bots."""
        return bytes(await (await self.get_file(file_id)).download_as_bytearray())


def _parameter(name: str, value: object) -> RequestParameter:
    """A parameter, which is JSON already but for files; python-telegram-bot would look for much else."""
    if isinstance(value, InputFile):
        return RequestParameter.from_input(name, value)
    return RequestParameter(name, value, None)


def pause(error: RetryAfter) -> float:
    """The seconds that Telegram asks to wait, in either of python-telegram-bot's forms."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
