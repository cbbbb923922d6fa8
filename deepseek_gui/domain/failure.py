"""Why an engine failed, as a kind, and the next setting to try."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from deepseek_gui.domain.text import Text

if TYPE_CHECKING:
    from deepseek_gui.domain.plan import Plan


class Cause(StrEnum):
    """The kinds of failure that we can tell apart."""

    MEMORY_LOADING = "memory_loading"
    """No room for the weights."""
    MEMORY_CONTEXT = "memory_context"
    """No room for the KV cache or the compute buffers, once the weights were in."""
    MEMORY_PROMPT = "memory_prompt"
    """No room at a prompt, after the loading."""
    SPILLED = "spilled"
    """The driver moved a part into shared memory without a word."""
    ARCHITECTURE = "architecture"
    QUANTISATION = "quantisation"
    CACHE_TYPE = "cache_type"
    DRIVER = "driver"
    LIBRARY = "library"
    INSTRUCTION = "instruction"
    NO_GPU_BUILD = "no_gpu_build"
    PORT = "port"
    FILE = "file"
    DISK = "disk"
    SLOW_DISK = "slow_disk"
    PEER_ACCESS = "peer_access"
    TEMPLATE = "template"
    CONTEXT_FULL = "context_full"
    HUNG = "hung"
    OPTION = "option"
    NO_ENGINE = "no_engine"
    """It is not installed, or was removed since it was found."""
    REMOTE_CODE = "remote_code"
    """The model brings program files of its own, and nobody has said yes to running them."""
    KILLED = "killed"
    CRASHED = "crashed"


class Step(StrEnum):
    """What can be tried next; those of `BY_HAND` change no plan."""

    SMALLER_CONTEXT = "smaller_context"
    COMPRESSED_CACHE = "compressed_cache"
    PLAIN_CACHE = "plain_cache"
    ONE_USER = "one_user"
    SMALLER_UBATCH = "smaller_ubatch"
    EXPERTS_IN_RAM = "experts_in_ram"
    FEWER_GPU_LAYERS = "fewer_gpu_layers"
    CPU_ONLY = "cpu_only"
    ONE_GPU = "one_gpu"
    READ_WHOLE = "read_whole"
    LARGER_CONTEXT = "larger_context"
    SMALLER_QUANTISATION = "smaller_quantisation"
    OTHER_ENGINE = "other_engine"
    TRUST_CODE = "trust_code"
    AGAIN = "again"
    INSTALL_ENGINE = "install_engine"
    UPDATE_ENGINE = "update_engine"
    GPU_BUILD = "gpu_build"
    UPDATE_DRIVER = "update_driver"
    INSTALL_LIBRARY = "install_library"
    OTHER_PORT = "other_port"
    NEW_FILE = "new_file"
    NEW_CONVERSATION = "new_conversation"
    SMALLER_MODEL = "smaller_model"
    CLOSE_PROGRAMS = "close_programs"


GETS_ENGINE = frozenset({Step.INSTALL_ENGINE, Step.UPDATE_ENGINE, Step.GPU_BUILD})
"""Steps for which the window has a place to go to."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """One thing to try.

    Attributes:
        text: what it does, for a button.
        plan: the plan with the change made, ready to be loaded; None for what a person does.
        question: what to read and agree to before it is taken; None needs no asking.
    """

    step: Step
    text: Text
    plan: Plan | None = None
    question: Text | None = None

    @property
    def pressable(self) -> bool:
        """Whether a button can take it, or lead to where it is taken."""
        return self.plan is not None or self.step in GETS_ENGINE
