"""What is known of a catalogued model beside its plans: scores, engines, links."""

from __future__ import annotations

from dataclasses import dataclass

from deepseek_gui.catalog.benchmarks import scores_of
from deepseek_gui.catalog.engine_support import family_name, support_of
from deepseek_gui.catalog.models import find_model
from deepseek_gui.core.quality import Quality
from deepseek_gui.core.ranking import UseCase, ability
from deepseek_gui.domain.benchmark import Score
from deepseek_gui.domain.model import Model
from deepseek_gui.domain.support import Support


@dataclass(frozen=True, slots=True)
class Link:
    """A page about the model; `name` is the site's."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """A model with all that the catalogue has of it.

    Attributes:
        family: the engines' word for models of this kind; None when its shapes are not known.
        quality: how able it is for the use at hand.
        scores: what its makers published, none for a model without.
        support: the engines that are known to run it.
        links: pages to open, https.
    """

    model: Model
    family: str | None
    quality: Quality
    scores: tuple[Score, ...]
    support: tuple[Support, ...]
    links: tuple[Link, ...]


def model_facts(model_id: str, use_case: UseCase) -> ModelFacts:
    """Return what is known of a model.

    Raises:
        ActionableError: it is not in the catalogue.
    """
    model = find_model(model_id)
    return ModelFacts(
        model,
        family_name(model.id),
        ability(model, use_case),
        scores_of(model.id),
        support_of(model.id),
        tuple(_links(model)),
    )


def _links(model: Model) -> list[Link]:
    sites = (
        ("Hugging Face", "https://huggingface.co/", model.hf_repo),
        ("ModelScope", "https://modelscope.cn/models/", model.modelscope_id),
        ("Ollama", "https://ollama.com/library/", model.ollama),
        ("GGUF", "https://huggingface.co/", model.gguf_repo),
    )
    return [Link(name, f"{site}{page}") for name, site, page in sites if page]
