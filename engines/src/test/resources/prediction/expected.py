# SPDX-License-Identifier: Apache-2.0
"""Small models of several classes and of a number, and their figures by other libraries.

Data: the copies of iris and wine (UCI Machine Learning Repository, CC BY 4.0) and of diabetes
(Efron and others, Annals of Statistics 32, 2004) that scikit-learn carries under BSD 3-Clause.
Run `python expected.py` in this folder to write the tables, the models and expected.json again.
"""
import json
import warnings

import fairlearn
import numpy as np
import onnx
import pandas as pd
import scipy.stats
import skl2onnx
import sklearn
import statsmodels
from fairlearn.metrics import MetricFrame
from skl2onnx.common.data_types import FloatTensorType
from sklearn import datasets, metrics
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from statsmodels.stats.inter_rater import cohens_kappa

warnings.simplefilter("ignore")
Z = 1.959963984540054


def delta(function, matrix, least=0.0):
    """The delta method over multinomial cells with slopes by central differences."""
    flat = matrix.astype(float).ravel()
    slopes = np.zeros_like(flat)
    for i in np.flatnonzero(flat):
        up, down = flat.copy(), flat.copy()
        up[i] += 1e-4
        down[i] -= 1e-4
        slopes[i] = (function(up.reshape(matrix.shape)) - function(down.reshape(matrix.shape))) / 2e-4
    half = Z * np.sqrt((flat * slopes**2).sum())
    value = function(matrix.astype(float))
    return {"low": float(max(least, value - half)), "high": float(min(1, value + half))}


def rates(m):
    hits, truth, predicted = np.diag(m), m.sum(1), m.sum(0)
    return hits / predicted, hits / truth, 2 * hits / (truth + predicted)


def correlation(m):
    n, t, p = m.sum(), m.sum(1), m.sum(0)
    return (n * np.trace(m) - t @ p) / np.sqrt((n * n - t @ t) * (n * n - p @ p))


def multiclass(labels, scores, classes):
    y = np.array([classes.index(label) for label in labels])
    p = scores.argmax(1)
    k = len(classes)
    m = metrics.confusion_matrix(y, p, labels=range(k))
    out = {}

    def put(name, value, **interval):
        out[name] = {"value": None if value is None else float(value), **interval}

    put("accuracy", metrics.accuracy_score(y, p))
    put("balanced_accuracy", metrics.balanced_accuracy_score(y, p))
    predicted_all = (m.sum(0) > 0).all()
    for average in ("macro", "micro", "weighted"):
        for name, function in (("precision", metrics.precision_score), ("recall", metrics.recall_score), ("f1", metrics.f1_score)):
            defined = predicted_all or name != "precision" or average == "micro"
            put(f"{name}_{average}", function(y, p, average=average, zero_division=0) if defined else None)
    put("precision_macro_zero_division_0", metrics.precision_score(y, p, average="macro", zero_division=0))
    put("precision_weighted_zero_division_0", metrics.precision_score(y, p, average="weighted", zero_division=0))
    if predicted_all:
        for i, name in enumerate(("precision", "recall", "f1")):
            out[f"{name}_macro"].update(delta(lambda c: rates(c)[i].mean(), m))
            if name != "recall":
                out[f"{name}_weighted"].update(delta(lambda c: (rates(c)[i] * c.sum(1)).sum() / c.sum(), m))
    put("mcc", metrics.matthews_corrcoef(y, p), **delta(correlation, m, -1))
    kappa = cohens_kappa(m)
    put("cohen_kappa", metrics.cohen_kappa_score(y, p), low=float(kappa.kappa_low), high=float(kappa.kappa_upp))
    put("log_loss", metrics.log_loss(y, scores, labels=range(k)))
    put("brier", metrics.brier_score_loss(y, scores, labels=range(k)))
    put("roc_auc_ovr_macro", metrics.roc_auc_score(y, scores, multi_class="ovr", average="macro"))
    put("roc_auc_ovr_weighted", metrics.roc_auc_score(y, scores, multi_class="ovr", average="weighted"))
    put("roc_auc_ovr_micro", metrics.roc_auc_score(y, scores, multi_class="ovr", average="micro"))
    for average in ("macro", "weighted"):
        put(f"roc_auc_ovo_{average}", metrics.roc_auc_score(y, scores, multi_class="ovo", average=average))
    for average in ("macro", "weighted", "micro"):
        put(f"average_precision_{average}", metrics.average_precision_score(np.eye(len(classes))[y], scores, average=average))
    order = np.argsort(-scores, axis=1, kind="stable")
    put("top_2_accuracy", (order[:, :2] == y[:, None]).any(1).mean())
    best = scores.max(1)
    bins = np.minimum((best * 10).astype(int), 9)
    gaps = [abs(best[bins == b].sum() - (p == y)[bins == b].sum()) for b in range(10)]
    put("ece_10", sum(gaps) / len(y))
    for i, name in enumerate(classes):
        put(f"class.{name}.precision", metrics.precision_score(y == i, p == i) if m[:, i].sum() else None)
        put(f"class.{name}.recall", metrics.recall_score(y == i, p == i))
        put(f"class.{name}.f1", metrics.f1_score(y == i, p == i))
        put(f"class.{name}.support", (y == i).sum())
        put(f"class.{name}.selection_rate", (p == i).mean())
        put(f"class.{name}.roc_auc", metrics.roc_auc_score(y == i, scores[:, i]))
        put(f"class.{name}.average_precision", metrics.average_precision_score(y == i, scores[:, i]))
    return {"metrics": out, "confusion": m.tolist()}


def fairness(truth, predicted, kind, classes):
    out = {}

    def both(prefix, measure):
        frame = MetricFrame(metrics=measure, y_true=truth, y_pred=predicted, sensitive_features=kind)
        out[f"fairness.kind.{prefix}_difference"] = {"value": float(frame.difference())}
        out[f"fairness.kind.{prefix}_ratio"] = {"value": float(frame.ratio())}
        return float(frame.difference())

    both("accuracy", metrics.accuracy_score)
    gaps = [both(f"class.{c}.selection_rate", lambda y, p, c=c: (p == c).mean()) for c in classes]
    out["fairness.kind.demographic_parity_difference"] = {"value": max(gaps)}
    gaps = [both(f"class.{c}.recall", lambda y, p, c=c: metrics.recall_score(y == c, p == c)) for c in classes]
    out["fairness.kind.equal_opportunity_difference"] = {"value": max(gaps)}
    return out


def classes_of(name, bunch, names, model, rows_per_class, weaken):
    x_train, x_test, y_train, y_test = train_test_split(
        bunch.data, bunch.target, test_size=0.5, random_state=1, stratify=bunch.target)
    order = np.array(names)
    model.fit(x_train[:, weaken], order[y_train])
    names = list(model.classes_)
    scores = model.predict_proba(x_test[:, weaken])
    columns = [f"f{i}" for i in weaken]
    test = pd.DataFrame(x_test[:, weaken], columns=columns)
    test.insert(0, "row_id", range(1, len(test) + 1))
    test["kind"] = np.where(np.arange(len(test)) % 3 == 0, "a", "b")
    test["label"] = order[y_test]
    test.to_csv(f"{name}-test.csv", index=False)
    predictions = pd.DataFrame({"row_id": test["row_id"]})
    for i, each in enumerate(names):
        predictions[f"score_{each}"] = scores[:, i]
    predictions.to_csv(f"{name}-predictions.csv", index=False)
    for zipped in (False, True):
        converted = skl2onnx.to_onnx(
            model, initial_types=[("x", FloatTensorType([None, len(columns)]))],
            options={id(model): {"zipmap": zipped}}, target_opset={"": 17, "ai.onnx.ml": 3})
        onnx.save(converted, f"{name}-{'zipmap' if zipped else 'tensor'}.onnx")
    figures = multiclass(list(test["label"]), scores, names)
    predicted = np.array(names)[scores.argmax(1)]
    figures["fairness"] = fairness(test["label"].to_numpy(), predicted, test["kind"].to_numpy(), names)
    return figures


def ratio_interval(a, b, value):
    """1 - sum(a)/sum(b) by the delta method over rows."""
    n = len(a)
    influence = a / b.mean() - b * a.mean() / b.mean() ** 2
    half = student(n) * influence.std() / np.sqrt(n - 1)
    return {"low": value - half, "high": min(1.0, value + half)}


def student(n):
    return scipy.stats.t.ppf(0.975, n - 1)


def of_mean(x):
    half = student(len(x)) * x.std(ddof=1) / np.sqrt(len(x))
    return x.mean() - half, x.mean() + half


def quantile(x, q):
    n, ordered = len(x), np.sort(x)
    reach = Z * np.sqrt(n * q * (1 - q))
    low, high = int(np.floor(n * q - reach)) - 1, int(np.ceil(n * q + reach))
    at = lambda rank: float(ordered[min(max(rank, 0), n - 1)])
    return {"value": float(np.quantile(x, q)), "low": at(low), "high": at(high)}


def regression(y, p):
    e = p - y
    out = {}
    low, high = of_mean(e**2)
    low = max(0, low)
    out["mse"] = {"value": metrics.mean_squared_error(y, p), "low": low, "high": high}
    out["rmse"] = {"value": metrics.root_mean_squared_error(y, p), "low": np.sqrt(low), "high": np.sqrt(high)}
    for name, x, value in (
        ("mae", abs(e), metrics.mean_absolute_error(y, p)), ("bias", e, e.mean()),
        ("mape", abs(e) / abs(y), metrics.mean_absolute_percentage_error(y, p)),
        ("smape", abs(e) / ((abs(y) + abs(p)) / 2), (2 * abs(e) / (abs(y) + abs(p))).mean()),
        ("mean_truth", y, y.mean()), ("mean_prediction", p, p.mean())):
        low, high = of_mean(x)
        out[name] = {"value": value, "low": low, "high": high}
    b = (y - y.mean()) ** 2
    r2, ev = metrics.r2_score(y, p), metrics.explained_variance_score(y, p)
    out["r2"] = {"value": r2, **ratio_interval(e**2, b, r2)}
    out["explained_variance"] = {"value": ev, **ratio_interval((e - e.mean()) ** 2, b, ev)}
    out["median_absolute_error"] = {**quantile(abs(e), 0.5), "value": metrics.median_absolute_error(y, p)}
    out["max_error"] = {"value": metrics.max_error(y, p)}
    out["residual_std"] = {"value": e.std(ddof=1)}
    for percent in (1, 5, 10, 25, 50, 75, 90, 95, 99):
        out[f"residual_q{percent:02d}"] = quantile(e, percent / 100)
    for percent in (90, 95):
        out[f"absolute_error_q{percent}"] = quantile(abs(e), percent / 100)
    return {"metrics": {k: {m: float(v) for m, v in d.items()} for k, d in out.items()}}


def number_fairness(y, p, kind):
    e, out = p - y, {}
    for name, x in (("mean_prediction", p), ("mean_truth", y), ("mean_error", e), ("mae", abs(e)), ("rmse", e**2)):
        figures = []
        for group in sorted(set(kind)):
            low, high = of_mean(x[kind == group])
            value = x[kind == group].mean()
            if name == "rmse":
                value, low, high = np.sqrt(value), np.sqrt(max(0, low)), np.sqrt(high)
            figures.append((value, low, high))
        small, large = min(figures), max(figures)
        gap = large[0] - small[0]
        out[f"fairness.kind.{name}_difference"] = {
            "value": float(gap),
            "low": float(gap - np.hypot(large[0] - large[1], small[2] - small[0])),
            "high": float(gap + np.hypot(large[2] - large[0], small[0] - small[1]))}
    ks = max(scipy.stats.ks_2samp(p[kind == g], p[kind != g]).statistic for g in set(kind))
    out["fairness.kind.prediction_ks_max"] = {"value": float(ks)}
    return out


def number_of(name, bunch, taken):
    x_train, x_test, y_train, y_test = train_test_split(
        bunch.data[:, taken], bunch.target, test_size=0.5, random_state=1)
    model = LinearRegression().fit(x_train, y_train)
    test = pd.DataFrame(x_test, columns=[f"f{i}" for i in taken])
    test.insert(0, "row_id", range(1, len(test) + 1))
    test["kind"] = np.where(bunch.data[:, 1][-len(test):] > 0, "a", "b")
    test["kind"] = np.where(np.arange(len(test)) % 7 == 0, "c", test["kind"])
    test["label"] = y_test
    test.to_csv(f"{name}-test.csv", index=False)
    p = model.predict(x_test)
    pd.DataFrame({"row_id": test["row_id"], "prediction": p}).to_csv(f"{name}-predictions.csv", index=False)
    converted = skl2onnx.to_onnx(
        model, initial_types=[("x", FloatTensorType([None, len(taken)]))], target_opset={"": 17, "ai.onnx.ml": 3})
    onnx.save(converted, f"{name}.onnx")
    figures = regression(y_test, p)
    figures["fairness"] = number_fairness(y_test, p, test["kind"].to_numpy())
    return figures


if __name__ == "__main__":
    expected = {"computed_by": {m.__name__: m.__version__ for m in (fairlearn, sklearn, scipy, statsmodels, np, pd, skl2onnx, onnx)}}
    iris, wine = datasets.load_iris(), datasets.load_wine()
    expected["iris"] = classes_of(
        "iris", iris, ["0", "1", "2"], make_pipeline(StandardScaler(), LogisticRegression(C=0.3)), 0, [0, 1])
    expected["wine"] = classes_of("wine", wine, ["Barolo", "Grignolino", "Barbera"], KNeighborsClassifier(3), 0, [0, 1, 2])
    expected["diabetes"] = number_of("diabetes", datasets.load_diabetes(), [1, 2, 3, 8])
    json.dump(expected, open("expected.json", "w"), indent=1, sort_keys=True)
