"""A judgement on its way between two processes."""

import pytest
from filed import TODAY
from hypothesis import given
from observations import BREAKS, HEAPS, TARGETS

from bot.figures.judgements import packed, unpacked
from bot.figures.judging import judged
from bot.figures.storing import stored
from bot.i18n import translator
from bot.phrases.preview import preview
from core.judgement import Judgement, judge
from core.model import Break, Segment, Target
from core.packed import Observation, merged, pack
from core.shipped import shipped

REGIONS = shipped().regions


def words(judgement: Judgement) -> str:
    return preview(
        judgement.difference, judgement.findings, judgement.crossings, REGIONS, translator("id"), 100_000
    )


@given(before=HEAPS, after=HEAPS, targets=TARGETS, breaks=BREAKS)
def test_any_judgement_arrives_as_it_was(
    before: list[Observation], after: list[Observation], targets: list[Target], breaks: list[Break]
) -> None:
    judgement = judge(pack(REGIONS, before), pack(REGIONS, after, targets, breaks), TODAY)
    content = packed(judgement)
    arrived = unpacked(content)
    assert words(arrived) == words(judgement)
    assert arrived.difference.tallies == judgement.difference.tallies
    assert packed(arrived) == content


def test_sets_arrive_with_all_that_is_asked_of_them() -> None:
    judgement = judge(pack(REGIONS, ()), shipped(), TODAY)
    before, after = judgement.difference.answering, unpacked(packed(judgement)).difference.answering
    one, other = (next(each.after for each in every if each.region == "61") for every in (before, after))
    assert one is not None
    assert other is not None
    assert (other.region, other.period, other.basis) == ("61", one.period, one.basis)
    assert other.figures == one.figures
    assert [other.standing(segment) for segment in Segment] == [one.standing(segment) for segment in Segment]


@pytest.mark.parametrize(
    "content",
    ["{", "[]", "[5]", '[["Popen","ls"]]', '[["tuple",7]]', '[["Period"]]', '["61",["Period",0]]'],
)
def test_nothing_else_becomes_anything(content: str) -> None:
    with pytest.raises(ValueError, match=r"not a judgement|Expecting"):
        unpacked(content.encode())


def test_only_values_of_a_judgement_leave() -> None:
    with pytest.raises(TypeError, match="no value of a judgement: object"):
        packed(object())  # type: ignore[arg-type]


async def test_a_stored_version_is_judged_in_another_process() -> None:
    some = [each for at, each in enumerate(shipped().observations()) if at % 3]
    old, new = pack(REGIONS, some, shipped().every_target()), merged(shipped(), ())
    found = await judged(stored(old), stored(new), REGIONS, TODAY)
    assert words(found) == words(judge(old, new, TODAY))
