# SPDX-License-Identifier: Apache-2.0
"""Group metrics of g1, g2, g3 and g1 x g2: groups.py FILE fairlearn|pandas|polars

fairlearn's MetricFrame and pandas give the rates without intervals; polars the counts they rest on.
All give the AUC of every group. Imports do not count.
"""
import json
import resource
import sys
import time

SETS = [["g1"], ["g2"], ["g3"], ["g1", "g2"]]
COLUMNS = ["label", "pred", "score", "g1", "g2", "g3"]


def by_fairlearn(path):
    import pandas as pd
    from fairlearn import metrics as fair
    from sklearn import metrics

    start = time.perf_counter()
    rows = pd.read_parquet(path, columns=COLUMNS)
    rates = {
        "selection_rate": fair.selection_rate,
        "tpr": fair.true_positive_rate,
        "fpr": fair.false_positive_rate,
        "fnr": fair.false_negative_rate,
        "precision": metrics.precision_score,
        "count": fair.count,
    }
    cells = 0
    for columns in SETS:
        frames = [
            fair.MetricFrame(
                metrics=asked,
                y_true=rows["label"],
                y_pred=rows[predicted],
                sensitive_features=rows[columns],
            )
            for asked, predicted in ((rates, "pred"), ({"auc": metrics.roc_auc_score}, "score"))
        ]
        for frame in frames:
            frame.difference()
            frame.ratio()
        cells += len(frames[0].by_group)
    return cells, time.perf_counter() - start


def by_pandas(path):
    import pandas as pd
    from sklearn import metrics

    start = time.perf_counter()
    rows = pd.read_parquet(path, columns=COLUMNS)
    rows["tp"] = rows["label"] * rows["pred"]
    counts = {"n": ("label", "size"), "p": ("label", "sum"), "s": ("pred", "sum"), "tp": ("tp", "sum")}
    cells = 0
    for columns in SETS:
        groups = rows.groupby(columns, observed=True)
        cells += len(groups.agg(**counts))
        for _, part in groups:
            metrics.roc_auc_score(part["label"], part["score"])
    return cells, time.perf_counter() - start


def by_polars(path):
    import polars as pl

    start = time.perf_counter()
    rows = pl.read_parquet(path, columns=COLUMNS)
    label, pred = pl.col("label").cast(pl.Int64), pl.col("pred").cast(pl.Int64)
    ranks = (pl.col("score").rank("average") * label).sum()
    counts = [
        pl.len().alias("n"),
        label.sum().alias("p"),
        pred.sum().alias("s"),
        (label * pred).sum().alias("tp"),
        (ranks - label.sum() * (label.sum() + 1) / 2).alias("u"),
    ]
    cells = sum(len(rows.group_by(columns).agg(counts)) for columns in SETS)
    return cells, time.perf_counter() - start


peers = {"fairlearn": by_fairlearn, "pandas": by_pandas, "polars": by_polars}
cells, seconds = peers[sys.argv[2]](sys.argv[1])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"cells": cells, "all": seconds, "cpu": time.process_time(), "peak_mb": peak}))
