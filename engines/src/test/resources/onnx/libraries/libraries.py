# SPDX-License-Identifier: Apache-2.0
"""Models of LightGBM, XGBoost and scikit-learn (text columns, one-hot) and what the libraries say.

Run `python libraries.py` in this folder to write the models and rows.csv again. Written with
lightgbm 4.7.0, xgboost 3.2.0, scikit-learn 1.9.1, onnxmltools 1.16.0 and skl2onnx 1.20.0. Columns
of rows.csv named LIBRARY-TASK are the scores that the library itself gives to the same rows:
of two classes the second's, of three one column a class, of a number the number.
"""
import lightgbm
import numpy as np
import onnxmltools
import pandas as pd
import xgboost
from onnxmltools.convert.common.data_types import FloatTensorType as Floats
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

KINDS = np.array(["low", "mid", "high"])
random = np.random.default_rng(12)
n = 160
numbers = [f"x{i}" for i in range(4)]
rows = pd.DataFrame({name: random.normal(size=n).round(3) for name in numbers})
rows.loc[::9, "x2"] = np.nan
rows["code"] = random.choice(["01", "1", "1.0", ""], n)
rows["city"] = random.choice(["Bern", "Genève", " Basel", "a, b"], n)
number = (rows.x0 - rows.x1 + rows.x2.fillna(1) * rows.x3 + (rows.code == "01")
          + random.normal(size=n)).round(3)
two = (number > 0.4).astype(int)
three = pd.qcut(number, 3, labels=False)
matrix = rows[numbers].to_numpy(dtype=np.float32)
texts = rows[["code", "city", "x0"]].assign(x0=rows.x0.astype(np.float32))
answers = {}


def keep(library, task, model, inputs, onnx):
    name = f"{library}-{task}"
    with open(name + ".onnx", "wb") as file:
        file.write(onnx.SerializeToString())
    if task == "regression":
        answers[name] = model.predict(inputs)
    elif task == "binary":
        answers[name] = model.predict_proba(inputs)[:, 1]
    else:
        for i, kind in enumerate(model.classes_):
            answers[f"{name}-{kind}"] = model.predict_proba(inputs)[:, i]


def trees(library, classifier, regressor, convert):
    for task, model, y in (("binary", classifier, two), ("three", classifier, three),
                           ("regression", regressor, number)):
        fitted = model().fit(matrix, y)
        keep(library, task, fitted, matrix,
             convert(fitted, initial_types=[("x", Floats([None, 4]))], target_opset=15))


small = {"n_estimators": 6, "n_jobs": 1}
trees("lightgbm", lambda: lightgbm.LGBMClassifier(num_leaves=6, verbose=-1, **small),
      lambda: lightgbm.LGBMRegressor(num_leaves=6, verbose=-1, **small), onnxmltools.convert_lightgbm)
trees("xgboost", lambda: xgboost.XGBClassifier(max_depth=3, **small),
      lambda: xgboost.XGBRegressor(max_depth=3, **small), onnxmltools.convert_xgboost)
for task, last, y in (("binary", LogisticRegression(), two),
                      ("three", LogisticRegression(), KINDS[three]),
                      ("regression", LinearRegression(), number)):
    columns = ColumnTransformer([("texts", OneHotEncoder(handle_unknown="ignore"), ["code", "city"]),
                                 ("numbers", StandardScaler(), ["x0"])])
    fitted = make_pipeline(columns, last).fit(texts, y)
    keep("sklearn", task, fitted, texts, convert_sklearn(
        fitted, target_opset=15, initial_types=[
            ("code", StringTensorType([None, 1])), ("city", StringTensorType([None, 1])),
            ("x0", FloatTensorType([None, 1]))]))
rows.insert(0, "row_id", range(n))
rows = rows.assign(two=two, three=three, kind=KINDS[three], number=number,
                   **{name: np.asarray(values, dtype=float) for name, values in answers.items()})
rows.to_csv("rows.csv", index=False)
