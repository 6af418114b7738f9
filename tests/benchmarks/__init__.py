"""Benchmarks: `python -m tests.benchmarks` prints ratios against a floor of the same run."""

KEY = bytes(range(32))  # of every store that a benchmark makes
