# SPDX-License-Identifier: Apache-2.0
"""Models whose classes stand in a constant that the graph picks from, and what scikit-learn says.

Run `python classes.py` in this folder to write the models and rows.csv again. Written with
scikit-learn 1.9.1 and skl2onnx 1.20.0. A column MODEL-CLASS of rows.csv is the probability that
scikit-learn gives to the class; the models ending in -codes know the class yes as 1 and no as 0.
"""
import numpy as np
import pandas as pd
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import FloatTensorType
from sklearn.ensemble import BaggingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier

random = np.random.default_rng(5)
n = 120
names = ["x0", "x1", "x2"]
rows = pd.DataFrame(random.normal(size=(n, 3)).round(3), columns=names)
matrix = rows[names].to_numpy(dtype=np.float32)
number = rows.x0 - rows.x1 * rows.x2 + random.normal(size=n) / 2
two = np.where(number > 0.3, "yes", "no")
four = np.array(["east", "north", "south", "west"])[np.digitize(number, [-1, 0, 1])]
learned = matrix[: n // 2]
answers = {}
for name, model in (("network", MLPClassifier((4,), max_iter=2000, random_state=1)),
                    ("neighbours", KNeighborsClassifier(9)),
                    ("bag", BaggingClassifier(LogisticRegression(), n_estimators=2,
                                              random_state=1))):
    for suffix, labels in (("", two), ("-codes", (two == "yes").astype(int)), ("-four", four)):
        model.fit(learned, labels[: n // 2])
        onnx = convert_sklearn(model, target_opset=15, options={id(model): {"zipmap": False}},
                               initial_types=[("X", FloatTensorType([None, 3]))])
        with open(name + suffix + ".onnx", "wb") as file:
            file.write(onnx.SerializeToString())
        for i, label in enumerate(model.classes_):
            answers[f"{name}{suffix}-{label}"] = model.predict_proba(matrix)[:, i]
rows.insert(0, "row_id", range(n))
rows.assign(two=two, code=(two == "yes").astype(int), four=four, **answers).to_csv(
    "rows.csv", index=False)
