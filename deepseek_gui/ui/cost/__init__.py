"""The Cost page: inputs, answer, chart and tables."""
