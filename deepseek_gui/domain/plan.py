"""Plans: what to run, with which settings, what it takes, and how it is started."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from deepseek_gui.domain.text import Text

DEMO = "demo"
"""Model id of the small model that ships with the program."""


ENGINE_NAMES: Mapping[str, str] = {
    "embedded": "llama.cpp",
    "llama-server": "llama.cpp",
    "llama.cpp": "llama.cpp",
    "ollama": "Ollama",
    "vllm": "vLLM",
    "sglang": "SGLang",
    "transformers": "transformers",
}
"""Engine -> the family that a person knows it by."""


class Source(StrEnum):
    """Where a number comes from."""

    ENGINE = "engine"
    MEASURED = "measured"
    CALIBRATED = "calibrated"
    COMPUTED = "computed"


class FlashAttention(StrEnum):
    """llama.cpp's `-fa`."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


class LoadMode(StrEnum):
    """How the weights get into memory: llama.cpp's `-lm`."""

    AUTO = "auto"
    MMAP = "mmap"
    """Mapped from the file: only what is used is read."""
    READ = "none"
    """Read whole, without a mapping."""
    LOCK = "mlock"
    """Read whole and kept from being swapped out."""
    MMAP_LOCK = "mmap+mlock"

    @property
    def maps(self) -> bool:
        """Whether the file is mapped: its pages are the system's to drop."""
        return self not in (LoadMode.READ, LoadMode.LOCK)


@dataclass(frozen=True, slots=True)
class RunSettings:
    """The settings of a run, in llama-server's terms.

    Attributes:
        context: the whole KV cache in tokens, shared by the `parallel` sequences.
        batch: logical batch, tokens.
        ubatch: physical batch, tokens.
        gpu_layers: layers on GPUs; None lets the placement decide.
        cpu_experts: layers whose experts stay in host memory; None lets the placement decide.
        tensor_split: share of each GPU; empty lets the placement decide.
        threads: CPU threads; None is the engine's choice.
        load_mode: how the file is read; the estimate takes AUTO (a mapping).
    """

    context: int = 4096
    parallel: int = 1
    kv_type_k: str = "f16"
    kv_type_v: str = "f16"
    flash_attention: FlashAttention = FlashAttention.AUTO
    batch: int = 2048
    ubatch: int = 512
    gpu_layers: int | None = None
    cpu_experts: int | None = None
    tensor_split: tuple[float, ...] = ()
    threads: int | None = None
    load_mode: LoadMode = LoadMode.AUTO

    def __hash__(self) -> int:
        """Hash what mostly tells settings apart; the hash of an enum member takes longer than all of this."""
        return hash((self.context, self.parallel, self.kv_type_k, self.ubatch, self.gpu_layers, self.cpu_experts))


@dataclass(frozen=True, slots=True)
class Extras:
    """What a plan adds to an engine's start beside its settings; one from outside is confirmed before a start.

    Attributes:
        flags: name with its dashes, and value; None for a switch. In the order in which they are told.
        adapter: a LoRA adapter to load with the model.
        chat_template: a file that is used instead of the template inside the model file.
    """

    flags: tuple[tuple[str, str | None], ...] = ()
    adapter: Path | None = None
    chat_template: Path | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One thing that can be run.

    Attributes:
        model: catalogue id, or the file's own name when `file` is set.
        quantisation: "Q4_K_M"; None for a file (its header says).
        engine: "embedded", "llama-server", ….
        file: a model file on disk; None when it would have to be made or downloaded.
        synthetic: the file is random weights of the real shapes.
        trusts_code: the person agreed to run the program files that come with the model; never stored, never a default.
        extras: what else the engine is told.
    """

    model: str
    quantisation: str | None
    engine: str = "embedded"
    settings: RunSettings = RunSettings()
    file: Path | None = None
    synthetic: bool = False
    trusts_code: bool = False
    extras: Extras = Extras()


@dataclass(frozen=True, slots=True)
class DeviceMemory:
    """Memory that a plan takes on one device.

    Attributes:
        kind: "gpu" or "host".
        weights_bytes: model tensors, repacked copies included.
        overhead_bytes: driver context, pools, output buffers.
        free_bytes: what a plan may use of the device: what is free, less a margin; None when not known.
    """

    name: str
    kind: str
    weights_bytes: int
    kv_cache_bytes: int
    compute_bytes: int
    overhead_bytes: int
    free_bytes: int | None = None

    @property
    def total_bytes(self) -> int:
        """The sum of the parts."""
        return self.weights_bytes + self.kv_cache_bytes + self.compute_bytes + self.overhead_bytes


@dataclass(frozen=True, slots=True)
class Range:
    """An estimate with honest edges: about 80 % of cases lie between low and high."""

    low: float
    expected: float
    high: float


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast a plan runs, tokens per second of one stream unless said otherwise.

    Attributes:
        decode_tps: at an empty context (llama-bench tg128); None when a needed fact is unknown.
        decode_tps_at_context: with the cache full.
        prefill_tps: prompt tokens per second (llama-bench pp512).
        time_to_first_token_s: for a prompt of 512 tokens.
        basis: how the number was made, one sentence.
        streams: conversations at the same time (`RunSettings.parallel`).
        throughput_tps: all streams together when all of them answer, at an empty context.
        throughput_tps_at_context: the same with the cache full.
    """

    decode_tps: Range | None = None
    decode_tps_at_context: Range | None = None
    prefill_tps: Range | None = None
    time_to_first_token_s: Range | None = None
    source: Source = Source.COMPUTED
    basis: Text | None = None
    streams: int = 1
    throughput_tps: Range | None = None
    throughput_tps_at_context: Range | None = None

    @property
    def stream_tps(self) -> Range | None:
        """What each stream gets when all of them answer, at an empty context."""
        together, streams = self.throughput_tps, self.streams
        if together is None:
            return None
        return Range(together.low / streams, together.expected / streams, together.high / streams)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a plan takes and gives on a machine.

    Attributes:
        file_bytes: size of the model file (download, disk).
        settings: the settings with the placement filled in.
        reason: why it does not fit, or None.
        remedy: the smallest change that would make it fit, or None.
        devices: every device the plan touches, GPUs first, host last; as if it fitted when it does not.
        note: what to mind when reading the numbers, or None.
        cache_tokens: what the cache of an engine holds that fills the memory with it (vLLM, SGLang); None elsewhere.
    """

    plan: Plan
    settings: RunSettings
    source: Source
    fits: bool
    file_bytes: int
    devices: tuple[DeviceMemory, ...]
    speed: Speed
    reason: Text | None = None
    remedy: Text | None = None
    cache_tokens: int | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class LaunchSpec:
    """A process to start.

    Attributes:
        argv: program and arguments; never passes through a shell.
        environment: variables to set beside the inherited clean ones.
        unset: variables to take away from the child.
        base_url: where the OpenAI-compatible interface will answer.
        ready_path: asked at `base_url` until it answers 200; empty for an engine that says itself when it is ready.
        served_model: the name by which requests must call the model; empty when the engine needs none.
        checks: what must hold before the start, for a person.
    """

    engine: str
    argv: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    unset: tuple[str, ...] = ()
    base_url: str = ""
    ready_path: str = ""
    served_model: str = ""
    checks: tuple[Text, ...] = ()
