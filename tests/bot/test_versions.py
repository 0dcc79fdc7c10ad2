"""Versions of the figures in the memory: what makes one current, and what forbids it."""

import asyncio
from dataclasses import replace

import pytest

from bot.store import Memory
from bot.versions import Draft, Verdict

SHIPPED = "shipped"
DRAFT = Draft("first", SHIPPED, b"content", 7, "Juli 2026", 10, 3, 2, 1, 0, 0)


async def test_a_version_becomes_current_when_another_admin_approves_it(memory: Memory) -> None:
    number = await memory.versions.propose(DRAFT)
    assert await memory.versions.approve(number, 8, SHIPPED) is Verdict.DONE
    (release,) = await memory.versions.releases()
    assert (release.version, release.digest, release.approved_by, release.deed) == (1, "first", 8, "approve")
    assert await memory.versions.content(number) == b"content"


@pytest.mark.parametrize(
    ("draft", "actor", "verdict"),
    [
        (DRAFT, 7, Verdict.OWN),
        (replace(DRAFT, imported_by=None), None, Verdict.OWN),
        (replace(DRAFT, errors=1), 8, Verdict.FAULTY),
        (replace(DRAFT, base="other"), 8, Verdict.OUTDATED),
        (replace(DRAFT, digest=SHIPPED), 8, Verdict.CURRENT),
    ],
)
async def test_what_may_not_become_current(
    memory: Memory, draft: Draft, actor: int | None, verdict: Verdict
) -> None:
    number = await memory.versions.propose(draft)
    assert await memory.versions.approve(number, actor, SHIPPED) is verdict
    assert await memory.versions.releases() == []


async def test_the_importer_may_approve_where_there_is_nobody_else_and_it_is_logged(memory: Memory) -> None:
    number = await memory.versions.propose(DRAFT)
    assert await memory.versions.approve(number, 7, SHIPPED, alone=True) is Verdict.DONE
    last, first = await memory.versions.audit(10)
    assert (last.actor, last.deed, last.subject, last.detail) == (7, "approve", "version 1", "alone")
    assert (first.deed, first.detail) == ("import", "Juli 2026")


async def test_of_two_versions_made_from_the_same_figures_only_one_becomes_current(memory: Memory) -> None:
    numbers = [await memory.versions.propose(replace(DRAFT, digest=name)) for name in ("first", "second")]
    verdicts = await asyncio.gather(*(memory.versions.approve(number, 8, SHIPPED) for number in numbers))
    assert sorted(verdict.name for verdict in verdicts) == ["DONE", "OUTDATED"]


async def test_a_rejected_version_stays_in_the_list_and_is_never_current(memory: Memory) -> None:
    number = await memory.versions.propose(DRAFT)
    assert await memory.versions.reject(number, 8) is Verdict.DONE
    assert await memory.versions.approve(number, 8, SHIPPED) is Verdict.REJECTED
    assert [version.number for version in await memory.versions.all()] == [number]


async def test_going_back_makes_an_earlier_version_current_again(memory: Memory) -> None:
    first = await memory.versions.propose(DRAFT)
    await memory.versions.approve(first, 8, SHIPPED)
    second = await memory.versions.propose(replace(DRAFT, digest="second", base="first"))
    assert await memory.versions.roll_back(second, 8, SHIPPED) is Verdict.NEVER_CURRENT
    await memory.versions.approve(second, 8, SHIPPED)
    assert await memory.versions.roll_back(first, 8, SHIPPED) is Verdict.DONE
    assert await memory.versions.roll_back(0, 8, SHIPPED) is Verdict.DONE
    assert [release.version for release in await memory.versions.releases()] == [0, 1, 2, 1]
    assert await memory.versions.roll_back(0, 8, SHIPPED) is Verdict.CURRENT
    assert await memory.versions.roll_back(9, 8, SHIPPED) is Verdict.UNKNOWN


async def test_two_processes_that_approve_at_once_release_one_version(either_database: str) -> None:
    first, second = await Memory.open(either_database), await Memory.open(either_database)
    numbers = [await first.versions.propose(replace(DRAFT, digest=name)) for name in ("first", "second")]
    verdicts = await asyncio.gather(
        first.versions.approve(numbers[0], 8, SHIPPED), second.versions.approve(numbers[1], 9, SHIPPED)
    )
    assert sorted(verdict.name for verdict in verdicts) == ["DONE", "OUTDATED"]
    assert await first.versions.last_release() == await second.versions.last_release() == 1
    await first.close()
    await second.close()
