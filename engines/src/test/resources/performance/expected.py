# SPDX-License-Identifier: Apache-2.0
"""What scikit-learn, scipy, statsmodels and pandas say of curves, lift, costs and segments.

Run `python expected.py` in this folder to write expected.json again from the examples' data.
"""
import json
from pathlib import Path

import numpy as np
import pandas as pd
import scipy.optimize
import sklearn
import statsmodels
from sklearn import metrics
from statsmodels.stats.proportion import proportion_confint

DATA = Path("../../../../../examples/data")
SETS = {
    ("hmda", "gb"): ("deny", "yes", 0.15, ["phist", "chist", "afam"]),
    ("titanic", "lr"): ("survived", "survived", 0.5, ["pclass"]),
}
FP, FN = 1, 5


def wilson(k, n):
    return list(proportion_confint(k, n, alpha=0.05, method="wilson")) if n else [None, None]


def ece(y, s):
    bins = np.minimum(np.floor(s * 10), 9)
    parts = [abs(s[bins == b].mean() - y[bins == b].mean()) * (bins == b).mean() for b in set(bins)]
    return float(sum(parts))


def figures(y, s, cutoff):
    said = (s >= cutoff).astype(int)
    both = 0 < y.sum() < len(y)
    return {
        "n": len(y),
        "positives": int(y.sum()),
        "roc_auc": float(metrics.roc_auc_score(y, s)) if both else None,
        "recall": float(metrics.recall_score(y, said)) if y.sum() else None,
        "precision": float(metrics.precision_score(y, said)) if said.sum() else None,
        "selection_rate": float(said.mean()),
        "accuracy": float(metrics.accuracy_score(y, said)),
        "brier": float(np.mean((s - y) ** 2)),
        "ece_10": ece(y, s),
    }


def murphy(y, s):
    bins = np.minimum(np.floor(s * 10), 9)
    table = pd.DataFrame({"y": y, "s": s}).groupby(bins).agg(n=("y", "size"), o=("y", "mean"), f=("s", "mean"))
    w, base = table.n / len(y), y.mean()
    rel = float((w * (table.f - table.o) ** 2).sum())
    res = float((w * (table.o - base) ** 2).sum())
    unc = float(base * (1 - base))
    brier = float(metrics.brier_score_loss(y, s))
    return {"reliability": rel, "resolution": res, "uncertainty": unc, "remainder": brier - (rel - res + unc)}


def curve(y, s):
    """Counts at the lowest score of each hundredth of the rows; ties stand where they begin."""
    below = pd.Series(s).rank(method="min").to_numpy() - 1
    slot = np.floor(100 * below / len(s)).astype(int)
    points = []
    for k in sorted(set(slot), reverse=True):
        cutoff = s[slot == k].min()
        tn, fp, fn, tp = metrics.confusion_matrix(y, s >= cutoff, labels=[False, True]).ravel()
        points.append([float(cutoff), int(tp), int(fp)])
    tenth = slot // 10
    lift, n, p = [], 0, 0
    for k in range(9, -1, -1):
        here = tenth == k
        n, p = n + here.sum(), p + y[here].sum()
        own = y[here].mean() / y.mean() if here.any() else None
        lift.append([int(here.sum()), int(y[here].sum()), own, float(p / n / y.mean()) if n else None, float(p / y.sum())])
    return points, lift


def cost(y, s, cutoff):
    def total(at):
        tn, fp, fn, tp = metrics.confusion_matrix(y, s >= at, labels=[False, True]).ravel()
        return int(FP * fp + FN * fn)
    steps = [float("%.2f" % (i / 100)) for i in range(1, 100)]
    best = min(steps, key=total)
    return {"total": total(cutoff), "per_row": total(cutoff) / len(y), "least_cutoff": best, "least_total": total(best)}


def intervals(y, s, cutoff):
    """By other ways than the engine's: slopes by differences, and numeric roots."""
    said = s >= cutoff
    tn, fp, fn, tp = metrics.confusion_matrix(y, said, labels=[False, True]).ravel()
    z = 1.959963984540054
    cells = np.array([tn, fp, fn, tp], float)

    def fisher(c):
        a, b, d, e = c
        return np.arctanh((e * a - b * d) / np.sqrt((e + d) * (e + b) * (a + b) * (a + d)))
    slope = np.array([(fisher(cells + h) - fisher(cells - h)) / 2e-3 for h in np.eye(4) * 1e-3])
    n = cells.sum()
    share = cells / n
    variance = n * ((share * slope**2).sum() - (share * slope).sum() ** 2)
    mcc = np.tanh(fisher(cells) + np.array([-z, z]) * np.sqrt(variance))
    f1 = [2 * j / (1 + j) for j in wilson(tp, tp + fp + fn)]
    ap, pos = metrics.average_precision_score(y, s), int(y.sum())
    logit = lambda p: np.log(p / (1 - p))
    half = z / np.sqrt(pos * ap * (1 - ap))
    ends = [scipy.optimize.brentq(lambda p: logit(p) - logit(ap) - e, 1e-9, 1 - 1e-9, xtol=1e-14) for e in (-half, half)]
    (a, b), (c, d) = wilson(tp, tp + fn), wilson(tn, tn + fp)
    r, q = tp / (tp + fn), tn / (tn + fp)
    mean = (r + q) / 2
    balanced = [mean - np.hypot(r - a, q - c) / 2, mean + np.hypot(b - r, d - q) / 2]
    return {"mcc": list(mcc), "f1": f1, "average_precision": ends, "balanced_accuracy": balanced}


out = {"by": {m.__name__: m.__version__ for m in (sklearn, statsmodels, pd, np)} | {"scipy": scipy.__version__}, "cases": []}
for (name, model), (label, positive, cutoff, segments) in SETS.items():
    test = pd.read_csv(DATA / name / "test.csv", dtype=str, keep_default_na=False)
    predictions = pd.read_csv(DATA / name / f"predictions-{model}.csv", dtype={"row_id": str})
    rows = test.merge(predictions[["row_id", "score"]], on="row_id")
    y, s = (rows[label] == positive).to_numpy().astype(int), rows["score"].to_numpy()
    points, lift = curve(y, s)
    by = {c: {v: figures(y[(rows[c] == v).to_numpy()], s[(rows[c] == v).to_numpy()], cutoff) for v in sorted(set(rows[c]))} for c in segments}
    out["cases"].append({
        "set": name, "model": model, "label": label, "positive": positive, "threshold": cutoff,
        "segments": segments, "curve": points, "lift": lift, "cost": cost(y, s, cutoff),
        "brier_decomposition": murphy(y, s), "overall": figures(y, s, cutoff), "by": by,
        "intervals": intervals(y, s, cutoff),
    })
json.dump(out, open("expected.json", "w"), indent=None, separators=(",", ":"), default=float)
