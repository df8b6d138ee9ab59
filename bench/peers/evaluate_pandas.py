# SPDX-License-Identifier: Apache-2.0
"""All metrics of performance and fairness with pandas and scikit-learn: evaluate_pandas.py FILE

Each metric is computed by scikit-learn's function of its name, without intervals.
The AUC is that of the 15 groups of g1 and g2 only.
"""
import json
import resource
import sys
import time

import numpy as np
import pandas as pd
from sklearn import metrics
from sklearn.linear_model import LogisticRegression

start = time.perf_counter()
rows = pd.read_parquet(sys.argv[1], columns=["label", "score", "g1", "g2", "g3"])
label, score = rows["label"].to_numpy(), rows["score"].to_numpy()
found = {
    "roc_auc": metrics.roc_auc_score(label, score),
    "average_precision": metrics.average_precision_score(label, score),
    "brier": metrics.brier_score_loss(label, score),
    "log_loss": metrics.log_loss(label, score),
}
predicted = score >= 0.5
for name in ("accuracy", "balanced_accuracy", "precision", "recall", "f1"):
    found[name] = getattr(metrics, name + "_score")(label, predicted)
found["mcc"] = metrics.matthews_corrcoef(label, predicted)
fpr, tpr, _ = metrics.roc_curve(label, score)
found["ks"] = float(np.max(tpr - fpr))
for cutoff in range(1, 10):
    matrix = metrics.confusion_matrix(label, score >= cutoff / 10)
    found[f"tp_{cutoff}"] = int(matrix[1, 1])
for count in (10, 15):
    bins = np.minimum((score * count).astype(int), count - 1)
    table = pd.DataFrame({"bin": bins, "label": label, "score": score}).groupby("bin")
    gaps = (table["score"].sum() - table["label"].sum()).abs()
    found[f"ece_{count}"] = float(gaps.sum() / len(rows))
eps = np.finfo(float).eps
clipped = np.clip(score, eps, 1 - eps)
logit = np.log(clipped / (1 - clipped)).reshape(-1, 1)
fit = LogisticRegression(C=np.inf, tol=1e-8).fit(logit, label)
found["calibration_slope"] = float(fit.coef_[0, 0])
rows["predicted"] = predicted
rows["error"] = (score - label) ** 2
cube = rows.groupby(["g1", "g2", "g3", "label", "predicted"], observed=True)
cube = cube.agg(n=("score", "size"), score=("score", "sum"), brier=("error", "sum"))
found["cells"] = len(cube)
for group, part in rows.groupby(["g1", "g2"], observed=True):
    found[f"auc_{group}"] = metrics.roc_auc_score(part["label"], part["score"])
end = time.perf_counter()
found["all"] = end - start
found["cpu"] = time.process_time()
found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(found))
