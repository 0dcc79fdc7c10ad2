"""The HTTP side of the process: health for whoever watches it, and the playground's pages."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator, Sequence
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from bot.settings import Address

IN_TIME: Final = 10.0
"""Seconds that a connection gets to say what it wants, and to be heard out once it is answered."""


class AddressInUseError(OSError):
    """The address is taken by another process."""


class _Server(uvicorn.Server):
    """A server that leaves the signals to the application around it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Install nothing."""
        yield


class _Impatient(H11Protocol):
    """Ends a connection that takes too long over its request; uvicorn waits as long as bytes drip in.

    While a request is being answered the time is the answer's own.
    """

    _end: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn does
        """Somebody is there."""
        super().connection_made(transport)
        self._look()

    def data_received(self, data: bytes) -> None:
        """A piece of a request came."""
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """A request is answered."""
        super().on_response_complete()
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is there any more."""
        super().connection_lost(exc)
        self._let_be()

    def _look(self) -> None:
        cycle: RequestResponseCycle | None = self.cycle  # none before the first request
        if cycle is not None and not cycle.response_complete:
            self._let_be()
        elif self._end is None:
            self._end = self.loop.call_later(IN_TIME, self.transport.abort)

    def _let_be(self) -> None:
        if self._end is not None:
            self._end.cancel()
            self._end = None


class HttpServer:
    """Serves routes on one address, in the running event loop."""

    def __init__(self, address: Address, routes: Sequence[BaseRoute]) -> None:
        app = Starlette(routes=list(routes))
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=2,
            server_header=False,
            http=_Impatient,
        )
        self._server = _Server(config)
        self._socket = _listen(address)

    @property
    def address(self) -> Address:
        """Where it listens; the port is the real one where 0 was asked for."""
        host, port = self._socket.getsockname()[:2]
        return Address(host=host, port=port)

    async def serve(self) -> None:
        """Serve until `stop`."""
        await self._server.serve(sockets=[self._socket])

    def stop(self) -> None:
        """End `serve` soon; what is being answered may finish."""
        self._server.should_exit = True


def _listen(address: Address) -> socket.socket:
    """A listening socket. Raises AddressInUseError where another process has the address."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    try:
        return socket.create_server((address.host, address.port), family=family, backlog=512)
    except OSError as error:
        raise AddressInUseError(f"HTTP_ADDRESS: cannot listen on {address} ({error.strerror})") from None
