"""Tests of the demo retailer."""
