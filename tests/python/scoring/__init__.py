"""Tests of scores: the package's functions, and the way through the warehouse."""
