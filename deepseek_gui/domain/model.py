"""Models: their shapes, their facts, their tensors."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mla:
    """Multi-head latent attention (DeepSeek-V2 and later).

    Attributes:
        q_lora_rank: None when queries are projected directly (V2-Lite).
        fused_kv_b: a GGUF from before April 2025 with one `attn_kv_b`: its cache is kept per head.
    """

    kv_lora_rank: int
    qk_nope_head_dim: int
    qk_rope_head_dim: int
    v_head_dim: int
    q_lora_rank: int | None = None
    fused_kv_b: bool = False


@dataclass(frozen=True, slots=True)
class Moe:
    """Mixture of experts.

    Attributes:
        dense_layers: leading layers without experts.
    """

    n_experts: int
    n_experts_used: int
    n_shared_experts: int
    n_ff_expert: int
    dense_layers: int


@dataclass(frozen=True, slots=True)
class Indexer:
    """The sparse-attention indexer of V3.2 and V4."""

    n_heads: int
    head_dim: int
    top_k: int


@dataclass(frozen=True, slots=True)
class HybridAttention:
    """The compressed attention of V4 (CSA, HCA, sliding window).

    Attributes:
        compress_ratios: one a layer: 0 window only, 4 CSA, 128 HCA.
    """

    compress_ratios: tuple[int, ...]
    sliding_window: int
    q_lora_rank: int
    o_lora_rank: int
    o_groups: int
    rope_head_dim: int
    hyper_connections: int
    n_hash_layers: int


@dataclass(frozen=True, slots=True)
class Architecture:
    """The hyperparameters that decide every tensor's shape, in llama.cpp's words.

    Attributes:
        gguf_name: `general.architecture`: llama, qwen2, qwen3, deepseek, deepseek2, deepseek32, deepseek4.
        n_embd: hidden size.
        n_ff: feed-forward size of a dense layer.
        head_dim: size of one key (and value) head; for MLA see `mla`.
        tied_embeddings: the output matrix is the embedding matrix.
        context_trained: longest context the model was made for, tokens.
    """

    gguf_name: str
    n_layers: int
    n_embd: int
    n_ff: int
    n_heads: int
    n_kv_heads: int
    head_dim: int
    n_vocab: int
    context_trained: int
    tied_embeddings: bool = False
    mla: Mla | None = None
    moe: Moe | None = None
    indexer: Indexer | None = None
    hybrid: HybridAttention | None = None

    def __hash__(self) -> int:
        """Hash what tells models apart: a match asks thousands of times, and all fields take ten times as long."""
        return hash((self.gguf_name, self.n_layers, self.n_embd, self.n_ff, self.n_heads, self.n_vocab))


@dataclass(frozen=True, slots=True)
class TensorInfo:
    """One tensor of a model.

    Attributes:
        name: its GGUF name ("blk.0.attn_q.weight").
        shape: elements a dimension, fastest first (GGUF's order).
        type: ggml type name ("Q4_K", "F32").
        bytes: size of the data.
    """

    name: str
    shape: tuple[int, ...]
    type: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Sampling:
    """What a model's makers recommend.

    Attributes:
        source: where they say so.
    """

    temperature: float | None = None
    top_p: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A published file whose tensors were each given a type by hand: its size cannot be derived, so it is looked up.

    Attributes:
        name: "UD-Q2_K_XL".
        file_bytes: all its parts together, as published (three digits, so within 0.5 %).
        mix: llama.cpp's mix that divides a file nearly so over layers and experts.
        source: where the size stands.
    """

    name: str
    file_bytes: int
    mix: str
    source: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """Safetensors that somebody published in another format than the makers.

    Attributes:
        format: "AWQ", "FP8", "FP4", as `sizing.checkpoint.FORMATS` has it.
        hf_repo: id on Hugging Face.
    """

    format: str
    hf_repo: str


@dataclass(frozen=True, slots=True)
class Model:
    """A catalogue entry.

    Attributes:
        id: ours ("r1-distill-qwen-7b").
        architecture: None when its shapes are not published or no engine here knows them: nothing is estimated then.
        hf_repo: id on Hugging Face.
        modelscope_id: id on ModelScope.
        ollama: name and tag in Ollama's library.
        total_params: exact count.
        active_params: parameters read for one token.
        quantisations: names of the GGUF mixes that exist or can be made, best quality first.
        gguf_repo: a well-known repository of ready GGUF files on Hugging Face.
        recipes: files of `gguf_repo` that no mix describes.
        conversions: of `hf_repo`, into other formats.
    """

    id: str
    name: str
    architecture: Architecture | None
    hf_repo: str | None = None
    modelscope_id: str | None = None
    ollama: str | None = None
    license: str | None = None
    release_date: str | None = None
    total_params: int | None = None
    active_params: int | None = None
    sampling: Sampling = Sampling()
    quantisations: tuple[str, ...] = ()
    note: str | None = None
    gguf_repo: str | None = None
    recipes: tuple[Recipe, ...] = ()
    conversions: tuple[Conversion, ...] = ()

    def recipe(self, quantisation: str | None) -> Recipe | None:
        """Return the published file of this name; case does not matter."""
        wanted = (quantisation or "").upper()
        return next((recipe for recipe in self.recipes if recipe.name.upper() == wanted), None)

    def checkpoint_repo(self, form: str | None) -> str | None:
        """Return the repository of safetensors in a format; the makers' own where nobody converted it."""
        return next((one.hf_repo for one in self.conversions if one.format == form), self.hf_repo)

    @property
    def files(self) -> tuple[str, ...]:
        """Names of all quantisations that can be had: mixes, then recipes."""
        return (*self.quantisations, *(recipe.name for recipe in self.recipes))
