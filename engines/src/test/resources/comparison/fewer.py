# SPDX-License-Identifier: Apache-2.0
"""A champion of before a class was known: it learned two of the three classes of iris.

Run `python fewer.py` in this folder to write iris-fewer.onnx and fewer.json again.
"""
import json

import numpy as np
import onnx
import pandas as pd
import skl2onnx
from skl2onnx.common.data_types import FloatTensorType
from sklearn import datasets, metrics
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from statsmodels.stats.contingency_tables import mcnemar

bunch = datasets.load_iris()
x_train, x_test, y_train, y_test = train_test_split(
    bunch.data, bunch.target, test_size=0.5, random_state=1, stratify=bunch.target)
known = y_train < 2
model = LogisticRegression().fit(x_train[known][:, [0, 1]], y_train[known].astype(str))
onnx.save(
    skl2onnx.to_onnx(
        model, initial_types=[("x", FloatTensorType([None, 2]))],
        options={id(model): {"zipmap": False}}, target_opset={"": 17, "ai.onnx.ml": 3}),
    "iris-fewer.onnx")

test = pd.read_csv("../prediction/iris-test.csv", dtype={"label": str})
challenger = pd.read_csv("../prediction/iris-predictions.csv").set_index("row_id").loc[test["row_id"]]
y = test["label"].to_numpy()
probabilities = np.column_stack([model.predict_proba(x_test[:, [0, 1]]), np.zeros(len(y))])
a = np.array(["0", "1", "2"])[probabilities.argmax(1)]
b = np.array(["0", "1", "2"])[challenger[["score_0", "score_1", "score_2"]].to_numpy().argmax(1)]
given = probabilities[np.arange(len(y)), y.astype(int)]
table = [[((a == y) & (b == y)).sum(), ((a == y) & (b != y)).sum()],
         [((a != y) & (b == y)).sum(), ((a != y) & (b != y)).sum()]]
found = {
    "accuracy_champion": metrics.accuracy_score(y, a),
    "accuracy_challenger": metrics.accuracy_score(y, b),
    "f1_macro_champion": metrics.f1_score(y, a, labels=["0", "1", "2"], average="macro"),
    "log_loss_champion": -np.log(np.clip(given, 2.0**-52, 1)).mean(),
    "mcnemar_p": mcnemar(table, exact=True).pvalue}
json.dump({name: {"value": float(value)} for name, value in found.items()},
          open("fewer.json", "w"), indent=1, sort_keys=True)
