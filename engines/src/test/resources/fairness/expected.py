# SPDX-License-Identifier: Apache-2.0
"""Group fairness of two example sets by fairlearn, scikit-learn and statsmodels.

python expected.py ../../../../../examples/data expected.json
"""
import json, sys
import numpy as np, pandas as pd
import fairlearn, sklearn, statsmodels, scipy
from fairlearn.metrics import MetricFrame
from sklearn.metrics import precision_score, roc_auc_score, recall_score
from statsmodels.stats.proportion import confint_proportions_2indep as two, proportion_confint as wilson

root = sys.argv[1]
SETS = {
    "german-credit": dict(label="Class", positive="Bad", t=0.3, fav=0, groups=[["sex"], ["age_group"], ["foreign"], ["sex", "age_group"]]),
    "hmda": dict(label="deny", positive="yes", t=0.15, fav=0, groups=[["afam"], ["single"], ["hschool"], ["afam", "single"]]),
}
def fpr(y, p): return float(((y == 0) & (p == 1)).sum() / max(1, (y == 0).sum()))
def fnr(y, p): return float(((y == 1) & (p == 0)).sum() / max(1, (y == 1).sum()))
out = {"computed_by": {m.__name__: m.__version__ for m in (fairlearn, sklearn, statsmodels, scipy, np, pd)}}
for name, s in SETS.items():
    test = pd.read_csv(f"{root}/{name}/test.csv", dtype=str, keep_default_na=False)
    scored = pd.read_csv(f"{root}/{name}/predictions-lr.csv", dtype={"row_id": str})
    d = test.merge(scored[[c for c in scored if c == "row_id" or c not in test]], on="row_id")
    y = (d[s["label"]] == s["positive"]).astype(int).to_numpy()
    score = d["score"].astype(float).to_numpy()
    p = (score >= s["t"]).astype(int)
    fav = (p == s["fav"]).astype(int)
    result = {}
    for columns in s["groups"]:
        g = d[columns].agg(" & ".join, axis=1).to_numpy()
        frame = MetricFrame(metrics={
            "predictive_parity": lambda a, b: precision_score(a, b), "false_positive_rate": fpr,
            "false_negative_rate": fnr}, y_true=y, y_pred=p, sensitive_features=g)
        soft = MetricFrame(metrics={"roc_auc": lambda a, b: roc_auc_score(a, b) if len(set(a)) > 1 else 0.0, "mean": lambda a, b: float(np.mean(b))}, y_true=y, y_pred=score, sensitive_features=g)
        r = {}
        for m in frame.by_group.columns:
            r[m + "_difference"] = {"value": float(frame.difference()[m])}
            r[m + "_ratio"] = {"value": float(frame.ratio()[m])}
        r["roc_auc_difference"] = {"value": float(soft.difference()["roc_auc"])}
        if min(len(set(y[g == k])) for k in set(g)) < 2: r["roc_auc_difference"] = {"value": None}
        r["mean_score_difference"] = {"value": float(soft.difference()["mean"])}
        # intervals of the two extreme groups by statsmodels: Newcombe and log (Katz)
        kinds = {"predictive_parity": (lambda m: ((y == 1) & (p == 1) & m).sum(), lambda m: ((p == 1) & m).sum()),
                 "false_positive_rate": (lambda m: ((y == 0) & (p == 1) & m).sum(), lambda m: ((y == 0) & m).sum()),
                 "false_negative_rate": (lambda m: ((y == 1) & (p == 0) & m).sum(), lambda m: ((y == 1) & m).sum())}
        for m, (num, den) in kinds.items():
            rate = {k: (int(num(g == k)), int(den(g == k))) for k in sorted(set(g))}
            if min(v[1] for v in rate.values()) == 0:
                r[m + "_difference"] = {"value": None}; r[m + "_ratio"] = {"value": None}
                continue
            lo = min(rate, key=lambda k: rate[k][0] / rate[k][1]); hi = max(rate, key=lambda k: rate[k][0] / rate[k][1])
            low, high = two(*rate[hi], *rate[lo], method="newcomb", compare="diff")
            r[m + "_difference"].update(low=float(low), high=float(high))
            if 0 not in (rate[lo][0], rate[hi][0]):
                low, high = two(*rate[lo], *rate[hi], method="log", compare="ratio")
                r[m + "_ratio"].update(low=float(low), high=float(high))
        n = len(g)
        big = {k: (int(fav[g == k].sum()), int((g == k).sum())) for k in sorted(set(g)) if (g == k).mean() >= 0.02}
        most = max(big, key=lambda k: big[k][0] / big[k][1]); least = min(big, key=lambda k: big[k][0] / big[k][1])
        if len(big) < 2:
            r["impact_ratio_min"] = {"value": None}
        else:
            low, high = two(*big[least], *big[most], method="log", compare="ratio")
            r["impact_ratio_min"] = {"value": big[least][0] / big[least][1] / (big[most][0] / big[most][1]), "low": float(low), "high": float(high)}
        oe = {}
        for k in sorted(set(g)):
            m = g == k
            ci = wilson(int(y[m].sum()), int(m.sum()), method="wilson")
            e = float(score[m].mean())
            oe[k] = {"value": float(y[m].mean()) / e, "low": float(ci[0]) / e, "high": float(ci[1]) / e}
        r["observed_over_expected_min"] = min(oe.values(), key=lambda v: v["value"])
        r["observed_over_expected_max"] = max(oe.values(), key=lambda v: v["value"])
        result[" & ".join(columns)] = {"metrics": r, "observed_over_expected": {k: v["value"] for k, v in oe.items()},
            "share": {k: float((g == k).mean()) for k in sorted(set(g))},
            "impact_ratio": {k: (v[0] / v[1]) / (big[most][0] / big[most][1]) for k, v in big.items()}, "most_selected": most}
    out[name] = result
json.dump(out, open(sys.argv[2], "w"), indent=1, sort_keys=True)
