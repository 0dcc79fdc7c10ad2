"""/wilayah: the region meant in this chat where none is said."""

from __future__ import annotations

from dataclasses import dataclass

from bot import phrases
from bot.commands import Command
from bot.i18n import mark
from bot.language.heard import Heard
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message
from bot.occasion import Change, Occasion

_PAGE = 12
_LIST = "list"


@dataclass(frozen=True, slots=True)
class Choice:
    """Regions to choose from: those inside `parent`, from page `page` on."""

    parent: str
    page: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """The region that the chat means from now on."""

    code: str


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """Only the group's admins may choose."""


def parse(text: str, understanding: Understanding) -> Heard:
    """A region's name or code; nothing shows the list."""
    return understanding.argument(Intent.REGION, text)


def answer(question: Question, occasion: Occasion) -> Choice | Chosen | NotAllowed:
    """The chosen region, or the list: `topic` is "list2" for the second page of the regions inside."""
    topic = question.topic or ""
    if question.region is None or topic.startswith(_LIST):
        page = topic.removeprefix(_LIST)
        return Choice(question.region or "00", int(page) if page.isdecimal() else 1)
    return Chosen(question.region) if occasion.may_configure else NotAllowed()


def present(answer: Choice | Chosen | NotAllowed, occasion: Occasion) -> Message:
    """What was chosen, or buttons to choose with."""
    t = occasion.t
    match answer:
        case NotAllowed():
            return Message(t("Only admins of this group may change its region."))
        case Chosen(code):
            return _confirmation(code, occasion)
        case Choice():
            return _choice(answer, occasion)


def _confirmation(code: str, occasion: Occasion) -> Message:
    t, region = occasion.t, occasion.figures.regions[code]
    lines = [t("<b>{region}</b> is now the region of this chat.", region=region.name)]
    if not occasion.figures.sets(code):
        lines.append(t("There are no figures of it yet; you can ask for any other region by name."))
    ask = (
        Button(t("Coverage"), Question(Intent.COVERAGE, (code,))),
        Button(t("Target"), Question(Intent.TARGET, (code,))),
        Button(t("Another region"), Question(Intent.REGION)),
    )
    return Message("\n".join(lines), (ask,))


def _choice(answer: Choice, occasion: Occasion) -> Message:
    t, regions = occasion.t, occasion.figures.regions
    inside = regions.within(answer.parent)
    pages = max(1, -(-len(inside) // _PAGE))
    page = min(max(answer.page, 1), pages)
    shown = inside[(page - 1) * _PAGE : page * _PAGE]
    deeper = answer.parent == "00"
    buttons = [Button(each.name, _inside(each.code) if deeper else _choose(each.code)) for each in shown]
    whole = Button(t("All of {region}", region=regions[answer.parent].name), _choose(answer.parent))
    back = () if deeper else (Button(t("Provinces"), Question(Intent.REGION)),)
    rows = [*phrases.in_rows(buttons, 2), (whole, *back), *_turning(answer.parent, page, pages, occasion)]
    text = t(
        "Without a region I answer for <b>{region}</b>. Choose another, or type /region with its name:",
        region=regions[occasion.region].name,
    )
    return Message(text, tuple(row for row in rows if row))


def _turning(parent: str, page: int, pages: int, occasion: Occasion) -> tuple[tuple[Button, ...], ...]:
    t = occasion.t
    before = (Button(t("← Back"), _inside(parent, page - 1)),) if page > 1 else ()
    after = (Button(t("More →"), _inside(parent, page + 1)),) if page < pages else ()
    return ((*before, *after),) if pages > 1 else ()


def _choose(code: str) -> Question:
    return Question(Intent.REGION, (code,))


def _inside(code: str, page: int = 1) -> Question:
    return Question(Intent.REGION, (code,), topic=f"{_LIST}{page}")


def change(answer: Choice | Chosen | NotAllowed) -> Change | None:
    """The chat's new region."""
    return Change(region=answer.code) if isinstance(answer, Chosen) else None


COMMAND = Command(
    intent=Intent.REGION,
    names=("wilayah", "region"),
    summary=mark("The region of this chat"),
    parse=parse,
    answer=answer,
    present=present,
    example="/wilayah sambas",
    change=change,
)
