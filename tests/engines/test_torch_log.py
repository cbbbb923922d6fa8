"""Bars of tqdm as PyTorch engines write them."""

from __future__ import annotations

import pytest

from deepseek_gui.domain.events import Loading
from deepseek_gui.engines.torch_log import progress
from deepseek_gui.engines.torch_servers import Vllm


@pytest.mark.parametrize(
    ("line", "share"),
    [
        ("Loading weights:  53%|█████▎    | 14/27 [00:00<00:00, 6723.64it/s]", 0.53),  # transformers 5.24
        ("Loading checkpoint shards: 100%|██████████| 2/2 [00:01<00:00,  1.50it/s]", 1.0),  # transformers 4.57
        ("Loading safetensors checkpoint shards:  25% Completed | 1/4 [00:01<00:05,  1.90s/it]", 0.25),  # vLLM
        ("Writing model shards:  20%|██        | 1/5 [00:01<00:06,  1.50s/it]", None),
        ("the model says: 50% of it", None),
    ],
)
def test_a_bar_is_progress(line: str, share: float | None) -> None:
    assert progress(line) == (None if share is None else Loading(share))
    assert Vllm().parse_log(line) == (None if share is None else Loading(share))
