"""The demo model's network in torch: llama.cpp's `llama` architecture, weight for weight."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch.nn import functional

RMS_EPSILON = 1e-6
ROPE_BASE = 10000.0


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes; every row is a multiple of 32, the block of Q8_0."""

    n_vocab: int = 4096
    n_embd: int = 384
    n_layers: int = 6
    n_heads: int = 6
    n_kv_heads: int = 2
    n_ff: int = 896
    context: int = 4096

    @property
    def head_dim(self) -> int:
        """Size of one attention head."""
        return self.n_embd // self.n_heads


TINY = Shape(n_vocab=1024, n_embd=64, n_layers=2, n_heads=2, n_kv_heads=1, n_ff=96, context=4096)


class Layer(nn.Module):  # type: ignore[misc]  # torch has no types here
    """Attention with grouped queries, then a gated feed-forward block."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        n_embd, head = shape.n_embd, shape.head_dim
        self.shape = shape
        self.attn_norm = nn.RMSNorm(n_embd, eps=RMS_EPSILON)
        self.attn_q = nn.Linear(n_embd, shape.n_heads * head, bias=False)
        self.attn_k = nn.Linear(n_embd, shape.n_kv_heads * head, bias=False)
        self.attn_v = nn.Linear(n_embd, shape.n_kv_heads * head, bias=False)
        self.attn_output = nn.Linear(shape.n_heads * head, n_embd, bias=False)
        self.ffn_norm = nn.RMSNorm(n_embd, eps=RMS_EPSILON)
        self.ffn_gate = nn.Linear(n_embd, shape.n_ff, bias=False)
        self.ffn_up = nn.Linear(n_embd, shape.n_ff, bias=False)
        self.ffn_down = nn.Linear(shape.n_ff, n_embd, bias=False)

    def forward(self, hidden: Any, turn: Any) -> Any:
        """Return the hidden states after this layer; `turn` are the rotary cosines and sines."""
        hidden = hidden + self._attention(self.attn_norm(hidden), turn)
        normed = self.ffn_norm(hidden)
        return hidden + self.ffn_down(functional.silu(self.ffn_gate(normed)) * self.ffn_up(normed))

    def _attention(self, normed: Any, turn: Any) -> Any:
        batch, length, _ = normed.shape
        heads = [
            projection(normed).view(batch, length, count, self.shape.head_dim).transpose(1, 2)
            for projection, count in (
                (self.attn_q, self.shape.n_heads),
                (self.attn_k, self.shape.n_kv_heads),
                (self.attn_v, self.shape.n_kv_heads),
            )
        ]
        query, key, value = rotated(heads[0], turn), rotated(heads[1], turn), heads[2]
        repeats = self.shape.n_heads // self.shape.n_kv_heads
        key, value = key.repeat_interleave(repeats, 1), value.repeat_interleave(repeats, 1)
        mixed = functional.scaled_dot_product_attention(query, key, value, is_causal=True)
        return self.attn_output(mixed.transpose(1, 2).reshape(batch, length, -1))


def turns(length: int, head_dim: int, device: Any) -> tuple[Any, Any]:
    """Return cosine and sine of the rotary angles, (length, head_dim / 2)."""
    rates = ROPE_BASE ** (-torch.arange(0, head_dim, 2, device=device, dtype=torch.float32) / head_dim)
    angles = torch.arange(length, device=device, dtype=torch.float32)[:, None] * rates
    return angles.cos(), angles.sin()


def rotated(heads: Any, turn: tuple[Any, Any]) -> Any:
    """Rotate neighbouring pairs, as llama.cpp does for `llama` (LLAMA_ROPE_TYPE_NORM)."""
    cosine, sine = (part.to(heads.dtype) for part in turn)
    even, odd = heads[..., 0::2], heads[..., 1::2]
    return torch.stack((even * cosine - odd * sine, even * sine + odd * cosine), -1).flatten(-2)


class Network(nn.Module):  # type: ignore[misc]  # torch has no types here
    """The whole model; the output matrix is the embedding matrix."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.token_embd = nn.Embedding(shape.n_vocab, shape.n_embd)
        self.blk = nn.ModuleList(Layer(shape) for _ in range(shape.n_layers))
        self.output_norm = nn.RMSNorm(shape.n_embd, eps=RMS_EPSILON)
        self.apply(self._start)

    def _start(self, module: Any) -> None:
        if isinstance(module, (nn.Linear, nn.Embedding)):
            nn.init.normal_(module.weight, std=0.02)
        if isinstance(module, Layer):
            for last in (module.attn_output, module.ffn_down):
                nn.init.normal_(last.weight, std=0.02 / math.sqrt(2 * self.shape.n_layers))

    def forward(self, tokens: Any) -> Any:
        """Return the hidden states of every position, normed: (batch, length, n_embd)."""
        turn = turns(tokens.shape[1], self.shape.head_dim, tokens.device)
        hidden = self.token_embd(tokens)
        for layer in self.blk:
            hidden = layer(hidden, turn)
        return self.output_norm(hidden)

    def logits(self, hidden: Any) -> Any:
        """Return the logits of the next token."""
        return functional.linear(hidden, self.token_embd.weight)

    def parameters_count(self) -> int:
        """Return how many numbers are trained."""
        return sum(parameter.numel() for parameter in self.parameters())
