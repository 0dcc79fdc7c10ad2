"""Waking whoever waits for something new: the long poll and the page's event streams."""

import asyncio


class Bell:
    """Each ring wakes all who wait; once closed, waiting ends at once."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self.closed = False

    def ring(self) -> None:
        """Wake all who wait now."""
        ringing, self._event = self._event, asyncio.Event()
        ringing.set()

    def close(self) -> None:
        """Wake all, and never let anyone wait again: the process is about to end."""
        self.closed = True
        self.ring()

    async def wait(self, seconds: float) -> bool:
        """Whether it rang within the time."""
        if self.closed:
            return True
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            return False
        return True
