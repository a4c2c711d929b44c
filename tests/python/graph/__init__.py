"""Tests of the connected components."""
