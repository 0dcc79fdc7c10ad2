"""Broadcasts through deaths and faults: killed, met with every fault, carried on by another process."""

from __future__ import annotations

import random
import signal
import time
from collections import Counter

from bench.goal import Row
from bench.strict_server import faults
from bench.trial import RATE, postgresql, trial
from bot.broadcast import desk
from bot.broadcast.sender import in_flight
from bot.store import deliveries
from bot.store.deliveries import Fate


def kills(count: int = 10_000, times: int = 20) -> list[Row]:
    """Killed at random moments; whoever was in flight may get it twice, nobody not at all."""
    with trial(range(1000, 1000 + count), 0) as made:
        bot = made.start()
        for moment in sorted(random.Random(6).sample(range(1, count), times)):  # noqa: S311 - moments, no secrets
            made.server.until(moment)
            bot.kill()
            bot.wait()
            bot = made.start()
        ends = made.finish()
        arrived = Counter(chat_id for _, chat_id in made.server.arrivals())
    lost, twice = count - len(arrived), sum(arrived.values()) - len(arrived)
    most = max(arrived.values())
    bound = times * in_flight(0)
    told = f"{twice} in {times} kills, {most} times at most"
    return [
        Row(f"lost of {count:,}", str(lost), "0", lost == 0 and ends == {Fate.SENT: count}),
        Row("sent more than once", told, f"≤ {bound}", twice <= bound),
    ]


def all_faults(count: int = 10_000) -> list[Row]:
    """Every recipient comes to the end that what happened to it has."""
    chats = [*range(1000, 1000 + count * 9 // 10), *range(-count // 10 - 1000, -1000)]
    plan = faults(chats, 0.01, seed=6)
    with trial(chats, 0, plan=plan) as made:
        made.start()
        made.finish()
        with made.engine.connect() as connection:
            outcomes = deliveries.outcomes(connection, made.number)
    ends = {"blocked": Fate.BLOCKED, "late": Fate.UNCERTAIN, "reset": Fate.UNCERTAIN}
    wrong = 0
    for each, chat_id in zip(outcomes, sorted(chats), strict=True):
        wrong += each.fate is not ends.get(plan.get(chat_id, ""), Fate.SENT)
    return [Row(f"wrong ends of {count:,}, 1 % each of 6 faults", str(wrong), "0", wrong == 0)]


def takeover() -> list[Row]:
    """The holder of the lease is killed, or stopped for good; another carries on."""
    rows = []
    with postgresql() as url:
        for name, end in (("killed", signal.SIGKILL), ("stopped", signal.SIGSTOP)):
            with trial(range(1000, 3000), RATE, url=url) as made:
                first = made.start()
                made.server.until(100)
                made.start()
                time.sleep(5)
                first.send_signal(end)
                ended, seen = time.monotonic(), made.server.count()
                made.server.until(seen + 2 * in_flight(RATE))
                arrived = made.server.arrivals()
                first.kill()
                seconds = next(at for at, _ in sorted(arrived) if at > ended + 1) - ended
                with made.engine.begin() as connection:
                    desk.cancel(connection, made.number)
            rows.append(
                Row(
                    f"until another carries on, the first {name}", f"{seconds:.1f} s", "≤ 30 s", seconds <= 30
                )
            )
    return rows
