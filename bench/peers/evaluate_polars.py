# SPDX-License-Identifier: Apache-2.0
"""The same metrics with polars and numpy, written for speed: evaluate_polars.py FILE

One sort gives AUC, average precision and KS of all rows, and one more of the 150 groups each.
"""
import json
import resource
import sys
import time

import numpy as np
import polars as pl


def ranked(score, label):
    order = np.argsort(score)
    s, y = score[order], label[order].astype(np.int64)
    last = np.flatnonzero(np.append(s[1:] != s[:-1], True))
    positives = np.cumsum(y)[last]
    negatives = last + 1 - positives
    p, n = positives[-1], negatives[-1]
    steps_p, steps_n = np.diff(positives, prepend=0), np.diff(negatives, prepend=0)
    below = negatives - steps_n
    auc = float((steps_p * (2 * below + steps_n)).sum()) / (2.0 * p * n)
    ks = float(np.abs(positives / p - negatives / n).max())
    left = p - (positives - steps_p)
    precision = left / (left + n - below)
    return auc, float((precision * steps_p).sum() / p), ks


def fit(score, label):
    eps = np.finfo(float).eps
    clipped = np.clip(score, eps, 1 - eps)
    x = np.log(clipped / (1 - clipped))
    a, b = 0.0, 1.0
    for _ in range(50):
        p = 1 / (1 + np.exp(-(a + b * x)))
        w, r = p * (1 - p), label - p
        g0, g1 = r.sum(), (r * x).sum()
        h00, h01, h11 = w.sum(), (w * x).sum(), (w * x * x).sum()
        det = h00 * h11 - h01 * h01
        up, steeper = (h11 * g0 - h01 * g1) / det, (h00 * g1 - h01 * g0) / det
        a, b = a + up, b + steeper
        if abs(up) < 1e-10 and abs(steeper) < 1e-10:
            return a, b
    return a, b


start = time.perf_counter()
rows = pl.read_parquet(sys.argv[1], columns=["label", "score", "g1", "g2", "g3"])
score, label = rows["score"].to_numpy(), rows["label"].to_numpy()
found = {}
found["roc_auc"], found["average_precision"], found["ks"] = ranked(score, label)
found["brier"] = float(((score - label) ** 2).mean())
eps = np.finfo(float).eps
clipped = np.clip(score, eps, 1 - eps)
found["log_loss"] = float(-np.log(np.where(label == 1, clipped, 1 - clipped)).mean())
for cutoff in range(1, 10):
    found[f"tp_{cutoff}"] = int(((score >= cutoff / 10) & (label == 1)).sum())
bins = np.minimum((score * 10).astype(int), 9)
gaps = np.bincount(bins, weights=score) - np.bincount(bins, weights=label)
found["ece_10"] = float(np.abs(gaps).sum() / len(score))
_, found["calibration_slope"] = fit(score, label)
predicted = (pl.col("score") >= 0.5).alias("predicted")
error = ((pl.col("score") - pl.col("label")) ** 2).sum().alias("brier")
cube = rows.group_by("g1", "g2", "g3", "label", predicted)
found["cells"] = len(cube.agg(pl.len(), pl.col("score").sum(), error))
for part in rows.partition_by("g1", "g2", "g3"):
    ranked(part["score"].to_numpy(), part["label"].to_numpy())
found["all"] = time.perf_counter() - start
found["cpu"] = time.process_time()
found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(found))
