"""Wording of what cannot be done with a broadcast: what was understood, and what would be right."""

from __future__ import annotations

from typing import assert_never

from bot.announcement import (
    BrokenBrace,
    NoAnnouncement,
    Nobody,
    NoDraft,
    NotAQuestion,
    NotNow,
    Refusal,
    SeveralRegions,
    TooLate,
    TooLong,
    UnknownHoles,
    UnknownRecipients,
    UnreadableTime,
    WrongCode,
)
from bot.i18n import Html
from bot.messages import shortened
from bot.occasion import Occasion
from bot.phrases import announcements as phrases


def refusal(outcome: Refusal, occasion: Occasion) -> Html:
    """Why it was not done, and one example that works."""
    t = occasion.t
    match outcome:
        case UnknownHoles(names, known):
            return t(
                "Nothing fills {names}. These can be filled: {known}. Nothing was kept; send the text again.",
                names=_holes(names),
                known=_holes(known),
            )
        case BrokenBrace():
            return t(
                "A brace in the text opens or closes no hole. A hole is a name in braces, such as {example}; for "
                "a brace that is shown write it twice.",
                example=_holes(("cakupan",)),
            )
        case TooLong(length, most):
            return t(
                "The text has {length} characters; Telegram takes {most}. Please shorten it.",
                length=t.number(length),
                most=t.number(most),
            )
        case NotAQuestion(text):
            return t(
                "I do not understand “{text}” as a question about figures. For instance: "
                "<code>/broadcast answer coverage of kalbar</code>",
                text=shortened(text),
            )
        case UnknownRecipients(text):
            return t(
                "I know no “{text}” to send to. Write <code>all</code>, <code>subscribers</code>, a region such "
                "as <code>sambas</code>, or the numbers of chats. A text that begins like this goes behind "
                "<code>/broadcast text</code>.",
                text=shortened(text),
            )
        case SeveralRegions(text, codes):
            regions = (f"{occasion.figures.regions[code].name} (<code>{code}</code>)" for code in codes)
            return t(
                "“{text}” is the name of several regions: {regions}. Write the code of one of them.",
                text=shortened(text),
                regions=Html(", ".join(regions)),
            )
        case UnreadableTime(text, past):
            return _time(text, occasion, past=past)
        case _:
            return _unready(outcome, occasion)


def _time(text: str, occasion: Occasion, *, past: bool) -> Html:
    if past:
        return occasion.t(
            "“{text}” is past. Write a time to come, such as <code>tomorrow 08.00</code>.",
            text=shortened(text),
        )
    return occasion.t(
        "I cannot read “{text}” as a time. Write for instance <code>tomorrow 08.00</code> or "
        "<code>25 Dec 2026 08.00 WITA</code>.",
        text=shortened(text),
    )


def _unready(
    outcome: NoDraft | WrongCode | TooLate | Nobody | NoAnnouncement | NotNow, occasion: Occasion
) -> Html:
    t = occasion.t
    match outcome:
        case NoDraft():
            return t(
                "You have no draft. Write one, for instance: "
                "<code>/broadcast Coverage of {region}: {coverage}</code>",
                region=Html("{wilayah}"),
                coverage=Html("{cakupan}"),
            )
        case WrongCode(announcement):
            return t(
                "Nothing was sent: this is not the code of draft {number}. Its code is <code>{code}</code>.",
                number=announcement.number,
                code=announcement.code,
            )
        case TooLate():
            return t(
                "Nothing was sent: the time of the draft is past. Choose another, such as "
                "<code>/broadcast at tomorrow 08.00</code>, or <code>/broadcast now</code>."
            )
        case Nobody(announcement):
            return t(
                "Nothing was sent: there is nobody to send it to. {whom}. Choose others, such as "
                "<code>/broadcast to all</code>.",
                whom=phrases.whom(announcement, occasion),
            )
        case NoAnnouncement(number):
            return t("There is no broadcast {number}. /broadcast shows those on their way.", number=number)
        case NotNow(announcement):
            return t(
                "Broadcast {number} is {state}: that cannot be done with it any more.",
                number=announcement.number,
                state=phrases.state(announcement, t),
            )
    assert_never(outcome)


def _holes(names: tuple[str, ...]) -> Html:
    return Html(", ".join(f"<code>{{{name}}}</code>" for name in names))
