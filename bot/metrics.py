"""What the process counts and measures, for Prometheus. No label holds anything that a person wrote."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)

_QUICK: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_BRIEF: Final = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0, 20.0)
"""Seconds, as the upper bounds of a histogram's buckets."""


class Metrics:
    """The metrics of one process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.updates = self._counter("cakupan_updates", "Updates taken into the inbox.", ["kind"])
        self.repeated = self._counter("cakupan_updates_repeated", "Updates that had come before.")
        self.update_seconds = self._histogram(
            "cakupan_update_seconds", "From an update's arrival to the note that it is answered.", _QUICK
        )
        self.waiting = self._gauge("cakupan_updates_waiting", "Updates that wait here or are being handled.")
        self.answers = self._counter(
            "cakupan_answers",
            "Answers: answered, declined (not understood), failed (by our fault), cut_off (took too long), "
            "slowed (more at once than one may ask).",
            ["command", "outcome"],
        )
        self.decide_seconds = self._histogram(
            "cakupan_decide_seconds", "Understanding, computing and wording an answer.", _BRIEF
        )
        self.sends = self._counter(
            "cakupan_sends",
            "What was said: sent, refused, gone (the bot was sent away), uncertain, moved, waited (429), failed.",
            ["method", "outcome"],
        )
        self.pictures = self._counter(
            "cakupan_pictures", "Pictures asked for: hit where Telegram had it.", ["cache"]
        )
        self.loop_lag_seconds = self._histogram(
            "cakupan_loop_lag_seconds", "How late the event loop was when asked to be punctual.", _QUICK
        )
        self.broadcasts = self._gauge("cakupan_broadcasts", "Broadcasts that are not ended.", ["state"])
        self.deliveries_pending = self._gauge(
            "cakupan_deliveries_pending", "Recipients who wait for a broadcast that is on."
        )
        self.sender = self._gauge("cakupan_sender", "1 where this process sends broadcasts.")
        self.figures_as_of = self._gauge(
            "cakupan_figures_as_of_timestamp_seconds", "The last day of the newest period of any region."
        )
        self.figures_released = self._gauge(
            "cakupan_figures_released_timestamp_seconds",
            "When the current figures were approved; 0 for the shipped ones.",
        )
        self.database_up = self._gauge("cakupan_database_up", "1 where the database answers.")
        self.telegram_up = self._gauge("cakupan_telegram_up", "1 where Telegram answers.")
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)

    def taken(self, updates: Collection[Mapping[str, Any]], repeated: int) -> None:
        """Count updates that came; so many of them had come before."""
        for raw in updates:
            self.updates.labels(kind_of(raw)).inc()
        self.repeated.inc(repeated)

    def _counter(self, name: str, help_: str, labels: Collection[str] = ()) -> Counter:
        return Counter(name, help_, labels, registry=self.registry)

    def _gauge(self, name: str, help_: str, labels: Collection[str] = ()) -> Gauge:
        return Gauge(name, help_, labels, registry=self.registry)

    def _histogram(self, name: str, help_: str, buckets: tuple[float, ...]) -> Histogram:
        return Histogram(name, help_, buckets=buckets, registry=self.registry)


_KINDS: Final = frozenset(("message", "edited_message", "callback_query", "my_chat_member", "inline_query"))


def kind_of(raw: Mapping[str, Any]) -> str:
    """Which of the kinds that are asked for an update is; anything else, so that nobody invents labels."""
    return next((kind for kind in raw if kind in _KINDS), "other")
