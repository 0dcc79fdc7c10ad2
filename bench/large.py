"""A broadcast to many: what it takes, and how soon a killed process is back at work."""

from __future__ import annotations

import time

from bench.goal import Row
from bench.trial import memory_of, per_second, trial
from bot.store.deliveries import Fate


def large(count: int = 100_000) -> list[Row]:
    """What many recipients take, and how soon a killed process is back at work."""
    with trial(range(1000, 1000 + count), 0) as made:
        bot = made.start()
        begun = time.monotonic()
        made.server.until(1)
        first = time.monotonic() - begun
        made.server.until(count // 2)
        memory = memory_of(bot.pid)
        bot.kill()
        bot.wait()
        killed, seen = time.monotonic(), made.server.count()
        bot = made.start()
        made.server.until(seen + 1)
        recovered = time.monotonic() - killed
        ends = made.finish()
        memory = max(memory, memory_of(bot.pid))
        arrived = made.server.arrivals()
        sizes = {file.stem: file.stat().st_size for file in made.folder.glob("*.db")}
    rate = per_second([each for each in arrived if each[0] < killed])
    return [
        Row("from the start to the first of 100,000", f"{first:.1f} s", "", True),
        Row("a second, until killed half-way", f"{rate:,.0f}", "", True),
        Row("from the kill to the next message", f"{recovered:.1f} s", "", True),
        Row("memory of the process at most", f"{memory / 1e6:.0f} MB", "", True),
        *(
            Row(f"{name}.db", f"{size / count:.0f} bytes a recipient", "", True)
            for name, size in sizes.items()
        ),
        Row("sent", f"{ends.get(Fate.SENT, 0):,}", f"{count:,}", ends == {Fate.SENT: count}),
    ]
