"""What tests of a proposed version share: two versions, and how the change between them reads."""

from datetime import date

from build import count, observed, percent, target

from bot.i18n import translator
from bot.messages import shown
from bot.phrases.preview import MESSAGE_LIMIT, preview
from core.crossing import crossings
from core.difference import difference
from core.figures import Figures
from core.model import Basis, Break, Metric, Segment, Source, Target
from core.packed import Observation, PackedFigures, pack
from core.plausibility import findings
from core.shipped import shipped

COVERED, WORKERS, COVERAGE = Metric.COVERED, Metric.WORKERS, Metric.COVERAGE
FORMAL, INFORMAL = Segment.FORMAL, Segment.INFORMAL
TODAY = date(2026, 11, 22)
OFFICE = Source("office", "Kantor Cabang", "Laporan", "2026-01-15", "https://example.org/1")
PRESS = Source("press", "Koran", "Berita", "2026-02-01", "https://example.org/2")

Content = Observation | Target | Break


def archive(*content: Content) -> PackedFigures:
    return pack(
        shipped().regions,
        [each for each in content if isinstance(each, Observation)],
        [each for each in content if isinstance(each, Target)],
        [each for each in content if isinstance(each, Break)],
    )


def people(region: str, period: str, covered: int, workers: int, **more: object) -> list[Observation]:
    where = {"source": OFFICE, "region": region, "period": period, **more}
    return [
        observed(COVERED, count(covered), **where),  # type: ignore[arg-type]
        observed(WORKERS, count(workers), **where),  # type: ignore[arg-type]
    ]


def share(told: str, region: str, period: str, **more: object) -> Observation:
    where = {"source": OFFICE, "region": region, "period": period, **more}
    return observed(COVERAGE, percent(told), **where)  # type: ignore[arg-type]


def told(old: PackedFigures, new: PackedFigures, language: str = "id", limit: int = MESSAGE_LIMIT) -> str:
    text = preview(
        difference(old, new),
        findings(old, new, TODAY),
        crossings(old, new, TODAY).crossed,
        new.regions,
        translator(language),
        limit,
    )
    return shown(text)


AIM = target("40", region="61.01", year=2025, instrument="RKPD Sambas 2025")
OLD = archive(
    *people("61.01", "2024", 100_000, 260_000),
    *people("61.02", "2024", 50_000, 125_000),
    share("39.90", "61.72", "2025-06", basis=Basis.EMPLOYED),
    share("31.00", "61.71", "2024"),
    AIM,
)
NEW = archive(
    *people("61.01", "2024", 100_000, 260_000),
    *people("61.01", "2025-12", 105_000, 260_000),
    *people("61.02", "2024", 50_000, 125_000),
    *people("61.02", "2025-12", 5_200, 125_000),
    share("41.60", "61.02", "2025-12"),
    share("22.78", "61.72", "2025-12"),
    AIM,
)


def everything() -> tuple[Figures, Figures]:
    """Two versions that differ in every kabupaten and kota, with all that can be wrong."""
    codes = [region.code for region in shipped().regions if "." in region.code]
    old = [
        row
        for code in codes
        for row in (*people(code, "2024", 40_000, 100_000), share("40.00", code, "2024"))
    ]
    new = [
        row
        for at, code in enumerate(codes)
        for row in (
            *people(code, "2024", 40_000 + at, 100_000),
            *people(code, "2025-12", 1_000 + 60 * at, 90_000),
            share("77.77", code, "2025-12"),
            share("1.00", code, "2031", basis=Basis.UNKNOWN),
        )
    ]
    aims = [target("30", region=code, year=2025) for code in codes]
    return archive(*old, *aims), archive(*new, *aims)
