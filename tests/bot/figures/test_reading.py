"""Reading in a process of its own: what it says, and what becomes of it."""

import asyncio
import os
import signal
from pathlib import Path

import pytest
from filed import OFFICE, TODAY, bomb, numbers

from bot.figures.apart import OnProgress, Progress
from bot.figures.limits import LIMITS, Limits
from bot.figures.ordering import File
from bot.figures.problems import Fault
from bot.figures.reading import Made, Rejected, Same, read
from bot.figures.storing import restored, stored
from core.difference import Kind
from core.packed import PackedFigures, pack
from core.shipped import shipped

EMPTY = pack(shipped().regions, ())

HEAD = "Kode;Periode;Segmen;Peserta;Dasar\n"
LONG = HEAD + "".join(f"61;{1990 + at % 70};formal;{at};potensi\n" for at in range(60_000))


async def reading(
    path: Path,
    content: str | bytes,
    on_progress: OnProgress | None = None,
    limits: Limits = LIMITS,
    base: PackedFigures = EMPTY,
) -> Made | Same | Rejected:
    file = path / "upload"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    named = File(file, "angka.csv", OFFICE)
    return await read(named, stored(base), base.regions, TODAY, on_progress, limits)


on_linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc")


def children() -> list[int]:
    """The processes that this one has started."""
    return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]


def environment(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()


def made(found: Made | Same | Rejected) -> PackedFigures:
    assert isinstance(found, Made)
    return restored(found.content, shipped().regions)


async def test_a_file_is_laid_over_the_version_before_it_and_judged_beside_that(tmp_path: Path) -> None:
    first = await reading(tmp_path, HEAD + "61;2024;;600.000;potensi\n6171;TW III 2025;PU;9.000;potensi\n")
    base = made(first)
    found = await reading(
        tmp_path, HEAD + "61;2024;;607.426;potensi\n6171;TW III 2025;PU;hapus;potensi\n", base=base
    )
    assert numbers(made(found).observations()) == [("61", "2024", "total", "covered", "607426")]
    assert isinstance(found, Made)
    assert (found.digest, found.observations) == (made(found).version, 1)
    change = found.judgement.difference
    assert [(kind.value, change[kind].count) for kind in (Kind.CHANGED, Kind.GONE)] == [
        ("changed", 1),
        ("gone", 1),
    ]


async def test_a_file_that_says_nothing_new_makes_no_version(tmp_path: Path) -> None:
    content = HEAD + "61;2024;;607.426;potensi\n61;2024;formal;460.267;potensi\n"
    base = made(await reading(tmp_path, content))
    assert await reading(tmp_path, content, base=base) == Same(2)


async def test_problems_come_with_their_rows_and_columns(tmp_path: Path) -> None:
    found = await reading(tmp_path, HEAD + "61;2024;formal;5,5;potensi\n")
    assert isinstance(found, Rejected)
    (problem,) = found.problems
    assert (problem.fault, problem.row, problem.column) == (Fault.PARTS_OF_PEOPLE, 2, "Peserta")
    assert problem.holes == {"text": "5,5"}


@on_linux
async def test_progress_rises_and_the_secrets_of_the_bot_stay_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "42:secret")
    told: list[Progress] = []
    environments: list[bytes] = []

    async def on_progress(progress: Progress) -> None:
        told.append(progress)
        environments.extend(map(environment, children()))

    found = await reading(tmp_path, LONG, on_progress)
    assert isinstance(found, Made)
    assert told == sorted(told, key=lambda each: each.percent)
    assert 0 < told[0].rows <= told[-1].rows == 60_000
    assert b"PYTHONPATH" in environments[0]
    assert b"secret" not in b"".join(environments)


@on_linux
@pytest.mark.parametrize(
    ("end", "fault"),
    [
        (signal.SIGSEGV, Fault.BROKE),
        (signal.SIGKILL, Fault.TOO_MUCH_MEMORY),
        (signal.SIGXCPU, Fault.TOO_SLOW),
    ],
)
async def test_a_reader_that_dies_is_a_rejection_that_says_why(
    tmp_path: Path, end: signal.Signals, fault: Fault
) -> None:
    async def kill(_: Progress) -> None:
        for pid in children():
            os.kill(pid, end)

    found = await reading(tmp_path, LONG, kill)
    assert isinstance(found, Rejected)
    assert [problem.fault for problem in found.problems] == [fault]


@on_linux
async def test_a_reader_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    found = await reading(tmp_path, LONG, limits=Limits(seconds=0))
    assert isinstance(found, Rejected)
    assert found.problems[0].fault is Fault.TOO_SLOW
    assert children() == []


async def test_a_reader_that_takes_too_much_memory_says_so(tmp_path: Path) -> None:
    notes = "".join(f"61;2024;formal;5;potensi;{'catatan ' * 40}{at}\n" for at in range(50_000))
    content = HEAD.replace("Dasar", "Dasar;Catatan") + notes
    found = await reading(tmp_path, content, limits=Limits(memory=130_000_000))
    assert isinstance(found, Rejected)
    assert found.problems[0].fault in (Fault.TOO_MUCH_MEMORY, Fault.BROKE)


@on_linux
async def test_whoever_gives_up_waiting_leaves_no_reader_behind(tmp_path: Path) -> None:
    begun = asyncio.Event()

    async def on_progress(_: Progress) -> None:
        begun.set()

    waiting = asyncio.create_task(reading(tmp_path, LONG, on_progress))
    await begun.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert children() == []


@on_linux
async def test_what_goes_wrong_in_telling_progress_is_not_the_readings(tmp_path: Path) -> None:
    async def on_progress(_: Progress) -> None:
        raise TimeoutError("nobody listens")

    with pytest.raises(TimeoutError, match="nobody listens"):
        await reading(tmp_path, LONG, on_progress)
    assert children() == []


@pytest.mark.parametrize(
    ("declared", "fault"), [(1_200_000_000, Fault.UNPACKS_TOO_BIG), (300, Fault.DAMAGED)]
)
async def test_a_zip_bomb_of_a_gigabyte_goes_off_nowhere(tmp_path: Path, declared: int, fault: Fault) -> None:
    found = await reading(tmp_path, bomb(1_200, declared))
    assert isinstance(found, Rejected)
    assert [problem.fault for problem in found.problems] == [fault]
