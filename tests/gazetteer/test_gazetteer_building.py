"""The index is built from open data: whole or not at all, and the same bytes every time."""

import hashlib
import importlib.util
import zipfile
from pathlib import Path

import pytest

from tacitus.errors import InputRefusedError
from tacitus.gazetteer import Gazetteer, build, building, input_digest, sources, stored_digest
from tacitus.gazetteer.sources import Entry


def entries() -> list[Entry]:
    return [
        Entry("geonames:1", "Kirkuk", 35.47, 44.39, "IQ", "city", "Kirkuk", 1_000_000, 9.0, ["Karkūk", "كركوك"]),
        Entry("geonames:2", "Chasiv Yar", 48.58, 37.85, "UA", "city", "Donetsk", 12_000),
        Entry("admin1:US-LA", "Louisiana", 31.0, -92.0, "US", "admin1", "Louisiana", 4_600_000, 300.0),
    ]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three places instead of the world, so that building takes a moment."""
    monkeypatch.setattr(sources, "cities_and_divisions", lambda: iter(entries()))
    monkeypatch.setattr(sources, "airports", lambda: iter(()))


@pytest.mark.usefixtures("small")
def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    digests = {hashlib.sha256(build(tmp_path / name).read_bytes()).digest() for name in ("a.sqlite", "b.sqlite")}
    assert len(digests) == 1
    assert stored_digest(tmp_path / "a.sqlite") == input_digest()


@pytest.mark.usefixtures("small")
def test_each_step_is_told_and_the_place_is_there_after(tmp_path: Path) -> None:
    told: list[str] = []
    gazetteer = Gazetteer.open(build(tmp_path / "new" / "index.sqlite", told.append))
    assert told[0] == "reading places"
    assert "MB" in told[-1]
    assert gazetteer.lookup("كركوك")[0].id == "geonames:1"


@pytest.mark.usefixtures("small")
def test_a_curated_town_joins_the_known_one(tmp_path: Path) -> None:
    """The known id stays, and the curated spellings lead to it."""
    gazetteer = Gazetteer.open(build(tmp_path / "index.sqlite"))
    assert [t.id for t in gazetteer.lookup("Chasov Yar")] == ["geonames:2"]


def test_a_failed_build_leaves_the_old_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = tmp_path / "index.sqlite"
    index.write_bytes(b"old")

    def broken() -> object:
        raise RuntimeError("no data")

    monkeypatch.setattr(sources, "cities_and_divisions", broken)
    with pytest.raises(RuntimeError, match="no data"):
        build(index)
    assert index.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [index]


@pytest.mark.usefixtures("small")
def test_places_of_a_geonames_dump_are_added(tmp_path: Path) -> None:
    cells = ["99", "Tall Hamis", "Tall Hamis", "Tell Hamis,تل حميس", "36.7", "41.4", "P", "PPL", "SY", *[""] * 5, "800"]
    dump = tmp_path / "allCountries.zip"
    with zipfile.ZipFile(dump, "w") as archive:
        archive.writestr("allCountries.txt", "\t".join([*cells, "", "", "", ""]) + "\n")
    gazetteer = Gazetteer.open(build(tmp_path / "index.sqlite", geonames=dump))
    assert gazetteer.lookup("Tell Hamis")[0].id == "geonames:99"


def test_a_file_that_is_no_geonames_dump_is_refused(tmp_path: Path) -> None:
    dump = tmp_path / "allCountries.zip"
    dump.write_text("no archive")
    with pytest.raises(InputRefusedError, match="not a GeoNames dump"):
        list(sources.geonames_dump(dump))
    with zipfile.ZipFile(dump, "w") as archive:
        archive.writestr("allCountries.txt", "one\ttwo\n")
    with pytest.raises(InputRefusedError, match="2 cells, a GeoNames dump has 19"):
        list(sources.geonames_dump(dump))


def test_without_a_packaged_index_the_cache_folder_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "PACKAGED", tmp_path / "none.sqlite")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert building.default_index_path() == tmp_path / "tacitus" / f"gazetteer-{building.SCHEMA_VERSION}.sqlite"


@pytest.mark.parametrize("fresh", [True, False])
def test_the_build_hook_builds_only_a_stale_index(fresh: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("hatchling")
    root = Path(__file__).parents[2]
    spec = importlib.util.spec_from_file_location("hatch_build", root / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    built: list[Path] = []
    monkeypatch.setattr(building, "build", lambda path, progress: built.append(path))
    monkeypatch.setattr(building, "stored_digest", lambda path: input_digest() if fresh else None)
    data: dict[str, list[str]] = {"artifacts": []}
    hook = module.CustomBuildHook(str(root), {}, None, None, "", "wheel")
    hook.initialize("standard", data)
    assert data["artifacts"] == [module.INDEX, f"{module.BUILT}/**"]
    assert bool(built) is not fresh
