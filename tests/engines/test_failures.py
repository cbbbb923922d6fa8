"""Messages as engines print them; sources: the engines' code and public reports (autumn 2026)."""

from __future__ import annotations

import pytest

from deepseek_gui.domain.events import Failed, Notice
from deepseek_gui.domain.failure import Cause
from deepseek_gui.domain.text import Text
from deepseek_gui.engines import failures

MEMORY = "There is not enough memory for this model with these settings."
ROOM = "The weights fitted into memory, but the KV cache and the work space did not."
DRIVER = "The graphics driver is too old for this build of the engine."
PEER = "The GPUs cannot reach each other's memory."
TEMPLATE = "The model has no chat template that the engine understands."
FULL = "The conversation no longer fits into the context."
ARCHITECTURE = "This engine does not know models of this architecture."

FAILURES = {
    # transformers 5.24.0 with torch 2.13.0 (CPU) and transformers 5.17.0 with torch 2.11.0 (H200), provoked
    "ValueError: The repository /models/mine contains custom code which must be executed to correctly load the model. "
    "You can inspect the repository content at /models/mine .": (
        Cause.REMOTE_CODE,
        "This model brings program files of its own, and the engine needs them to run it.",
    ),
    "ValueError: The checkpoint you are trying to load has model type `llamz` but Transformers does not recognize this "
    "architecture. This could be because of an issue with the checkpoint, or because your version of Transformers is "
    "out of date.": (
        Cause.ARCHITECTURE,
        "This engine does not know models of the architecture “llamz”.",
    ),
    "AssertionError: Torch not compiled with CUDA enabled": (
        Cause.NO_GPU_BUILD,
        "This PyTorch was built without CUDA and cannot use the GPU.",
    ),
    "ValueError: Using a `device_map`, `tp_plan`, `torch.device` context manager or setting "
    "`torch.set_default_device(device)` requires `accelerate`. You can install it with `pip install accelerate`": (
        Cause.LIBRARY,
        "The engine's Python lacks the package accelerate.",
    ),
    "ImportError: Using `bitsandbytes` 8-bit quantization requires bitsandbytes: `pip`": (
        Cause.LIBRARY,
        "The engine's Python lacks the package bitsandbytes.",
    ),
    "ImportError: FlashAttention2 has been toggled on, but it cannot be used due to the following error: the package "
    "for FlashAttention2 doesn't seem to be installed.": (
        Cause.LIBRARY,
        "The engine's Python lacks the package FlashAttention2.",
    ),
    "ModuleNotFoundError: No module named 'sentencepiece'": (
        Cause.LIBRARY,
        "The engine's Python lacks the package sentencepiece.",
    ),
    "RuntimeError: [enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate memory: you tried "
    "to allocate 67108864 bytes. Error code 12 (Cannot allocate memory)": (Cause.MEMORY_LOADING, MEMORY),
    "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 14.19 GiB. GPU 0 has a total capacity of 139.80 GiB "
    "of which 8.49 GiB is free.": (Cause.MEMORY_LOADING, MEMORY),
    "OSError: Error no file named model.safetensors found in directory /models/mine.": (
        Cause.FILE,
        "The model has no weights in safetensors files.",
    ),
    "OSError: We couldn't connect to 'https://huggingface.co' to load the files, and couldn't find them in the cached "
    "files.": (Cause.FILE, "This model is not on this computer."),
    "safetensors._safetensors_rust.SafetensorError: Error while deserializing header: incomplete metadata, file not "
    "fully covered": (Cause.FILE, "The model file is damaged: its header cannot be read."),
    "model.layers.0.mlp.up_proj.weight | MISMATCH | Reinit due to size mismatch": (
        Cause.FILE,
        "The tensor model.layers.0.mlp.up_proj.weight of the model file has a wrong shape.",
    ),
    "Cannot use chat template functions because tokenizer.chat_template is not set and no template argument was "
    "passed!": (
        Cause.TEMPLATE,
        TEMPLATE,
    ),
    # llama.cpp 0.5.0-dev (xllamacpp 2026.10.11549), provoked here
    "0.00.004.038 E llama_model_load: error loading model: tensor 'blk.0.attn_k.weight' data is not within the file "
    "bounds, model is corrupted or incomplete": (
        Cause.FILE,
        "The model file is incomplete: the data of blk.0.attn_k.weight is missing.",
    ),
    "0.00.004.547 E llama_model_load: error loading model: unknown model architecture: 'llamz'": (
        Cause.ARCHITECTURE,
        "This engine does not know models of the architecture “llamz”.",
    ),
    "0.00.005.251 E llama_model_load: error loading model: check_tensor_dims: tensor 'blk.1.attn_q.weight' not found": (
        Cause.FILE,
        "The model file lacks the tensor blk.1.attn_q.weight.",
    ),
    "0.00.004 E llama_model_load: error loading model: missing tensor 'output_norm.weight'": (
        Cause.FILE,
        "The model file lacks the tensor output_norm.weight.",
    ),
    "0.00.006.029 E llama_init_from_model: quantized V cache requires flash_attn to be enabled": (
        Cause.CACHE_TYPE,
        "A compressed V cache needs flash attention.",
    ),
    "0.00.006.031 E llama_init_from_model: K cache type q8_0 with block size 32 does not divide n_embd_head_k=16": (
        Cause.CACHE_TYPE,
        "This model's heads are too small for a cache of the type q8_0.",
    ),
    "srv  start: couldn't bind HTTP server socket, hostname: 127.0.0.1, port: 8080": (
        Cause.PORT,
        "Port 8080 of this computer is taken by another program.",
    ),
    "ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 70368744177664": (
        Cause.MEMORY_LOADING,
        MEMORY,
    ),
    "E llama_model_load: error loading model: llama_model_loader: failed to load model from notgguf.gguf": (
        Cause.FILE,
        "The engine cannot read the model file.",
    ),
    # llama.cpp: CUDA, Vulkan, options, quantisation, templates
    "ggml_backend_cuda_buffer_type_alloc_buffer: allocating 9 MiB on device 0: cudaMalloc failed: out of memory": (
        Cause.MEMORY_LOADING,
        MEMORY,
    ),
    "llama_model_load: error loading model: unable to allocate CUDA0 buffer": (Cause.MEMORY_LOADING, MEMORY),
    "ggml_vulkan: vk::Device::allocateMemory: ErrorOutOfDeviceMemory": (Cause.MEMORY_LOADING, MEMORY),
    "0.06.650.537 E llama_init_from_model: failed to initialize the context: failed to allocate buffer for kv cache": (
        Cause.MEMORY_CONTEXT,
        ROOM,
    ),
    "graph_reserve: failed to allocate compute buffers": (Cause.MEMORY_CONTEXT, ROOM),
    "gguf_init_from_reader: tensor 'output.weight' has invalid ggml type 142. should be in [0, 43)": (
        Cause.QUANTISATION,
        "This build of the engine does not know the quantisation of output.weight (type 142).",
    ),
    "error: invalid argument: --no-mmap": (Cause.OPTION, "This build of the engine has no option --no-mmap."),
    "ggml_cuda_init: failed to initialize CUDA: CUDA driver version is insufficient for CUDA runtime version": (
        Cause.DRIVER,
        DRIVER,
    ),
    "CUDA error: no kernel image is available for execution on the device": (
        Cause.DRIVER,
        "This build of the engine was not made for this GPU.",
    ),
    "srv    load_model: chat template parsing error: Expected closing statement token": (Cause.TEMPLATE, TEMPLATE),
    "request (5000 tokens) exceeds the available context size (4096 tokens), try increasing it": (
        Cause.CONTEXT_FULL,
        FULL,
    ),
    # dynamic linkers
    "llama-server: error while loading shared libraries: libcudart.so.12: cannot open shared object file: No such file "
    "or directory": (Cause.LIBRARY, "The engine needs the library libcudart.so.12, which is not installed."),
    "/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by libggml-base.so)": (
        Cause.LIBRARY,
        "The engine's build is too new for this system: it needs GLIBC_2.38.",
    ),
    "dyld[812]: Library not loaded: @rpath/libllama.dylib": (
        Cause.LIBRARY,
        "The engine needs the library @rpath/libllama.dylib, which is not installed.",
    ),
    "Illegal instruction (core dumped)": (
        Cause.INSTRUCTION,
        "This processor lacks instructions that the engine needs.",
    ),
    # vLLM, SGLang, PyTorch, NCCL
    "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB.": (Cause.MEMORY_LOADING, MEMORY),
    "ValueError: No available memory for the cache blocks. Try increasing `gpu_memory_utilization`": (
        Cause.MEMORY_CONTEXT,
        ROOM,
    ),
    "ValueError: Free memory on device cuda:0 (3.1/11.7 GiB) on startup is less than desired GPU memory utilization": (
        Cause.MEMORY_LOADING,
        MEMORY,
    ),
    "ValueError: Model architectures ['DeepseekV9ForCausalLM'] are not supported for now.": (
        Cause.ARCHITECTURE,
        ARCHITECTURE,
    ),
    "ValueError: Unknown quantization method: gguf2": (
        Cause.QUANTISATION,
        "This build of the engine does not know the quantisation gguf2.",
    ),
    "ERROR: [Errno 98] error while attempting to bind on address ('127.0.0.1', 8000): address already in use": (
        Cause.PORT,
        "Port 8000 of this computer is taken by another program.",
    ),
    "vllm: error: unrecognized arguments: --gguf-magic": (
        Cause.OPTION,
        "This build of the engine has no option --gguf-magic.",
    ),
    "RuntimeError: CUDA error: peer access is not supported between these two devices": (Cause.PEER_ACCESS, PEER),
    "RuntimeError: The NVIDIA driver on your system is too old (found version 11040).": (Cause.DRIVER, DRIVER),
    "RuntimeError: Not enough memory. Please try to increase --mem-fraction-static.": (Cause.MEMORY_CONTEXT, ROOM),
    "As of transformers v4.44, default chat template is no longer allowed, so you must provide a chat template": (
        Cause.TEMPLATE,
        TEMPLATE,
    ),
    # Ollama
    "Error: listen tcp 127.0.0.1:11434: bind: address already in use": (
        Cause.PORT,
        "Port 11434 of this computer is taken by another program.",
    ),
    "Error: model requires more system memory (50.3 GiB) than is available (15.1 GiB)": (Cause.MEMORY_LOADING, MEMORY),
    "OSError: [Errno 5] Input/output error": (Cause.DISK, "The model file could not be read from its disk."),
}


@pytest.mark.parametrize(("line", "known"), FAILURES.items())
def test_a_cause_is_told_in_words_with_something_to_do(line: str, known: tuple[Cause, str]) -> None:
    found = failures.read(line)
    assert isinstance(found, Failed)
    assert (found.cause, str(found.message)) == known
    assert found.hint is not None
    assert str(found.hint)
    assert found.evidence == line


@pytest.mark.parametrize(
    "line",
    [
        "0.00.048.754 I resolve_fused_ops: Flash Attention enabled",
        "INFO 11-26 Free memory on device cuda:0: 78.2 GiB",
        "srv  log_server_r: request: POST /v1/chat/completions 127.0.0.1 200",
        "x" * 100_000,
    ],
)
def test_an_ordinary_line_is_no_cause(line: str) -> None:
    assert failures.read(line) is None


def test_a_warning_is_a_notice() -> None:
    found = failures.read("warning: no usable GPU found, --gpu-layers option will be ignored")
    assert isinstance(found, Notice)
    assert found.cause is Cause.NO_GPU_BUILD


def test_the_exact_cause_outranks_the_vague_one() -> None:
    lines = [*FAILURES]
    exact, vague = failures.read(lines[0]), failures.read(lines[8])
    assert isinstance(exact, Failed)
    assert isinstance(vague, Failed)
    assert failures.rank(exact) < failures.rank(vague)
    assert failures.rank(Failed(Text("known without a log"))) < failures.rank(exact)
