"""What can be wrong with a store, for the screens to tell."""

from db.problems import Problem, StoreProblem

__all__ = ["Problem", "StoreProblem"]
