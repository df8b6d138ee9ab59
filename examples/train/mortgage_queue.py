# SPDX-License-Identifier: Apache-2.0
"""Trains the versions of mortgage-queue and makes the three weeks of production of its story.

The rows are those of examples/data/hmda/train.csv; nobody invents one. They are divided by the
digit d that divided the table before: the first 8 hex digits of SHA-256 of "20261123:hmda:<row_id>"
as a number, modulo 10 (test.csv has 7 to 9).

* d = 0 to 3 is first.csv: what version 1 was trained on;
* d = 4, 5 and 6 are held back from version 1: they are week 1, week 2 and week 3, each as a file of
  rows with the scores of version 1. The labels of weeks 1 and 3 are files of their own, since they
  arrive later; those of week 2 stand beside its rows.

Week 3 has a drift that was put in: the bureau turned its two scales of credit history round, so that
`chist` arrives as 7 - chist and `mhist` as 5 - mhist. Nothing else is changed, and version 1 scored
what arrived. Week 4 is week 3 once more, with the scales turned back: the rows as the table has them,
with the scores of version 2 and the labels in the same file.

Version 1 is the recipe of mortgage_fast_track.py: neither `afam` nor `single`, rows weighed after
Kamiran and Calders. Version 2 is the same, trained again on first.csv and the weeks 1 and 2. Version 3
is boosted trees on the rows of version 2: another algorithm.

    pip install -r examples/train/requirements.txt
    PYTHONHASHSEED=0 python3 examples/train/mortgage_queue.py

The script is deterministic (with the seed, also the order in which the trees' nodes are written), and
writes examples/models/mortgage-queue/v1 to v3 and examples/data/hmda/weeks. It prints what it
measured; Imprimatur measures that again itself.
"""

import hashlib

import numpy as np
import onnx
import pandas as pd
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from mortgage_fast_track import CUT_OFF, DATA, EXAMPLES, NUMBERS, WORDS, four_fifths, weights

MODELS = EXAMPLES / "models" / "mortgage-queue"
WEEKS = DATA / "weeks"
FIRST, HELD_BACK, LATER = range(0, 4), {1: 4, 2: 5, 3: 6}, (1, 3)


def digit(row_id):
    return int(hashlib.sha256(f"20261123:hmda:{row_id}".encode()).hexdigest()[:8], 16) % 10


def numbered(table):
    """As the models read it: numbers in single precision, everything else as it is written."""
    return table.assign(**{column: table[column].astype(np.float32) for column in NUMBERS})


def trained(table, estimator):
    rows = numbered(table)
    columns = ColumnTransformer(
        [
            ("numbers", StandardScaler(), NUMBERS),
            ("words", OneHotEncoder(handle_unknown="ignore"), WORDS),
        ]
    )
    model = Pipeline([("columns", columns), ("estimator", estimator)])
    denied = (rows["deny"] == "yes").astype(int)
    return model.fit(rows[NUMBERS + WORDS], denied, estimator__sample_weight=weights(rows))


def regression():
    return LogisticRegression(C=1.0, max_iter=2000)


def trees():
    return GradientBoostingClassifier(n_estimators=20, max_depth=2, random_state=0)


def write(model, version):
    inputs = [(name, FloatTensorType([None, 1])) for name in NUMBERS]
    inputs += [(name, StringTensorType([None, 1])) for name in WORDS]
    graph = to_onnx(
        model,
        initial_types=inputs,
        options={id(model): {"zipmap": False}},
        target_opset={"": 15, "ai.onnx.ml": 1},
        name="mortgage-queue",
    )
    graph.ir_version = 8
    graph.producer_name = "mortgage_queue.py"
    graph.producer_version = ""
    folder = MODELS / version
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(graph, folder / "model.onnx")


def scores(model, table):
    return model.predict_proba(numbered(table)[NUMBERS + WORDS])[:, 1]


def turned(table):
    """The drift of week 3: the best code of credit history arrives as the worst."""
    return table.assign(
        chist=(7 - table["chist"].astype(int)).astype(str),
        mhist=(5 - table["mhist"].astype(int)).astype(str),
    )


def main():
    training = pd.read_csv(DATA / "train.csv", dtype=str)
    test = pd.read_csv(DATA / "test.csv", dtype=str)
    digits = training["row_id"].map(digit)
    first = training[digits.isin(FIRST)]
    weeks = {week: training[digits == held] for week, held in HELD_BACK.items()}
    WEEKS.mkdir(exist_ok=True)
    first.to_csv(WEEKS / "first.csv", index=False, lineterminator="\n")

    again = pd.concat([first, weeks[1], weeks[2]])
    versions = {
        "v1": trained(first, regression()),
        "v2": trained(again, regression()),
        "v3": trained(again, trees()),
    }
    denied = (test["deny"] == "yes").to_numpy()
    for version, model in versions.items():
        write(model, version)
        scored = scores(model, test)
        ratio, low, high = four_fifths(test, scored)
        print(
            f"{version} on the test set: AUC {roc_auc_score(denied, scored):.4f},"
            f" not at the front black/other {ratio:.3f} [{low:.3f}, {high:.3f}]"
            f" at the cut-off {CUT_OFF}"
        )
    for week, table in weeks.items():
        arrived = turned(table) if week == 3 else table
        scored = np.round(scores(versions["v1"], arrived), 6)
        later = week in LATER
        rows = arrived.drop(columns="deny") if later else arrived.copy()
        rows.insert(1, "score", [f"{score:.6f}" for score in scored])
        rows.to_csv(WEEKS / f"week-{week}.csv", index=False, lineterminator="\n")
        if later:
            labels = table[["row_id", "deny"]]
            labels.to_csv(WEEKS / f"week-{week}-labels.csv", index=False, lineterminator="\n")
        answer = (table["deny"] == "yes").to_numpy()
        print(
            f"week {week}: {len(table)} rows, {answer.sum()} denied,"
            f" AUC of version 1 {roc_auc_score(answer, scored):.4f}"
        )
    fourth = weeks[3].copy()
    scored = np.round(scores(versions["v2"], fourth), 6)
    fourth.insert(1, "score", [f"{score:.6f}" for score in scored])
    fourth.to_csv(WEEKS / "week-4.csv", index=False, lineterminator="\n")
    answer = (fourth["deny"] == "yes").to_numpy()
    print(f"week 4: the rows of week 3, AUC of version 2 {roc_auc_score(answer, scored):.4f}")


if __name__ == "__main__":
    main()
