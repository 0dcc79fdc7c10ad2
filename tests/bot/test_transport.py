"""The transport against real loopback servers, through `telegram.Bot` wherever that is possible."""

import asyncio
import logging
import socket
import ssl
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import orjson
import pytest
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartParser
from telegram import Bot, InputFile, InputMediaDocument
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.transport import BrokenOff, ConnectTimedOut, NotSent, Transport
from bot.transport.deadline import clock, not_after

TOKEN = "123456:AAsecretSECRETsecret-_"
SECRET = TOKEN.partition(":")[2]
MESSAGE = {"message_id": 7, "date": 0, "chat": {"id": 1, "type": "private"}}
NASTY = 'laporan "Q3"; \\ Gunungkidul\r\nX-Evil: 1 – ½ 日本.csv'


@dataclass(frozen=True)
class Asked:
    target: str
    headers: Headers
    body: bytes

    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode("ascii"), keep_blank_values=True, strict_parsing=True))

    async def multipart(self) -> dict[str, str | tuple[str | None, bytes]]:
        """The parts by name: a parameter's value, or a file's name and content."""

        async def stream() -> AsyncIterator[bytes]:
            yield self.body

        form = await MultiPartParser(self.headers, stream()).parse()
        try:
            return {
                name: (part.filename, await part.read()) if isinstance(part, UploadFile) else part
                for name, part in form.items()
            }
        finally:
            await form.close()


@dataclass
class Server:
    """Answers every request by `answer`; an answer of None leaves the connection hanging until the client goes."""

    answer: Callable[["Server", Asked], Awaitable[bytes | None]]
    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    left: asyncio.Event = field(default_factory=asyncio.Event)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while asked := await request(reader):
                self.asked.append(asked)
                self.reached.set()
                reply = await self.answer(self, asked)
                if reply is None:
                    await reader.read()
                    break
                writer.write(reply)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.left.set()


async def request(reader: asyncio.StreamReader) -> Asked | None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head[:-4].split(b"\r\n")
    headers = Headers(dict(line.decode().split(": ", 1) for line in lines))
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Asked(first.split()[1].decode(), headers, body)


def response(status: int, body: bytes, *extra: str) -> bytes:
    head = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}", *extra]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def ok(result: object) -> bytes:
    return response(200, orjson.dumps({"ok": True, "result": result}))


@asynccontextmanager
async def listening(
    talk: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[str]:
    """Where `talk` answers each connection; on leaving, those still open are dropped."""
    talks: list[asyncio.Task[None]] = []

    async def dropped_at_the_end(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await talk(reader, writer)
        except asyncio.CancelledError:
            pass
        finally:
            writer.transport.abort()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.append(asyncio.create_task(dropped_at_the_end(reader, writer)))

    listener = await asyncio.start_server(accept, "127.0.0.1", 0, ssl=tls)
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
    finally:
        await settled()
        listener.close()
        for task in talks:
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)
        await settled()


@asynccontextmanager
async def serving(*replies: bytes | None, tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    """A server that gives the replies in turn, and the last one for ever after."""
    left = list(replies)

    async def answer(server: Server, asked: Asked) -> bytes | None:
        return left.pop(0) if len(left) > 1 else left[0]

    async with answering(answer, tls) as server:
        yield server


@asynccontextmanager
async def answering(
    answer: Callable[[Server, Asked], Awaitable[bytes | None]], tls: ssl.SSLContext | None = None
) -> AsyncIterator[Server]:
    server = Server(answer)
    async with listening(server.talk, tls) as server.url:
        yield server


@asynccontextmanager
async def speaking(url: str, **options: Any) -> AsyncIterator[Bot]:
    """A bot whose requests go to `url` over one transport with these options; no test may take 4 seconds."""
    async with asyncio.timeout(4), Transport(**options) as transport:
        yield Bot(
            TOKEN,
            base_url=f"{url}/bot",
            base_file_url=f"{url}/file/bot",
            request=transport,
            get_updates_request=transport,
        )


@pytest.fixture(autouse=True)
def _durations_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def self_signed(tmp_path: Path) -> ssl.SSLContext:
    """TLS with the key of no one, which no authority has signed."""
    pem = tmp_path / "server.pem"
    pem.write_text(SELF_SIGNED.replace("SECRET OF NO ONE", "PRIVATE KEY"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


async def test_an_answer_comes_back_as_ptb_objects() -> None:
    user = {"id": 9, "is_bot": True, "first_name": "Cakupan"}
    async with serving(ok(user)) as server, speaking(server.url) as bot:
        me = await bot.get_me()

    assert me.first_name == "Cakupan"
    assert server.asked[0].target == f"/bot{TOKEN}/getMe"


async def test_parameters_travel_as_a_form_in_utf_8() -> None:
    async with serving(ok(MESSAGE)) as server, speaking(server.url) as bot:
        await bot.send_message(-100, "Jawa & Bali = 45,6 % + naik; “cakupan” 😀", disable_notification=True)

    assert server.asked[0].form() == {
        "chat_id": "-100",
        "text": "Jawa & Bali = 45,6 % + naik; “cakupan” 😀",
        "disable_notification": "true",
    }


@pytest.mark.parametrize("document", [None, b"x"])
async def test_a_character_utf_8_cannot_carry_is_left_out(document: bytes | None) -> None:
    async with serving(ok(MESSAGE)) as server, speaking(server.url) as bot:
        if document is None:
            await bot.send_message(1, "half \ud83d an emoji")
            assert server.asked[0].form()["text"] == "half  an emoji"
        else:
            await bot.send_document(1, document, caption="half \ud83d an emoji")
            assert (await server.asked[0].multipart())["caption"] == "half  an emoji"


async def test_an_upload_arrives_whole_under_a_name_that_cannot_break_the_form() -> None:
    content = bytes(range(256)) * 9000
    async with serving(ok(MESSAGE)) as server, speaking(server.url) as bot:
        await bot.send_document(1, InputFile(content, filename=NASTY), caption="½\r\n--x")

    sent = await server.asked[0].multipart()
    assert sent["document"] == ("laporan 'Q3', _ Gunungkidul  X-Evil: 1 – ½ 日本.csv", content)
    assert (sent["chat_id"], sent["caption"]) == ("1", "½\r\n--x")


async def test_several_files_arrive_under_the_names_their_media_point_to() -> None:
    async with serving(ok([MESSAGE])) as server, speaking(server.url) as bot:
        await bot.send_media_group(1, [InputMediaDocument(b"one"), InputMediaDocument(b"two")])

    sent = await server.asked[0].multipart()
    parts = [item["media"].removeprefix("attach://") for item in orjson.loads(str(sent["media"]))]
    assert [sent[part][1] for part in parts] == [b"one", b"two"]


async def test_an_open_file_is_read_when_it_is_sent(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(b"a;b")
    async with serving(ok(MESSAGE)) as server, speaking(server.url) as bot:
        with path.open("rb") as file:
            await bot.send_document(1, InputFile(file, read_file_handle=False))

    assert (await server.asked[0].multipart())["document"] == ("data.csv", b"a;b")


async def test_a_file_comes_down_byte_for_byte() -> None:
    content = bytes(range(256)) * 1000
    file = {"file_id": "f", "file_unique_id": "u", "file_path": "documents/ä b.bin"}
    async with serving(ok(file), response(200, content)) as server, speaking(server.url) as bot:
        downloaded = await (await bot.get_file("f")).download_as_bytearray()

    assert downloaded == content
    assert server.asked[1].target == f"/file/bot{TOKEN}/documents/%C3%A4%20b.bin"


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (400, {"description": "Bad Request: chat not found"}, BadRequest("Chat not found")),
        (401, {"description": "Unauthorized"}, InvalidToken("Unauthorized")),
        (403, {"description": "Forbidden: bot was blocked"}, Forbidden("Forbidden: bot was blocked")),
        (409, {"description": "Conflict: other getUpdates"}, Conflict("Conflict: other getUpdates")),
        (400, {"description": "moved", "parameters": {"migrate_to_chat_id": -100}}, ChatMigrated(-100)),
        (500, {"description": "Internal Server Error"}, NetworkError("Internal Server Error")),
    ],
)
async def test_telegrams_refusals_become_ptbs_errors(
    status: int, answer: dict[str, object], error: TelegramError
) -> None:
    refusal = response(status, orjson.dumps({"ok": False, **answer}))
    async with serving(refusal) as server, speaking(server.url) as bot:
        with pytest.raises(type(error)) as caught:
            await bot.send_message(1, "x")

    assert (type(caught.value), str(caught.value)) == (type(error), str(error))


async def test_too_many_requests_say_how_long_to_wait() -> None:
    answer = b'{"ok":false,"error_code":429,"description":"slow","parameters":{"retry_after":35}}'
    async with serving(response(429, answer)) as server, speaking(server.url) as bot:
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(1, "x")

    assert caught.value.retry_after == timedelta(seconds=35)


async def test_a_gateways_page_is_a_network_error_that_leaves_delivery_open() -> None:
    async with serving(response(502, b"<html>Bad Gateway</html>")) as server, speaking(server.url) as bot:
        with pytest.raises(NetworkError, match=r"Bad Gateway \(502\)") as caught:
            await bot.send_message(1, "x")

    assert not isinstance(caught.value, NotSent)


async def test_what_is_not_utf_8_in_an_answer_is_replaced() -> None:
    assert Transport.parse_json_payload(b'{"result":"caf\xe9"}') == {"result": "caf\N{REPLACEMENT CHARACTER}"}


async def test_an_answer_that_is_no_json_is_an_error_without_its_text(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(TelegramError, match=r"^Invalid server response$") as caught:
        Transport.parse_json_payload(b'{"result":"someone\'s words')

    assert caught.value.__context__ is None
    assert caplog.text == ""


async def test_a_refused_connection_was_not_sent() -> None:
    async with speaking(unused_url()) as bot:
        with pytest.raises(NotSent, match="No connection: Connect call failed"):
            await bot.send_message(1, "x")


async def test_a_name_that_does_not_resolve_was_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    async def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", unknown)
    async with speaking("https://api.telegram.org") as bot:
        with pytest.raises(NotSent, match="Name or service not known"):
            await bot.send_message(1, "x")


async def test_a_certificate_nobody_vouches_for_is_refused(self_signed: ssl.SSLContext) -> None:
    async with serving(ok(MESSAGE), tls=self_signed) as server, speaking(server.url) as bot:
        with pytest.raises(NotSent, match="certificate"):
            await bot.send_message(1, "x")

    assert server.asked == []


async def test_a_connection_that_takes_too_long_is_a_time_out_and_was_not_sent() -> None:
    async with serving(None) as proxy, speaking("https://127.0.0.1", proxy=proxy.url) as bot:
        with pytest.raises(ConnectTimedOut) as caught:
            await bot.send_message(1, "x", connect_timeout=0.01)

    assert isinstance(caught.value, NotSent)
    assert isinstance(caught.value, TimedOut)


async def test_a_full_pool_is_a_time_out_and_was_not_sent() -> None:
    async with serving(None) as server, speaking(server.url, connection_pool_size=1) as bot:
        first = asyncio.ensure_future(bot.send_message(1, "first"))
        await server.reached.wait()
        with pytest.raises(ConnectTimedOut, match="All 1 connections stayed busy"):
            await bot.send_message(1, "second", pool_timeout=0.01)
        await abandoned(first)

    assert len(server.asked) == 1


async def test_an_answer_that_stays_out_is_a_time_out_that_may_have_been_delivered() -> None:
    async with serving(None) as server, speaking(server.url) as bot:
        with pytest.raises(TimedOut) as caught:
            await bot.send_message(1, "x", read_timeout=0.01)

    assert not isinstance(caught.value, NotSent)
    assert len(server.asked) == 1


async def test_a_time_out_of_nought_is_at_once_and_not_for_ever() -> None:
    async with serving(None) as server, speaking(server.url) as bot:
        with pytest.raises(TimedOut):
            await bot.send_message(1, "x", read_timeout=0, write_timeout=None)


@pytest.mark.parametrize(
    ("options", "of_the_call"), [({"media_write_timeout": 0.1}, {}), ({}, {"write_timeout": 0.1})]
)
async def test_an_upload_nobody_reads_is_a_time_out(
    options: dict[str, float], of_the_call: dict[str, float]
) -> None:
    async def deaf(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        await asyncio.Event().wait()

    async with listening(deaf) as url, speaking(url, connect_timeout=0.1, read_timeout=0.1, **options) as bot:
        with pytest.raises(TimedOut) as caught:
            await bot.send_document(1, bytes(30_000_000), **of_the_call)

    assert not isinstance(caught.value, NotSent)


async def test_a_long_poll_outlives_the_usual_time_out() -> None:
    usual_is_over = asyncio.Event()

    async def answer(server: Server, asked: Asked) -> bytes | None:
        await usual_is_over.wait()
        return ok([])

    async with answering(answer) as server, speaking(server.url, read_timeout=0.05) as bot:
        poll = asyncio.ensure_future(bot.get_updates(timeout=50))
        await server.reached.wait()
        with pytest.raises(TimedOut):
            await bot.get_me()
        usual_is_over.set()
        assert await poll == ()


async def test_none_waits_for_ever() -> None:
    usual_is_over = asyncio.Event()

    async def answer(server: Server, asked: Asked) -> bytes | None:
        await usual_is_over.wait()
        return ok(True)

    async with answering(answer) as server, speaking(server.url, read_timeout=0.05) as bot:
        patient = asyncio.ensure_future(bot.log_out(read_timeout=None))
        await server.reached.wait()
        with pytest.raises(TimedOut):
            await bot.get_me()
        usual_is_over.set()
        assert await patient is True


@pytest.mark.parametrize("moment", ["before the request", "after the request", "within the answer"])
async def test_a_broken_connection_leaves_delivery_open(moment: str) -> None:
    async with breaking(moment) as url, speaking(url) as bot:
        with pytest.raises(BrokenOff, match="The exchange broke off") as caught:
            await bot.send_message(1, "x")

    assert not isinstance(caught.value, NotSent)


async def test_a_cancelled_request_drops_its_connection() -> None:
    async with serving(None) as server, speaking(server.url) as bot:
        poll = asyncio.ensure_future(bot.get_updates(timeout=50))
        await server.reached.wait()
        await abandoned(poll)
        await server.left.wait()


async def test_a_deadline_around_a_request_drops_its_connection() -> None:
    async with serving(None) as server, speaking(server.url) as bot:
        with pytest.raises(TimeoutError) as caught:
            async with asyncio.timeout(0.05):
                await bot.get_updates(timeout=50)
        await server.left.wait()

    assert not isinstance(caught.value, TelegramError)


async def test_two_hundred_at_once_share_a_small_pool() -> None:
    async with serving(ok(MESSAGE)) as server, speaking(server.url, connection_pool_size=8) as bot:
        sent = await asyncio.gather(*(bot.send_message(1, str(number)) for number in range(200)))

    assert len(sent) == 200
    assert sorted(int(asked.form()["text"]) for asked in server.asked) == list(range(200))
    assert server.connections == 8


async def test_a_cancelled_request_gives_its_place_back() -> None:
    async with serving(None, ok(MESSAGE)) as server, speaking(server.url, connection_pool_size=1) as bot:
        first = asyncio.ensure_future(bot.send_message(1, "first"))
        await server.reached.wait()
        await abandoned(first)
        await bot.send_message(1, "second")

    assert [asked.form()["text"] for asked in server.asked] == ["first", "second"]


async def test_a_transport_opens_again_after_it_was_shut_down() -> None:
    transport = Transport()
    async with serving(ok(True)) as server:
        for _ in range(2):
            await transport.initialize()
            await transport.initialize()
            assert await transport.post(f"{server.url}/bot{TOKEN}/logOut") is True
            await transport.shutdown()
            await transport.shutdown()

    assert server.connections == 2


async def test_a_transport_that_is_shut_down_sends_nothing() -> None:
    with pytest.raises(NotSent, match="not open"):
        await Transport().post(f"http://127.0.0.1/bot{TOKEN}/getMe")


async def test_a_request_whose_moment_has_passed_is_not_written_and_counts_as_not_sent() -> None:
    async with serving(ok(MESSAGE)) as server, speaking(server.url) as bot:
        with not_after(clock() - 0.001), pytest.raises(NotSent, match="The moment to send had passed"):
            await bot.send_message(1, "late")
        await bot.send_message(1, "in time")

    assert [asked.form()["text"] for asked in server.asked] == ["in time"]


async def test_a_request_in_time_goes_out_as_any_other() -> None:
    async with serving(ok(MESSAGE)) as server, speaking(server.url) as bot:
        with not_after(clock() + 60):
            await bot.send_message(1, "in time")

    assert server.asked[0].form()["text"] == "in time"


async def test_a_shutdown_ends_what_is_under_way_and_what_waits() -> None:
    transport = Transport(connection_pool_size=1)
    await transport.initialize()
    async with serving(None) as server:
        url = f"{server.url}/bot{TOKEN}/getMe"
        both = [asyncio.ensure_future(transport.post(url)) for _ in range(2)]
        await server.reached.wait()
        await transport.shutdown()
        errors = await asyncio.gather(*both, return_exceptions=True)

    assert [type(error) for error in errors] == [BrokenOff, NotSent]


async def test_the_read_time_out_is_there_for_ptb_to_add_to() -> None:
    assert Transport(read_timeout=3.5).read_timeout == 3.5


async def test_a_proxy_is_used_and_told_who_we_are() -> None:
    async with serving(ok(MESSAGE)) as proxy:
        with_name = proxy.url.replace("//", "//someone:pass@")
        async with speaking("http://127.0.0.1:9", proxy=with_name) as bot:
            await bot.send_message(1, "x")

    assert proxy.asked[0].target == f"http://127.0.0.1:9/bot{TOKEN}/sendMessage"
    assert proxy.asked[0].headers["proxy-authorization"] == "Basic c29tZW9uZTpwYXNz"


async def test_https_goes_through_a_proxy_as_a_tunnel() -> None:
    async with (
        serving(response(407, b"")) as proxy,
        speaking("https://api.telegram.org", proxy=proxy.url) as bot,
    ):
        with pytest.raises(NotSent, match="the proxy answered 407"):
            await bot.send_message(1, "x")

    assert proxy.asked[0].target == "api.telegram.org:443"


async def test_the_environments_proxy_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, unused_url())
    async with serving(ok(MESSAGE)) as server, speaking(server.url) as bot:
        await bot.send_message(1, "x")

    assert len(server.asked) == 1


async def test_a_proxy_of_another_kind_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="http://"):
        Transport(proxy="socks5://127.0.0.1:1080")


@pytest.mark.parametrize("host", ["192.0.2.1", "bot-api", "localhost.example.org"])
async def test_plain_http_leaves_this_machine_only_when_allowed(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(ok(MESSAGE)) as server:
        port = int(server.url.rpartition(":")[2])
        here = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

        async def resolve(*_: object, **__: object) -> object:
            return here

        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", resolve)
        async with speaking(f"http://{host}:{port}") as bot:
            with pytest.raises(TelegramError, match="Plain http") as caught:
                await bot.send_message(1, "x")
        if not host[0].isdigit():
            async with speaking(f"http://{host}:{port}", plain_http_anywhere=True) as bot:
                await bot.send_message(1, "x")

    assert not isinstance(caught.value, NetworkError)


async def test_a_redirect_is_not_followed() -> None:
    async with serving(ok(MESSAGE)) as elsewhere:
        moved = response(302, b"", f"Location: {elsewhere.url}/")
        async with serving(moved) as server, speaking(server.url) as bot:
            with pytest.raises(NetworkError, match="302"):
                await bot.send_message(1, "x")

    assert elsewhere.asked == []


async def test_connections_are_kept_and_the_client_names_itself() -> None:
    async with serving(ok(MESSAGE)) as server, speaking(server.url) as bot:
        for _ in range(3):
            await bot.send_message(1, "x")

    assert server.connections == 1
    assert server.asked[0].headers["user-agent"].startswith("python-telegram-bot")


async def quoting(server: Server, asked: Asked) -> bytes:
    """A gateway's error page, which names what was asked for."""
    return response(503, f"<p>http://api.telegram.org{asked.target} cannot be reached</p>".encode())


async def redirecting(server: Server, asked: Asked) -> bytes:
    """What nginx says when the scheme is wrong, with the new place in the page too."""
    return response(301, f"<a href='https://api.telegram.org{asked.target}'>".encode())


@pytest.mark.parametrize(
    "trouble",
    [
        "refused",
        "silent",
        "quoted",
        "redirected",
        "no JSON",
        "before the request",
        "after the request",
        "within the answer",
        "within the upload",
        "proxy",
        "proxy too slow",
        "certificate",
        "no URL",
        "plain http",
    ],
)
async def test_the_token_is_in_no_error(
    trouble: str, self_signed: ssl.SSLContext, caplog: pytest.LogCaptureFixture
) -> None:
    async with troubled(trouble, self_signed) as bot:
        caplog.set_level(logging.DEBUG)
        with pytest.raises(TelegramError) as caught:
            await bot.send_document(1, bytes(3_000_000), read_timeout=0.05, connect_timeout=0.05)

    said = "".join(traceback.format_exception(caught.value)) + caplog.text
    for error in chain(caught.value):
        said += f"{error!s} {error!r} {error.args} {error.__dict__}"
    assert "telegram.error" in said or "bot.transport" in said
    assert SECRET not in said


@asynccontextmanager
async def troubled(trouble: str, tls: ssl.SSLContext) -> AsyncIterator[Bot]:
    """A bot whose next request meets that trouble."""
    moments = ("before the request", "after the request", "within the answer", "within the upload")
    async with (
        serving(None) as silent,
        answering(quoting) as quoted,
        answering(redirecting) as redirected,
        serving(response(200, b"<p>")) as no_json,
        serving(ok(MESSAGE), tls=tls) as certificate,
        serving(response(407, b"")) as proxy,
        breaking(trouble if trouble in moments else moments[0]) as broken,
    ):
        urls = {
            "refused": unused_url(),
            "silent": silent.url,
            "quoted": quoted.url,
            "redirected": redirected.url,
            "no JSON": no_json.url,
            "certificate": certificate.url,
            "no URL": "https://[:",
            "plain http": "http://192.0.2.1",
        }
        proxies = {"proxy": proxy.url, "proxy too slow": silent.url}
        url = broken if trouble in moments else urls.get(trouble, "https://127.0.0.1")
        async with speaking(url, proxy=proxies.get(trouble)) as bot:
            yield bot


@asynccontextmanager
async def breaking(moment: str) -> AsyncIterator[str]:
    """A server that resets the connection at that moment."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        match moment:
            case "after the request":
                await request(reader)
            case "within the answer":
                await request(reader)
                writer.write(response(200, b"x" * 100)[:-90])
                await writer.drain()
            case "within the upload":
                await reader.readexactly(1_000)
        writer.transport.abort()

    async with listening(talk) as url:
        yield url


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and all that is reachable from it, shown by a traceback or not."""
    seen: list[BaseException] = []
    waiting = [error]
    while waiting:
        error = waiting.pop()
        if error is not None and error not in seen:
            seen.append(error)
            waiting += [error.__cause__, error.__context__]
            yield error


async def abandoned(task: "asyncio.Future[Any]") -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def settled() -> None:
    """Lets what is due happen: a client that gave up early is yet to be accepted, a dropped one to be closed."""
    for _ in range(10):
        await asyncio.sleep(0)


def unused_url() -> str:
    """Where nobody listens: the port was free a moment ago."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


SELF_SIGNED = """
-----BEGIN SECRET OF NO ONE-----
MC4CAQAwBQYDK2VwBCIEIBU4GnVMAM+25x5513+Zl3fMNMWSpG88hmmDppCKSASu
-----END SECRET OF NO ONE-----
-----BEGIN CERTIFICATE-----
MIIBUDCCAQKgAwIBAgIUFeaxdfkjOtGpx9EU8xzKsDm3Kx4wBQYDK2VwMBQxEjAQ
BgNVBAMMCWxvY2FsaG9zdDAgFw0yNjExMjIxMTU5MzFaGA8yMTI2MTAyOTExNTkz
MVowFDESMBAGA1UEAwwJbG9jYWxob3N0MCowBQYDK2VwAyEAANUsbY+zBaexcZ7R
gKyqxpXsqSmBwgwhRqTYw59O1KejZDBiMB0GA1UdDgQWBBS1O0OOrbIhGMmFwX8I
kyLB0kvFNTAfBgNVHSMEGDAWgBS1O0OOrbIhGMmFwX8IkyLB0kvFNTAPBgNVHRMB
Af8EBTADAQH/MA8GA1UdEQQIMAaHBH8AAAEwBQYDK2VwA0EA5oUHYyAT31nQMKly
IgiiyhuoK7X7y8HAZ8J9XHgw5Ky0wGInti6rgoVIvisBTvEdlf30GHfvsVGBNk4+
URSKCw==
-----END CERTIFICATE-----
"""
