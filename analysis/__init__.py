"""The annual learning report of a network of community hubs, as a reproducible analysis."""

__version__ = "0.1.0"
