"""Wording of the data desk: versions, who did what and when, and what became of a deed."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from bot.i18n import Html, Translator, escaped
from bot.messages import Message
from bot.occasion import Occasion
from bot.versions import (
    SHIPPED,
    Approve,
    Correction,
    Deed,
    DeskView,
    Entry,
    Reject,
    RollBack,
    Verdict,
    Version,
)


def for_admins_only(occasion: Occasion) -> Message:
    """To everybody else, and to an admin who asks in a group."""
    t = occasion.t
    return Message(
        t(
            "This command is for the admins of the figures, in their private chat with the bot. Anybody may ask, "
            "and see with /source where a figure comes from."
        )
    )


def name(number: int, t: Translator) -> Html:
    """A version by its number."""
    if number == SHIPPED:
        return t("the shipped figures")
    return t("version {number}", number=number)


def who(person: int | None, desk: DeskView, t: Translator) -> Html:
    """Who did something, by their id: names are not kept."""
    if person is None:
        return t("the command line")
    return t("you") if person == desk.asker else Html(f"<code>{person}</code>")


def author(line: Entry, desk: DeskView, t: Translator) -> Html:
    """Who a line of the audit log is about; what the bot does by itself has no author."""
    return t("the bot") if line.deed == "remind" else who(line.actor, desk, t)


def when(at: int, desk: DeskView, t: Translator) -> Html:
    """A day with its time, in the zone of the settings."""
    moment = desk.when(at)
    return t("{day}, {time} {zone}", day=t.date(moment.date()), time=f"{moment:%H.%M}", zone=zone(moment))


def zone(moment: datetime) -> str:
    """The zone as it is called in Indonesia, else as the tz database calls it."""
    hours = moment.utcoffset()
    names = {7: "WIB", 8: "WITA", 9: "WIT"}
    whole = hours is not None and hours.total_seconds() % 3600 == 0
    indonesian = names.get(int(hours.total_seconds() // 3600)) if hours is not None and whole else None
    return indonesian or moment.tzname() or ""


def counts(version: Version, t: Translator) -> Html:
    """What a version changes, in one line."""
    return t(
        "{added} new, {changed} changed, {gone} gone; {total} numbers in all",
        added=t.number(version.added),
        changed=t.number(version.changed),
        gone=t.number(version.gone),
        total=t.number(version.observations),
    )


def standing(version: Version, desk: DeskView, t: Translator) -> Html:
    """Whether a version is current, waiting, rejected or of the past."""
    if version.number == desk.current:
        return t("current")
    if version.rejected_at is not None:
        return t("rejected")
    return t("earlier") if desk.released(version.number) else t("waiting for approval")


def note(version: Version) -> Html:
    """What the importer wrote about it."""
    return escaped(version.note)


def entry(line: Entry, t: Translator) -> Html:
    """A line of the audit log."""
    _, _, number = line.subject.partition(" ")
    match line.deed:
        case "import" | "approve" | "reject" | "rollback":
            return _of_version(line, number, t)
        case "correct":
            return t("sent correction {number}", number=number)
        case "remind":
            return t("reminded of old figures")
        case "send" | "move" | "pause" | "resume" | "repeat" | "cancel":
            return _of_broadcast(line.deed, number, t)
        case "restore":
            return t(
                "restored the memory from a backup of {when}", when=line.detail.removeprefix("backup of ")
            )
        case _:
            return t("{deed}: {subject}, {detail}", deed=line.deed, subject=line.subject, detail=line.detail)


def _of_version(line: Entry, number: str, t: Translator) -> Html:
    version = name(int(number), t) if number.isdecimal() else escaped(line.subject)
    match line.deed:
        case "import" if not line.detail:
            return t("imported {version}", version=version)
        case "import":
            return t("imported {version}: {note}", version=version, note=escaped(line.detail))
        case "approve" if line.detail:
            return t("approved {version}, their own import, without a second admin", version=version)
        case "approve":
            return t("approved {version}", version=version)
        case "reject":
            return t("rejected {version}", version=version)
        case _:
            return t("went back to {version}", version=version)


def _of_broadcast(deed: str, number: str, t: Translator) -> Html:
    sentences = {
        "send": t("confirmed broadcast {number}", number=number),
        "move": t("moved broadcast {number} to another time", number=number),
        "pause": t("paused broadcast {number}", number=number),
        "resume": t("resumed broadcast {number}", number=number),
        "repeat": t("sent once more what may not have arrived of broadcast {number}", number=number),
        "cancel": t("cancelled broadcast {number}", number=number),
    }
    return sentences[deed]


def correction(found: Correction, t: Translator) -> Html:
    """How many messages show a figure that was wrong."""
    return t(
        "<b>{messages} messages in {chats} chats</b> show a figure that has been put right.",
        messages=t.number(found.messages),
        chats=t.number(found.chats),
    )


def outcome(deed: Deed, verdict: Verdict, desk: DeskView, t: Translator) -> Html:
    """What became of a deed, and where it was not done, why and what to do."""
    version = name(deed.version, t)
    match verdict:
        case Verdict.DONE:
            return _done(deed, version, desk, t)
        case Verdict.UNKNOWN:
            return t("There is no {version}. /versions lists them all.", version=version)
        case Verdict.OWN:
            return t("You imported {version} yourself: another admin has to approve it.", version=version)
        case Verdict.FAULTY:
            return t(
                "What is wrong in {version} forbids its approval. Correct the file and import it again.",
                version=version,
            )
        case Verdict.OUTDATED:
            return t(
                "The figures have changed since {version} was made. Import its file again, so that its changes "
                "are shown anew.",
                version=version,
            )
        case Verdict.UNREADABLE:
            return t(
                "This release of the program cannot read {version}. Import its file again.", version=version
            )
        case Verdict.CURRENT:
            return t("Nothing to do: {version} is what is current.", version=version)
        case Verdict.REJECTED:
            return t(
                "To approve {version} after all, import its file again: it was rejected.", version=version
            )
        case Verdict.NEVER_CURRENT:
            return t("There is no way back to {version}: it was never current.", version=version)
    assert_never(verdict)


def _done(deed: Deed, version: Html, desk: DeskView, t: Translator) -> Html:
    match deed:
        case Approve():
            found = desk.version(deed.version)
            if desk.sole and found and found.imported_by == desk.asker:
                return t(
                    "<b>Now current: {version}.</b> You approved your own import, as there is no other admin; "
                    "the log says so.",
                    version=version,
                )
            return t("<b>Now current: {version}</b>, everywhere within two seconds.", version=version)
        case Reject():
            return t("Rejected: {version}. The figures stay as they are.", version=version)
        case RollBack():
            return t("<b>Back to {version}</b>, everywhere within two seconds.", version=version)
    assert_never(deed)
