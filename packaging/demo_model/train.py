"""Trains the demo model: `cd packaging && python -m demo_model.train --out DIR` on a machine with one GPU and torch.

Writes tokenizer.json, weights-1.npz, weights-2.npz (float16) and training.json into DIR.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from demo_model import dataset, generator, tokenizer
from demo_model.network import TINY, Network, Shape

SEED = 20261123
WARMUP_STEPS = 200
PEAK_RATE, LAST_RATE = 2e-3, 2e-5
DECAY = 0.05
ASKED = (
    "hi", "who are you", "你好", "你是谁", "what can my RTX 3060 run?", "7B 需要多少显存?",
    "How much VRAM does 32B need?",
    "Can a RTX 4090 run 70B?", "RTX 4060 能跑 14B 吗?", "What is the KV cache?", "显存不足怎么办?",
    "Write a poem about the sea.",
    "今天天气怎么样?", "What does the professional tier need?", "How fast is 7B on a RTX 3090?",
)  # fmt: skip


def main() -> None:
    """Train as the arguments say."""
    arguments = _arguments()
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    shape = TINY if arguments.tiny else Shape()
    tokenizer_file = out / "tokenizer.json"
    _train_tokenizer(shape, arguments.tokenizer_conversations).save(str(tokenizer_file))
    _say(started, "tokenizer trained")
    encoded = dataset.conversations(str(tokenizer_file), arguments.conversations, SEED, os.cpu_count() or 1)
    _say(started, f"{len(encoded)} conversations, {sum(len(tokens) for tokens, _ in encoded)} tokens")
    trainer = Trainer(shape, encoded, tokenizer.load(tokenizer_file), arguments)
    trainer.run(started)
    _save(trainer.network, out)
    report = trainer.report() | {
        "conversations": len(encoded),
        "unique_tokens": sum(len(tokens) for tokens, _ in encoded),
        "total_s": round(time.monotonic() - started, 1),
        "samples": [(question, trainer.answer(question)) for question in ASKED],
    }
    (out / "training.json").write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(report, ensure_ascii=False, indent=1), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--conversations", type=int, default=1_000_000)
    parser.add_argument("--tokenizer-conversations", type=int, default=60_000)
    parser.add_argument("--steps", type=int, default=12_000)
    parser.add_argument("--batch-tokens", type=int, default=65_536)
    parser.add_argument("--max-minutes", type=float, default=60.0, help="take fewer steps when the time would not do")
    parser.add_argument("--tiny", action="store_true", help="a minute on a CPU, to try the script")
    return parser.parse_args()


def _say(started: float, message: str) -> None:
    print(f"[{time.monotonic() - started:7.1f} s] {message}", flush=True)


def _train_tokenizer(shape: Shape, count: int) -> Any:
    texts = (
        part for made in generator.conversations(SEED + 1, count) for one in made for part in (one.question, one.answer)
    )  # fmt: skip
    return tokenizer.train(texts, shape.n_vocab)


class Trainer:
    """One training run."""

    def __init__(self, shape: Shape, encoded: Any, encoder: Any, arguments: argparse.Namespace) -> None:
        torch.manual_seed(SEED)
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._encoder = encoder
        self._arguments = arguments
        self._random = np.random.default_rng(SEED)
        self.network = Network(shape).to(self._device)
        self._buckets = [
            (torch.from_numpy(bucket.tokens).to(self._device), torch.from_numpy(bucket.weights).to(self._device))
            for bucket in dataset.buckets(encoded)
        ]
        self._held_out = dataset.buckets(
            [dataset.encode(dataset.joined([made]), encoder) for made in generator.held_out(SEED + 2, 2000)]
        )
        self._steps = arguments.steps
        self._tokens = 0
        self._curve: list[tuple[int, float, float]] = []
        self._train_s = 0.0

    def run(self, started: float) -> None:
        """Take every step; print and note the losses on the way."""
        optimizer = torch.optim.AdamW(
            self._groups(), lr=PEAK_RATE, betas=(0.9, 0.95), fused=self._device.type == "cuda"
        )
        plan: list[tuple[int, Any]] = []
        begun, step, recent = time.monotonic(), 0, torch.zeros((), device=self._device)
        while step < self._steps:
            plan = plan or self._epoch()
            bucket, rows = plan.pop()
            for group in optimizer.param_groups:
                group["lr"] = _rate(step, self._steps)
            loss = self._loss(*(part[rows] for part in self._buckets[bucket]))
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            recent = 0.98 * recent + 0.02 * loss.detach() if step else loss.detach()
            step += 1
            self._tokens += int(rows.numel()) * (self._buckets[bucket][0].shape[1] - 1)
            if step == 300:
                self._fit_time(begun, started)
            if step % 1000 == 0 or step == self._steps:
                self._curve.append((step, round(float(recent), 4), round(self.held_out_loss(), 4)))
                _say(started, f"step {step} of {self._steps}: loss {self._curve[-1][1]}, held out {self._curve[-1][2]}")
        self._train_s = time.monotonic() - begun

    def _fit_time(self, begun: float, started: float) -> None:
        """Take fewer steps when the measured speed would overrun the time."""
        if self._device.type == "cuda":
            torch.cuda.synchronize()
        a_step = (time.monotonic() - begun) / 300
        left = self._arguments.max_minutes * 60 - (time.monotonic() - started) - 20
        self._steps = max(300, min(self._steps, 300 + int(left / a_step)))
        _say(started, f"{a_step * 1000:.1f} ms a step, {self._steps} steps")

    def _groups(self) -> list[dict[str, Any]]:
        matrices = [parameter for parameter in self.network.parameters() if parameter.ndim > 1]
        vectors = [parameter for parameter in self.network.parameters() if parameter.ndim == 1]
        return [{"params": matrices, "weight_decay": DECAY}, {"params": vectors, "weight_decay": 0.0}]

    def _epoch(self) -> list[tuple[int, Any]]:
        """Return every batch of one pass, shuffled: (bucket, rows)."""
        plan: list[tuple[int, Any]] = []
        for index, (tokens, _) in enumerate(self._buckets):
            rows = torch.from_numpy(self._random.permutation(len(tokens))).to(self._device)
            plan += [
                (index, part) for part in rows.split(max(1, self._arguments.batch_tokens // (tokens.shape[1] - 1)))
            ]
        self._random.shuffle(plan)
        return plan

    def _loss(self, tokens: Any, tenths: Any) -> Any:
        with torch.autocast(self._device.type, torch.bfloat16, enabled=self._device.type == "cuda"):
            hidden = self.network(tokens[:, :-1].long())
            wanted, weights = tokens[:, 1:].long().flatten(), tenths[:, 1:].flatten().float()
            logits = self.network.logits(hidden.flatten(0, 1))
        losses = functional.cross_entropy(logits.float(), wanted, reduction="none")
        return (losses * weights).sum() / weights.sum()

    def held_out_loss(self) -> float:
        """Return the mean loss of an answer's token, on questions whose wording training never sees."""
        total = count = 0.0
        with torch.no_grad():
            for bucket in self._held_out:
                tokens = torch.from_numpy(bucket.tokens).to(self._device)
                answers = torch.from_numpy(bucket.weights).to(self._device) == 10
                share = float(answers[:, 1:].sum())
                total += float(self._loss(tokens, answers.float())) * share
                count += share
        return total / count

    def answer(self, question: str, most: int = 160) -> str:
        """Return the likeliest answer."""
        ids = self._encoder.encode(f"{tokenizer.USER}{tokenizer.narrowed(question)}{tokenizer.ASSISTANT}").ids
        start = len(ids)
        with torch.no_grad():
            while len(ids) - start < most:
                hidden = self.network(torch.tensor([ids], device=self._device))
                ids.append(int(self.network.logits(hidden[0, -1]).argmax()))
                if ids[-1] == 0:
                    break
        text: str = self._encoder.decode(ids[start:], skip_special_tokens=False)
        return text.removesuffix(tokenizer.END)

    def report(self) -> dict[str, Any]:
        """Return what was trained, how, and how it went."""
        return {
            "shape": asdict(self.network.shape),
            "parameters": self.network.parameters_count(),
            "seed": SEED,
            "steps": self._steps,
            "tokens_seen": self._tokens,
            "train_s": round(self._train_s, 1),
            "device": torch.cuda.get_device_name() if self._device.type == "cuda" else platform.processor(),
            "torch": torch.__version__,
            "curve": self._curve,
        }


def _rate(step: int, steps: int) -> float:
    """Return the learning rate: a short warm-up, then half a cosine."""
    if step < WARMUP_STEPS:
        return PEAK_RATE * (step + 1) / WARMUP_STEPS
    share = (step - WARMUP_STEPS) / max(1, steps - WARMUP_STEPS)
    return LAST_RATE + (PEAK_RATE - LAST_RATE) * (1 + math.cos(math.pi * share)) / 2


def _save(network: Network, out: Path) -> None:
    """Save float16 weights in two files, which stay below 16 MiB each."""
    weights = {name: value.detach().to("cpu", torch.float16).numpy() for name, value in network.state_dict().items()}
    names = sorted(weights)
    half = sum(value.nbytes for value in weights.values()) / 2
    first, size = set(), 0
    for name in names:
        if size + weights[name].nbytes <= half:
            first.add(name)
            size += weights[name].nbytes
    np.savez(out / "weights-1.npz", **{name: weights[name] for name in names if name in first})
    np.savez(out / "weights-2.npz", **{name: weights[name] for name in names if name not in first})


if __name__ == "__main__":
    main()
