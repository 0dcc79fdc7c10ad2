"""/jadwal: the broadcasts to come, to be moved or cancelled, and what subscribers get by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from bot.announcement import Announcement, AnnouncementsView, Moved, Outcome, Refusal, Timetable
from bot.commands import Command
from bot.i18n import Html, mark
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message
from bot.occasion import Occasion
from bot.phrases import announcements as phrases
from bot.phrases import recurring
from bot.phrases.desk import for_admins_only
from bot.phrases.refusals import refusal

_WITH_BUTTONS = 8

Answer = Outcome | None


def parse(text: str, understanding: Understanding) -> Heard:  # noqa: ARG001 - a time is no period of figures
    """What follows moves a broadcast; it is not part of the question."""
    return Understood(Question(Intent.SCHEDULE))


def answer(question: Question, occasion: Occasion) -> Answer:  # noqa: ARG001 - all is in the occasion
    """What is scheduled, or what became of moving it; None for everybody but an admin."""
    return occasion.announcements.outcome if occasion.announcements else None


def present(answer: Answer, occasion: Occasion) -> Message:
    """The list, the broadcast that was moved, or why it was not."""
    view = occasion.announcements
    if view is None or answer is None:
        return for_admins_only(occasion)
    if isinstance(answer, Timetable):
        return _timetable(answer, view, occasion)
    if isinstance(answer, Moved):
        return _moved(answer.announcement, view, occasion)
    return Message(refusal(answer, occasion)) if isinstance(answer, Refusal) else for_admins_only(occasion)


def _timetable(timetable: Timetable, view: AnnouncementsView, occasion: Occasion) -> Message:
    t = occasion.t
    by_themselves = recurring.runs(timetable, view, t)
    if not timetable.announcements:
        nothing = t("No broadcast is scheduled. /broadcast prepares one.")
        return Message("\n".join([nothing, *by_themselves]))
    lines = [t("<b>Scheduled</b>"), *_lines(timetable.announcements, view, occasion), *by_themselves]
    return Message("\n".join(lines), _rows(timetable.announcements, occasion))


def _moved(announcement: Announcement, view: AnnouncementsView, occasion: Occasion) -> Message:
    t, one = occasion.t, (announcement,)
    all_of_them = (Button(t("Schedules"), Question(Intent.SCHEDULE)),)
    lines = [t("<b>Moved</b>"), *_lines(one, view, occasion)]
    return Message("\n".join(lines), (*_rows(one, occasion), all_of_them))


def _lines(announcements: Sequence[Announcement], view: AnnouncementsView, occasion: Occasion) -> list[Html]:
    t, lines = occasion.t, []
    for each in announcements:
        lines += [
            Html(),
            phrases.title(each, t),
            phrases.whom(each, occasion),
            phrases.begins(each, view, t),
            phrases.takes(each, t),
        ]
    first = announcements[0].number
    further = t("To another time: <code>/schedule {number} tomorrow 08.00</code>", number=first)
    return [*lines, Html(), further]


def _rows(announcements: Sequence[Announcement], occasion: Occasion) -> tuple[tuple[Button, ...], ...]:
    return tuple(_buttons(each, occasion) for each in announcements[:_WITH_BUTTONS])


def _buttons(announcement: Announcement, occasion: Occasion) -> tuple[Button, ...]:
    t, number = occasion.t, announcement.number
    return (
        Button(t("{number}: +1 hour", number=number), Question(Intent.SCHEDULE, topic=f"hour-{number}")),
        Button(t("+1 day"), Question(Intent.SCHEDULE, topic=f"day-{number}")),
        Button(t("Cancel it"), Question(Intent.BROADCAST, topic=f"ask-{number}")),
    )


COMMAND = Command(
    intent=Intent.SCHEDULE,
    names=("jadwal", "schedule"),
    summary=mark("Broadcasts to come: move or cancel them"),
    parse=parse,
    answer=answer,
    present=present,
    for_admins=True,
    in_menu=False,
)
