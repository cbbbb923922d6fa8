"""Where llama.cpp shall keep what: the patterns that send tensors to another buffer."""

from __future__ import annotations

from deepseek_gui.domain.plan import RunSettings


def tensor_overrides(settings: RunSettings) -> str:
    """Return llama-server's `-ot` value that keeps the experts of the first `cpu_experts` layers in host memory.

    The same as `--n-cpu-moe N`, which only the command line has (llama.cpp, common/arg.cpp).
    """
    layers = range(settings.cpu_experts or 0)
    return ",".join(rf"blk\.{layer}\.ffn_(up|down|gate|gate_up)_(ch|)exps=CPU" for layer in layers)
