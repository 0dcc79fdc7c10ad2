"""Who may speak with the playground, and what a browser may do with its answers."""

import httpx
import pytest
from playground_client import PLANNER, Client
from starlette.applications import Starlette

from bot.playground import World, routes


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost", "LOCALHOST:1", "[::1]:8080"])
async def test_the_own_machine_is_let_in(client: Client, host: str) -> None:
    assert (await client.http.get("/", headers={"host": host})).status_code == 200


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org", "localhost.example.org", ""])
@pytest.mark.parametrize("path", ["/", "/playground/state", "/bot1:playground/getMe"])
async def test_another_host_name_is_refused(client: Client, host: str, path: str) -> None:
    assert (await client.http.get(path, headers={"host": host})).status_code == 421


async def test_any_host_is_let_in_where_that_was_asked_for() -> None:
    transport = httpx.ASGITransport(Starlette(routes=routes(World(), any_host=True)))
    async with httpx.AsyncClient(transport=transport, base_url="http://example.org") as http:
        assert (await http.get("/")).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://example.org"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
async def test_another_pages_deeds_are_refused(client: Client, headers: dict[str, str]) -> None:
    body = {"person": PLANNER, "chat": PLANNER, "text": "/start"}
    answer = await client.http.post("/playground/do/say", json=body, headers=headers)
    assert answer.status_code == 403
    assert await client.updates() == []


async def test_another_pages_calls_of_the_api_are_refused(client: Client) -> None:
    headers = {"sec-fetch-site": "cross-site"}
    answer = await client.http.get("/bot1:playground/getUpdates", headers=headers)
    assert answer.json()["error_code"] == 403


async def test_the_pages_own_deeds_are_carried_out(client: Client) -> None:
    body = {"person": PLANNER, "chat": PLANNER, "text": "/start"}
    headers = {"origin": "http://127.0.0.1:8080", "sec-fetch-site": "same-origin"}
    assert (await client.http.post("/playground/do/say", json=body, headers=headers)).status_code == 200


async def test_the_page_loads_nothing_from_elsewhere(client: Client) -> None:
    answer = await client.http.get("/")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "http" not in answer.text


async def test_a_sent_page_is_downloaded_not_shown(started: Client) -> None:
    form = {"person": str(PLANNER), "chat": str(PLANNER), "kind": "document"}
    files = {"file": ("a.html", b"<script>alert(1)</script>")}
    await started.http.post("/playground/do/attach", data=form, files=files)
    [update] = await started.updates()
    answer = await started.http.get(f"/playground/file/{update['message']['document']['file_id']}")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"


@pytest.mark.parametrize(
    "path", ["/playground/page/nothing.js", "/playground/page/..%2f__init__.py", "/playground/file/x"]
)
async def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert (await client.http.get(path)).status_code == 404
