"""What engines' messages mean: a table of patterns, each with its cause in words and what to do.

Messages after the engines' sources and public reports, autumn 2026: llama.cpp (model loader, context, server, CUDA and
Vulkan back ends), vLLM, SGLang, PyTorch, NCCL, Ollama and the dynamic linker.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from deepseek_gui.domain.events import Failed, Notice
from deepseek_gui.domain.failure import Cause
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

_LONGEST_LINE = 4000
"""Characters of a line that are looked at."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A pattern of an error line, and what it means; named groups (their digits cut off) become arguments."""

    cause: Cause
    pattern: re.Pattern[str]
    message: str
    hint: str


def _known(cause: Cause, pattern: str, message: str, hint: str) -> _Known:
    return _Known(cause, re.compile(pattern), message, hint)


# Most telling first: a later vague line must not replace an earlier exact one.
_FAILURES = (
    _known(
        Cause.FILE,
        r"tensor '(?P<tensor>[^']+)' data is not within the file bounds",
        QT_TRANSLATE_NOOP("core", "The model file is incomplete: the data of {tensor} is missing."),
        QT_TRANSLATE_NOOP("core", "Copy or download the file again."),
    ),
    _known(
        Cause.QUANTISATION,
        r"tensor '(?P<tensor>[^']+)' has invalid ggml type (?P<type>\d+)",
        QT_TRANSLATE_NOOP("core", "This build of the engine does not know the quantisation of {tensor} (type {type})."),
        QT_TRANSLATE_NOOP("core", "Update the engine or choose another quantisation."),
    ),
    _known(
        Cause.QUANTISATION,
        r"Unknown quantization method: (?P<type>[\w.-]+)",
        QT_TRANSLATE_NOOP("core", "This build of the engine does not know the quantisation {type}."),
        QT_TRANSLATE_NOOP("core", "Update the engine or choose another quantisation."),
    ),
    _known(
        Cause.REMOTE_CODE,
        r"contains custom code which must be executed",
        QT_TRANSLATE_NOOP("core", "This model brings program files of its own, and the engine needs them to run it."),
        QT_TRANSLATE_NOOP(
            "core",
            "They can do whatever you can do on this computer: read your files, change them, send them away. Read the "
            "*.py files in the model's folder, and agree only if you trust their makers.",
        ),
    ),
    _known(
        Cause.ARCHITECTURE,
        r"unknown model architecture: '(?P<architecture>[^']*)'|model type `(?P<architecture2>[^`]*)` but Transformers "
        r"does not recognize",
        QT_TRANSLATE_NOOP("core", "This engine does not know models of the architecture “{architecture}”."),
        QT_TRANSLATE_NOOP("core", "Update the engine or choose another model."),
    ),
    _known(
        Cause.ARCHITECTURE,
        r"Model architectures \[(?P<architecture>[^\]]*)\] are not supported|No supported config f"
        r"ormat|unsupported (?:model )?architecture|Unrecognized configuration class|Unrecognized model in ",
        QT_TRANSLATE_NOOP("core", "This engine does not know models of this architecture."),
        QT_TRANSLATE_NOOP("core", "Update the engine or choose another model."),
    ),
    _known(
        Cause.FILE,
        r"tensor '(?P<tensor>[^']+)' not found|missing tensor '(?P<missing>[^']+)'",
        QT_TRANSLATE_NOOP("core", "The model file lacks the tensor {tensor}."),
        QT_TRANSLATE_NOOP("core", "The file is damaged or made for another engine: copy or download it again."),
    ),
    _known(
        Cause.FILE,
        r"tensor '(?P<tensor>[^']+)' has wrong shape|(?P<tensor2>\S+) +\| *MISMATCH",
        QT_TRANSLATE_NOOP("core", "The tensor {tensor} of the model file has a wrong shape."),
        QT_TRANSLATE_NOOP("core", "The file is damaged or made for another engine: copy or download it again."),
    ),
    _known(
        Cause.FILE,
        r"invalid magic|Error while deserializing header|SafetensorError",
        QT_TRANSLATE_NOOP("core", "The model file is damaged: its header cannot be read."),
        QT_TRANSLATE_NOOP("core", "Copy or download the file again."),
    ),
    _known(
        Cause.ARCHITECTURE,
        r"error loading model vocabulary|cannot find tokenizer|unknown (?:pre-)?tokenizer",
        QT_TRANSLATE_NOOP("core", "The engine cannot read the model's vocabulary."),
        QT_TRANSLATE_NOOP("core", "Update the engine or choose another file of this model."),
    ),
    _known(
        Cause.CACHE_TYPE,
        r"quantized V cache (?:was requested, but this )?requires (?:flash_attn|Flash Attention)",
        QT_TRANSLATE_NOOP("core", "A compressed V cache needs flash attention."),
        QT_TRANSLATE_NOOP("core", "Set flash attention to on, or the type of the V cache to f16."),
    ),
    _known(
        Cause.CACHE_TYPE,
        r"[KV] cache type (?P<type>\S+) with block size \d+ does not divide",
        QT_TRANSLATE_NOOP("core", "This model's heads are too small for a cache of the type {type}."),
        QT_TRANSLATE_NOOP("core", "Set the type of the cache to f16."),
    ),
    _known(
        Cause.PORT,
        r"couldn't bind HTTP server socket, hostname: \S+, port: (?P<port>\d+)|listen tcp \S+:(?P<"
        r"port2>\d+): bind: (?:address already in use|Only one usage)|bind on address \('[^']*', ("
        r"?P<port3>\d+)\)",
        QT_TRANSLATE_NOOP("core", "Port {port} of this computer is taken by another program."),
        QT_TRANSLATE_NOOP("core", "Choose another port, or end the other program."),
    ),
    _known(
        Cause.OPTION,
        r"error: invalid argument: (?P<option>\S+)|error: unrecognized arguments: (?P<option2>\S+)"
        r"|error: unknown (?:argument|flag): (?P<option3>\S+)",
        QT_TRANSLATE_NOOP("core", "This build of the engine has no option {option}."),
        QT_TRANSLATE_NOOP("core", "Install another version of the engine, or change that setting."),
    ),
    _known(
        Cause.LIBRARY,
        r"error while loading shared libraries: (?P<library>[^:\s]+)|Library not loaded: (?P<libra"
        r"ry2>\S+)|(?P<library3>\S+\.so[.\d]*): cannot open shared object file",
        QT_TRANSLATE_NOOP("core", "The engine needs the library {library}, which is not installed."),
        QT_TRANSLATE_NOOP("core", "Install the package that holds it, or choose another build of the engine."),
    ),
    _known(
        Cause.LIBRARY,
        r"No module named '(?P<package>[\w.-]+)'|requires `?(?P<package2>accelerate)|(?:need|requires?) (?:the latest "
        r"version of )?(?P<package3>bitsandbytes)|package for (?P<package4>\w+) doesn't seem to be installed",
        QT_TRANSLATE_NOOP("core", "The engine's Python lacks the package {package}."),
        QT_TRANSLATE_NOOP("core", "Install it there with pip, or choose a plan that does without it."),
    ),
    _known(
        Cause.NO_GPU_BUILD,
        r"Torch not compiled with CUDA enabled",
        QT_TRANSLATE_NOOP("core", "This PyTorch was built without CUDA and cannot use the GPU."),
        QT_TRANSLATE_NOOP("core", "Install a build of PyTorch for this GPU, or run on the CPU."),
    ),
    _known(
        Cause.LIBRARY,
        r"version `(?P<library>GLIBC\w*_[\d.]+)' not found",
        QT_TRANSLATE_NOOP("core", "The engine's build is too new for this system: it needs {library}."),
        QT_TRANSLATE_NOOP("core", "Choose another build of the engine, or update the system."),
    ),
    _known(
        Cause.DRIVER,
        r"CUDA driver version is insufficient|NVIDIA driver on your system is too old|compiled wit"
        r"h an unsupported toolchain|CUDA_ERROR_SYSTEM_DRIVER_MISMATCH|Driver/library version mism"
        r"atch",
        QT_TRANSLATE_NOOP("core", "The graphics driver is too old for this build of the engine."),
        QT_TRANSLATE_NOOP("core", "Update the driver, or choose a build for an older CUDA version."),
    ),
    _known(
        Cause.DRIVER,
        r"no kernel image is available for execution|CUDA error: (?:the )?device kernel image is i"
        r"nvalid",
        QT_TRANSLATE_NOOP("core", "This build of the engine was not made for this GPU."),
        QT_TRANSLATE_NOOP("core", "Choose another build of the engine, for instance Vulkan."),
    ),
    _known(
        Cause.PEER_ACCESS,
        r"peer access is not supported between|peer mapping resources exhausted|NCCL error|ncclUnh"
        r"andledCudaError|ncclSystemError",
        QT_TRANSLATE_NOOP("core", "The GPUs cannot reach each other's memory."),
        QT_TRANSLATE_NOOP("core", "Use one GPU, or an engine that copies through main memory."),
    ),
    _known(
        Cause.TEMPLATE,
        r"chat template parsing error|failed to parse chat template|this custom template is not su"
        r"pported|no chat template|chat template is not (?:set|supported)|must provide a chat temp"
        r"late|chat_template is not set",
        QT_TRANSLATE_NOOP("core", "The model has no chat template that the engine understands."),
        QT_TRANSLATE_NOOP("core", "Update the engine or choose another file of this model."),
    ),
    _known(
        Cause.CONTEXT_FULL,
        r"exceeds the available context size|context size has been exceeded|maximum context length"
        r" is \d+|longer than the model's context length",
        QT_TRANSLATE_NOOP("core", "The conversation no longer fits into the context."),
        QT_TRANSLATE_NOOP("core", "Shorten it, begin a new conversation, or start with a larger context."),
    ),
    _known(
        Cause.MEMORY_CONTEXT,
        r"failed to allocate (?:buffer for kv cache|compute (?:pp )?buffers?)|failed to initialize"
        r" the context|No available memory for the cache blocks|larger than the maximum number of "
        r"tokens that can be stored in KV cache|Not enough memory\. Please try to increase",
        QT_TRANSLATE_NOOP("core", "The weights fitted into memory, but the KV cache and the work space did not."),
        QT_TRANSLATE_NOOP("core", "Choose a smaller context, a compressed KV cache or fewer users."),
    ),
    _known(
        Cause.MEMORY_LOADING,
        r"unable to allocate|(?:failed|unable) to allocate|cudaMalloc failed|ErrorOutOfDeviceMemor"
        r"y|insufficient memory|OutOfMemoryError|out of memory|bad_alloc|requires more system memo"
        r"ry|Free memory on device .* is less than desired|memory limit too small|DefaultC"
        r"PUAllocator: (?:can't allocate|not enough) memory",
        QT_TRANSLATE_NOOP("core", "There is not enough memory for this model with these settings."),
        QT_TRANSLATE_NOOP(
            "core", "Choose a smaller context, a smaller quantisation or a smaller model, or close other programs."
        ),
    ),
    _known(
        Cause.FILE,
        r"no file named model\.safetensors|does not appear to have a file named \S+\.safetensors",
        QT_TRANSLATE_NOOP("core", "The model has no weights in safetensors files."),
        QT_TRANSLATE_NOOP("core", "Weights in other formats can run code when they are read; choose another folder."),
    ),
    _known(
        Cause.FILE,
        r"couldn't find (?:them|it) in the cached files|outgoing traffic has been disabled|Repo id must be in the form",
        QT_TRANSLATE_NOOP("core", "This model is not on this computer."),
        QT_TRANSLATE_NOOP("core", "Download it, or choose a folder that holds it."),
    ),
    _known(
        Cause.DISK,
        r"Input/output error|read error|failed to read .* bytes|error reading file",
        QT_TRANSLATE_NOOP("core", "The model file could not be read from its disk."),
        QT_TRANSLATE_NOOP("core", "Check the disk, and copy or download the file again."),
    ),
    _known(
        Cause.INSTRUCTION,
        r"[Ii]llegal instruction",
        QT_TRANSLATE_NOOP("core", "This processor lacks instructions that the engine needs."),
        QT_TRANSLATE_NOOP("core", "Use another build of the engine, or another computer."),
    ),
    _known(
        Cause.FILE,
        r"failed to load model from",
        QT_TRANSLATE_NOOP("core", "The engine cannot read the model file."),
        QT_TRANSLATE_NOOP("core", "Check that it is a complete GGUF file."),
    ),
)

_NOTICES = (
    _known(
        Cause.NO_GPU_BUILD,
        r"no usable GPU found, --gpu-layers option will be ignored|PyTorch finds no usable GPU",
        QT_TRANSLATE_NOOP("core", "The engine sees no GPU and runs on the CPU."),
        QT_TRANSLATE_NOOP("core", "Install a build of the engine for this GPU."),
    ),
    _known(
        Cause.PEER_ACCESS,
        r"[Cc]ustom allreduce is disabled because",
        QT_TRANSLATE_NOOP("core", "The GPUs cannot reach each other's memory; the engine copies through main memory."),
        QT_TRANSLATE_NOOP("core", "It works, but slower than the estimate."),
    ),
)


def read(line: str) -> Failed | Notice | None:
    """Return what a line of an engine's log tells, or None when it tells nothing that we know."""
    line = line[:_LONGEST_LINE]
    for known in _FAILURES:
        found = known.pattern.search(line)
        if found:
            message = Text(known.message, _arguments(found))
            return Failed(message, Text(known.hint), line, known.cause, line.strip())
    for known in _NOTICES:
        if known.pattern.search(line):
            return Notice(Text(known.message), Text(known.hint), known.cause, line.strip())
    return None


def at_a_prompt(failure: Failed) -> Failed:
    """Return a failure that came after the loading: memory that runs out does so at a prompt then."""
    memory = failure.cause in (Cause.MEMORY_LOADING, Cause.MEMORY_CONTEXT)
    return replace(failure, cause=Cause.MEMORY_PROMPT) if memory else failure


def rank(failure: Failed) -> int:
    """Return how telling a failure is: of `read` 0 and up, the most telling first; what is known without a log -1."""
    return next((index for index, known in enumerate(_FAILURES) if known.message == failure.message.source), -1)


def _arguments(found: re.Match[str]) -> dict[str, str]:
    groups = {name: value for name, value in found.groupdict().items() if value is not None}
    names = {"missing": "tensor"}
    return {names.get(name, name.rstrip("0123456789")): value for name, value in groups.items()}
