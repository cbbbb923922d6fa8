"""DeepSeek GUI: which DeepSeek can this computer run, how fast, and how is it started."""

__version__ = "0.1.0"
