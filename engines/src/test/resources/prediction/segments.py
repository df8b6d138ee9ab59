# SPDX-License-Identifier: Apache-2.0
"""The figures of every segment, by the libraries of expected.py on the rows of that segment alone.

Run `python segments.py` in this folder, after expected.py, to write segments.json again.
"""
import json

import pandas as pd
from expected import multiclass, regression

CLASSES = {"iris": ["0", "1", "2"], "wine": ["Barbera", "Barolo", "Grignolino"]}
OF_CLASSES = ("accuracy", "balanced_accuracy", "precision_macro", "recall_macro", "f1_macro", "f1_weighted",
              "roc_auc_ovr_macro", "roc_auc_ovr_weighted", "log_loss", "brier")
OF_NUMBERS = ("rmse", "mae", "bias", "r2", "mean_truth", "mean_prediction")


def rows(name):
    test = pd.read_csv(f"{name}-test.csv", dtype={"label": str})
    return test.merge(pd.read_csv(f"{name}-predictions.csv"), on="row_id")


def of_classes(found, names):
    metrics = multiclass(list(found["label"]), found[[f"score_{name}" for name in names]].to_numpy(), names)["metrics"]
    classes = {name: {part: metrics[f"class.{name}.{part}"] for part in ("recall", "precision", "roc_auc")} for name in names}
    for name in names:
        classes[name]["support"] = metrics[f"class.{name}.support"]["value"]
    return {"n": len(found), **{name: metrics[name] for name in OF_CLASSES}, "classes": classes}


def of_numbers(found):
    metrics = regression(found["label"].astype(float).to_numpy(), found["prediction"].to_numpy())["metrics"]
    return {"n": len(found), **{name: metrics[name] for name in OF_NUMBERS}}


def parted(found, figures):
    return {"overall": figures(found), "by": {"kind": {kind: figures(own) for kind, own in found.groupby("kind")}}}


expected = {name: parted(rows(name), lambda own, names=names: of_classes(own, names)) for name, names in CLASSES.items()}
expected["diabetes"] = parted(rows("diabetes"), of_numbers)
json.dump(expected, open("segments.json", "w"), indent=1, sort_keys=True)
