"""The Match wizard: this machine, what for, verdict and models, plan."""
