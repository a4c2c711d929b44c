"""Tests of the rules by which values are normalised."""
