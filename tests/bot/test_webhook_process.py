"""Webhook mode as a process, alone and as two replicas behind one address."""

import socket
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import httpx
import pytest
from process import PATIENCE, Running

from bench.strict_server import StrictServer
from bot.intake.webhook import PATH
from core.model import Segment
from core.region import Level
from core.shipped import shipped

SECRET = "a-secret-of-24-characters"
PLACES = [
    each.name
    for each in shipped().known()
    if each.level is not Level.ISLAND and shipped().newest(each.code, Segment.TOTAL)
][:5]


@dataclass
class Behind:
    """Telegram and the processes behind the address that it calls."""

    server: StrictServer
    bots: Sequence[Running]
    ports: Sequence[int]

    def bring(self, number: int, chat: int, text: str) -> None:
        """Bring an update to one process after the other, until one of them has taken it."""
        person = {"id": chat, "is_bot": False, "first_name": "Orang"}
        message = {
            "message_id": number,
            "date": 1,
            "chat": {"id": chat, "type": "private", "first_name": "Orang"},
            "from": person,
            "text": text,
        }
        shown = {"X-Telegram-Bot-Api-Secret-Token": self.server.webhook["secret_token"]}
        for port in cycle(self.ports[number % len(self.ports) :] + self.ports[: number % len(self.ports)]):
            try:
                answer = httpx.post(
                    f"http://127.0.0.1:{port}{PATH}",
                    json={"update_id": number, "message": message},
                    headers=shown,
                    timeout=PATIENCE,
                )
            except httpx.TransportError:
                continue
            if answer.status_code == 200:
                return

    def ask_all(self, chat: int) -> None:
        """Every question of a chat, each once the one before it is taken, as Telegram does."""
        for number, place in enumerate(PLACES):
            self.bring(1000 * chat + number, chat, f"/cakupan {place}")

    def unanswered(self, chats: Sequence[int]) -> int:
        said = self.server.per_chat()
        return sum(
            not any(place in each.text.split("\n")[0] for each in said.get(chat, ()))
            for chat in chats
            for place in PLACES
        )

    def answered_in_order(self, chat: int) -> bool:
        first_lines = [each.text.split("\n")[0] for each in self.server.per_chat()[chat]]
        return len(first_lines) == len(PLACES) and all(map(str.__contains__, first_lines, PLACES))


@contextmanager
def behind(server: StrictServer, folder: Path, ports: Sequence[int], **environment: str) -> Iterator[Behind]:
    """Processes in webhook mode, ended with the block."""
    bots = [
        Running(
            server,
            folder,
            BOT_TOKEN="42:strict",
            BOT_MODE="webhook",
            WEBHOOK_URL="https://bot.example/telegram",
            WEBHOOK_SECRET=SECRET,
            HTTP_ADDRESS=f"127.0.0.1:{port}",
            **environment,
        )
        for port in ports
    ]
    try:
        for bot in bots:
            bot.until_logged("webhook registered")
        yield Behind(server, bots, list(ports))
    finally:
        for bot in bots:
            if bot.process.poll() is None:
                bot.kill()


@pytest.fixture
def server() -> Iterator[StrictServer]:
    with StrictServer(latency=0.005) as strict:
        yield strict


def free_ports(count: int) -> list[int]:
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in taken]
    for each in taken:
        each.close()
    return ports


def test_killed_under_load_it_answers_everything_after_the_restart_and_leaves_when_told(
    server: StrictServer, tmp_path: Path
) -> None:
    chats = range(1, 9)
    with (
        behind(server, tmp_path, free_ports(1)) as one,
        ThreadPoolExecutor(len(chats)) as telegram,
    ):
        asking = [telegram.submit(one.ask_all, chat) for chat in chats]
        server.until(10)
        one.bots[0].kill()
        one.bots[0].start()
        for each in asking:
            each.result(PATIENCE)
        one.bots[0].until_true(lambda: one.unanswered(chats) == 0)
        assert len(server.arrived) <= len(chats) * len(PLACES) + len(chats)
        assert one.bots[0].stop() == 0
        assert server.webhook == {}


def test_two_processes_answer_each_chat_in_order_and_once(
    server: StrictServer, tmp_path: Path, postgresql_anew: str
) -> None:
    chats = range(1, 9)
    with (
        behind(server, tmp_path, free_ports(2), DATABASE_URL=postgresql_anew) as two,
        ThreadPoolExecutor(len(chats)) as telegram,
    ):
        for each in [telegram.submit(two.ask_all, chat) for chat in chats]:
            each.result(PATIENCE)
        two.bots[0].until_true(lambda: two.unanswered(chats) == 0)
        assert [chat for chat in chats if not two.answered_in_order(chat)] == []
        assert two.bots[0].stop() == 0
        assert server.webhook["url"] == "https://bot.example/telegram"
        assert two.bots[1].stop() == 0
        assert server.webhook == {}


def test_what_a_killed_process_held_the_other_answers(
    server: StrictServer, tmp_path: Path, postgresql_anew: str
) -> None:
    chats = range(1, 9)
    with (
        behind(server, tmp_path, free_ports(2), DATABASE_URL=postgresql_anew) as two,
        ThreadPoolExecutor(len(chats)) as telegram,
    ):
        asking = [telegram.submit(two.ask_all, chat) for chat in chats]
        server.until(10)
        two.bots[0].kill()
        for each in asking:
            each.result(PATIENCE)
        two.bots[1].until_true(lambda: two.unanswered(chats) == 0)
