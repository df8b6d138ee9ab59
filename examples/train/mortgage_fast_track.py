# SPDX-License-Identifier: Apache-2.0
"""Trains versions 2 and 3 of the worked example, mortgage-fast-track.

Version 1 (examples/data/hmda/models/lr) reads race and marital status and gives black applicants
the fast track 0.41 times as often as others. Version 2 is the remedy:

* it reads neither `afam` nor `single`;
* every training row is weighed after Kamiran and Calders (2012), "Data preprocessing techniques for
  classification without discrimination": w(a, y) = P(a) * P(y) / P(a, y), with a = afam and
  y = deny, so that in the weighted sample the lender's decision does not depend on race;
* its cut-off is 0.40, registered with the version.

Version 3 is a retrained candidate: the same recipe with stronger regularisation (C = 0.5).

    pip install -r examples/train/requirements.txt
    python3 examples/train/mortgage_fast_track.py

The script is deterministic (no random step: L-BFGS from zero on a fixed table) and writes
examples/models/mortgage-fast-track/v2/model.onnx and v3/model.onnx. It prints what it measured on
the test set; Imprimatur measures that again itself and never takes it from here.
"""

import math
import pathlib

import numpy as np
import onnx
import pandas as pd
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

EXAMPLES = pathlib.Path(__file__).resolve().parent.parent
DATA = EXAMPLES / "data" / "hmda"
OUT = EXAMPLES / "models" / "mortgage-fast-track"

NUMBERS = ["pirat", "hirat", "lvrat", "unemp"]
WORDS = ["chist", "mhist", "phist", "selfemp", "insurance", "condomin", "hschool"]
CUT_OFF = 0.40
VERSIONS = {"v2": 1.0, "v3": 0.5}


def read(name):
    table = pd.read_csv(DATA / name, dtype={column: str for column in WORDS + ["afam", "single"]})
    table[NUMBERS] = table[NUMBERS].astype(np.float32)
    return table


def weights(table):
    """Kamiran and Calders: what the cell would weigh if race and decision were independent."""
    share = table.groupby(["afam", "deny"]).size() / len(table)
    race = table["afam"].value_counts(normalize=True)
    decision = table["deny"].value_counts(normalize=True)
    return np.array(
        [race[a] * decision[y] / share[a, y] for a, y in zip(table["afam"], table["deny"])]
    )


def train(table, c):
    columns = ColumnTransformer(
        [
            ("numbers", StandardScaler(), NUMBERS),
            ("words", OneHotEncoder(handle_unknown="ignore"), WORDS),
        ]
    )
    model = Pipeline(
        [("columns", columns), ("regression", LogisticRegression(C=c, max_iter=2000))]
    )
    return model.fit(
        table[NUMBERS + WORDS],
        (table["deny"] == "yes").astype(int),
        regression__sample_weight=weights(table),
    )


def write(model, folder):
    inputs = [(name, FloatTensorType([None, 1])) for name in NUMBERS]
    inputs += [(name, StringTensorType([None, 1])) for name in WORDS]
    graph = to_onnx(
        model,
        initial_types=inputs,
        options={id(model): {"zipmap": False}},
        target_opset={"": 15, "ai.onnx.ml": 1},
        name="mortgage-fast-track",
    )
    graph.ir_version = 8
    graph.producer_name = "mortgage_fast_track.py"
    graph.producer_version = ""
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(graph, folder / "model.onnx")


def four_fifths(table, scores):
    """The rate of the fast track among black applicants over the rate among others, Katz-log."""
    fast = scores < CUT_OFF
    black = (table["afam"] == "yes").to_numpy()
    a, n = int(fast[black].sum()), int(black.sum())
    b, m = int(fast[~black].sum()), int((~black).sum())
    ratio = (a / n) / (b / m)
    spread = 1.959963984540054 * math.sqrt(1 / a - 1 / n + 1 / b - 1 / m)
    return ratio, ratio * math.exp(-spread), ratio * math.exp(spread)


def main():
    training, test = read("train.csv"), read("test.csv")
    for version, c in VERSIONS.items():
        model = train(training, c)
        write(model, OUT / version)
        scores = model.predict_proba(test[NUMBERS + WORDS])[:, 1]
        denied = (test["deny"] == "yes").to_numpy()
        ratio, low, high = four_fifths(test, scores)
        found = int(((scores >= CUT_OFF) & denied).sum())
        print(
            f"{version}: C={c} AUC {roc_auc_score(denied, scores):.4f}, "
            f"fast track black/other {ratio:.3f} [{low:.3f}, {high:.3f}], "
            f"recorded denials found {found} of {int(denied.sum())}"
        )


if __name__ == "__main__":
    main()
