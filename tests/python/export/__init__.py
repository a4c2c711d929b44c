"""Tests of what is handed to other tools."""
