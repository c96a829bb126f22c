"""Exhibits: figures, tables and sentences, each with its facts. Notebooks call them; nothing else draws."""

from analysis.exhibits.exhibit import Exhibit, Sentence
from analysis.exhibits.opening import OpenEdition, open_edition

__all__ = ["Exhibit", "OpenEdition", "Sentence", "open_edition"]
