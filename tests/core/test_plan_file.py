"""Plan files: what is saved is what is opened, and nothing that is run comes in with one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deepseek_gui.core.plan_file import is_plan, open_plan, plan_text, save_plan
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.plan import Extras, FlashAttention, Plan, RunSettings

SETTINGS = st.builds(
    RunSettings,
    context=st.integers(1, 2**20),
    parallel=st.integers(1, 64),
    kv_type_k=st.sampled_from(["f16", "q8_0"]),
    flash_attention=st.sampled_from([FlashAttention.AUTO, FlashAttention.ON]),
    gpu_layers=st.none() | st.integers(0, 99),
    cpu_experts=st.none() | st.integers(0, 61),
    tensor_split=st.lists(st.floats(0, 99), max_size=4).filter(lambda found: not found or any(found)).map(tuple),
    threads=st.none() | st.integers(1, 256),
)


@given(settings=SETTINGS, synthetic=st.booleans())
def test_a_saved_plan_is_the_same_when_it_is_opened(
    tmp_path_factory: pytest.TempPathFactory, settings: RunSettings, synthetic: bool
):
    path = tmp_path_factory.mktemp("plans") / "plan.toml"
    plan = Plan("r1-distill-qwen-7b", "Q4_K_M", "llama-server", settings, None, synthetic)
    save_plan(plan, path)
    opened = open_plan(path)
    assert opened.plan == plan
    assert not opened.concerns
    assert is_plan(path)


def test_a_model_file_is_something_to_confirm(tmp_path: Path):
    path = tmp_path / "plan.toml"
    save_plan(Plan("mine", None, file=Path("model.gguf")), path)
    opened = open_plan(path)
    assert opened.plan.file == tmp_path / "model.gguf"
    (concern,) = opened.concerns
    assert concern.what == str(tmp_path / "model.gguf")


def test_each_thing_is_told_with_what_it_does_and_its_risk(tmp_path: Path):
    path = tmp_path / "plan.toml"
    extras = Extras((("--temp", "0.3"), ("--brand-new", None)), tmp_path / "a.gguf", tmp_path / "chat.jinja")
    save_plan(Plan("r1-distill-qwen-7b", "Q4_K_M", "llama-server", extras=extras), path)
    told = open_plan(path).concerns
    assert [one.what for one in told] == [
        "--temp 0.3",
        "--brand-new",
        str(tmp_path / "a.gguf"),
        str(tmp_path / "chat.jinja"),
    ]
    assert "How freely" in str(told[0].does)
    assert "does not know" not in str(told[0].risk)
    assert "does not know" in str(told[1].risk)
    assert len({str(one.risk) for one in told}) == len(told)


FLAGS = st.lists(
    st.tuples(
        st.sampled_from(["--temp", "--top-p", "--no-warmup", "-cmoe"]),
        st.none() | st.text("abc=.,*\\\"'$`; {}", min_size=1, max_size=20).map(lambda text: f"v{text}"),
    ),
    max_size=4,
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(flags=FLAGS, adapter=st.sampled_from([None, "a.gguf", 'it\'s "mine".gguf']), template=st.booleans())
def test_what_a_plan_adds_survives_a_file(
    tmp_path_factory: pytest.TempPathFactory, flags: list[tuple[str, str | None]], adapter: str | None, template: bool
):
    folder = tmp_path_factory.mktemp("plans")
    extras = Extras(
        tuple(flags), None if adapter is None else folder / adapter, folder / "chat.jinja" if template else None
    )
    plan = Plan("r1-distill-qwen-7b", "Q4_K_M", "llama-server", extras=extras)
    save_plan(plan, folder / "plan.toml")
    opened = open_plan(folder / "plan.toml")
    assert opened.plan == plan
    assert len(opened.concerns) == len(flags) + (adapter is not None) + template


EXTRA = plan_text(Plan("r1-distill-qwen-7b", "Q4_K_M", "llama-server")) + "[extra]\n"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_computer_is_a_host_that_may_be_named(tmp_path: Path, host: str):
    path = tmp_path / "plan.toml"
    path.write_text(f'{EXTRA}host = "{host}"\n')
    (concern,) = open_plan(path).concerns
    assert concern.what == host
    assert "nothing listens beyond 127.0.0.1" in str(concern.risk)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ('host = "0.0.0.0"', "listen at 0.0.0.0"),
        ('host = "::"', "listen at ::"),
        ('host = "127.0.0.1.evil.example"', "evil"),
        ('executable = "/bin/sh"', "names a program to run (executable)"),
        ('env = { LD_PRELOAD = "x.so" }', "names a program to run (env)"),
        ('unheard_of = "x"', "unheard_of"),
        ('flags = [["--host", "0.0.0.0"]]', "--host is refused"),
        ('flags = [["--HOST", "0.0.0.0"]]', "--HOST is refused"),
        ('flags = [["--api_key", "x"]]', "--api_key is refused"),
        ('flags = [["--rpc", "evil:1"]]', "--rpc is refused"),
        ('flags = [["--model-url", "x"]]', "--model-url is refused"),
        ('flags = [["-hf", "evil/model"]]', "-hf is refused"),
        ('flags = [["-m", "other.gguf"]]', "settings"),
        ('flags = [["--log-file", "/etc/passwd"]]', "--log-file is refused"),
        ('flags = [["--lora", "x.gguf"]]', "adapter and chat_template"),
        ('flags = [["--tools", "all"]]', "never names what would be run"),
        ('flags = [["--temp=1", "x"]]', "not the name of a flag"),
        ('flags = [["; rm -rf /"]]', "not the name of a flag"),
        ('flags = [["--temp", "--host"]]', "looks like a flag"),
        ('flags = [["--temp", "1\\n2"]]', "looks like a flag"),
        ('flags = [["--temp", "1", "2"]]', "flags"),
        ("flags = [[]]", "flags"),
        ('flags = ["--temp"]', "flags"),
        ("adapter = 3", "adapter"),
        ('adapter = "a\\u202egfug.exe"', "u202e"),
        ('chat_template = "a\\nb"', "extra"),
    ],
)
def test_what_no_plan_may_add_is_refused_by_name(tmp_path: Path, words: str, named: str):
    path = tmp_path / "plan.toml"
    path.write_text(EXTRA + words + "\n")
    with pytest.raises(ActionableError) as raised:
        open_plan(path)
    assert named in str(raised.value.message)


@pytest.mark.parametrize(
    ("engine", "words"),
    [
        ("embedded", 'flags = [["--temp", "1"]]'),
        ("ollama", 'flags = [["--temp", "1"]]'),
        ("ollama", 'adapter = "x.gguf"'),
        ("vllm", 'adapter = "x.gguf"'),
        ("ollama", 'chat_template = "x.jinja"'),
    ],
)
def test_an_engine_that_cannot_be_told_says_so(tmp_path: Path, engine: str, words: str):
    path = tmp_path / "plan.toml"
    path.write_text(EXTRA.replace("llama-server", engine) + words + "\n")
    with pytest.raises(ActionableError, match=f"{engine} cannot do what this plan needs"):
        open_plan(path)


BASE = plan_text(Plan("r1-distill-qwen-7b", "Q4_K_M"))


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (BASE.replace("[settings]", 'executable = "/bin/sh"\n[settings]'), "executable"),
        (BASE.replace("[settings]", 'argv = ["sh"]\n[settings]'), "argv"),
        (BASE.replace('engine = "embedded"', 'engine = "/tmp/evil"'), "engine"),
        (BASE + 'host = "0.0.0.0"\n', "settings.host"),
        (BASE + 'lora = "adapter.gguf"\n', "settings.lora"),
        (BASE + 'chat_template_file = "x.jinja"\n', "settings.chat_template_file"),
        (BASE + 'extra_flags = "--rpc evil:1"\n', "settings.extra_flags"),
        (BASE + 'kv_type_k = "f16 --host 0.0.0.0"\n', "settings.kv_type_k"),
        (BASE + "gpu_layers = -1\n", "settings.gpu_layers"),
        (BASE + "threads = 99999999999\n", "settings.threads"),
        (BASE + "tensor_split = 3\n", "tensor_split"),
        (BASE + "tensor_split = [nan]\n", "settings.tensor_split"),
        (BASE + "tensor_split = [inf, 1.0]\n", "settings.tensor_split"),
        (BASE + "tensor_split = [0, 0]\n", "settings.tensor_split"),
        (BASE + "tensor_split = [-1, 2]\n", "settings.tensor_split"),
        (BASE + "tensor_split = [1e308, 1e308]\n", "settings.tensor_split"),
        (BASE.replace("context = 4096", "context = 0"), "context"),
        (BASE.replace("context = 4096", 'context = "many"'), "context"),
        (BASE.replace("plan_format = 1", "plan_format = 99"), "plan_format"),
        ("not toml at all [", "plan.toml"),
        pytest.param(BASE + f"threads = {'1' * 5000}\n", "plan.toml", id="a number of thousands of digits"),
        ('name = "a machine"\n', "`name`"),
    ],
)
def test_what_does_not_belong_into_a_plan_is_refused_by_name(tmp_path: Path, words: str, named: str):
    path = tmp_path / "plan.toml"
    path.write_text(words)
    with pytest.raises(ActionableError) as raised:
        open_plan(path)
    assert named in str(raised.value.message)


def test_files_that_cannot_be_read_are_a_sentence(tmp_path: Path):
    for path in (tmp_path / "missing.toml", tmp_path):
        with pytest.raises(ActionableError):
            open_plan(path)
        assert not is_plan(path)
    large = tmp_path / "large.toml"
    large.write_text("#" * 200_000)
    with pytest.raises(ActionableError):
        open_plan(large)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no FIFO in the file system")
def test_a_fifo_does_not_keep_it_waiting(tmp_path: Path):
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(ActionableError, match="cannot be read"):
        open_plan(tmp_path / "fifo")
    assert not is_plan(tmp_path / "fifo")
