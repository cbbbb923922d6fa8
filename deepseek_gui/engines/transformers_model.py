"""Loads a checkpoint with transformers: safetensors only, nothing from the network, on the devices that hold it.

Part of the transformers engine's own process; standard library beside torch and transformers.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

_MARGIN_BYTES = 1 << 30
"""What a GPU needs beside the weights before it is taken alone: cache, activations and cuBLAS."""

_WIDTHS = {"float32": 4, "float16": 2, "bfloat16": 2, "float8_e4m3fn": 1}
_LARGEST_JSON_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class ChildOptions:
    """What the child is told.

    Attributes:
        model: a folder, or a name in the Hugging Face cache.
        port: 0 takes a free one.
        context: tokens of one sequence, prompt and answer together.
        parallel: sequences that are answered at the same time.
        dtype: torch's name; "auto" is the checkpoint's own.
        quantise: "", "int8" or "nf4", by bitsandbytes while it loads.
        device: "auto", "cpu" or "cuda:0".
        attention: transformers' name of an implementation; empty is its choice.
        threads: None is torch's choice.
        trust_code: the person agreed to run the Python files of the model.
    """

    model: str
    port: int
    context: int
    parallel: int = 1
    dtype: str = "auto"
    quantise: str = ""
    device: str = "auto"
    attention: str = ""
    threads: int | None = None
    trust_code: bool = False

    def to_json(self) -> str:
        """Return the argument for the child's command line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> ChildOptions:
        """Return the options of a command line."""
        return cls(**json.loads(text))


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model that answers.

    Attributes:
        device: where its input goes.
        ends: ids that end an answer.
    """

    torch: Any
    model: Any
    tokenizer: Any
    device: str
    ends: tuple[int, ...]

    def memory(self) -> Mapping[str, tuple[int, int, int]]:
        """Return device -> bytes allocated now, at most so far, and reserved at most; empty without a GPU."""
        cuda = self.torch.cuda
        if not cuda.is_available():
            return {}
        return {
            f"cuda:{index}": (
                cuda.memory_allocated(index),
                cuda.max_memory_allocated(index),
                cuda.max_memory_reserved(index),
            )
            for index in range(cuda.device_count())
        }

    def free_unused(self) -> None:
        """Give back what the allocator keeps, after memory ran out."""
        if self.torch.cuda.is_available():
            self.torch.cuda.empty_cache()


def load(options: ChildOptions) -> Loaded:
    """Return the model of the options, ready to generate.

    Raises:
        Exception: whatever torch or transformers say; the parent knows their words.
    """
    import torch  # noqa: PLC0415  seconds, and only this process
    import transformers  # noqa: PLC0415

    if options.threads:
        torch.set_num_threads(options.threads)
    if hasattr(torch.backends.cuda, "enable_cudnn_sdp"):
        # cuDNN's attention plans anew for every length of the cache: 37 ms a token on an H200, 18 tokens/s for 51.
        torch.backends.cuda.enable_cudnn_sdp(False)
    common = {"local_files_only": True, "trust_remote_code": options.trust_code}
    config = transformers.AutoConfig.from_pretrained(options.model, **common)
    tokenizer = transformers.AutoTokenizer.from_pretrained(options.model, **common)
    arguments = common | _arguments(options, torch, transformers)
    target = _target(options, torch, _bytes(options))
    versions = f"torch {torch.__version__}, transformers {transformers.__version__}"
    print(f"{versions}, device {target or 'several'}", flush=True)
    model = _model(options, transformers, config, arguments, target)
    model.eval()
    return Loaded(torch, model, tokenizer, str(model.device), _ends(model, tokenizer))


def _arguments(options: ChildOptions, torch: Any, transformers: Any) -> dict[str, Any]:
    dtype = options.dtype if options.dtype == "auto" else getattr(torch, options.dtype)
    arguments: dict[str, Any] = {"use_safetensors": True, _dtype_word(transformers.__version__): dtype}
    if options.attention:
        arguments["attn_implementation"] = options.attention
    if options.quantise == "int8":
        arguments["quantization_config"] = transformers.BitsAndBytesConfig(load_in_8bit=True)
    elif options.quantise == "nf4":
        arguments["quantization_config"] = transformers.BitsAndBytesConfig(
            load_in_4bit=True,
            bnb_4bit_quant_type="nf4",
            bnb_4bit_use_double_quant=True,
            bnb_4bit_compute_dtype=torch.float16,
        )
    return arguments


def _dtype_word(version: str) -> str:
    """Return the name of the argument: it was `torch_dtype` before 4.56."""
    numbers = [int(part) for part in version.split(".")[:2]]
    return "dtype" if numbers >= [4, 56] else "torch_dtype"


def _target(options: ChildOptions, torch: Any, weights: int | None) -> str:
    """Return the one device that takes the model, empty when it has to be spread over several."""
    if options.device != "auto":
        return options.device
    if torch.cuda.is_available():
        frees = [torch.cuda.mem_get_info(index)[0] for index in range(torch.cuda.device_count())]
        best = max(range(len(frees)), key=frees.__getitem__)
        return f"cuda:{best}" if weights is None or weights + _MARGIN_BYTES <= frees[best] else ""
    if torch.version.cuda:
        print("PyTorch finds no usable GPU and computes on the CPU", flush=True)
    mps = getattr(torch.backends, "mps", None)
    return "mps" if mps is not None and mps.is_available() else "cpu"


def _model(options: ChildOptions, transformers: Any, config: Any, arguments: dict[str, Any], target: str) -> Any:
    """Return the loaded model: on one device, or spread by accelerate over GPUs and, at last, main memory."""
    direct = target.startswith("cuda") and importlib.util.find_spec("accelerate") is not None
    if not target or direct or options.quantise:  # without accelerate a model goes through main memory
        arguments = arguments | {"device_map": {"": target} if target else "auto"}
    model, info = transformers.AutoModelForCausalLM.from_pretrained(
        options.model, config=config, output_loading_info=True, **arguments
    )
    missing = sorted(info["missing_keys"])
    if missing:  # transformers would fill them with random numbers
        raise RuntimeError(f"tensor '{missing[0]}' not found in the checkpoint")
    return model if "device_map" in arguments else model.to(target)


def _bytes(options: ChildOptions) -> int | None:
    """Return what the weights take in the dtype asked for; None for a model that is not a folder."""
    folder = Path(options.model)
    stored = sum(file.stat().st_size for file in folder.glob("*.safetensors"))
    if not stored:
        return None
    wanted = {"int8": 1.0, "nf4": 0.6}.get(options.quantise) or float(_WIDTHS.get(options.dtype, 0))
    return int(stored * wanted / _stored_width(folder)) if wanted else stored


def _stored_width(folder: Path) -> int:
    try:
        with (folder / "config.json").open("rb") as file:
            config = json.loads(file.read(_LARGEST_JSON_BYTES))
    except (OSError, ValueError):
        return 2
    return _WIDTHS.get(str(config.get("dtype") or config.get("torch_dtype")), 2)


def _ends(model: Any, tokenizer: Any) -> tuple[int, ...]:
    stated = getattr(model.generation_config, "eos_token_id", None)
    ids: Sequence[Any] = stated if isinstance(stated, list | tuple) else (stated,)
    return tuple(sorted({int(found) for found in (*ids, tokenizer.eos_token_id) if found is not None}))
