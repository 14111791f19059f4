"""Telling which names over the whole archive mean the same person, organisation or place, and why."""
