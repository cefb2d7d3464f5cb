"""Tests of the intake: real files in, Parquet and refusals out."""
