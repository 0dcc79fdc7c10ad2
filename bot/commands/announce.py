"""/siaran: a broadcast from its draft to its report."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from bot.announcement import (
    Announcement,
    AnnouncementsView,
    CancelAsked,
    Drafted,
    Moved,
    Outcome,
    Overview,
    Preview,
    Reported,
    Shown,
    Tested,
    Timetable,
)
from bot.commands import Command
from bot.i18n import Html, Translator, mark
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Document, Message
from bot.occasion import Change, Occasion
from bot.phrases import announcements as phrases
from bot.phrases.desk import for_admins_only
from bot.phrases.refusals import refusal


@dataclass(frozen=True, slots=True)
class PausedItself:
    """A broadcast that stopped without anybody's wish."""

    announcement: Announcement


Answer = Outcome | PausedItself | None


def parse(text: str, understanding: Understanding) -> Heard:  # noqa: ARG001 - a text to send is no question
    """What follows is the text, or what is to be done; it is not part of the question."""
    return Understood(Question(Intent.BROADCAST))


def answer(question: Question, occasion: Occasion) -> Answer:
    """What became of it; None for everybody but an admin."""
    outcome = occasion.announcements.outcome if occasion.announcements else None
    if isinstance(outcome, Shown) and (question.topic or "").startswith("paused-"):
        return PausedItself(outcome.announcement)
    return outcome


def change(answer: Answer) -> Change | None:
    """The test goes to the chat as a message of its own."""
    return Change(aside=answer.message) if isinstance(answer, Tested) and answer.message else None


def present(answer: Answer, occasion: Occasion) -> Message:
    """The draft, the broadcast, or why it was not done, each with what can be done next."""
    t, view = occasion.t, occasion.announcements
    if view is None or answer is None:
        return for_admins_only(occasion)
    match answer:
        case Overview(announcements) | Timetable(announcements):
            return _overview(announcements, view, occasion)
        case Drafted(announcement, preview):
            return _draft(announcement, preview, view, occasion)
        case Tested(announcement, preview, message):
            text = t("The test of draft {number} was sent to you.", number=announcement.number)
            if message is None:
                text = _unfillable(preview, t)
            return Message(Html(f"{text}\n{_how_to_send(announcement, t)}"), _of_draft(announcement, t))
        case Shown(announcement) | Moved(announcement):
            return _shown(announcement, view, occasion)
        case CancelAsked(announcement):
            return _cancel(announcement, t)
        case PausedItself(announcement):
            return _paused(announcement, t)
        case Reported(announcement, content):
            lines = [phrases.title(announcement, t), *_told(announcement, t)]
            document = Document(str(t("broadcast-{number}.csv", number=announcement.number)), content)
            return Message("\n".join(lines), document=document)
        case _:
            return Message(refusal(answer, occasion))


def _overview(
    announcements: tuple[Announcement, ...], view: AnnouncementsView, occasion: Occasion
) -> Message:
    t = occasion.t
    lines = [
        t("<b>Send a broadcast</b>"),
        t("Write the text behind the command, on one line or several:"),
        t(
            "<code>/broadcast Coverage of {region} in {period}: {coverage}.</code>",
            region=Html("{wilayah}"),
            period=Html("{periode}"),
            coverage=Html("{cakupan}"),
        ),
        t("Or let every chat have the answer to a question for its own region:"),
        t("<code>/broadcast answer coverage</code>"),
        t("You see it first, and nothing goes out before you type its code."),
    ]
    for each in announcements:
        lines += [Html(), phrases.title(each, t), phrases.whom(each, occasion)]
        lines.append(
            phrases.begins(each, view, t) if each.state == "scheduled" else phrases.counts(each, t)[0]
        )
    rows = tuple((_look(each.number, t),) for each in announcements)
    return Message("\n".join(lines), rows)


def _draft(
    announcement: Announcement, preview: Preview, view: AnnouncementsView, occasion: Occasion
) -> Message:
    t = occasion.t
    text = preview.text if preview.text is not None else _unfillable(preview, t)
    lines = [
        phrases.title(announcement, t),
        phrases.whom(announcement, occasion),
        phrases.begins(announcement, view, t),
        phrases.takes(announcement, t),
        "",
        t("<b>As {name} reads it:</b>", name=preview.name),
        text,
        "",
        t(
            "Change it: <code>/broadcast to sambas</code>, <code>/broadcast at tomorrow 08.00</code>. See it as "
            "others do: <code>view as sambas</code>."
        ),
        _how_to_send(announcement, t),
    ]
    return Message("\n".join(lines), _of_draft(announcement, t))


def _how_to_send(announcement: Announcement, t: Translator) -> Html:
    count = t.plural("{count} chat", "{count} chats", announcement.total)
    return t("To send it to {count}, type its code: <code>{code}</code>", count=count, code=announcement.code)


def _unfillable(preview: Preview, t: Translator) -> Html:
    return t(
        "Nothing: {hole} is not known for {name}. Chats without it are skipped, and the report says so.",
        hole=Html(f"<code>{{{preview.unknown}}}</code>"),
        name=preview.name,
    )


def _of_draft(announcement: Announcement, t: Translator) -> tuple[tuple[Button, ...], ...]:
    test = Button(t("Test to me alone"), _wish("test", announcement))
    return ((test, Button(t("Drop the draft"), _wish("cancel", announcement))),)


def _shown(announcement: Announcement, view: AnnouncementsView, occasion: Occasion) -> Message:
    t = occasion.t
    lines = [phrases.title(announcement, t), phrases.whom(announcement, occasion)]
    match announcement.state:
        case "draft":
            lines += [phrases.begins(announcement, view, t), _how_to_send(announcement, t)]
        case "scheduled":
            lines += [phrases.begins(announcement, view, t), phrases.takes(announcement, t)]
        case "running":
            lines += [*phrases.counts(announcement, t), phrases.takes(announcement, t)]
        case "paused":
            why = phrases.paused_because(announcement.why, t)
            lines += [t("Why: {reason}", reason=why), *_told(announcement, t)]
        case _:
            lines += _told(announcement, t)
    question = Question(Intent.BROADCAST, topic=str(announcement.number))
    return Message("\n".join(lines), _of_broadcast(announcement, t), question)


def _told(announcement: Announcement, t: Translator) -> list[Html]:
    """How far it went, and what did not arrive."""
    lines = [*phrases.counts(announcement, t), *phrases.reasons(announcement, t)]
    if announcement.uncertain:
        lines.append(t("What is uncertain may have arrived. It is sent again only if you ask for it."))
    return lines


def _of_broadcast(announcement: Announcement, t: Translator) -> tuple[tuple[Button, ...], ...]:
    wish = partial(_wish, announcement=announcement)
    cancel = Button(t("Cancel it"), wish("ask"))
    repeat = t("Send again what is uncertain ({count})", count=t.number(announcement.uncertain))
    again = ((Button(repeat, wish("repeat")),),) if announcement.uncertain else ()
    match announcement.state:
        case "draft":
            return _of_draft(announcement, t)
        case "scheduled":
            return ((cancel, Button(t("Schedules"), Question(Intent.SCHEDULE))),)
        case "running":
            return ((Button(t("Pause it"), wish("pause")), cancel),)
        case "paused":
            return ((Button(t("Go on"), wish("resume")), cancel), *again)
        case "finished":
            return (*again, (Button(t("Report as CSV"), wish("report")),))
        case _:
            return ((Button(t("Report as CSV"), wish("report")),),) if announcement.sent else ()


def _cancel(announcement: Announcement, t: Translator) -> Message:
    text = t(
        "Cancel broadcast {number} for good? What was sent stays; {pending} are left out.",
        number=announcement.number,
        pending=t.plural("{count} chat", "{count} chats", announcement.pending),
    )
    yes = Button(t("Yes, cancel it"), _wish("cancel", announcement))
    return Message(text, ((yes, Button(t("No"), _wish("", announcement))),))


def _paused(announcement: Announcement, t: Translator) -> Message:
    lines = [
        t("<b>Broadcast {number} paused itself</b>", number=announcement.number),
        t("Why: {reason}", reason=phrases.paused_because(announcement.why, t)),
        *_told(announcement, t),
        t("Look at the reasons, put right what you can, then let it go on where it stopped, or cancel it."),
    ]
    return Message("\n".join(lines), _of_broadcast(announcement, t))


def _look(number: int, t: Translator) -> Button:
    return Button(t("Broadcast {number}", number=number), Question(Intent.BROADCAST, topic=str(number)))


def _wish(deed: str, announcement: Announcement) -> Question:
    number = str(announcement.number)
    return Question(Intent.BROADCAST, topic=f"{deed}-{number}" if deed else number)


COMMAND = Command(
    intent=Intent.BROADCAST,
    names=("siaran", "broadcast"),
    summary=mark("Send a broadcast: draft, preview, test, progress"),
    parse=parse,
    answer=answer,
    present=present,
    change=change,
    for_admins=True,
    in_menu=False,
)
