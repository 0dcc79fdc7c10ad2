"""Wording of the reminder that figures have grown old."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.i18n import Html, Translator
from bot.language.question import Intent, Question
from bot.messages import Button, Message
from core.staleness import STALE, Stale

_LISTED: Final = 15


def reminder(found: Sequence[Stale], t: Translator) -> Message:
    """Which regions have no figure of the last year, the country and provinces first."""
    ordered = sorted(found, key=lambda each: len(each.region.code) > 2)
    lines = [
        t.plural(
            "<b>{count} region has no figure of the last {months} months</b>",
            "<b>{count} regions have no figure of the last {months} months</b>",
            len(found),
            months=t.number(STALE),
        )
    ]
    lines += [Html(f"• {_line(each, t)}") for each in ordered[:_LISTED]]
    if len(ordered) > _LISTED:
        lines.append(t.plural("• and {count} more", "• and {count} more", len(ordered) - _LISTED))
    lines.append(t("New figures come in with /import. This reminder comes once a month."))
    return Message("\n".join(lines), ((Button(t("Bring new figures in"), Question(Intent.IMPORT)),),))


def _line(each: Stale, t: Translator) -> Html:
    return t("{region}: latest {period}", region=each.region.name, period=t.period(each.latest))
