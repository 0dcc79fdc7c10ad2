"""`ask` answers with the figures that the bot answers with, and changes nothing."""

from datetime import date, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from test_desk import ZONE, corrected, draft

from bot.__main__ import main
from bot.figures.at_hand import UnreadableMemoryError, figures_at_hand
from bot.figures.desk import Desk
from bot.settings import Settings
from bot.store import Memory
from bot.versions import Draft
from core.shipped import shipped


def settings_of(database: str) -> Settings:
    return Settings(_env_file=None, database_url=SecretStr(database), timezone=str(ZONE))


async def released(database: str, proposed: Draft) -> date:
    """A version approved in a memory; the day of that."""
    memory = await Memory.open(database)
    desk = Desk(memory.versions, shipped(), (7, 8), ZONE)
    await memory.versions.approve(await desk.propose(proposed), 8, shipped().version)
    at = (await desk.releases())[0].approved_at
    await memory.close()
    return datetime.fromtimestamp(at, ZONE).date()


async def test_the_approved_version_is_at_hand_and_an_earlier_day_has_what_was_published_by_then(
    either_database: str,
) -> None:
    day = await released(either_database, draft(corrected(700_000)))
    settings = settings_of(either_database)
    assert figures_at_hand(settings).version == corrected(700_000).version
    for later in (day, date.max):
        assert figures_at_hand(settings, later).version == corrected(700_000).version
    before = date(2025, 1, 1)
    assert figures_at_hand(settings, before).version == shipped().as_of(before).version


def test_without_a_memory_the_shipped_figures_answer_and_none_is_made(tmp_path: Path) -> None:
    assert figures_at_hand(settings_of(f"sqlite:///{tmp_path / 'none.db'}")) is shipped()
    assert list(tmp_path.iterdir()) == []


async def test_a_memory_that_cannot_be_read_is_no_reason_to_answer_something_else(database: str) -> None:
    await released(database, Draft("other", shipped().version, b"no version", 7, "", 1, 1, 0, 0, 0, 0))
    with pytest.raises(UnreadableMemoryError):
        figures_at_hand(settings_of(database))


def test_ask_answers_as_on_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["ask", "--as-of", "2022-03-01", "cakupan kalbar"])
    assert end.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith("Kalimantan Barat Mei 2018: 24% pekerja terlindungi")
    assert "Menurut data yang diketahui pada 1 Maret 2022; angka sesudahnya tidak dipakai." in said


async def test_ask_answers_with_the_approved_version(
    database: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await released(database, draft(corrected(700_000)))
    monkeypatch.setenv("DATABASE_URL", database)
    with pytest.raises(SystemExit):
        main(["ask", "cakupan kalbar"])
    assert "700.000 dari 1.665.422" in capsys.readouterr().out
