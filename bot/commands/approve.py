"""/setujui: a proposed version of the figures, what it changes and what stands out, and the decision on it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.commands import Command
from bot.i18n import Html, mark
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message
from bot.occasion import Occasion
from bot.phrases import desk as phrases
from bot.phrases.preview import preview
from bot.versions import Approve, Deed, DeskView, Reject, Verdict, Version, deed_of, topic_of

_ROOM = 3_600
"""Characters for what changes; who imported it and the rule stand above."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The versions that nobody has decided on."""

    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One version beside the current figures."""

    version: Version


@dataclass(frozen=True, slots=True)
class Unknown:
    """No version has this number."""

    number: int


@dataclass(frozen=True, slots=True)
class Decided:
    """A deed and what became of it."""

    deed: Deed
    verdict: Verdict


Answer = Waiting | Reviewed | Unknown | Decided | None


def parse(text: str, understanding: Understanding) -> Heard:  # noqa: ARG001 - a number is no figure
    """The number of a version; without one those that wait."""
    word = text.strip()
    return Understood(Question(Intent.APPROVE, topic=word if word.isdecimal() else None))


def answer(question: Question, occasion: Occasion) -> Answer:
    """What is to be decided; None for everybody but an admin. With one version waiting, that is meant."""
    desk, topic = occasion.desk, question.topic or ""
    if desk is None:
        return None
    deed = deed_of(topic)
    if deed and desk.verdict:
        return Decided(deed, desk.verdict)
    if not topic.isdecimal():
        return Waiting(desk.waiting)
    version = desk.version(int(topic))
    return Reviewed(version) if version else Unknown(int(topic))


def present(answer: Answer, occasion: Occasion) -> Message:
    """What changes, with the buttons to decide; or what became of the decision."""
    t, desk = occasion.t, occasion.desk
    if desk is None:
        return phrases.for_admins_only(occasion)
    match answer:
        case Reviewed(version):
            return _review(version, desk, occasion)
        case Unknown(number):
            return Message(t("There is no version {number}. /versions lists them all.", number=number))
        case Decided(deed, verdict):
            return _decided(deed, verdict, desk, occasion)
        case Waiting(()) | None:
            return Message(t("No version is waiting for approval. /import brings new figures in."))
        case Waiting(versions):
            rows = tuple((_review_button(each, occasion),) for each in versions[:10])
            return Message(t("These versions wait for approval:"), rows)


def _decided(deed: Deed, verdict: Verdict, desk: DeskView, occasion: Occasion) -> Message:
    """What became of it; and where messages show a figure that it puts right, the way to tell them."""
    t, found = occasion.t, desk.correction
    lines = [phrases.outcome(deed, verdict, desk, t)]
    buttons = [Button(t("All versions"), Question(Intent.VERSIONS))]
    if found and found.number is not None:
        lines += [Html(), phrases.correction(found, t)]
        buttons.insert(0, Button(t("Look at the correction"), Question(Intent.CORRECT)))
    return Message("\n".join(lines), (tuple(buttons),))


def _review(version: Version, desk: DeskView, occasion: Occasion) -> Message:
    t = occasion.t
    head = t(
        "Version {number}, imported {when} by {who}, {standing}",
        number=version.number,
        when=phrases.when(version.imported_at, desk, t),
        who=phrases.who(version.imported_by, desk, t),
        standing=phrases.standing(version, desk, t),
    )
    lines = [head]
    if version.note:
        lines.append(t("Note: {note}", note=phrases.note(version)))
    text = "\n".join(lines)
    if desk.judgement:
        judged = desk.judgement
        regions = occasion.figures.regions
        change = preview(judged.difference, judged.findings, judged.crossings, regions, t, _ROOM)
        text = f"{text}\n\n{change}"
    return Message(Html(text), _decision(version, desk, occasion))


def _decision(version: Version, desk: DeskView, occasion: Occasion) -> tuple[tuple[Button, ...], ...]:
    """To approve and to reject, where the asker may: approval is for another admin, if there is one."""
    if version not in desk.waiting:
        return ((Button(occasion.t("All versions"), Question(Intent.VERSIONS)),),)
    reject = Button(occasion.t("Reject"), Question(Intent.APPROVE, topic=topic_of(Reject(version.number))))
    own = version.imported_by == desk.asker and not desk.sole
    if own or version.errors:
        return ((reject,),)
    approve = Question(Intent.APPROVE, topic=topic_of(Approve(version.number)))
    return ((Button(occasion.t("Approve"), approve), reject),)


def _review_button(version: Version, occasion: Occasion) -> Button:
    label = occasion.t("Review version {number}", number=version.number)
    return Button(label, Question(Intent.APPROVE, topic=str(version.number)))


COMMAND = Command(
    intent=Intent.APPROVE,
    names=("setujui", "approve"),
    summary=mark("Review and approve proposed figures"),
    parse=parse,
    answer=answer,
    present=present,
    for_admins=True,
    in_menu=False,
)
