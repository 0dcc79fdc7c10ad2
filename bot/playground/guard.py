"""Who may speak with the playground: this machine's own programs, and pages of its own origin.

A page elsewhere could otherwise reach a server on loopback through the visitor's browser: by a name that
it makes point to 127.0.0.1 (DNS rebinding), or by posting a form across origins.
"""

import re

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 52 * 1024 * 1024
"""A document of 50 MB and the form around it."""

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}

_LOOPBACK = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?", re.IGNORECASE)


class LoopbackOnly:
    """Refuses requests that were meant for another host by their Host header."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request for this machine on."""
        if not _LOOPBACK.fullmatch(Headers(scope=scope).get("host", "")):
            await PlainTextResponse("Only on loopback.", 421)(scope, receive, send)
            return
        await self._app(scope, receive, send)


class Bounded:
    """Refuses bodies above the largest upload, whether announced or not."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, counting what it brings."""
        length = Headers(scope=scope).get("content-length", "")
        read = LARGEST_BODY + 1 if length.isdecimal() and int(length) > LARGEST_BODY else 0

        async def counted() -> Message:
            nonlocal read
            if read > LARGEST_BODY:
                raise HTTPException(413, "Request Entity Too Large")
            message = await receive()
            read += len(message.get("body", b""))
            return message

        await self._app(scope, counted, send)


def check_same_origin(request: Request) -> None:
    """Raise a 403 unless a request that changes something comes from the page itself."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    if site not in ("same-origin", "none") or (origin is not None and origin != own):
        raise HTTPException(403, "Only from the page itself.")
