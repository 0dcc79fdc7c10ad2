"""The pace of broadcasts: never above the limit where Telegram counts, and close below it."""

import heapq
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pace import Pace, Slot


def arrivals(pace: Pace, count: int, delays: "Delays") -> list[float]:
    """When messages arrive that are sent as soon as the pace allows, each with its own delays there and back."""
    now, arrived, answers = 0.0, [], list[tuple[float, int, Slot]]()
    for number in range(count):
        while wait := pace.delay(now):
            until = now + wait
            while answers and answers[0][0] <= until:
                at, _, slot = heapq.heappop(answers)
                pace.over(slot, at)
            now = until
        there, back = delays()
        arrived.append(now + there)
        heapq.heappush(answers, (now + there + back, number, pace.take(now)))
    return sorted(arrived)


class Delays:
    """Delays around a shortest one, in seconds."""

    def __init__(self, seed: int, shortest: float, jitter: float) -> None:
        self._chance = random.Random(seed)
        self._shortest, self._jitter = shortest, jitter

    def __call__(self) -> tuple[float, float]:
        return tuple(self._shortest + self._chance.random() * self._jitter for _ in "ab")  # type: ignore[return-value]


def most_in_a_second(times: list[float]) -> int:
    return max(sum(start <= at < start + 1 for at in times) for start in times)


@given(
    seed=st.integers(0, 10**6),
    limit=st.sampled_from([1, 3, 28, 30]),
    shortest=st.floats(0.0005, 0.2),
    jitter=st.floats(0, 0.5),
)
@settings(max_examples=60, deadline=None)
def test_no_second_at_telegram_holds_more_than_the_limit(
    seed: int, limit: int, shortest: float, jitter: float
) -> None:
    times = arrivals(Pace(limit), limit * 8, Delays(seed, shortest, jitter))
    assert most_in_a_second(times) <= limit


@pytest.mark.parametrize(("shortest", "jitter", "share"), [(0.001, 0.004, 0.98), (0.06, 0.02, 0.94)])
def test_the_mean_is_close_below_the_limit(shortest: float, jitter: float, share: float) -> None:
    times = arrivals(Pace(28), 28 * 60, Delays(1, shortest, jitter))
    assert share < (len(times) - 1) / (times[-1] - times[0]) / 28 <= 1


def test_messages_are_spread_over_the_second() -> None:
    times = arrivals(Pace(10), 10, Delays(1, 0, 0))
    assert times == pytest.approx([number * 0.09 for number in range(10)])


def test_less_than_one_a_second_is_one_in_several() -> None:
    assert arrivals(Pace(0.5), 3, Delays(1, 0, 0)) == pytest.approx([0, 2.002, 4.004])


def test_a_message_without_an_answer_holds_its_place_for_a_while_only() -> None:
    pace = Pace(1)
    pace.take(0)
    assert pace.delay(4.9) > 0
    assert pace.delay(5.5) == pytest.approx(0.5)
    assert pace.delay(6.1) == 0


def test_a_place_that_was_not_used_is_free_at_once() -> None:
    pace = Pace(1)
    pace.give_back(pace.take(0))
    assert pace.delay(0.9) == 0


def test_a_halt_holds_up_everything_even_without_a_limit() -> None:
    pace = Pace(0)
    pace.halt(7, 100)
    assert pace.delay(101) == 6
    assert pace.delay(107) == 0
