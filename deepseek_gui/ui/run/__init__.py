"""The Run page: start a model, talk to it, watch it work."""

from deepseek_gui.ui.run.page import RunPage

__all__ = ["RunPage"]
