"""What the HTTP side does with connections that take their time."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot import server
from bot.server import HttpServer
from bot.settings import Address

HEAD = b"POST /refused HTTP/1.1\r\nHost: bot\r\nContent-Length: 1000000\r\n\r\n"


async def refused(_request: Request) -> Response:
    return Response(status_code=401)


async def slow(_request: Request) -> Response:
    await asyncio.sleep(0.5)
    return PlainTextResponse("here you are")


@pytest.fixture
async def address(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Address]:
    """A server with little patience."""
    monkeypatch.setattr(server, "IN_TIME", 0.2)
    routes = [Route("/refused", refused, methods=["POST"]), Route("/slow", slow)]
    serving = HttpServer(Address(host="127.0.0.1", port=0), routes)
    running = asyncio.create_task(serving.serve())
    yield serving.address
    serving.stop()
    await running


async def ended(address: Address, first: bytes, drop: bytes) -> bytes:
    """Says something, then drips without an end; what was answered until the connection ended."""
    reader, writer = await asyncio.open_connection(address.host, address.port)
    writer.write(first)

    async def drip() -> None:
        while True:
            writer.write(drop)
            await asyncio.sleep(0.02)

    dripping = asyncio.create_task(drip())
    try:
        async with asyncio.timeout(5):
            return await reader.read()
    except ConnectionError:
        return b""
    finally:
        dripping.cancel()
        writer.close()


@pytest.mark.parametrize(
    "first", [b"", b"GET /slow HTTP/1.1\r\nHost: bot\r\n"], ids=["nothing", "half a head"]
)
async def test_a_request_that_does_not_come_to_its_end_is_not_waited_for(
    address: Address, first: bytes
) -> None:
    assert b"200 OK" not in await ended(address, first, b"X: y\r\n" if first else b"")


async def test_a_body_that_nobody_wants_is_not_heard_for_ever(address: Address) -> None:
    assert b"401 Unauthorized" in await ended(address, HEAD, b"x")


async def test_an_answer_may_take_its_time(address: Address) -> None:
    reader, writer = await asyncio.open_connection(address.host, address.port)
    writer.write(b"GET /slow HTTP/1.1\r\nHost: bot\r\nConnection: close\r\n\r\n")
    assert (await reader.read()).endswith(b"here you are")
    writer.close()
