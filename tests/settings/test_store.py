"""Settings survive a round trip; a damaged, read-only or full folder is a sentence, never a trace."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from deepseek_gui.domain.cost import CloudCost, CostPlan, Currency, Use
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.match_state import MatchState
from deepseek_gui.settings.paths import default_paths, profile_paths
from deepseek_gui.settings.store import AlertLimits, Settings, Theme, check_writable, load, models_dir, save


def test_nothing_stored_gives_the_defaults(tmp_path: Path):
    assert load(profile_paths(tmp_path)) == Settings()


def test_round_trip(tmp_path: Path):
    paths = profile_paths(tmp_path / "new" / "folder")
    settings = Settings(
        language="zh_CN",
        theme=Theme.DARK,
        interval_s=2.5,
        models_dir="/models",
        alerts=AlertLimits(ram_percent=90.0),
        hidden_charts=("power",),
    )
    save(settings, paths)
    assert load(paths) == settings
    assert [path.name for path in paths.config_dir.iterdir()] == ["settings.json"]


def test_what_match_was_asked_is_kept(tmp_path: Path):
    paths = profile_paths(tmp_path)
    state = MatchState(use_case="team", context=4096, users=3, min_tps=7.5, choice="basic", machine='name = "x"\n')
    save(Settings(match=state), paths)
    assert load(paths).match == state


@pytest.mark.parametrize(
    "damaged",
    [
        "7",
        '{"users": "three"}',
        '{"users": true}',
        '{"choice": 3}',
        '{"prices": [1]}',
        '{"prices": {"a": "b"}}',
        '{"filters": {"fitting_only": 1}}',
        '{"link_mbps": 1' + "0" * 400 + "}",
    ],
)
def test_a_damaged_match_is_named(tmp_path: Path, damaged: str):
    paths = profile_paths(tmp_path)
    paths.config_dir.mkdir()
    paths.settings_file.write_text(f'{{"match": {damaged}}}')
    with pytest.raises(ActionableError) as raised:
        load(paths)
    assert "match" in raised.value.details


def test_unknown_fields_of_a_newer_version_are_ignored(tmp_path: Path):
    paths = profile_paths(tmp_path)
    paths.config_dir.mkdir()
    paths.settings_file.write_text('{"interval_s": 3, "from_the_future": true}')
    assert load(paths).interval_s == 3


def test_a_file_from_before_alerts_has_none(tmp_path: Path):
    paths = profile_paths(tmp_path)
    paths.config_dir.mkdir()
    paths.settings_file.write_text('{"interval_s": 3}')
    assert load(paths).alerts == AlertLimits()
    paths.settings_file.write_text('{"alerts": {"gpu_temperature_c": 85, "ram_percent": null, "from_the_future": 1}}')
    assert load(paths).alerts == AlertLimits(gpu_temperature_c=85.0)


DAMAGED_COST = (
    "7",
    '{"years": "long"}',
    '{"years": -1}',
    '{"use": 3}',
    '{"use": {"tokens_in": true}}',
    '{"use": {"tokens_in": 1e999}}',
    '{"currency": "XYZ"}',
    '{"cloud": {"reserved": 1}}',
)


def test_the_cost_page_is_kept(tmp_path: Path):
    paths = profile_paths(tmp_path)
    plan = CostPlan("plan", Currency.CNY, 4.0, cloud=CloudCost(reserved=True, price_per_hour=2.5))
    save(Settings(cost=plan), paths)
    assert load(paths).cost == plan


def test_a_cost_plan_of_another_version_is_taken_as_far_as_it_goes(tmp_path: Path):
    paths = profile_paths(tmp_path)
    paths.config_dir.mkdir()
    paths.settings_file.write_text('{"cost": {"years": 5, "use": {"tokens_in": 2, "new": 1}, "newer": {}}}')
    assert load(paths).cost == CostPlan(years=5.0, use=Use(tokens_in=2.0))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"interval_s": 0}',
        '{"theme": "pink"}',
        '{"language": 7}',
        "\x00",
        pytest.param("[" * 200_000, id="nested too deeply"),
        '{"alerts": 7}',
        '{"alerts": {"ram_percent": 101}}',
        *(f'{{"cost": {cost}}}' for cost in DAMAGED_COST),
    ],
)
def test_damaged_file_is_named_and_kept(tmp_path: Path, text: str):
    paths = profile_paths(tmp_path)
    paths.config_dir.mkdir()
    paths.settings_file.write_text(text)
    with pytest.raises(ActionableError) as caught:
        load(paths)
    kept = paths.settings_file.with_name("settings.json.damaged")
    assert kept.read_text() == text
    assert str(kept) in str(caught.value.hint)


def test_full_disk_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    paths = profile_paths(tmp_path)
    save(Settings(interval_s=2), paths)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ActionableError) as caught:
        save(Settings(interval_s=9), paths)
    assert "No space left" in str(caught.value)
    assert "--profile-dir" in str(caught.value.hint)
    assert load(paths).interval_s == 2
    assert [path.name for path in paths.config_dir.iterdir()] == ["settings.json"]


def test_profile_that_is_a_file(tmp_path: Path):
    (tmp_path / "profile").write_text("")
    with pytest.raises(ActionableError):
        save(Settings(), profile_paths(tmp_path / "profile"))


def test_models_folder_is_the_profiles_own_unless_chosen(tmp_path: Path):
    paths = profile_paths(tmp_path)
    assert models_dir(Settings(), paths) == paths.models_dir
    assert models_dir(Settings(models_dir="~/m"), paths) == Path.home() / "m"


def test_profile_paths_stay_inside_the_folder(tmp_path: Path):
    paths = profile_paths(tmp_path)
    for path in (paths.config_dir, paths.cache_dir, paths.models_dir, paths.log_file, paths.window_file):
        assert path.is_relative_to(tmp_path)


def test_default_paths_are_apart():
    paths = default_paths()
    assert len({paths.config_dir, paths.cache_dir, paths.models_dir, paths.log_dir}) == 4


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs Linux's /proc")
def test_a_folder_of_the_kernel_cannot_be_written():
    with pytest.raises(ActionableError, match="can't be written"):
        check_writable(profile_paths(Path("/proc/self")))


@pytest.mark.expects_log
def test_settings_nested_without_end_are_damage_like_any_other(tmp_path: Path):
    paths = profile_paths(tmp_path)
    paths.settings_file.parent.mkdir(parents=True, exist_ok=True)
    paths.settings_file.write_text("[" * 200_000, encoding="utf-8")
    with pytest.raises(ActionableError):
        load(paths)


def test_a_folder_whose_name_is_no_text_is_kept(tmp_path: Path) -> None:
    paths = profile_paths(tmp_path)
    save(Settings(models_dir="/模型/\udcff"), paths)
    assert load(paths).models_dir == "/模型/\udcff"
    assert "模型" in paths.settings_file.read_text(encoding="utf-8")


def test_the_home_of_nobody_here_is_a_folder_like_any_other(tmp_path: Path) -> None:
    settings = Settings(models_dir="~nobody-by-this-name/models")
    assert models_dir(settings, profile_paths(tmp_path)) == Path("~nobody-by-this-name/models")
