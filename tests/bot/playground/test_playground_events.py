"""The page's event stream: what was missed is told, what cannot be told any more means reading anew."""

from bot.playground.events import KEPT, Events


async def told(events: Events, after: str, count: int) -> list[str]:
    """The kinds of the next few events."""
    stream = events.after(after)
    found = [await anext(stream) for _ in range(count)]
    await stream.aclose()
    return [event.body["type"] for event in found if event]


async def test_a_returning_page_is_told_what_it_missed() -> None:
    events = Events()
    events.emit("first")
    seen = events.last_id
    events.emit("second")
    events.emit("third")
    assert await told(events, seen, 2) == ["second", "third"]


async def test_a_page_of_an_earlier_run_begins_anew() -> None:
    events = Events()
    events.emit("first")
    assert await told(events, "another.1", 1) == ["reset"]


async def test_a_page_that_missed_too_much_begins_anew() -> None:
    events = Events()
    start = events.last_id
    for _ in range(KEPT + 1):
        events.emit("message")
    assert await told(events, start, 1) == ["reset"]


async def test_closing_ends_a_waiting_stream() -> None:
    events = Events()
    stream = events.after(events.last_id)
    events.close()
    assert [event async for event in stream] == []
