"""A question as a short code, and back: what buttons, links and the list of told answers carry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from bot.language.question import Intent, Measure, Order, Question, Threshold
from core.model import Segment
from core.period import Period

_SEGMENTS: Final = {
    Segment.TOTAL: "t",
    Segment.FORMAL: "f",
    Segment.INFORMAL: "i",
    Segment.CONSTRUCTION: "k",
    Segment.CONSTRUCTION_AND_MIGRANT: "km",
}
_BY_LETTER: Final = {letter: segment for segment, letter in _SEGMENTS.items()}
_CODE: Final = re.compile(r"[A-Za-z0-9_-]+\Z")
_REGION: Final = re.compile(r"(\d\d)(\d\d)?\Z")
_PERCENT: Final = re.compile(r"(-?)(\d{1,6})(?:d(\d{1,6}))?\Z")
_WHOLE: Final = re.compile(r"-?\d{1,15}\Z")
_DAY: Final = re.compile(r"\d{8}\Z", re.ASCII)
_WORD: Final = re.compile(r"[A-Za-z0-9-]+\Z")


@lru_cache(maxsize=1_024)
def encode(question: Question) -> str:
    """The question as a code; it may be longer than `MAX_CODE` where much is said."""
    return "_".join([question.intent.value, *_slots(question)])


def decode(code: str) -> Question:
    """The question that a code stands for. Raises ValueError for what `encode` cannot have made."""
    if not _CODE.match(code):
        raise ValueError("a question's code is made of A-Z, a-z, 0-9, _ and -")
    intent, *slots = code.split("_")
    said: dict[str, Any] = {}
    for slot in slots:
        read = _READERS.get(slot[:1])
        if read is None:
            raise ValueError(f"no slot {slot!r}")
        name, value = read(slot[1:])
        if isinstance(value, tuple):
            said[name] = said.get(name, ()) + value
        elif said.setdefault(name, value) is not value:
            raise ValueError(f"the slot {slot!r} comes twice")
    return Question(Intent(intent), **said)


def _slots(question: Question) -> Iterator[str]:
    yield from (f"r{code.replace('.', '')}" for code in question.regions)
    yield from (f"s{_SEGMENTS[segment]}" for segment in question.segments)
    yield from (f"p{period}" for period in question.periods)
    yield from (
        f"t{'g' if threshold.above else 'l'}{_percent(threshold.share)}" for threshold in question.thresholds
    )
    yield from (f"j{programme}" for programme in question.programmes)
    single = {
        "f": question.since,
        "l": question.until,
        "n": "1" if question.uncovered else None,
        "c": None if question.share is None else _percent(question.share),
        "o": None if question.points is None else _percent(question.points),
        "w": question.people,
        "u": question.rupiah,
        "b": question.months,
        "q": question.order and question.order.value,
        "k": question.count,
        "m": question.measure and question.measure.value,
        "i": question.instrument,
        "y": question.payer,
        "d": question.known and question.known.isoformat().replace("-", ""),
        "x": question.topic,
    }
    yield from (f"{letter}{value}" for letter, value in single.items() if value is not None)


def _percent(share: Fraction) -> str:
    """A share in percent: "40", "36d47"."""
    sign = "-" if share < 0 else ""
    whole, rest = divmod(round(abs(share) * 100_000_000), 1_000_000)
    return sign + (f"{whole}d{rest:06}".rstrip("0") if rest else str(whole))


def _share(text: str) -> Fraction:
    found = _PERCENT.match(text)
    if found is None:
        raise ValueError(f"no percentage {text!r}")
    return Fraction(f"{found[1]}{found[2]}.{found[3] or 0}") / 100


def _threshold(text: str) -> Threshold:
    if text[:1] not in ("g", "l"):
        raise ValueError(f"no threshold {text!r}")
    return Threshold(text.startswith("g"), _share(text[1:]))


def _region(text: str) -> str:
    found = _REGION.match(text)
    if found is None:
        if text.startswith("REG-"):
            return text
        raise ValueError(f"no region code {text!r}")
    return ".".join(part for part in found.groups() if part)


def _whole(text: str) -> int:
    if not _WHOLE.match(text):
        raise ValueError(f"no whole number {text!r}")
    return int(text)


def _word(text: str) -> str:
    if not _WORD.match(text):
        raise ValueError(f"no word {text!r}")
    return text


def _day(text: str) -> date:
    if not _DAY.match(text):
        raise ValueError(f"no day {text!r}")
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))


def _flag(text: str) -> bool:
    if text != "1":
        raise ValueError("a flag is 1 or left out")
    return True


def _segment(text: str) -> Segment:
    if text not in _BY_LETTER:
        raise ValueError(f"no segment {text!r}")
    return _BY_LETTER[text]


Read = Callable[[str], tuple[str, Any]]


def _several(name: str, read: Callable[[str], object]) -> Read:
    return lambda text: (name, (read(text),))


def _one(name: str, read: Callable[[str], object]) -> Read:
    return lambda text: (name, read(text))


_READERS: Final[Mapping[str, Read]] = {
    "r": _several("regions", _region),
    "s": _several("segments", _segment),
    "p": _several("periods", Period.parse),
    "t": _several("thresholds", _threshold),
    "j": _several("programmes", _word),
    "f": _one("since", Period.parse),
    "l": _one("until", Period.parse),
    "n": _one("uncovered", _flag),
    "c": _one("share", _share),
    "o": _one("points", _share),
    "w": _one("people", _whole),
    "u": _one("rupiah", _whole),
    "b": _one("months", _whole),
    "q": _one("order", Order),
    "k": _one("count", _whole),
    "m": _one("measure", Measure),
    "i": _one("instrument", _word),
    "y": _one("payer", _word),
    "d": _one("known", _day),
    "x": _one("topic", _word),
}
