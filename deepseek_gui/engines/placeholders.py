"""The article's placeholder options, and what there really is: for the Run page and for Help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One option of the article.

    Attributes:
        written: as the article writes it.
        real: engine id (or "nccl") -> options with their values; nothing where there is no such thing.
        meaning: what it does, or why it is not needed.
        automatic: engines do it by themselves.
    """

    written: str
    meaning: Text
    real: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    automatic: bool = False


PLACEHOLDERS: tuple[Placeholder, ...] = (
    Placeholder(
        "--use_tensor_core=True",
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "Tensor cores need no option: engines use them by themselves whenever the type of the weights "
                "(FP16, BF16, FP8, or integers in llama.cpp's kernels) allows it.",
            )
        ),
        automatic=True,
    ),
    Placeholder(
        "--kv_cache_compression=True",
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "Keeps the KV cache in 8 bits instead of 16: half the memory for the context, hardly any loss. "
                "In models with MLA (V2, V3, R1) only the keys' part counts.",
            )
        ),
        {
            "llama-server": ("-ctk q8_0", "-ctv q8_0", "-fa on"),
            "ollama": ("OLLAMA_KV_CACHE_TYPE=q8_0", "OLLAMA_FLASH_ATTENTION=1"),
            "vllm": ("--kv-cache-dtype fp8",),
            "sglang": ("--kv-cache-dtype fp8_e4m3",),
        },
    ),
    Placeholder(
        "--load_strategy=lazy",
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "Maps the file into memory and reads a part only when it is used. It is what engines do anyway; "
                "the opposite reads the whole file first.",
            )
        ),
        {
            "llama-server": ("-lm mmap", "-lzm on"),
            "vllm": ("--safetensors-load-strategy lazy",),
        },
        automatic=True,
    ),
    Placeholder(
        "--sync_strategy=fast",
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "There is no such choice. With several GPUs vLLM's own all-reduce is on unless it is switched off, "
                "and asynchronous scheduling hides a part of the waiting; llama.cpp splits by layers and waits little.",
            )
        ),
        {"vllm": ("--async-scheduling",), "llama-server": ("-sm layer",)},
        automatic=True,
    ),
    Placeholder(
        "NCCL_DEBUG=INFO",
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "Lets NVIDIA's communication library tell how GPUs are connected. For finding faults only: "
                "NVIDIA advises against keeping it in production.",
            )
        ),
        {"nccl": ("NCCL_DEBUG=INFO",)},
    ),
    Placeholder(
        "NCCL_SOCKET_IFNAME=eth0",
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "Names the network card between several computers. The value is the beginning of a name: eth0 also "
                "means eth01, “=eth0” means this one only. Within one computer it has no effect.",
            )
        ),
        {"nccl": ("NCCL_SOCKET_IFNAME=eth0", "GLOO_SOCKET_IFNAME=eth0")},
    ),
    Placeholder(
        "gradient_checkpointing",
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "Saves memory while a model is trained; answering needs no gradients, so it has no effect there. "
                "What helps: a smaller context or batch, a compressed KV cache, a smaller quantisation.",
            )
        ),
    ),
)
"""In the article's order of use."""
