"""What a process of the desk's is asked to do, as values that go to it as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, astuple, dataclass
from datetime import date
from pathlib import Path

from bot.figures.limits import Limits
from bot.figures.origins import SourceDefaults
from core.region import Region, Regions


@dataclass(frozen=True, slots=True)
class File:
    """A file to be read: where it is, the name it was given, and the source of rows that name none."""

    path: Path
    name: str
    defaults: SourceDefaults


@dataclass(frozen=True, slots=True)
class Order:
    """With a file: read it and lay it over a version. Without: judge a version beside another one."""

    file: File | None
    regions: Regions
    today: date
    limits: Limits


def told(order: Order) -> bytes:
    """The order as JSON."""
    file = order.file
    plain = {
        "file": file and [str(file.path.absolute()), file.name, astuple(file.defaults)],
        "regions": [(region.code, region.name, region.other_names) for region in order.regions],
        "today": order.today.isoformat(),
        "limits": asdict(order.limits),
    }
    return json.dumps(plain).encode()


def understood(content: bytes) -> Order:
    """The order that `told` gave."""
    plain = json.loads(content)
    file = None
    if plain["file"]:
        path, name, defaults = plain["file"]
        file = File(Path(path), name, SourceDefaults(*defaults))
    return Order(
        file=file,
        regions=Regions.of(Region(code, name, tuple(others)) for code, name, others in plain["regions"]),
        today=date.fromisoformat(plain["today"]),
        limits=Limits(**plain["limits"]),
    )
