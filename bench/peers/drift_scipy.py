# SPDX-License-Identifier: Apache-2.0
"""KS, Wasserstein, PSI, Jensen-Shannon and chi-squared by scipy and numpy: drift_scipy.py FOLDER pandas|polars

pandas or polars read the CSV files and count the categories. Imports do not count.
"""
import json
import resource
import sys
import time

import numpy as np
from scipy import stats
from scipy.spatial.distance import jensenshannon

if sys.argv[2] == "pandas":
    import pandas as pd
else:
    import polars as pl


def pandas_columns(path):
    frame = pd.read_csv(path)
    for name in frame.columns.drop(["row_id", "label"]):
        column = frame[name]
        if pd.api.types.is_numeric_dtype(column):
            yield name, column.dropna().to_numpy(float)
        else:
            yield name, column.value_counts().to_dict()


def polars_columns(path):
    frame = pl.read_csv(path).drop("row_id", "label")
    for column in frame.get_columns():
        if column.dtype.is_numeric():
            yield column.name, column.drop_nulls().to_numpy().astype(float)
        else:
            yield column.name, dict(column.value_counts().iter_rows())


def shift(reference, current):
    p, q = reference / reference.sum(), current / current.sum()
    p, q = np.where(p == 0, 1e-4, p), np.where(q == 0, 1e-4, q)
    return float(((q - p) * np.log(q / p)).sum()), float(jensenshannon(reference, current, base=2))


def figures(reference, current):
    if isinstance(reference, dict):
        levels = sorted(reference.keys() | current.keys())
        table = np.array([[side.get(level, 0) for level in levels] for side in (reference, current)])
        return *stats.chi2_contingency(table, correction=False)[:2], *shift(*table)
    edges = np.unique(np.quantile(reference, np.arange(1, 10) / 10))
    counts = [
        np.bincount(np.searchsorted(edges, side, side="left"), minlength=len(edges) + 1)
        for side in (reference, current)
    ]
    distance = stats.wasserstein_distance(reference, current)
    return *stats.ks_2samp(reference, current)[:2], distance, distance / np.std(reference), *shift(*counts)


start = time.perf_counter()
columns = pandas_columns if sys.argv[2] == "pandas" else polars_columns
reference, current = (dict(columns(f"{sys.argv[1]}/{name}.csv")) for name in ("reference", "current"))
found = {name: figures(reference[name], current[name]) for name in reference}
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"columns": len(found), "all": seconds, "peak_mb": peak}))
