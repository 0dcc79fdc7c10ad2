"""/versi: the versions of the figures, who brought them in, the log, and the way back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.commands import Command
from bot.i18n import Html, mark
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message
from bot.occasion import Occasion
from bot.phrases import desk as phrases
from bot.versions import SHIPPED, Deed, DeskView, RollBack, Verdict, Version, deed_of, topic_of

_LISTED: Final = 10
_LOG: Final = "log"
_ASKED: Final = re.compile(r"ask-(\d+)\Z")


@dataclass(frozen=True, slots=True)
class Listed:
    """All versions at a glance."""


@dataclass(frozen=True, slots=True)
class Log:
    """The last lines of the audit log."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One version."""

    version: Version


@dataclass(frozen=True, slots=True)
class Unknown:
    """No version has this number."""

    number: int


@dataclass(frozen=True, slots=True)
class WayBack:
    """Whether to go back to a version is asked first."""

    number: int


@dataclass(frozen=True, slots=True)
class Done:
    """A deed and what became of it."""

    deed: Deed
    verdict: Verdict


Answer = Listed | Log | Looked | Unknown | WayBack | Done | None


def parse(text: str, understanding: Understanding) -> Heard:  # noqa: ARG001 - a number is no figure
    """A number, or "log"; anything else lists all."""
    word = text.strip().lower()
    topic = word if word.isdecimal() else _LOG if word in ("log", "audit", "catatan") else None
    return Understood(Question(Intent.VERSIONS, topic=topic))


def answer(question: Question, occasion: Occasion) -> Answer:
    """What is asked of the desk; None for everybody but an admin."""
    desk, topic = occasion.desk, question.topic or ""
    if desk is None:
        return None
    deed, asked = deed_of(topic), _ASKED.match(topic)
    if deed and desk.verdict:
        return Done(deed, desk.verdict)
    if asked:
        return WayBack(int(asked[1]))
    if topic == _LOG:
        return Log()
    if not topic.isdecimal():
        return Listed()
    version = desk.version(int(topic))
    return Looked(version) if version else Unknown(int(topic))


def present(answer: Answer, occasion: Occasion) -> Message:
    """The list, a version, the log, or what was done."""
    t, desk = occasion.t, occasion.desk
    if desk is None:
        return phrases.for_admins_only(occasion)
    match answer:
        case Log():
            return _log(desk, occasion)
        case Looked(version):
            return _version(version, desk, occasion)
        case Unknown(number):
            return Message(t("There is no version {number}. /versions lists them all.", number=number))
        case WayBack(number):
            return _way_back(number, occasion)
        case Done(deed, verdict):
            return Message(phrases.outcome(deed, verdict, desk, t), (_all(occasion),))
        case _:
            return _list(desk, occasion)


def _list(desk: DeskView, occasion: Occasion) -> Message:
    t = occasion.t
    lines = [
        t("<b>Versions of the figures</b>"),
        t("Current: {version}", version=phrases.name(desk.current, t)),
    ]
    for version in desk.versions[:_LISTED]:
        lines += [Html(), *_line(version, desk, occasion)]
    if not desk.versions:
        lines += [
            Html(),
            t("Nothing was imported yet. Send a CSV or XLSX file here, or take the template: /import"),
        ]
    waiting = [
        Button(
            t("Review version {number}", number=each.number), Question(Intent.APPROVE, topic=str(each.number))
        )
        for each in desk.waiting[:3]
    ]
    earlier = [each for each in desk.versions if desk.released(each.number) and each.number != desk.current]
    back = [_back_button(each.number, occasion) for each in earlier[:2]]
    if desk.current != SHIPPED:
        back.append(_back_button(SHIPPED, occasion))
    rows = [*((each,) for each in waiting), *((each,) for each in back)]
    log = Button(t("Log"), Question(Intent.VERSIONS, topic=_LOG))
    return Message("\n".join(lines), (*rows, (log,)))


def _line(version: Version, desk: DeskView, occasion: Occasion) -> list[Html]:
    t = occasion.t
    head = t(
        "<b>Version {number}</b>, {standing}",
        number=version.number,
        standing=phrases.standing(version, desk, t),
    )
    imported = t(
        "Imported {when} by {who}",
        when=phrases.when(version.imported_at, desk, t),
        who=phrases.who(version.imported_by, desk, t),
    )
    lines: list[Html] = [head, imported]
    release = desk.released(version.number)
    if release:
        lines.append(
            t(
                "Approved {when} by {who}",
                when=phrases.when(release.approved_at, desk, t),
                who=phrases.who(release.approved_by, desk, t),
            )
        )
    lines.append(phrases.counts(version, t))
    if version.note:
        lines.append(t("Note: {note}", note=phrases.note(version)))
    return lines


def _version(version: Version, desk: DeskView, occasion: Occasion) -> Message:
    t = occasion.t
    digest = t("Digest: {digest}", digest=Html(f"<code>{version.digest}</code>"))
    rows: list[tuple[Button, ...]] = []
    if version in desk.waiting:
        review = Question(Intent.APPROVE, topic=str(version.number))
        rows.append((Button(t("Review version {number}", number=version.number), review),))
    elif desk.released(version.number) and version.number != desk.current:
        rows.append((_back_button(version.number, occasion),))
    return Message("\n".join([*_line(version, desk, occasion), digest]), (*rows, _all(occasion)))


def _log(desk: DeskView, occasion: Occasion) -> Message:
    t = occasion.t
    lines = [t("<b>The last entries of the log</b>"), ""]
    for entry in desk.entries:
        who = phrases.author(entry, desk, t)
        lines.append(Html(f"• {phrases.when(entry.at, desk, t)}, {who}: {phrases.entry(entry, t)}"))
    return Message("\n".join(lines), (_all(occasion),))


def _way_back(number: int, occasion: Occasion) -> Message:
    t = occasion.t
    text = t(
        "Go back to {version}? Answers use it at once, in every chat. Nothing is deleted: the present version "
        "stays in the list.",
        version=phrases.name(number, t),
    )
    yes = Question(Intent.VERSIONS, topic=topic_of(RollBack(number)))
    return Message(text, ((Button(t("Yes, go back"), yes), Button(t("No"), Question(Intent.VERSIONS))),))


def _back_button(number: int, occasion: Occasion) -> Button:
    label = occasion.t("Back to {version}", version=phrases.name(number, occasion.t))
    return Button(label, Question(Intent.VERSIONS, topic=f"ask-{number}"))


def _all(occasion: Occasion) -> tuple[Button, ...]:
    return (Button(occasion.t("All versions"), Question(Intent.VERSIONS)),)


COMMAND = Command(
    intent=Intent.VERSIONS,
    names=("versi", "versions"),
    summary=mark("Versions of the figures, and the way back"),
    parse=parse,
    answer=answer,
    present=present,
    for_admins=True,
    in_menu=False,
)
