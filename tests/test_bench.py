"""The bench's own promise: all its ways of grading agree."""

from pathlib import Path

import pytest

from bench.company import make_company
from bench.grade import Unequal, Ways, check, same


@pytest.mark.slow
def test_all_ways_of_the_bench_agree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    company = make_company(tmp_path, customers=2_000, orders=40_000)

    check(Ways(company), pandas=True)

    told = dict(line.split(": ") for line in capsys.readouterr().out.splitlines())
    assert told["customers"] == "2000"
    assert told["metrics_equal_hand_sql"] == "18"
    assert told["texts_equal_render"] == "2000"
    assert told["earned_and_score_equal_pandas"] == "3"


def test_a_difference_is_named() -> None:
    import pyarrow as pa

    ours = pa.table({"customer": [1, 2], "amount": [5, None], "score": [1, 2]})
    theirs = pa.table({"customer": [2, 1], "amount": [0, 5], "score": [2, 1]})

    with pytest.raises(Unequal, match=r"^metrics: amount$"):
        same("metrics", ours, theirs)
