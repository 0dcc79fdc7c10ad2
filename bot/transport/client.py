"""The transport itself: connections, time-outs, cancellation.

aiohttp and not the faster pyreqwest, which (0.15.1) leaves a cancelled request running, has one connect time-out
for a whole client, and calls an answer that stays out a failed connection. HTTP/1.1 only: one broken HTTP/2
connection would leave every request on it in doubt.
"""

import asyncio
import io
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import orjson
from telegram._utils.defaultvalue import DefaultValue  # PTB spells the signature of its base class with these
from telegram._utils.types import ODVInput
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.transport.deadline import punctual
from bot.transport.failure import ConnectTimedOut, NotSent, failure, without_token
from bot.transport.form import Form, form

KEEP_ALIVE = 45.0
"""Seconds an idle connection is kept. Servers usually close it after 60 to 75: this side is first, so that no
request meets a connection that is just going away."""

_LARGE = 64 * 1024

_AT_ONCE = 0.001
"""Seconds that stand for a time-out of nought, which aiohttp would read as none at all."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long each part of a request may take, in seconds; `None` is for ever."""

    pool: float | None
    connect: float | None
    write: float | None
    read: float | None

    @lru_cache(maxsize=32)  # noqa: B019 - few of them, and all alike
    def timeout(self, method: str) -> aiohttp.ClientTimeout:
        """The same for aiohttp, which counts `read` anew from every piece that arrives.

        It cannot time the writing, so a POST also has a deadline for the whole: connect, write and read together.
        A download has none, since a large file may take long while bytes keep coming.
        """
        parts = (self.connect, self.write, self.read)
        whole = None if method == "GET" or None in parts else sum(part for part in parts if part is not None)
        return aiohttp.ClientTimeout(total=whole, connect=self.connect, sock_read=self.read)


class Transport(BaseRequest):
    """Sends requests for `telegram.Bot`, and raises only `TelegramError`s, none of which holds the token.

    Certificates are verified against the system's (`SSL_CERT_FILE` replaces them); redirects are not followed,
    since one would carry the token elsewhere; connections are reused. A cancelled request drops its connection.

    Errors: `NotSent` and `ConnectTimedOut` when nothing was sent, `BrokenOff` and other `TimedOut` when
    Telegram may have acted all the same, a bare `TelegramError` for plain http where it is not allowed.

    Args:
        connection_pool_size: Requests under way at once; the others wait for `pool_timeout`.
        pool_timeout: Seconds to wait for a free connection.
        connect_timeout: Seconds for name, TCP, proxy and TLS together.
        write_timeout: Seconds for sending a request without files.
        media_write_timeout: Seconds for sending a request with files: 50 MB over 4 Mbit/s take 100.
        read_timeout: Seconds of silence after the request is written. Generous, since a message given up on may
            have been posted and cannot be repeated safely.
        proxy: An `http://[user:password@]host:port` to tunnel through, or None. The environment (`HTTPS_PROXY`)
            is not read: a proxy sees whom we talk to, so it is chosen in the settings, in plain sight.
        plain_http_anywhere: Whether `http://` may leave this machine, as to a Bot API server in the next
            container. Otherwise only a loopback address is spoken to so: the token is readable on the way.

    Each time-out may be given per call as well; `None` there and here waits for ever.
    """

    def __init__(
        self,
        *,
        connection_pool_size: int = 256,
        pool_timeout: float | None = 5.0,
        connect_timeout: float | None = 5.0,
        write_timeout: float | None = 10.0,
        media_write_timeout: float | None = 120.0,
        read_timeout: float | None = 20.0,
        proxy: str | None = None,
        plain_http_anywhere: bool = False,
    ) -> None:
        if proxy is not None and urlsplit(proxy).scheme != "http":
            raise ValueError("The proxy must be an http:// URL; aiohttp alone speaks no other kind")
        self._connection_pool_size = connection_pool_size
        self._patience = Patience(pool_timeout, connect_timeout, write_timeout, read_timeout)
        self._media_write_timeout = media_write_timeout
        self._proxy = proxy
        self._plain_http_anywhere = plain_http_anywhere
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds a request may stay without an answer; PTB adds a long poll's own time to it."""
        return self._patience.read

    async def initialize(self) -> None:
        """Open for requests, in the running loop; once open, nothing happens."""
        if self._session is not None:
            return
        self._places = asyncio.Semaphore(self._connection_pool_size)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEP_ALIVE),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.USER_AGENT},
            proxy=self._proxy,
        )

    async def shutdown(self) -> None:
        """Drop every connection, those in use too; once closed, nothing happens. `initialize` opens again."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and the body that `url` answers with, whatever the status; time-outs in seconds."""
        self._refuse_open_http(url)
        content = None if request_data is None else await form(request_data)
        with_files = request_data is not None and request_data.contains_files
        default = self._patience
        patience = Patience(
            pool=_chosen(pool_timeout, default.pool),
            connect=_chosen(connect_timeout, default.connect),
            write=_chosen(write_timeout, self._media_write_timeout if with_files else default.write),
            read=_chosen(read_timeout, default.read),
        )
        try:
            return await self._exchange(method, url, content, patience)
        except TelegramError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever aiohttp raises may hold the URL, and so the token
            failed = failure(error)
        raise failed

    async def _exchange(
        self, method: str, url: str, content: Form | None, patience: Patience
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NotSent("The transport is not open")
        places = self._places
        await self._take(places, patience)
        try:
            if self._session is None:
                raise NotSent("The transport was closed")
            async with self._session.request(
                method,
                _parsed(url),
                data=None if content is None else _in_pieces(content.body),
                headers=None if content is None else {"Content-Type": content.content_type},
                timeout=patience.timeout(method),
                allow_redirects=False,
            ) as response:
                payload = await response.read()
                well = response.status < HTTPStatus.MULTIPLE_CHOICES
                return response.status, payload if well else without_token(payload, url)
        finally:
            places.release()

    async def _take(self, places: asyncio.Semaphore, patience: Patience) -> None:
        """Wait until fewer than the pool's size of requests are under way."""
        if not places.locked():  # a timer that is not needed costs as much as the form
            await places.acquire()
            return
        try:
            async with asyncio.timeout(patience.pool):
                await places.acquire()
        except TimeoutError:
            raise ConnectTimedOut(f"All {self._connection_pool_size} connections stayed busy") from None

    def _refuse_open_http(self, url: str) -> None:
        if not (url.startswith("https://") or self._plain_http_anywhere or _on_loopback(url)):
            raise TelegramError("Plain http would show the token to the network; only loopback is allowed it")

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The JSON object in an answer, with what is not UTF-8 replaced; `TelegramError` if it is no JSON.

        Unlike the base class this neither logs the answer nor keeps it in the error: it holds people's messages.
        """
        with suppress(orjson.JSONDecodeError):
            return _json(payload)
        with suppress(orjson.JSONDecodeError):
            return _json(payload.decode(errors="replace"))
        raise TelegramError("Invalid server response")


def _chosen(timeout: ODVInput[float], default: float | None) -> float | None:
    """The time-out of a call, or the default where the caller left it to us."""
    seconds = default if isinstance(timeout, DefaultValue) else timeout
    return None if seconds is None else max(seconds, _AT_ONCE)


def _json(text: bytes | str) -> dict[str, Any]:
    parsed: dict[str, Any] = orjson.loads(text)
    return parsed


def _in_pieces(body: bytes) -> bytes | aiohttp.BytesPayload | io.BytesIO:
    """A large body as a stream: written whole it would hold up the loop, and aiohttp warns of it."""
    return punctual(body) if len(body) < _LARGE else io.BytesIO(body)


@lru_cache(maxsize=64)
def _parsed(url: str) -> URL:
    return URL(url)


@lru_cache(maxsize=64)
def _on_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
