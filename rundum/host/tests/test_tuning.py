import pytest

from rundum.host.tuning import MAX_CONNECTIONS, configuration, memory_megabytes, quoted, settings


def megabytes(value: str) -> int:
    assert value.endswith("MB")
    return int(value.removesuffix("MB"))


@pytest.mark.parametrize("memory", [512, 2_000, 4_000, 24_000, 64_000, 512_000])
def test_the_memory_asked_for_fits_the_machine(memory: int):
    values = settings(memory)
    asked = megabytes(values["shared_buffers"]) + MAX_CONNECTIONS * megabytes(values["work_mem"])
    assert asked <= max(memory * 0.45, 128 + MAX_CONNECTIONS * 8)
    assert megabytes(values["maintenance_work_mem"]) <= max(64, memory / 8)
    assert megabytes(values["effective_cache_size"]) <= max(256, memory * 0.6)


def test_this_machine_has_memory():
    assert memory_megabytes() > 100


def test_a_containers_limit_counts(tmp_path, monkeypatch: pytest.MonkeyPatch):
    limits = tmp_path / "memory.max", tmp_path / "missing"
    limits[0].write_text("734003200\n")
    monkeypatch.setattr("rundum.host.tuning.CGROUP_LIMITS", limits)
    assert memory_megabytes() == 700
    limits[0].write_text("max\n")
    assert memory_megabytes() > 100


def test_quotes_in_paths_cannot_end_a_value(tmp_path):
    assert quoted("it's\\here") == "'it''s\\\\here'"
    text = configuration(tmp_path / "it's", tmp_path, tmp_path, 2_000)
    assert "it''s" in text
