"""The built wheel carries all it needs: installed elsewhere, it answers from any folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]


def test_the_wheel_answers_from_any_folder(tmp_path: Path) -> None:
    built = next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path / "dist"), versions=["standard"]))
    installed = tmp_path / "installed"
    with zipfile.ZipFile(built) as wheel:
        wheel.extractall(installed)
    answer = subprocess.run(
        [sys.executable, "-P", "-m", "bot", "ask", "cakupan formal kalbar"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.startswith("Kalimantan Barat 2024: 57,47% pekerja formal (PU) terlindungi")
    entry_points = next(installed.glob("cakupan-*.dist-info/entry_points.txt")).read_text()
    assert "cakupan = bot.__main__:main" in entry_points
    fonts = {path.name for path in (installed / "bot/charts/fonts").iterdir()}
    assert fonts == {"LICENSE.txt", "SourceSansPro-Bold.ttf", "SourceSansPro-Regular.ttf"}
    licences = {path.name for path in installed.glob("cakupan-*.dist-info/licenses/*")}
    assert licences == {"LICENSE", "NOTICE"}
