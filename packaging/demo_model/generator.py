"""Makes the demo model's conversations from facts.json and text.*.toml. Needs the standard library alone."""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LANGUAGES = ("en", "zh")
MARGIN_GIB = 1.0
MIX_CALLED = {
    "Q4_K_M": ("Q4_K_M", "Q4", "4-bit", "q4_k_m"),
    "Q8_0": ("Q8_0", "Q8", "8-bit", "q8"),
    "BF16": ("BF16", "FP16", "16-bit", "fp16"),
}
ENDINGS = "?.!\u3002\uff1f\uff01"
"""Marks that people leave out at the end of a question."""
VOWELS = ("RTX", "RX", "A", "L", "H")
"""Cards whose names are spoken with a vowel first."""
MIX_NAMES = {"BF16": "BF16 (FP16)"}

# How often each kind of question is asked; the figures are many, so they get most.
WEIGHTS = {
    "gpu_runs": 10, "vram_runs": 5, "ram_runs": 3, "pair_runs": 3, "model_needs": 7, "model_needs_mix": 6,
    "can_run": 12, "speed": 9, "gpu_memory": 6, "model_file": 3, "model_facts": 4, "model_command": 2, "tier": 4,
    "concept": 14, "faq": 12, "off_topic": 9,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer.

    Attributes:
        kind: which kind of question it is.
        checks: what a right answer must contain.
    """

    language: str
    kind: str
    question: str
    answer: str
    checks: tuple[str, ...] = field(default=())


@cache
def facts() -> dict[str, Any]:
    """Return facts.json."""
    loaded: dict[str, Any] = json.loads((HERE / "facts.json").read_text(encoding="utf-8"))
    return loaded


@cache
def text(language: str) -> dict[str, Any]:
    """Return the sentences of a language."""
    return tomllib.loads((HERE / f"text.{language}.toml").read_text(encoding="utf-8"))


@cache
def models() -> dict[str, dict[str, Any]]:
    """Return the models of facts.json by their ids."""
    return {model["id"]: model for model in facts()["models"]}


def number(value: float) -> str:
    """Return 4.7 as "4.7" and 377.0 as "377"."""
    return f"{value:.1f}" if value < 100 else f"{value:.0f}"


class Maker:
    """Makes exchanges; the same seed makes the same ones.

    Args:
        held_out: take the questions that training never sees.
    """

    def __init__(self, seed: int, *, held_out: bool = False) -> None:
        self.random = random.Random(seed)  # noqa: S311  not for secrets
        self.held_out = held_out
        self._kinds = list(WEIGHTS)
        self._weights = list(WEIGHTS.values())

    def exchange(self, kind: str | None = None, language: str | None = None) -> Exchange:
        """Return one exchange of the kind and language asked for, or of any."""
        kind = kind or self.random.choices(self._kinds, self._weights)[0]
        language = language or self.random.choice(LANGUAGES)
        made: Exchange = getattr(self, f"_{kind}")(language)
        return made if self.held_out else self._wrapped(made)

    def _article(self, name: str) -> str:
        return "an" if name.startswith(VOWELS) else "a"

    def _pick(self, items: Any) -> Any:
        return self.random.choice(items)

    def _question(self, source: dict[str, Any], prefix: str = "") -> str:
        """Return a question template: of those for training, or one held out."""
        chosen: str = self._pick(source[prefix + ("held_out" if self.held_out else "questions")])
        return chosen

    def _wrapped(self, made: Exchange) -> Exchange:
        """Return the exchange with a greeting, a missing question mark or other habits around its question."""
        question = made.question
        wrap = text(made.language)["wrap"]
        if len(question) > 8 and made.kind != "off_topic":
            before = self._pick(wrap["before"])
            question = (before + question + self._pick(wrap["after"])).strip()
        roll = self.random.random()
        if roll < 0.12:
            question = question.rstrip(ENDINGS)
        elif roll < 0.2:
            question = question.lower()
        elif roll < 0.26 and len(question) > 12:
            at = self.random.randrange(1, len(question) - 1)
            question = question[:at] + question[at + 1 :]  # a slip of the finger
            if _digits(question) != _digits(made.question):
                question = made.question
        return Exchange(made.language, made.kind, question or made.question, made.answer, made.checks)

    def _intent(self, language: str, name: str) -> dict[str, Any]:
        found: dict[str, Any] = next(item for item in text(language)["intent"] if item["name"] == name)
        return found

    def _filled(self, language: str, kind: str, slots: dict[str, Any], checks: tuple[str, ...]) -> Exchange:
        intent = self._intent(language, kind)
        question = self._question(intent).format(**slots)
        return Exchange(language, kind, question, self._pick(intent["answers"]).format(**slots), checks)

    def _best(self, model_id: str | None) -> dict[str, Any]:
        model = models()[model_id or "r1-distill-qwen-1.5b"]
        mix = model["mix"]
        return {"best": model["name"], "mix": mix, "need": number(model["sizes"][mix]["need_gib"])}

    def _gpu_runs(self, language: str) -> Exchange:
        gpu = self._pick(facts()["gpus"])
        slots = {
            "gpu": self._pick(gpu["called"]),
            "gpuname": gpu["name"],
            "vram": gpu["vram_gib"],
            **self._best(gpu["best"]),
        }
        return self._filled(language, "gpu_runs", slots, (f"{gpu['vram_gib']} GiB", slots["best"], slots["need"]))

    def _vram_runs(self, language: str) -> Exchange:
        entry = self._pick(facts()["vram"])
        slots = {"gib": entry["gib"], **self._best(entry["best"])}
        return self._filled(language, "vram_runs", slots, (slots["best"], slots["need"]))

    def _ram_runs(self, language: str) -> Exchange:
        entry = self._pick(facts()["ram"])
        slots = {"gib": entry["gib"], **self._best(entry["best"])}
        return self._filled(language, "ram_runs", slots, (slots["best"], slots["need"]))

    def _pair_runs(self, language: str) -> Exchange:
        entry = self._pick(facts()["pairs"])
        gpu = next(gpu for gpu in facts()["gpus"] if gpu["name"] == entry["name"])
        called = [name for name in gpu["called"] if "GB" in name or gpu["name"] == name] or [gpu["name"]]
        slots = {"gpu": self._pick([*called, gpu["name"]]), "gpuname": gpu["name"], "count": entry["count"],
                 "total": entry["total_gib"], **self._best(entry["best"])}  # fmt: skip
        return self._filled(language, "pair_runs", slots, (f"{entry['total_gib']} GiB", slots["best"]))

    def _model(self) -> dict[str, Any]:
        chosen: dict[str, Any] = self._pick(facts()["models"])
        return chosen

    def _model_needs(self, language: str) -> Exchange:
        model = self._model()
        sizes = [(mix, number(size["need_gib"])) for mix, size in model["sizes"].items()]
        if language == "en":
            said = _joined([f"{need} GiB in {MIX_NAMES.get(mix, mix)}" for mix, need in sizes], ", ", " and ")
        else:
            said = "、".join(f"{need} GiB\uff08{MIX_NAMES.get(mix, mix)}\uff09" for mix, need in sizes)
        slots = {"model": self._pick(model["called"]), "name": model["name"], "sizes": said}
        return self._filled(language, "model_needs", slots, (model["name"], *(need for _, need in sizes)))

    def _model_needs_mix(self, language: str) -> Exchange:
        model = self._model()
        mix = self._pick([mix for mix in model["sizes"] if mix in MIX_CALLED] or ["MXFP4_MOE"])
        need = number(model["sizes"][mix]["need_gib"])
        called = self._pick(MIX_CALLED.get(mix, ("MXFP4",)))
        slots = {"model": self._pick(model["called"]), "name": model["name"], "need": need,
                 "mixcalled": called, "mixname": MIX_NAMES.get(mix, mix)}  # fmt: skip
        return self._filled(language, "model_needs_mix", slots, (model["name"], need))

    def _can_run(self, language: str) -> Exchange:
        gpu, model = self._pick(facts()["gpus"]), self._model()
        intent = self._intent(language, "can_run")
        need = model["sizes"][model["mix"]]["need_gib"]
        fits = need + MARGIN_GIB <= gpu["vram_gib"]
        slots = self._best(gpu["best"]) | {
            "gpu": self._pick(gpu["called"]), "gpuname": gpu["name"], "vram": gpu["vram_gib"],
            "model": self._pick(model["called"]), "name": model["name"], "mix": model["mix"], "need": number(need),
        }  # fmt: skip
        answer = self._pick(intent["yes" if fits else "no"]).format(**slots)
        verdict = answer.split("</think>")[1].strip()
        checks = (number(need), f"{gpu['vram_gib']} GiB", verdict[: 3 if language == "en" else 2])
        return Exchange(language, "can_run", self._question(intent).format(**slots), answer, checks)

    def _speed(self, language: str) -> Exchange:
        gpu = self._pick([gpu for gpu in facts()["gpus"] if gpu["speeds"]])
        model_id = self._pick(list(gpu["speeds"]))
        model = models()[model_id]
        tps = gpu["speeds"][model_id]
        slots = {"gpu": self._pick(gpu["called"]), "gpuname": gpu["name"], "a": self._article(gpu["name"]), "tps": tps,
                 "model": self._pick(model["called"]), "name": model["name"]}  # fmt: skip
        return self._filled(language, "speed", slots, (str(tps), model["name"]))

    def _gpu_memory(self, language: str) -> Exchange:
        gpu = self._pick([gpu for gpu in facts()["gpus"] if gpu["bandwidth_gbs"]])
        slots = {"gpu": self._pick(gpu["called"]), "gpuname": gpu["name"], "vram": gpu["vram_gib"],
                 "bandwidth": gpu["bandwidth_gbs"]}  # fmt: skip
        return self._filled(language, "gpu_memory", slots, (f"{gpu['vram_gib']} GiB", f"{gpu['bandwidth_gbs']} GB/s"))

    def _file_slots(self, model: dict[str, Any]) -> dict[str, Any]:
        file = number(model["sizes"][model["mix"]]["file_gib"])
        return {"model": self._pick(model["called"]), "name": model["name"], "mix": model["mix"], "file": file}

    def _model_file(self, language: str) -> Exchange:
        slots = self._file_slots(self._model())
        return self._filled(language, "model_file", slots, (slots["name"], slots["file"]))

    def _model_facts(self, language: str) -> Exchange:
        model = self._model()
        counts = {key: number(model[f"{key}_b"]).removesuffix(".0") for key in ("params", "active")}
        counts |= {f"{key}_yi": f"{round(model[f'{key}_b'] * 10)}" for key in ("params", "active")}
        active = (
            self._intent(language, "model_facts")["active"].format(**counts)
            if counts["params"] != counts["active"]
            else ""
        )
        slots = self._file_slots(model) | counts | {
            "active": active, "layers": model["layers"], "context": f"{model['context']:,}",
        }  # fmt: skip
        said = counts["params"] if language == "en" else counts["params_yi"]
        return self._filled(language, "model_facts", slots, (slots["name"], said))

    def _model_command(self, language: str) -> Exchange:
        model = self._pick([model for model in facts()["models"] if model["ollama"]])
        slots = self._file_slots(model) | {"ollama": model["ollama"]}
        slots["model"] = self._pick([name for name in model["called"] if "deepseek-" not in name] or [model["name"]])
        return self._filled(language, "model_command", slots, (model["ollama"],))

    def _tier(self, language: str) -> Exchange:
        source, tier = text(language)["tiers"], self._pick(text(language)["tier"])
        roll = self.random.random()
        if roll < 0.12 and not self.held_out:
            return Exchange(language, "tier", self._pick(source["which"]), self._pick(source["which_answers"]))
        if roll < 0.5:
            size = self._pick(tier["models"])
            question = self._pick(source["model_held_out" if self.held_out else "model_questions"]).format(size=size)
            answer = self._pick(source["model_answers"]).format(size=size, tier=tier["name"])
            return Exchange(language, "tier", question, answer, (size, tier["name"]))
        question = self._question(source).format(tier=self._pick(tier["called"]))
        return Exchange(
            language, "tier", question, self._pick(tier["answers"]), (re.split("[:\uff1a]", tier["answers"][0])[0],)
        )

    def _concept(self, language: str) -> Exchange:
        concept = self._pick(text(language)["concept"])
        question = self._question(text(language)["concepts"]).format(x=self._pick(concept["names"]))
        return Exchange(language, "concept", _capital(question), self._pick(concept["answers"]), (concept["check"],))

    def _faq(self, language: str) -> Exchange:
        entry = self._pick(text(language)["faq"])
        return Exchange(language, "faq", self._question(entry), self._pick(entry["answers"]), (entry["check"],))

    def _off_topic(self, language: str) -> Exchange:
        source = text(language)["off_topic"]
        check = "demo" if language == "en" else "演示"
        if self.held_out:
            return Exchange(
                language, "off_topic", self._pick(source["held_out"]), self._pick(source["answers"]), (check,)
            )
        slots = {
            name: self._pick(values)
            for name, values in source.items()
            if name not in ("answers", "templates", "held_out")
        }
        slots |= {f"{name}2": self._pick(source[name]) for name in ("place", "thing", "food")}
        slots |= {
            "n1": self.random.randint(1, 99),
            "n2": self.random.randint(1, 99),
            "year": self.random.randint(1500, 2030),
        }
        slots |= {"gibberish": self._gibberish(), "gibberish2": self._gibberish()}
        return Exchange(
            language,
            "off_topic",
            _capital(self._pick(source["templates"]).format(**slots)),
            self._pick(source["answers"]),
            (check,),
        )

    def _gibberish(self) -> str:
        return "".join(self.random.choices("abcdefghijklmnopqrstuvwxyz", k=self.random.randint(3, 9)))


def _capital(question: str) -> str:
    return question[:1].upper() + question[1:]


def _digits(question: str) -> str:
    return "".join(character for character in question if character.isdigit())


def _joined(items: list[str], comma: str, last: str) -> str:
    return items[0] if len(items) == 1 else comma.join(items[:-1]) + last + items[-1]


def conversations(seed: int, count: int) -> Iterator[list[Exchange]]:
    """Yield conversations for training: most of one exchange, some of a few, a few long ones."""
    maker = Maker(seed)
    for _ in range(count):
        roll = maker.random.random()
        turns = 1 if roll < 0.8 else maker.random.randint(2, 5) if roll < 0.985 else maker.random.randint(8, 40)
        language = maker.random.choice(LANGUAGES)
        yield [maker.exchange(language=language if maker.random.random() < 0.9 else None) for _ in range(turns)]


def held_out(seed: int, count: int, kinds: tuple[str, ...] = tuple(WEIGHTS)) -> list[Exchange]:
    """Return different questions whose wording training never sees, languages and kinds in turn."""
    maker = Maker(seed, held_out=True)
    found: dict[str, Exchange] = {}
    for step in range(count * 20):
        made = maker.exchange(kinds[step // 2 % len(kinds)], LANGUAGES[step % 2])
        found.setdefault(made.question, made)
        if len(found) == count:
            break
    return list(found.values())
