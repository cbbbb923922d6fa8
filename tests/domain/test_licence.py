from __future__ import annotations

import pytest

from deepseek_gui.catalog.models import models
from deepseek_gui.domain.licence import WORDS, Commercial, commercial_use


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("MIT", Commercial.FREE),
        ("MIT (derived from Qwen2.5-14B (Apache-2.0))", Commercial.FREE),
        ("Apache-2.0", Commercial.FREE),
        ("DeepSeek Model License (README LICENSE-MODEL)", Commercial.RESTRICTED),
        ("MIT (derived from Llama-3.1-8B (Llama 3.1 licence))", Commercial.CONDITIONS),
        ("Apache-2.0 (from memory)", Commercial.UNKNOWN),
        ("LicenseRef-other", Commercial.UNKNOWN),
        (None, Commercial.UNKNOWN),
    ],
)
def test_licences_are_sorted_by_what_a_business_may_do(licence: str | None, expected: Commercial):
    assert commercial_use(licence) is expected
    assert str(WORDS[expected])


def test_every_estimated_model_of_the_catalogue_has_a_licence_that_is_understood():
    assert all(commercial_use(model.license) is not Commercial.UNKNOWN for model in models() if model.architecture)
