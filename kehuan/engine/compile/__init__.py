"""The policy compiled to Ibis expressions, run on DuckDB: the exact semantics of docs/grading-semantics.md."""
