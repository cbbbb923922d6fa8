"""A Python that claims to hold torch and transformers: stand-ins that load nothing and answer letter by letter.

What a model folder's `config.json` says under "stand_in" decides how it behaves: "load" and "answer" are raised there.
"""

from __future__ import annotations

import sys
from pathlib import Path

_TORCH = """
import contextlib
__version__ = "2.99.0+cpu"
class _Version: cuda = None
version = _Version()
float16, float32, bfloat16 = "float16", "float32", "bfloat16"
class OutOfMemoryError(RuntimeError): pass
class Tensor:
    def __init__(self, rows, device="cpu"):
        self.rows, self.device = rows, device
        self.shape = (len(rows), len(rows[0])) if rows and isinstance(rows[0], list) else (len(rows),)
    def tolist(self): return self.rows
def tensor(rows, device="cpu"): return Tensor(rows, device)
def inference_mode(): return contextlib.nullcontext()
def set_num_threads(count): print("threads", count, flush=True)
class cuda:
    is_available = staticmethod(lambda: False)
class backends:
    class cuda: pass
"""

_TRANSFORMERS = """
import json, os, sys, time
import torch
__version__ = "5.99.0"
END, FIRST = 1, 97
class _Config:
    def __init__(self, folder):
        self.stand_in = json.load(open(os.path.join(folder, "config.json"))).get("stand_in", {})
class AutoConfig:
    @staticmethod
    def from_pretrained(folder, trust_remote_code, local_files_only):
        assert local_files_only
        config = _Config(folder)
        if config.stand_in.get("code") and not trust_remote_code:
            raise ValueError("The repository x contains custom code which must be executed")
        return config
class _Tokenizer:
    eos_token_id = END
    def __call__(self, text, add_special_tokens): return {"input_ids": list(text.encode())}
    def decode(self, ids, skip_special_tokens):
        return bytes(i for i in ids if i != END).decode("utf-8", "replace")
    def apply_chat_template(self, messages, add_generation_prompt, tokenize):
        return "".join(m["content"] for m in messages) + ("<think>" if messages[-1]["content"] == "think" else "")
class AutoTokenizer:
    @staticmethod
    def from_pretrained(folder, **_): return _Tokenizer()
class _Model:
    device = "cpu"
    class generation_config: eos_token_id = [END]
    def __init__(self, stand_in): self.stand_in = stand_in
    def eval(self): pass
    def to(self, target): return self
    def generate(self, input_ids, attention_mask, max_new_tokens, streamer, stopping_criteria, **arguments):
        assert len({len(row) for row in input_ids.rows}) == 1
        print("batch", len(input_ids.rows), json.dumps(arguments, sort_keys=True), flush=True)
        if self.stand_in.get("answer"):
            raise torch.OutOfMemoryError(self.stand_in["answer"])
        streamer.put(input_ids)
        rows = [list(row) for row in input_ids.rows]
        letters = self.stand_in.get("letters") or list(range(FIRST, FIRST + 26))
        for step in range(max_new_tokens):
            time.sleep(self.stand_in.get("pause_s", 0))
            token = letters[step % len(letters)]
            rows = [row + [token] for row in rows]
            done = [criterion(torch.Tensor(rows), None) for criterion in stopping_criteria][0].rows
            streamer.put(torch.Tensor([token] * len(rows)))
            if all(done) or token == END: break
        streamer.end()
class AutoModelForCausalLM:
    @staticmethod
    def from_pretrained(folder, config, output_loading_info, use_safetensors, **arguments):
        assert use_safetensors
        for percent in (0, 50, 100):
            sys.stderr.write(f"\\rLoading weights: {percent:3}%|###| {percent}/100"); sys.stderr.flush()
            time.sleep(config.stand_in.get("load_s", 0))
        sys.stderr.write("\\n")
        if config.stand_in.get("load"):
            raise RuntimeError(config.stand_in["load"])
        return _Model(config.stand_in), {"missing_keys": set(config.stand_in.get("missing", ()))}
"""


def fake_torch(folder: Path, packages: tuple[str, ...] = ("torch", "transformers")) -> Path:
    """Write an executable Python whose packages are stand-ins, and return it."""
    site = folder / "site"
    for name in packages:
        code = {"torch": _TORCH, "transformers": _TRANSFORMERS}.get(name, "")
        (site / name).mkdir(parents=True)
        (site / name / "__init__.py").write_text(code, encoding="utf-8")
        info = site / f"{name}-5.99.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 5.99.0\n", encoding="utf-8")
    if "torch" in packages:
        (site / "torch" / "version.py").write_text("cuda: str | None = '13.0'\nhip = None\n", encoding="utf-8")
    python = folder / "python3"
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{site}" exec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    return python
