"""What a plan adds reaches the engine as separate arguments, or is refused by name; no shell ever sees it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import gguf
import httpx
import numpy as np
import pytest

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.plan import Extras, Plan, RunSettings
from deepseek_gui.engines.base import EngineBuild, Surroundings
from deepseek_gui.engines.embedded import EmbeddedEngine
from deepseek_gui.engines.embedded_child import ChildOptions, parameters
from deepseek_gui.engines.extras import check_flag, llama_words
from deepseek_gui.engines.llama_server import LlamaServer
from deepseek_gui.engines.ollama import Ollama
from deepseek_gui.engines.options import parse_help
from deepseek_gui.engines.torch_servers import Sglang, Vllm
from tests.engines.test_embedded import Child
from tests.fake_programs import fake_program

FILE = Path("/models/m.gguf")
HOSTILE = 'it\'s "$(touch here)"; rm -rf ~ && `id`'


def argv_of(folder: Path, extras: Extras, help_file: str = "llama-server-new.help") -> list[str]:
    server = LlamaServer(Surroundings(None, {"llama-server": fake_program(folder, help_file=help_file)}))
    found = server.detect()
    assert found is not None
    plan = Plan("r1-distill-qwen-7b", "Q4_K_M", "llama-server", extras=extras)
    return list(server.launch(plan, RunSettings(), FILE, 8080, "secret", build=found).argv)


def test_each_word_is_an_argument_of_its_own_and_our_address_comes_last(tmp_path: Path) -> None:
    adapter, template = tmp_path / f"{HOSTILE.replace('/', '')}.gguf", tmp_path / "chat template.jinja"
    adapter.touch()
    template.touch()
    argv = argv_of(tmp_path, Extras((("--temp", "-0.5"), ("--no-warmup", None)), adapter, template))
    at = argv.index("--temp")
    added = ["--temp", "-0.5", "--no-warmup", "--lora", str(adapter), "--chat-template-file", str(template)]
    assert argv[at : at + len(added)] == added
    assert argv[at + len(added) :][:4] == ["--host", "127.0.0.1", "--port", "8080"]


@pytest.mark.parametrize(
    ("flag", "value", "words"),
    [
        ("--top-p", "0.9", "has no option --top-p"),
        ("--temp", None, "it needs a value"),
        ("--no-warmup", "--host", "looks like a flag"),
        ("--no-warmup", "1", "it takes no value"),
        ("-sm", "sideways", "does not accept sideways"),
        ("--parallel", "99", "the plan's settings say that already"),
        ("--ctx-size", "9", "the plan's settings say that already"),
        ("--host", "0.0.0.0", "nothing listens beyond 127.0.0.1"),
    ],
)
def test_what_the_build_would_take_otherwise_is_refused(
    tmp_path: Path, flag: str, value: str | None, words: str
) -> None:
    with pytest.raises(ActionableError) as refused:
        argv_of(tmp_path, Extras(((flag, value),)))
    assert words in str(refused.value.message)


def test_another_spelling_of_a_door_is_a_door() -> None:
    options = parse_help("--innocent, --host HOST  where to listen\n--plain N  a number\n", "a build")
    with pytest.raises(ActionableError, match="--innocent is refused"):
        llama_words(Extras((("--innocent", "0.0.0.0"),)), options, ())
    assert llama_words(Extras((("--plain", "1"),)), options, ()) == ["--plain", "1"]


def test_what_cannot_be_checked_is_not_started() -> None:
    assert llama_words(Extras(), None, ()) == []
    with pytest.raises(ActionableError, match="cannot be checked"):
        llama_words(Extras((("--temp", "1"),)), None, ())


@pytest.mark.parametrize("name", ["missing.gguf", "one,two.gguf"])
def test_a_file_that_is_not_there_or_would_be_two_is_refused(tmp_path: Path, name: str) -> None:
    if "," in name:
        (tmp_path / name).touch()
    with pytest.raises(ActionableError, match="There is no file"):
        argv_of(tmp_path, Extras(adapter=tmp_path / name))


@pytest.mark.parametrize("engine", [Vllm(), Sglang()], ids=lambda found: found.id)
def test_torch_servers_take_flags_of_their_list_and_a_template(engine: Vllm | Sglang, tmp_path: Path) -> None:
    template = tmp_path / "chat.jinja"
    template.touch()
    flag = "--max-lora-rank"
    plan = Plan("deepseek-v3", "FP8", engine.id, extras=Extras((("--random-seed", "3"),), chat_template=template))
    if engine.id == "vllm":
        plan = replace(plan, extras=replace(plan.extras, flags=(("--seed", "3"),)))
    build = EngineBuild(engine.id, "1", ("CUDA",), Path("/venv/bin") / engine.id)
    argv = engine.launch(plan, RunSettings(), Path("x/y"), 8000, "k", build=build).argv
    assert argv[argv.index("--chat-template") + 1] == str(template)
    assert argv[argv.index(plan.extras.flags[0][0]) + 1] == "3"
    bad = replace(plan, extras=Extras(((flag, "3"),)))
    with pytest.raises(ActionableError, match="--max-lora-rank is refused"):
        engine.launch(bad, RunSettings(), Path("x/y"), 8000, "k", build=build)


def test_engines_that_take_none_say_so(tmp_path: Path) -> None:
    plan = Plan("m", "Q4_K_M", "ollama", extras=Extras((("--temp", "1"),)))
    with pytest.raises(ActionableError, match="ollama cannot do what this plan needs: --temp"):
        Ollama().launch(plan, RunSettings(), FILE, 0, "")
    with pytest.raises(ActionableError, match="embedded cannot do what this plan needs: --temp"):
        EmbeddedEngine().launch(plan, RunSettings(), FILE, 0, "")
    missing = replace(plan, extras=Extras(adapter=tmp_path / "missing"))
    with pytest.raises(ActionableError, match="There is no file"):
        EmbeddedEngine().launch(missing, RunSettings(), FILE, 0, "")


def test_the_embedded_engine_is_given_an_adapter_and_a_template(tmp_path: Path) -> None:
    adapter, template = tmp_path / "adapter.gguf", tmp_path / "chat.jinja"
    adapter.touch()
    template.write_text("{{ messages }} 你好", encoding="utf-8")
    plan = Plan("tiny", None, extras=Extras(adapter=adapter, chat_template=template))
    argument = EmbeddedEngine().launch(plan, RunSettings(), FILE, 0, "k").argv[-1]
    params = parameters(ChildOptions.from_json(argument), "k")
    assert [(lora.path, lora.scale) for lora in params.lora_adapters] == [(str(adapter), 1.0)]
    assert params.chat_template == "{{ messages }} 你好"
    assert json.loads(argument)["adapter"] == str(adapter)


def write_adapter(model: Path, adapter: Path) -> None:
    """Write a LoRA adapter that changes nothing: factors of zeros for one matrix of a model."""
    matrix = next(tensor for tensor in gguf.GGUFReader(str(model)).tensors if tensor.name == "blk.0.attn_q.weight")
    width, height = (int(size) for size in matrix.shape)
    writer = gguf.GGUFWriter(str(adapter), "llama")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", 1.0)
    writer.add_tensor(f"{matrix.name}.lora_a", np.zeros((4, width), np.float32))
    writer.add_tensor(f"{matrix.name}.lora_b", np.zeros((height, 4), np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def test_the_engine_really_loads_the_adapter(tiny_model: Path, tmp_path: Path) -> None:
    adapter = tmp_path / "adapter.gguf"
    write_adapter(tiny_model, adapter)
    started = Child(tiny_model, extras=Extras(adapter=adapter))
    try:
        with httpx.Client(base_url=started.until_ready(), trust_env=False) as web:
            found = web.get("/lora-adapters", headers={"Authorization": "Bearer a-key"}).json()
    finally:
        started.process.stop()
        assert started.process.wait(5)
    assert [(one["path"], one["scale"]) for one in found] == [(str(adapter), 1.0)]


def test_the_engine_really_asks_through_the_template(tiny_model: Path, tmp_path: Path) -> None:
    template = tmp_path / "chat.jinja"
    template.write_text("PREFIX {% for message in messages %}{{ message.content }}{% endfor %}", encoding="utf-8")
    started = Child(tiny_model, extras=Extras(chat_template=template))
    try:
        with httpx.Client(base_url=started.until_ready(), trust_env=False) as web:
            answer = web.post(
                "/apply-template",
                json={"messages": [{"role": "user", "content": "hello"}]},
                headers={"Authorization": "Bearer a-key"},
            )
    finally:
        started.process.stop()
        assert started.process.wait(5)
    assert answer.json()["prompt"].startswith("PREFIX hello")


@pytest.mark.parametrize(
    ("engine", "flag"),
    [
        ("llama-server", "--fim-qwen-7b-default"),
        ("llama-server", "--lookup-cache-dynamic"),
        ("llama-server", "--control-vector-scaled"),
        ("vllm", "--uds"),
        ("vllm", "--tool-server"),
        ("vllm", "--otlp-traces-endpoint"),
        ("vllm", "--data-parallel-backend"),
        ("vllm", "--tokenizer"),
        ("vllm", "--tokenizer-revision"),
        ("vllm", "--default-mm-loras"),
        ("vllm", "--enable-prompt-embeds"),
        ("sglang", "--tool_server"),
        ("sglang", "--sidecar"),
        ("sglang", "--sidecar-args"),
        ("sglang", "--forward-hooks"),
        ("sglang", "--delete-ckpt-after-loading"),
        ("sglang", "--init-expert-location"),
        ("sglang", "--log-requests-target"),
        ("sglang", "--load-publish-endpoint"),
        ("sglang", "--disaggregation-mode"),
        ("sglang", "--use-ray"),
    ],
)
def test_what_listens_calls_out_runs_code_or_touches_files_is_never_added(engine: str, flag: str) -> None:
    with pytest.raises(ActionableError, match="is refused"):
        check_flag(engine, flag, "x")


@pytest.mark.parametrize(
    ("engine", "flag"),
    [("vllm", "--tokenizer-mode"), ("vllm", "--enforce-eager"), ("sglang", "--mem-fraction-static")],
)
def test_what_only_tunes_an_engine_may_be_added(engine: str, flag: str) -> None:
    check_flag(engine, flag, "1")
