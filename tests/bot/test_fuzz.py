"""A few hundred random updates through the real application; `python -m bench fuzz` feeds a hundred thousand."""

import random
from pathlib import Path

import pytest

from bench.fuzz.campaign import campaign
from bench.fuzz.shapes import TYPES, Shapes
from bench.fuzz.spoiled import spoiled
from bench.fuzz.telegram import Call
from bench.fuzz.updates import Fed, Updates
from bench.fuzz.verdict import wrong
from bot.commands import discover


@pytest.mark.parametrize("seed", [11, 12])
async def test_nothing_goes_wrong_whatever_comes_in(tmp_path: Path, seed: int) -> None:
    assert await campaign(400, seed, tmp_path) == []


def test_every_kind_of_update_comes() -> None:
    updates = Updates(1, discover())

    assert {updates.one().kind for _ in range(3000)} == set(TYPES["Update"]["optional"])


def test_the_same_seed_gives_the_same_updates() -> None:
    first, second = Updates(5, discover()), Updates(5, discover())

    assert [first.one() for _ in range(50)] == [second.one() for _ in range(50)]


@pytest.mark.parametrize("name", sorted(TYPES))
def test_every_type_can_be_made(name: str) -> None:
    made = Shapes(random.Random(1), lambda: "x").value(name)

    assert isinstance(made, dict) == ("one_of" not in TYPES[name] or isinstance(made, dict))


def test_what_is_spoiled_keeps_its_number_and_leaves_the_original_alone() -> None:
    raw = {"update_id": 7, "message": {"message_id": 1, "chat": {"id": 1, "type": "private"}}}

    assert all(spoiled(raw, random.Random(seed))["update_id"] == 7 for seed in range(50))
    assert raw["message"] == {"message_id": 1, "chat": {"id": 1, "type": "private"}}


@pytest.mark.parametrize(
    ("chat", "text", "said", "verdict"),
    [
        ("private", "cakupan kalbar", 1, []),
        ("private", "cakupan kalbar", 0, ["left a question without an answer"]),
        ("private", "/cakupan@lain_bot", 0, []),
        ("group", "cakupan kalbar", 0, []),
        ("group", "cakupan kalbar", 1, ["spoke where nobody asked"]),
        ("group", "/cakupan@lain_bot", 1, ["spoke where nobody asked"]),
        ("group", "/cakupan", 1, []),
        ("group", "@cakupan_bot cakupan", 0, ["silent where it was called by its name"]),
    ],
)
def test_the_verdict_knows_who_is_to_be_answered(chat: str, text: str, said: int, verdict: list[str]) -> None:
    message = {"message_id": 1, "chat": {"id": 5, "type": chat}, "text": text}
    calls = [Call("sendMessage", {"chat_id": 5, "text": "…"})] * said

    assert list(wrong(Fed({"update_id": 1, "message": message}, "message", 5), calls)) == verdict
