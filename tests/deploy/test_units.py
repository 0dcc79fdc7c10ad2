"""The units of systemd: what it thinks of them, and the backup of a day."""

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.lifetime import DRAIN
from bot.store.engine import open_engine
from bot.store.migrate import upgrade

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = ("cakupan.service", "cakupan-backup.service", "cakupan-backup.timer")
SERVICES = UNITS[:2]

with_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd on this machine")


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units as systemd can judge them here: each command is there, and the user of this test runs it."""
    for name in UNITS:
        text = (DEPLOY / name).read_text()
        (tmp_path / name).write_text(re.sub(r"/opt/cakupan/current/\S+(?=[ \n])", "/bin/true", text))
    return tmp_path


def judged(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = ["systemd-analyze", *words]
    return subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True)


@with_systemd
def test_systemd_understands_every_line(units: Path) -> None:
    found = judged(units, "verify", *(f"./{name}" for name in UNITS))
    assert found.stderr == ""
    assert found.returncode == 0


@with_systemd
@pytest.mark.parametrize("name", SERVICES)
def test_little_is_exposed(units: Path, name: str) -> None:
    """On the scale of `systemd-analyze security`, from 0.0 to 10.0; a service without a word of it has 9.6."""
    found = judged(units, "security", "--offline=yes", "--threshold=13", f"./{name}")
    assert found.returncode == 0, found.stdout


def test_the_bot_has_the_time_to_end_what_it_has_begun() -> None:
    text = (DEPLOY / "cakupan.service").read_text()
    (limit,) = re.findall(r"^TimeoutStopSec=(\d+)$", text, re.MULTILINE)
    assert int(limit) > DRAIN
    assert "\nKillMode=mixed\n" in text


@pytest.fixture
def memory(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'memory.db'}"
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
    return url


def back_up(folder: Path, memory: str) -> None:
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": memory, "PYTHON": sys.executable}
    subprocess.run([DEPLOY / "daily-backup", folder], env=environment, check=True, capture_output=True)


def test_a_day_gets_one_backup_that_only_its_owner_reads(tmp_path: Path, memory: str) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    back_up(folder, memory)
    (first,) = folder.iterdir()
    assert re.fullmatch(r"cakupan-\d{4}-\d\d-\d\d\.bak", first.name)
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    written = first.stat().st_mtime_ns
    back_up(folder, memory)
    assert [(each.name, each.stat().st_mtime_ns) for each in folder.iterdir()] == [(first.name, written)]


def test_the_14_newest_days_are_kept_and_other_files_left_alone(tmp_path: Path, memory: str) -> None:
    folder = tmp_path / "back ups"
    folder.mkdir()
    for day in range(1, 21):
        (folder / f"cakupan-2020-01-{day:02}.bak").touch()
    (folder / "before-0.2.0.bak").touch()
    back_up(folder, memory)
    names = sorted(each.name for each in folder.iterdir())
    assert names[:2] == ["before-0.2.0.bak", "cakupan-2020-01-08.bak"]
    assert len(names) == 1 + 14
