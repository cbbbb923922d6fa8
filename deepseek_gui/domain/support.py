"""Which engines run a family of models, and since when."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Support:
    """One engine's support of one family.

    Attributes:
        family: id of the family in `resources/catalog/engine_support.json`.
        engine: its name, for a person.
        since: the first version; a day where the engine's builds have no other number that is known.
        source: what shows it.
        url: https, where to read it.
        or_earlier: `since` is only a bound: that version knows the family, an earlier one may.
    """

    family: str
    engine: str
    since: str
    source: str
    url: str
    or_earlier: bool = False
