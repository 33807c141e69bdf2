"""Deciding alone within limits, and setting these limits."""
