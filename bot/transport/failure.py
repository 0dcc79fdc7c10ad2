"""What went wrong on the wire, told without the URL: the bot's token is part of every URL."""

import re

from aiohttp import ClientConnectionError, ClientConnectorError, ClientHttpProxyError, ConnectionTimeoutError
from telegram.error import NetworkError, TimedOut

from bot.transport.deadline import TooLateError


class NotSent(NetworkError):  # noqa: N818 - a sister of PTB's TimedOut, and named like her
    """The request surely never reached Telegram, so repeating it cannot say anything twice.

    The name did not resolve, the connection was refused, TLS or the proxy failed, this side is shut down, or the
    moment to send had passed. `BrokenOff` and any other `TimedOut` leave it open, and Telegram has no idempotency
    key: a repeated message may be a second one. (`BadRequest`, too, is a `NetworkError` to PTB: look at it first.)
    """

    __slots__ = ()


class ConnectTimedOut(NotSent, TimedOut):
    """No connection in time: none was free, or name, TCP, TLS and proxy together took too long. Never sent."""

    __slots__ = ()


class BrokenOff(NetworkError):  # noqa: N818 - as above
    """The connection ended after the request was written, or while it was: it may have been acted upon."""

    __slots__ = ()


def failure(error: Exception) -> NetworkError:
    """What to raise for an error of aiohttp's.

    Its message is made of parts that cannot hold the URL; `str(error)` can, and so can the `strerror` of an error
    while writing. Raise it outside the `except` block, or the original stays reachable as `__context__`.
    """
    match error:
        case ConnectionTimeoutError():
            return ConnectTimedOut("No connection in time")
        case ClientConnectorError():
            return NotSent(f"No connection: {error.strerror or type(error).__name__}")
        case ClientConnectionError(__cause__=TooLateError()):
            return NotSent("The moment to send had passed")
        case ClientHttpProxyError():
            return NotSent(f"No connection: the proxy answered {error.status}")
        case TimeoutError():
            return TimedOut("No answer in time")
        case _:
            return BrokenOff(f"The exchange broke off: {type(error).__name__}")


_SECRET = re.compile(r"/bot\d+(?::|%3[Aa])([^/]+)")


def without_token(payload: bytes, url: str) -> bytes:
    """The payload without the token of `url`: a proxy's error page quotes the URL, and PTB's message the page."""
    secret = _SECRET.search(url)
    return payload.replace(secret[1].encode(), b"<token>") if secret else payload
