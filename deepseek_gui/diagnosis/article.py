"""The article's rules beside the true ones, for the page to state."""

from __future__ import annotations

from deepseek_gui.diagnosis import gpu_limits, host
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.verdict import Claim, Place

ARTICLE_CLAIMS = (
    Claim(
        Place.MONITOR,
        Text(
            QT_TRANSLATE_NOOP(
                "core", "GPU utilisation of 95 % or more with SM below 80 % means a memory bandwidth limit."
            )
        ),
        Text(
            QT_TRANSLATE_NOOP(
                "core", "Memory bandwidth is the limit when DRAM is at {dram} % or more and tensor below {tensor} %."
            ),
            {"dram": gpu_limits.BANDWIDTH_DRAM_PERCENT, "tensor": gpu_limits.BANDWIDTH_TENSOR_PERCENT},
        ),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "It errs both ways. A processor that waits for memory counts as active: copying memory on an H200 shows"
                " SM 99 %, DRAM 88 %. And copying from the computer shows utilisation 99 %, SM 0 %: a transfer limit.",
            )
        ),
    ),
    Claim(
        Place.MONITOR,
        Text(
            QT_TRANSLATE_NOOP("core", "GPU utilisation of 90 % or more for long means that the card must be upgraded.")
        ),
        Text(
            QT_TRANSLATE_NOOP("core", "A busy GPU during generation is healthy; compare the speed with the estimate.")
        ),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "Utilisation is the share of time in which anything runs on the GPU, not how much of it is used.",
            )
        ),
    ),
    Claim(
        Place.MONITOR,
        Text(
            QT_TRANSLATE_NOOP("core", "One core at 100 % while the others are idle means that threads must be tuned.")
        ),
        Text(
            QT_TRANSLATE_NOOP(
                "core", "One thread is the limit when it is at {thread} % or more and the GPU is below {gpu} %."
            ),
            {"thread": host.THREAD_PERCENT, "gpu": host.THREAD_GPU_PERCENT},
        ),
        Text(QT_TRANSLATE_NOOP("core", "A thread that only waits for the GPU spins, and reads 100 % too.")),
    ),
)
"""The article's section on finding the bottleneck, and its advice on utilisation."""


RULES = (
    Text(
        QT_TRANSLATE_NOOP("core", "Transfers: GPU busy ≥ {busy} %, SM < {sm} %, PCIe above {link} % of the link"),
        {
            "busy": gpu_limits.BUSY_PERCENT,
            "sm": gpu_limits.COPY_SM_PERCENT,
            "link": round(100 * gpu_limits.COPY_LINK_SHARE),
        },
    ),
    Text(
        QT_TRANSLATE_NOOP("core", "Memory bandwidth: DRAM ≥ {dram} %, tensor < {tensor} %"),
        {"dram": gpu_limits.BANDWIDTH_DRAM_PERCENT, "tensor": gpu_limits.BANDWIDTH_TENSOR_PERCENT},
    ),
    Text(QT_TRANSLATE_NOOP("core", "Computing: tensor ≥ {tensor} %"), {"tensor": gpu_limits.COMPUTE_TENSOR_PERCENT}),
    Text(
        QT_TRANSLATE_NOOP("core", "Under-filled: GPU busy ≥ {busy} %, SM < {sm} %"),
        {"busy": gpu_limits.BUSY_PERCENT, "sm": gpu_limits.FILLED_SM_PERCENT},
    ),
    Text(
        QT_TRANSLATE_NOOP("core", "Starting work: GPU busy {low} to {high} %, SM, tensor and DRAM below {counter} %"),
        {
            "low": gpu_limits.LAUNCH_BUSY_PERCENT[0],
            "high": gpu_limits.LAUNCH_BUSY_PERCENT[1],
            "counter": gpu_limits.LAUNCH_COUNTER_PERCENT,
        },
    ),
    Text(
        QT_TRANSLATE_NOOP(
            "core",
            "Without counters: GPU busy ≥ {busy} % and memory controller ≥ {controller} % is probably memory bandwidth",
        ),
        {"busy": gpu_limits.BUSY_PERCENT, "controller": gpu_limits.BANDWIDTH_CONTROLLER_PERCENT},
    ),
    Text(
        QT_TRANSLATE_NOOP("core", "One thread: busiest thread of the engine ≥ {thread} %, GPU busy < {gpu} %"),
        {"thread": host.THREAD_PERCENT, "gpu": host.THREAD_GPU_PERCENT},
    ),
)
"""Our rules on what limits, one line each; each holds when 3 of the newest 5 samples show it."""
