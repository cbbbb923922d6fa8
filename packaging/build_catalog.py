"""Build resources/catalog/models.json and gpus.json from a folder of collected facts.

    python packaging/build_catalog.py FOLDER

FOLDER holds `models.json` and `gpus.json` as they were collected; what is wrong or missing there is corrected here,
in the open, and what only served the collecting is left behind.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
Entry = dict[str, Any]

GGUF_NAMES = {
    "llama": "llama",
    "qwen2": "qwen2",
    "qwen3": "qwen3",
    "deepseek": "deepseek",
    "deepseek2": "deepseek2",
    "deepseek_v32": "deepseek32",
    "deepseek_v4": "deepseek4",
}

DENSE_MIXES = ("BF16", "Q8_0", "Q6_K", "Q5_K_M", "Q4_K_M", "Q4_K_S", "IQ4_XS", "Q4_0", "Q3_K_M", "IQ3_XXS", "Q2_K")
LARGE_MIXES = (*DENSE_MIXES, "IQ2_XXS", "IQ1_S")
V4_MIXES = ("MXFP4_MOE", "Q4_K_M", "IQ4_XS", "Q3_K_M", "IQ3_XXS", "Q2_K", "IQ2_XXS", "IQ1_S")
LARGE_PARAMS = 30_000_000_000
"""Below this size a mix of two bits or fewer is not worth its memory: a smaller model at four bits is better."""

SIZES = {
    "1.3b": "deepseek-coder-1.3b",
    "1.5b": "r1-distill-qwen-1.5b",
    "6.7b": "deepseek-coder-6.7b",
    "7b": "r1-distill-qwen-7b",
    "8b": "r1-distill-llama-8b",
    "13b": "r1-distill-qwen-14b",
    "14b": "r1-distill-qwen-14b",
    "16b": "deepseek-v2-lite",
    "32b": "r1-distill-qwen-32b",
    "33b": "deepseek-coder-33b",
    "65b": "r1-distill-llama-70b",
    "67b": "deepseek-llm-67b",
    "70b": "r1-distill-llama-70b",
    "175b": "deepseek-v2.5",
    "236b": "deepseek-v2.5",
    "284b": "deepseek-v4-flash",
    "671b": "deepseek-r1-0528",
}
"""What a bare size means. 13B, 65B and 175B are the article's; no DeepSeek has them: the next larger one is taken."""

OLLAMA = {
    "deepseek-r1": None,  # the tag 671b has moved on to the 0528 weights
    "deepseek-r1-0528": "deepseek-r1:671b",
    "r1-0528-qwen3-8b": "deepseek-r1:8b",
    "r1-distill-llama-8b": "deepseek-r1:8b-llama-distill-q4_K_M",
    "deepseek-v4-flash": None,
    "deepseek-v4-pro": None,
}

V41_NOTE = "552B parameters and 196B of lookup tables; 510 GB to download. No engine here knows its shapes yet."

NOTES = {
    "deepseek-v2-lite": "Made for 32,768 tokens; its configuration allows more.",
    "deepseek-v4-flash": "Native weights: FP4 experts, FP8 for the rest. Ollama offers it in its cloud only.",
    "deepseek-v4-pro": "Native weights: FP4 experts, FP8 for the rest. Ollama offers it in its cloud only.",
    "deepseek-v4-flash-0731": "Figures are for the model itself, without its draft model.",
    "deepseek-v4-pro-0813": "Figures are for the model itself, without its draft model.",
    "deepseek-v4-flash-vision-exp": "Figures are for the language model, without its vision encoder.",
    "deepseek-v4.1-flash": V41_NOTE,
    "deepseek-v4.1-flash-1017": V41_NOTE,
    "deepseek-ocr": "3.3B parameters, reads images; its decoder's shapes are not confirmed, so it is not estimated.",
    "deepseek-ocr-2": "3.3B parameters, reads images; its decoder's shapes are not confirmed, so it is not estimated.",
    "deepseek-vl2-tiny": "3.4B parameters, reads images; llama.cpp does not run it, so it is not estimated.",
    "deepseek-vl2-small": "16.1B parameters, reads images; llama.cpp does not run it, so it is not estimated.",
    "deepseek-vl2": "27.5B parameters, reads images; llama.cpp does not run it, so it is not estimated.",
}


CONVERSIONS = {
    "deepseek-llm-7b": (("AWQ", "TheBloke/deepseek-llm-7B-chat-AWQ"),),
    "deepseek-llm-67b": (("AWQ", "TheBloke/deepseek-llm-67b-chat-AWQ"),),
    "deepseek-coder-1.3b": (("AWQ", "TheBloke/deepseek-coder-1.3b-instruct-AWQ"),),
    "deepseek-coder-6.7b": (("AWQ", "TheBloke/deepseek-coder-6.7B-instruct-AWQ"),),
    "deepseek-coder-33b": (("AWQ", "TheBloke/deepseek-coder-33B-instruct-AWQ"),),
    "deepseek-v3": (("AWQ", "cognitivecomputations/DeepSeek-V3-AWQ"),),
    "deepseek-v3-0324": (("AWQ", "cognitivecomputations/DeepSeek-V3-0324-AWQ"),),
    "deepseek-r1": (("AWQ", "cognitivecomputations/DeepSeek-R1-AWQ"), ("FP4", "nvidia/DeepSeek-R1-FP4")),
    "deepseek-r1-0528": (("FP4", "nvidia/DeepSeek-R1-0528-FP4"),),
    "deepseek-v3.2": (("AWQ", "QuantTrio/DeepSeek-V3.2-AWQ"),),
    **{
        f"r1-distill-{size.lower()}": (
            ("FP8", f"RedHatAI/DeepSeek-R1-Distill-{size}-FP8-dynamic"),
            ("AWQ", f"casperhansen/deepseek-r1-distill-{size.lower()}-awq"),
        )
        for size in ("Qwen-1.5B", "Qwen-7B", "Llama-8B", "Qwen-14B", "Qwen-32B", "Llama-70B")
    },
}
"""Safetensors of others that vLLM and SGLang load: repositories that public launch scripts name."""

R1_0528_CARD = "DeepSeek-R1-0528 model card: 0.6 in DeepSeek's own app, both values in its evaluation"
SAMPLING_SOURCES = {"deepseek-r1-0528": R1_0528_CARD, "r1-0528-qwen3-8b": R1_0528_CARD}
"""Sources that were read after the collecting."""

RECIPES = {
    "deepseek-r1": (
        ("UD-Q2_K_XL", "Q2_K", 226.6), ("UD-IQ2_XXS", "IQ2_XXS", 196.2), ("UD-IQ1_M", "IQ2_XXS", 168.9),
        ("UD-IQ1_S", "IQ1_S", 140.2),
    ),
    "deepseek-v3-0324": (("UD-IQ2_XXS", "Q2_K", 218.6),),
    "deepseek-r1-0528": (
        ("UD-IQ4_XS", "IQ4_XS", 357.7), ("UD-Q3_K_XL", "Q3_K_M", 295.9), ("UD-IQ3_XXS", "IQ3_XXS", 272.9),
        ("UD-Q2_K_XL", "Q2_K", 251.1),
    ),
    "deepseek-v3.1": (("UD-Q2_K_XL", "Q2_K", 245.0), ("UD-IQ1_S", "IQ2_XXS", 192.0)),
}  # fmt: skip
"""Unsloth's dynamic files: name, nearest mix, sum of the parts' listed sizes in 10**9 bytes."""

GGUF_REPOS = {
    "deepseek-llm-7b": "TheBloke/deepseek-llm-7B-chat-GGUF",
    "deepseek-llm-67b": "TheBloke/deepseek-llm-67b-chat-GGUF",
    "deepseek-coder-1.3b": "TheBloke/deepseek-coder-1.3b-instruct-GGUF",
    "deepseek-coder-6.7b": "TheBloke/deepseek-coder-6.7B-instruct-GGUF",
    "deepseek-coder-33b": "TheBloke/deepseek-coder-33B-instruct-GGUF",
    "deepseek-coder-v2-lite": "bartowski/DeepSeek-Coder-V2-Lite-Instruct-GGUF",
    "deepseek-v2.5": "bartowski/DeepSeek-V2.5-GGUF",
    "deepseek-v3": "unsloth/DeepSeek-V3-GGUF",
    "deepseek-r1": "unsloth/DeepSeek-R1-GGUF",
    "deepseek-v3-0324": "unsloth/DeepSeek-V3-0324-GGUF",
    "deepseek-r1-0528": "unsloth/DeepSeek-R1-0528-GGUF",
    "deepseek-v3.1": "unsloth/DeepSeek-V3.1-GGUF",
    "deepseek-v3.1-terminus": "unsloth/DeepSeek-V3.1-Terminus-GGUF",
    "r1-distill-qwen-1.5b": "unsloth/DeepSeek-R1-Distill-Qwen-1.5B-GGUF",
    "r1-distill-qwen-7b": "unsloth/DeepSeek-R1-Distill-Qwen-7B-GGUF",
    "r1-distill-llama-8b": "unsloth/DeepSeek-R1-Distill-Llama-8B-GGUF",
    "r1-distill-qwen-14b": "unsloth/DeepSeek-R1-Distill-Qwen-14B-GGUF",
    "r1-distill-qwen-32b": "unsloth/DeepSeek-R1-Distill-Qwen-32B-GGUF",
    "r1-distill-llama-70b": "unsloth/DeepSeek-R1-Distill-Llama-70B-GGUF",
    "r1-0528-qwen3-8b": "unsloth/DeepSeek-R1-0528-Qwen3-8B-GGUF",
}
"""Well-known repositories of ready files; which mixes each holds is not checked here."""


def architecture(entry: Entry) -> Entry | None:
    """Return the entry's shapes in llama.cpp's words, or None when no engine here knows them."""
    word = re.match(r"[a-z0-9_]+", entry["arch"])
    gguf_name = GGUF_NAMES.get(word.group() if word else "")
    if entry.get("hp_key") is None or gguf_name is None:
        return None
    shapes: Entry = {
        "gguf_name": gguf_name,
        "n_layers": entry["num_hidden_layers"],
        "n_embd": entry["hidden_size"],
        "n_ff": entry["intermediate_size"],
        "n_heads": entry["num_attention_heads"],
        "n_kv_heads": entry["num_key_value_heads"],
        "head_dim": entry.get("head_dim") or entry["hidden_size"] // entry["num_attention_heads"],
        "n_vocab": entry["vocab_size"],
        "context_trained": entry["max_position_embeddings"],
        "tied_embeddings": entry["tie_word_embeddings"],
    }
    return shapes | attention(entry, gguf_name) | experts(entry)


def attention(entry: Entry, gguf_name: str) -> Entry:
    """Return what is special about the entry's attention."""
    special: Entry = {}
    if gguf_name in {"deepseek2", "deepseek32"}:
        keys = ("kv_lora_rank", "qk_nope_head_dim", "qk_rope_head_dim", "v_head_dim", "q_lora_rank")
        special["mla"] = {key: entry[key] for key in keys}
        special["head_dim"] = entry["qk_nope_head_dim"] + entry["qk_rope_head_dim"]
        special["n_kv_heads"] = 1  # llama.cpp runs MLA as one shared key row
    if gguf_name == "deepseek4":
        special["hybrid"] = {
            "compress_ratios": entry["compress_ratios"],
            "sliding_window": entry["sliding_window"],
            "q_lora_rank": entry["q_lora_rank"],
            "o_lora_rank": entry["o_lora_rank"],
            "o_groups": entry["o_groups"],
            "rope_head_dim": entry["qk_rope_head_dim"],
            "hyper_connections": entry["hc_mult"],
            "n_hash_layers": entry["num_hash_layers"],
        }
    if entry.get("index_n_heads"):
        special["indexer"] = {
            "n_heads": entry["index_n_heads"],
            "head_dim": entry["index_head_dim"],
            "top_k": entry.get("index_topk", 512),  # the vision model repeats V4-Flash without saying it
        }
    return special


def experts(entry: Entry) -> Entry:
    """Return the mixture of experts, empty for a dense model."""
    if not entry["n_routed_experts"]:
        return {}
    return {
        "moe": {
            "n_experts": entry["n_routed_experts"],
            "n_experts_used": entry["num_experts_per_tok"],
            "n_shared_experts": entry["n_shared_experts"],
            "n_ff_expert": entry["moe_intermediate_size"],
            "dense_layers": entry["first_k_dense_replace"],
        }
    }


def active_params(entry: Entry) -> int | None:
    """Return the published count of active parameters; all of them for a dense model."""
    text = str(entry["active_params"])
    if text == "dense":
        return int(entry["total_params_exact"])
    number = re.fullmatch(r"~?([\d.]+)B", text)
    return round(float(number.group(1)) * 1e9) if number else None


def recipe(model_id: str, row: tuple[str, str, float]) -> Entry:
    """Return one published file of a model in the fields of `deepseek_gui.domain.model.Recipe`."""
    name, mix, gigabytes = row
    source = f"{GGUF_REPOS[model_id]} on Hugging Face, listed file sizes"
    return {"name": name, "file_bytes": round(gigabytes * 1e9), "mix": mix, "source": source}


def mixes(entry: Entry, shapes: Entry | None) -> tuple[str, ...]:
    """Return the GGUF mixes that are worth offering, best quality first."""
    if shapes is None:
        return ()
    if shapes["gguf_name"] == "deepseek4":
        return V4_MIXES
    return LARGE_MIXES if entry["total_params_exact"] >= LARGE_PARAMS else DENSE_MIXES


def sampling(entry: Entry) -> Entry:
    """Return the recommended sampling; greedy is temperature 0."""
    given = entry["sampling"]
    temperature = 0.0 if given.get("do_sample") is False else given.get("temperature")
    source = SAMPLING_SOURCES.get(entry["id"]) or plain_source(given["source"])
    return drop_none({"temperature": temperature, "top_p": given.get("top_p"), "source": source})


def drop_none(entry: Entry) -> Entry:
    """Return the entry without what is not known."""
    return {key: value for key, value in entry.items() if value is not None and value != ()}


def model(entry: Entry) -> Entry:
    """Return one catalogue entry in the fields of `deepseek_gui.domain.model.Model`."""
    shapes = architecture(entry)
    return drop_none(
        {
            "id": entry["id"],
            "name": entry["name"].replace(" 1.3b ", " 1.3B ").replace(" 6.7b ", " 6.7B ").replace(" 33b ", " 33B "),
            "hf_repo": entry["hf_repo"],
            "modelscope_id": entry["modelscope_id"],
            "ollama": OLLAMA.get(entry["id"], entry["ollama"]),
            "license": entry["license"],
            "release_date": entry["release_date"],
            "total_params": entry.get("total_params_exact"),
            "active_params": active_params(entry) if shapes else None,
            "sampling": sampling(entry),
            "quantisations": mixes(entry, shapes),
            "note": NOTES.get(entry["id"]),
            "gguf_repo": GGUF_REPOS.get(entry["id"]),
            "conversions": tuple({"format": form, "hf_repo": repo} for form, repo in CONVERSIONS.get(entry["id"], ())),
            "recipes": tuple(recipe(entry["id"], row) for row in RECIPES.get(entry["id"], ())),
            "sources": [plain_source(source) for source in entry["sources"]],
        }
    ) | {"architecture": shapes}


PCIE_GBS = {
    "Pascal": 15.8,
    "Volta": 15.8,
    "Turing": 15.8,
    "Ampere": 31.5,
    "Ada": 31.5,
    "Hopper": 63.0,
    "Blackwell": 63.0,
}
"""One direction of the card's own link (x16), by generation: PCIe 3, 4 and 5."""

EIGHT_LANES = {
    "rtx3050",
    "rtx4060",
    "rtx4060ti-8gb",
    "rtx4060ti-16gb",
    "rtx5050",
    "rtx5060",
    "rtx5060ti-8gb",
    "rtx5060ti-16gb",
}

LANES_PER_TENSOR_CORE = {"Volta": 8, "Turing": 8, "Ampere": 32, "Ada": 32, "Blackwell": 32}
"""CUDA cores for each tensor core of a consumer or workstation chip (vendor white papers)."""

CUDA_CORES = {
    "gtx1060-6gb": 1280, "gtx1070": 1920, "gtx1080": 2560, "gtx1080ti": 3584, "gtx1650": 896, "gtx1660s": 1408,
    "gtx1660ti": 1536, "p40": 3840, "v100-16gb": 5120, "v100-32gb": 5120, "t4": 2560, "a10": 9216, "a30": 3584,
    "a40": 10752, "a100-40gb": 6912, "a100-80gb-pcie": 6912, "a100-80gb-sxm": 6912, "l4": 7424, "l40": 18176,
    "l40s": 18176, "h20": 9984, "h100-pcie": 14592, "h100-sxm": 16896, "h100-nvl": 16896, "h200-sxm": 16896,
    "gb10": 6144,
}  # fmt: skip
"""Vendor data sheets."""

APPLE_TFLOPS = {
    "m1": 2.6, "m1-pro": 5.2, "m1-max": 10.4, "m1-ultra": 20.8, "m2": 3.6, "m2-pro": 6.8, "m2-max": 13.6,
    "m2-ultra": 27.2, "m3": 3.5, "m3-pro": 6.4, "m3-max": 14.1, "m3-ultra": 28.2, "m4": 4.3, "m4-pro": 8.5,
    "m4-max": 17.0,
}  # fmt: skip
"""Single-precision rate of the largest variant, which is also its half-precision rate."""

LINKS = {
    "a100-80gb-sxm": ["NVLink", "NVSwitch"], "h100-sxm": ["NVLink", "NVSwitch"], "h200-sxm": ["NVLink", "NVSwitch"],
    "h20": ["NVLink", "NVSwitch"], "b200": ["NVLink", "NVSwitch"], "b300": ["NVLink", "NVSwitch"],
    "a100-40gb": ["NVLink", "NVSwitch", "PCIe"], "a100-80gb-pcie": ["NVLink", "PCIe"], "h100-nvl": ["NVLink", "PCIe"],
    "h100-pcie": ["NVLink", "PCIe"],
}  # fmt: skip
"""Links that the form factor can have; tells an SXM card from a PCIe one when the name does not."""

LAUNCHES = {
    "gtx1060-6gb": "2016-07-19", "gtx1080": "2016-05-27", "gtx1080ti": "2017-03-05", "gtx1650": "2019-04-23",
    "gtx1660s": "2019-10-29", "gtx1660ti": "2019-02-21", "rtx2060": "2019-01-15", "rtx2060s": "2019-07-09",
    "rtx2070": "2018-10-17", "rtx2070s": "2019-07-09", "rtx2080": "2018-09-20", "rtx2080s": "2019-07-23",
    "rtx2080ti": "2018-09-27", "rtx3050": "2022-01-27", "rtx3060": "2021-02-25", "rtx3060ti": "2020-12-02",
    "rtx3070": "2020-10-29", "rtx3070ti": "2021-06-10", "rtx3080": "2020-09-17", "rtx3080-12gb": "2022-01-27",
    "rtx3080ti": "2021-06-03", "rtx3090": "2020-09-24", "rtx3090ti": "2022-03-29", "rtx4060": "2023-06-29",
    "rtx4060ti-8gb": "2023-05-24", "rtx4060ti-16gb": "2023-07-18", "rtx4070": "2023-04-13", "rtx4070s": "2024-01-17",
    "rtx4070ti": "2023-01-05", "rtx4070tis": "2024-01-24", "rtx4080": "2022-11-16", "rtx4080s": "2024-01-31",
    "rtx4090": "2022-10-12", "rtx-a2000-12gb": "2021-08-10", "rtx-a4000": "2021-04-12", "rtx-a5000": "2021-04-12",
    "rtx-a6000": "2020-10-05", "rtx2000-ada": "2024-02-12", "rtx4000-ada": "2023-08-09", "rtx4500-ada": "2023-08-09",
    "rtx5000-ada": "2023-08-09", "rtx6000-ada": "2022-12-03",
}  # fmt: skip
"""Days on which the cards of a known launch price came out, read with it in Wikipedia's "List of Nvidia graphics
processing units" as of 2025-06-16 (https://en.wikipedia.org/wiki/List_of_Nvidia_graphics_processing_units)."""

LAUNCH_PRICES = {"rtx-a5000": 2250, "rtx-a6000": 4649, "rtx2000-ada": 649, "rtx6000-ada": 6799}
"""What that list says where the collected facts say otherwise, dollars."""

USUAL = {"rtx3060", "rtx3050", "gtx1060-6gb", "rtx3080", "gtx1650"}
"""What people mean when they leave the memory size away."""

NAMES: dict[str, list[str]] = {
    "a10": ["A10", "A10G"],
    "a100-40gb": ["A100 40GB", "A100-SXM4-40GB", "A100-PCIE-40GB", "A100 40GB PCIe", "A100 40GB SXM", "A100"],
    "a100-80gb-pcie": ["A100 80GB PCIe", "A100-PCIE-80GB", "A100 80GB", "A100"],
    "a100-80gb-sxm": ["A100 80GB SXM", "A100-SXM4-80GB", "A100-SXM-80GB", "A100 80GB", "A100"],
    "h100-pcie": ["H100 PCIe 80GB", "H100 PCIe", "H100 80GB PCIe", "H100 80GB", "H100"],
    "h100-sxm": [
        "H100 SXM 80GB",
        "H100 80GB HBM3",
        "H100 SXM5",
        "H100 SXM",
        "H100 80GB SXM",
        "H100-SXM5-80GB",
        "H100 80GB",
        "H100",
    ],
    "h100-nvl": ["H100 NVL 94GB", "H100 NVL", "H100"],
    "h200-sxm": ["H200 SXM 141GB", "H200 SXM", "H200 141GB", "H200"],
    "h20": ["H20 96GB", "H20"],
    "b200": ["B200 SXM", "B200"],
    "b300": ["B300 SXM", "B300"],
    "gb10": ["DGX Spark", "GB10"],
    "v100-16gb": ["V100 16GB", "V100-SXM2-16GB", "V100-PCIE-16GB", "V100"],
    "v100-32gb": ["V100 32GB", "V100-SXM2-32GB", "V100-SXM3-32GB", "V100-PCIE-32GB", "V100"],
    "t4": ["Tesla T4", "T4"],
    "p40": ["Tesla P40", "P40"],
    "gtx1650": ["GTX 1650"],
    "rtx-a2000-12gb": ["RTX A2000 12GB"],
    "rtx2000-ada": ["RTX 2000 Ada", "RTX 2000 Ada Generation"],
    "rtx4000-ada": ["RTX 4000 Ada", "RTX 4000 Ada Generation"],
    "rtx4500-ada": ["RTX 4500 Ada", "RTX 4500 Ada Generation"],
    "rtx5000-ada": ["RTX 5000 Ada", "RTX 5000 Ada Generation"],
    "rtx6000-ada": ["RTX 6000 Ada", "RTX 6000 Ada Generation"],
    "rtxpro6000-bw": [
        "RTX PRO 6000 Blackwell Workstation",
        "RTX PRO 6000 Blackwell Server Edition",
        "RTX PRO 6000 Blackwell",
        "RTX PRO 6000",
    ],
    "rtxpro6000-maxq": ["RTX PRO 6000 Blackwell Max-Q"],
    "strix-halo": ["Ryzen AI Max+ 395", "Radeon 8060S"],
    "radeon-890m": ["Radeon 890M"],
    "radeon-780m": ["Radeon 780M"],
    "mi50": ["Instinct MI50 32GB", "Instinct MI50", "MI50"],
    "w7800": ["Radeon PRO W7800", "Radeon PRO W7800 32GB"],
}
"""Names as drivers, the vendor and people write them, where the catalogue's own name does not already say it."""

PLAIN_NAMES = {
    "m3-max": "Apple M3 Max",
    "m3-ultra": "Apple M3 Ultra",
    "m4-pro": "Apple M4 Pro",
    "m4-max": "Apple M4 Max",
    "m5-max": "Apple M5 Max",
}

NOTE_FIXES = {
    "gtx1650": "No tensor cores.",
    "gtx1660s": "No tensor cores.",
    "gtx1660ti": "No tensor cores.",
    "rtxpro6000-bw": "600 W as workstation card, 300 W as Max-Q.",
    "rx9060xt-16gb": None,
    "rx9070": "Open tables disagree on the bandwidth (488 to 640); 256 bit at 20 Gbps are 640.",
    "rx9070xt": "Open tables disagree on the bandwidth (624 to 650); 256 bit at 20 Gbps are 640.",
    "r9700": None,
    "strix-halo": "About 96 of 128 GB are usable by the GPU.",
}

LAPTOPS = [
    # name, architecture, capability, GiB, GB/s, CUDA cores, half-precision TFLOPS at the highest power limit, W
    ("RTX 3050 Laptop", "Ampere", "8.6", 4, 192.0, 2048, None, 80),
    ("RTX 3060 Laptop", "Ampere", "8.6", 6, 336.0, 3840, 52.3, 115),
    ("RTX 3070 Laptop", "Ampere", "8.6", 8, 448.0, 5120, 66.4, 125),
    ("RTX 4050 Laptop", "Ada", "8.9", 6, 192.0, 2560, 48.5, 115),
    ("RTX 4060 Laptop", "Ada", "8.9", 8, 256.0, 3072, 58.2, 115),
    ("RTX 4070 Laptop", "Ada", "8.9", 8, 256.0, 4608, 80.2, 115),
    ("RTX 4080 Laptop", "Ada", "8.9", 12, 432.0, 7424, 135.5, 150),
    ("RTX 4090 Laptop", "Ada", "8.9", 16, 576.0, 9728, 171.5, 150),
    ("RTX 5060 Laptop", "Blackwell", "12.0", 8, 384.0, 3328, 71.5, 100),
    ("RTX 5070 Laptop", "Blackwell", "12.0", 8, 384.0, 4608, 99.8, 100),
    ("RTX 5070 Ti Laptop", "Blackwell", "12.0", 12, 672.0, 5888, 124.0, 115),
    ("RTX 5080 Laptop", "Blackwell", "12.0", 16, 896.0, 7680, 166.8, 150),
    ("RTX 5090 Laptop", "Blackwell", "12.0", 24, 896.0, 10496, 228.0, 150),
]

OTHERS = [
    # cards that share a name with a catalogued one
    ("rtx3060-8gb", "GeForce RTX 3060 8GB", ["RTX 3060 8GB", "RTX 3060"], "Ampere", "8.6", 8, 240.0, 3584, 51.0, 170),
    ("rtx3050-6gb", "GeForce RTX 3050 6GB", ["RTX 3050 6GB", "RTX 3050"], "Ampere", "8.6", 6, 168.0, 2304, 27.1, 70),
    ("gtx1060-3gb", "GeForce GTX 1060 3GB", ["GTX 1060 3GB", "GTX 1060"], "Pascal", "6.1", 3, 192.0, 1152, None, 120),
]


def plain_names(name: str) -> list[str]:
    """Return a catalogue name as people write it: without the brand, and without the memory size."""
    short = re.sub(r"^(GeForce|Radeon|Instinct|Tesla) ", "", name)
    without_size = re.sub(r" \d+GB$", "", short)
    return list(dict.fromkeys([name, short, without_size]))


def cuda_cores(entry: Entry) -> int | None:
    """Return the CUDA cores: from the data sheet or from the tensor cores."""
    tensor_cores = entry.get("tensor_cores")
    if entry["vendor"] != "nvidia":
        return None
    known = entry.get("cuda_cores") or CUDA_CORES.get(entry["key"])
    return known or (tensor_cores * LANES_PER_TENSOR_CORE[entry["arch"]] if tensor_cores else None)


def gpu(entry: Entry) -> Entry:
    """Return one catalogue entry in the fields of `deepseek_gui.catalog.gpus.GpuSpec`."""
    key = entry["key"]
    name = PLAIN_NAMES.get(key) or str(entry["name"])
    pcie = PCIE_GBS.get(entry["arch"]) if entry["vendor"] == "nvidia" and not entry["unified_memory"] else None
    return drop_none(
        {
            "id": key,
            "name": name,
            "names": NAMES.get(key) or plain_names(name),
            "usual": key in USUAL or None,
            "vendor": entry["vendor"],
            "architecture": entry["arch"],
            "compute_capability": entry.get("compute_capability"),
            "vram_gib": None if entry["unified_memory"] else entry["vram_gb"],
            "unified_memory": entry["unified_memory"] or None,
            "bandwidth_gbs": entry["bandwidth_gbs"],
            "fp16_tflops": entry.get("fp16_tensor_fp16acc_tflops")
            or entry.get("fp16_matrix_tflops")
            or APPLE_TFLOPS.get(key),
            "cuda_cores": cuda_cores(entry),
            "pcie_gbs": pcie / 2 if pcie and key in EIGHT_LANES else pcie,
            "links": LINKS.get(key),
            "tdp_w": entry.get("tdp_w"),
            "launch_price_usd": LAUNCH_PRICES.get(key) or entry.get("launch_msrp_usd"),
            "launch_date": LAUNCHES.get(key),
            "note": NOTE_FIXES.get(key, entry.get("note")),
            "sources": [plain_source(source) for source in entry["source"]],
        }
    )


def plain_source(text: str) -> str:
    """Return a source without the numbers of the store it was read from."""
    text = re.sub(r"\s*\(GitHub file ids? \d+\s*(?:\(([^)]*)\)|:\s*([^)]*)|([^)]*))\)", r" (\1\2\3)", text)
    text = re.sub(r":? ?(?:GitHub )?file ids? \d+", ": public table on GitHub", text)
    text = re.sub(r"\(\s*\)", "", text).replace("via: ", "via ").replace("stored pages", "public pages")
    return re.sub(r"\s+(?=;)|\s(?=\s)", "", text.replace("from memory", "unverified")).strip()


def laptop(row: tuple[Any, ...]) -> Entry:
    """Return the entry of a laptop GPU, which shares no more than a number with its desktop namesake."""
    name, arch, capability, vram_gib, bandwidth, cores, tflops, watts = row
    return drop_none(
        {
            "id": name.lower().replace(" ", "-").replace("rtx-", "rtx"),
            "name": f"GeForce {name} GPU",
            "names": [f"{name} GPU", name, f"{name} {vram_gib}GB"],
            "vendor": "nvidia",
            "architecture": arch,
            "compute_capability": capability,
            "vram_gib": vram_gib,
            "bandwidth_gbs": bandwidth,
            "fp16_tflops": tflops,
            "cuda_cores": cores,
            "pcie_gbs": PCIE_GBS[arch] / 2,
            "tdp_w": watts,
            "note": "Rates at the highest power limit; the maker of the laptop may set a lower one.",
            "sources": ["vendor's laptop comparison, unverified"],
        }
    )


def other(row: tuple[Any, ...]) -> Entry:
    """Return the entry of a card that shares its name with a more common one."""
    key, name, names, arch, capability, vram_gib, bandwidth, cores, tflops, watts = row
    return drop_none(
        {
            "id": key,
            "name": name,
            "names": [name, *names],
            "vendor": "nvidia",
            "architecture": arch,
            "compute_capability": capability,
            "vram_gib": vram_gib,
            "bandwidth_gbs": bandwidth,
            "fp16_tflops": tflops,
            "cuda_cores": cores,
            "pcie_gbs": PCIE_GBS[arch],
            "tdp_w": watts,
            "sources": ["vendor's data sheet, unverified"],
        }
    )


def write(name: str, document: Entry) -> None:
    """Write one catalogue file, one entry a line so that a change is readable in a diff."""
    lines = ["{"]
    for index, (key, value) in enumerate(document.items()):
        comma = "," if index < len(document) - 1 else ""
        if isinstance(value, list):
            rows = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in value)
            lines.append(f'"{key}": [\n{rows}\n]{comma}')
        else:
            lines.append(f'"{key}": {json.dumps(value, ensure_ascii=False)}{comma}')
    path = ROOT / "resources" / "catalog" / name
    path.write_text("\n".join([*lines, "}", ""]), encoding="utf-8")


def main() -> None:
    """Build both files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder with models.json and gpus.json as collected")
    folder: Path = parser.parse_args().folder
    models = json.loads((folder / "models.json").read_text(encoding="utf-8"))
    gpus = json.loads((folder / "gpus.json").read_text(encoding="utf-8"))
    write(
        "models.json",
        {"collected": models["generated"], "sizes": SIZES, "models": [model(entry) for entry in models["models"]]},
    )
    entries = [gpu(entry) for entry in gpus["gpus"]] + [laptop(row) for row in LAPTOPS] + [other(row) for row in OTHERS]
    write("gpus.json", {"collected": gpus["generated"], "gpus": entries})


if __name__ == "__main__":
    main()
