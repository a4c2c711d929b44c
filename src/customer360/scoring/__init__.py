"""Scores: what customers may do next, learnt from features that SQL prepared."""
