"""How the next token is chosen: what a model's makers recommend, as fields of a request."""

from __future__ import annotations

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.plan import DEMO, Plan


def request_fields(plan: Plan, temperature: float | None, served_model: str) -> dict[str, float | str]:
    """Return the fields of a request beside its messages.

    Args:
        plan: what runs.
        temperature: None takes what is recommended.
        served_model: the name by which the engine wants its model called; empty when it needs none.
    """
    fields: dict[str, float | str] = {**recommended_sampling(plan)}
    if temperature is not None:
        fields["temperature"] = temperature
    if served_model:
        fields["model"] = served_model
    return fields


def recommended_sampling(plan: Plan) -> dict[str, float]:
    """Return what a model's makers recommend, as fields of a request; nothing for a model of unknown origin.

    The demo model takes the likeliest token: so it was evaluated, and so the same question has the same answer.
    """
    from deepseek_gui.catalog.models import find_model  # noqa: PLC0415  reads the catalogue

    if plan.model == DEMO:
        return {"temperature": 0.0}
    try:
        found = find_model(plan.model).sampling
    except ActionableError:
        return {}
    fields = {"temperature": found.temperature, "top_p": found.top_p}
    return {name: value for name, value in fields.items() if value is not None}
