"""What an import brings: observations, and the keys of figures that it takes away."""

from core.packed import Key, Observation

__all__ = ["Key", "Observation"]
