"""The tiers as the article has them."""

from __future__ import annotations

from deepseek_gui.catalog.models import find_model
from deepseek_gui.catalog.tiers import tiers
from deepseek_gui.domain.units import GIB


def test_numbers_are_the_articles():
    # Article, section 2: CPU threads, GPU memory and bandwidth, RAM, storage, network of each tier.
    rows = [
        (
            need.tier,
            need.cpu_threads,
            need.gpu_memory_bytes // GIB,
            need.gpu_bandwidth_gbs,
            need.memory_bytes // GIB,
            need.storage_bytes // GIB,
            need.storage_read_mbs,
            need.network_gbps,
        )
        for need in tiers()
    ]
    assert rows == [
        ("basic", 16, 12, 360, 32, 512, 3000, None),
        ("professional", 64, 80, 1555, 128, 2000, 7000, None),
        ("enterprise", 128, 640, 3350, 512, 8000, None, 200),
    ]


def test_representatives_are_in_the_catalogue():
    for need in tiers():
        model_id, quantisation = need.representative
        assert quantisation in find_model(model_id).quantisations
