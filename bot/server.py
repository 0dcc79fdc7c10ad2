"""The HTTP side of the process: health for whoever watches it, and the playground's pages."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.settings import Address


class AddressInUseError(OSError):
    """The address is taken by another process."""


class _Server(uvicorn.Server):
    """A server that leaves the signals to the application around it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Install nothing."""
        yield


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
