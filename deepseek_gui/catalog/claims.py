"""The article's claims, each with what is true and where in the product it matters."""

from __future__ import annotations

from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.verdict import Claim, Place

CLAIMS: tuple[Claim, ...] = (
    Claim(
        Place.BASIC,
        Text(QT_TRANSLATE_NOOP("core", "7B in FP16 takes about 14 GB with its KV cache, on a card of 12 GB.")),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "7.6 billion parameters in FP16 are 15.2 GB of weights alone: that does not fit. "
                "Q8_0 (7.5 GiB) and Q4_K_M (4.4 GiB) do.",
            )
        ),
    ),
    Claim(
        Place.BASIC,
        Text(QT_TRANSLATE_NOOP("core", "An i7-12700K has 8 cores and 16 threads.")),
        Text(QT_TRANSLATE_NOOP("core", "It has 12 cores (8 fast, 4 efficient) and 20 threads.")),
    ),
    Claim(
        Place.PROFESSIONAL,
        Text(QT_TRANSLATE_NOOP("core", "A Xeon Platinum 8380 has 32 cores and 64 threads.")),
        Text(QT_TRANSLATE_NOOP("core", "It has 40 cores and 80 threads; the EPYC 7543 has 32 and 64.")),
    ),
    Claim(
        Place.ENTERPRISE,
        Text(QT_TRANSLATE_NOOP("core", "Two Xeon Platinum 8480+ have 64 cores and 128 threads.")),
        Text(QT_TRANSLATE_NOOP("core", "They have 112 cores and 224 threads.")),
    ),
    Claim(
        Place.MODELS,
        Text(QT_TRANSLATE_NOOP("core", "DeepSeek comes in 7B, 13B, 33B, 65B and 175B.")),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "There is no DeepSeek with 13B, 65B or 175B: the sizes are 7B and 8B, 14B, 32B and 33B, 67B and 70B, "
                "671B, and the V4 family.",
            )
        ),
    ),
    Claim(
        Place.COST,
        Text(QT_TRANSLATE_NOOP("core", "A p4d.24xlarge at 3 $/h costs 108,000 $ in three years.")),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "3 $ for 26,280 hours are 78,840 $. That instance has 8 A100 and costs many times 3 $/h, "
                "so the table compares 8 GPUs with 2.",
            )
        ),
    ),
    Claim(
        Place.MEMORY,
        Text(QT_TRANSLATE_NOOP("core", "Out of memory: switch gradient checkpointing on.")),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "That is for training. To run a model: a smaller context or batch, a quantised KV cache, "
                "a smaller quantisation, fewer layers on the GPU.",
            )
        ),
    ),
    Claim(
        Place.OPTIONS,
        Text(QT_TRANSLATE_NOOP("core", "--use_tensor_core and --sync_strategy make it faster.")),
        Text(QT_TRANSLATE_NOOP("core", "No engine has such options; tensor cores are used whenever they are there.")),
    ),
    Claim(
        Place.OUTLOOK,
        Text(QT_TRANSLATE_NOOP("core", "In three to five years, plan for photonic chips.")),
        Text(
            QT_TRANSLATE_NOOP("core", "That is the article's outlook, not advice: nobody sells one that runs a model.")
        ),
    ),
)
