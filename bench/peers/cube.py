# SPDX-License-Identifier: Apache-2.0
"""The cube alone, with polars and with DuckDB's SQL: cube.py FILE

Counts and two sums in every combination of three groups, label and two predictions. polars adds
doubles, whose last digits depend on the order; DuckDB adds whole numbers in units of 2^-50.
"""
import json
import sys
import time

import duckdb
import polars as pl

KEYS = ["g1", "g2", "g3", "label", "pred", "pred_b"]
UNITS = "CAST(CAST(FLOOR(({})*1125899906842624.0E0+0.5E0) AS BIGINT) AS DECIMAL(38,0))"


def by_polars(path):
    score, label = pl.col("score"), pl.col("label")
    sums = [pl.len(), score.sum().alias("s"), ((score - label) ** 2).sum().alias("b")]
    return len(pl.scan_parquet(path).group_by(KEYS).agg(sums).collect(engine="streaming"))


def by_duckdb(path):
    sums = ", ".join(f"sum({UNITS.format(e)})" for e in ("score", "(score-label)*(score-label)"))
    query = f"SELECT {', '.join(KEYS)}, count(*), {sums} FROM read_parquet('{path}') GROUP BY ALL"
    connection = duckdb.connect()
    connection.execute("SET preserve_insertion_order=false")
    return len(connection.execute(query).fetchall())


found = {}
for name, run in (("polars", by_polars), ("duckdb", by_duckdb)):
    times = []
    for _ in range(5):
        start = time.perf_counter()
        found[name + "_cells"] = run(sys.argv[1])
        times.append(time.perf_counter() - start)
    found[name] = sorted(times)[2]
print(json.dumps(found))
