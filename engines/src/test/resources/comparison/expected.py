# SPDX-License-Identifier: Apache-2.0
"""A second model beside each of ../prediction, and how both compare by other libraries.

Run `python expected.py` in this folder to write the champions' predictions and expected.json again.
Slopes and influences are taken by differences, not by the formulas that are tested.
"""
import json

import numpy as np
import onnx
import pandas as pd
import scipy
import scipy.stats
import skl2onnx
import sklearn
import statsmodels
from skl2onnx.common.data_types import FloatTensorType
from sklearn import datasets, metrics
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import DecisionTreeRegressor
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportion_confint

Z = 1.959963984540054
SAMPLES = 10_000
IN = "../prediction/"


def newcombe(a, b):
    """Method 10 of Newcombe 1998 for b - a, two answers on the same rows."""
    n, e, f = len(a), (a & ~b).sum(), (b & ~a).sum()
    both, none = (a & b).sum(), (~a & ~b).sum()
    l1, u1 = proportion_confint(a.sum(), n, method="wilson")
    l2, u2 = proportion_confint(b.sum(), n, method="wilson")
    product = float(a.sum()) * (~a).sum() * b.sum() * (~b).sum()
    top = both * none - e * f
    top = top - n / 2 if top > n / 2 else min(0, top)
    phi = top / np.sqrt(product) if product else 0
    p1, p2 = a.mean(), b.mean()
    low = np.sqrt((p2 - l2) ** 2 - 2 * phi * (p2 - l2) * (u1 - p1) + (u1 - p1) ** 2)
    high = np.sqrt((u2 - p2) ** 2 - 2 * phi * (u2 - p2) * (p1 - l1) + (p1 - l1) ** 2)
    return {"value": p2 - p1, "low": p2 - p1 - low, "high": p2 - p1 + high}


def by_weights(function, n):
    """The value, and the delta method with the slope of each row's weight by central differences."""
    ones, step, slopes = np.ones(n), 1e-4, np.zeros(n)
    for i in range(n):
        up, down = ones.copy(), ones.copy()
        up[i] += step
        down[i] -= step
        slopes[i] = (function(up) - function(down)) / (2 * step)
    value = function(ones)
    half = Z * np.sqrt((slopes**2).sum())
    return {"value": value, "low": value - half, "high": value + half}


def student(n):
    """The 97.5 % quantile of Student's t for a mean of n rows."""
    return scipy.stats.t.ppf(0.975, n - 1)


def of_number(function, n):
    """The same with n - 1 in the variance and Student's t, as the mean of what each row adds has it."""
    found = by_weights(function, n)
    half = (found["high"] - found["value"]) * np.sqrt(n / (n - 1)) / Z * student(n)
    return {"value": found["value"], "low": found["value"] - half, "high": found["value"] + half}


def drawn(function, n):
    """Another generator's samples; only of whole data sets."""
    rng = np.random.default_rng(20261126)
    values = np.array([function(rng.integers(0, n, n)) for _ in range(SAMPLES)])
    values = values[~np.isnan(values)]
    low, high = np.quantile(values, [0.025, 0.975])
    return {"low": low, "high": high, "se": values.std(ddof=1)}


def classes(y, a, b, pa, pb, names, draws=False):
    n, out = len(y), {}
    right_a, right_b = a == y, b == y
    table = [[(right_a & right_b).sum(), (right_a & ~right_b).sum()],
             [(~right_a & right_b).sum(), (~right_a & ~right_b).sum()]]
    out["mcnemar_p"] = {"value": mcnemar(table, exact=True).pvalue}
    out["accuracy_difference"] = newcombe(right_a, right_b)
    labelled = sorted(set(y))
    for average in ("macro", "weighted"):
        score = lambda p, w, average=average: metrics.f1_score(
            y, p, labels=labelled, average=average, sample_weight=w)
        out[f"f1_{average}_champion"] = {"value": score(a, None)}
        out[f"f1_{average}_challenger"] = {"value": score(b, None)}
        out[f"f1_{average}_difference"] = by_weights(lambda w: score(b, w) - score(a, w), n)
    loss_a = metrics.log_loss(y, pa, labels=names)
    loss_b = metrics.log_loss(y, pb, labels=names)
    index = np.array([names.index(each) for each in y])
    clip = lambda p: -np.log(np.clip(p[np.arange(n), index], 2.0**-52, 1 - 2.0**-52))
    rows = clip(pb) - clip(pa)
    half = student(n) * rows.std(ddof=1) / np.sqrt(n)
    out["log_loss_champion"] = {"value": loss_a}
    out["log_loss_challenger"] = {"value": loss_b}
    out["log_loss_difference"] = {"value": loss_b - loss_a, "low": rows.mean() - half, "high": rows.mean() + half}
    for name in names:
        of = y == name
        if of.any():
            out[f"class.{name}.recall_difference"] = newcombe((a == name)[of], (b == name)[of])
    if not draws:
        return {"metrics": out}
    gap = lambda i, average: (
        metrics.f1_score(y[i], b[i], labels=sorted(set(y[i])), average=average, zero_division=0)
        - metrics.f1_score(y[i], a[i], labels=sorted(set(y[i])), average=average, zero_division=0))
    samples = {
        "accuracy": drawn(lambda i: right_b[i].mean() - right_a[i].mean(), n),
        "log_loss": drawn(lambda i: rows[i].mean(), n)}
    for average in ("macro", "weighted"):
        samples[f"f1_{average}"] = drawn(lambda i: gap(i, average), n)
    return {"metrics": out, "bootstrap": samples,
            "table": dict(zip(("both_right", "only_champion_right", "only_challenger_right", "both_wrong"),
                              (int(x) for x in np.ravel(table))))}


def numbers(y, a, b, draws=False):
    n, out = len(y), {}
    ea, eb = a - y, b - y
    nearer = (int((abs(ea) < abs(eb)).sum()), int((abs(eb) < abs(ea)).sum()))
    out["sign_test_p"] = {"value": scipy.stats.binomtest(nearer[1], sum(nearer)).pvalue}
    mean = lambda x, w: (w * x).sum() / w.sum()
    figures = {
        "rmse": lambda p, w: np.sqrt(metrics.mean_squared_error(y, p, sample_weight=w)),
        "mse": lambda p, w: metrics.mean_squared_error(y, p, sample_weight=w),
        "mae": lambda p, w: metrics.mean_absolute_error(y, p, sample_weight=w),
        "r2": lambda p, w: metrics.r2_score(y, p, sample_weight=w),
        "bias": lambda p, w: mean(p - y, w)}
    samples = {}
    for name, figure in figures.items():
        ones = np.ones(n)
        out[f"{name}_champion"] = {"value": figure(a, ones)}
        out[f"{name}_challenger"] = {"value": figure(b, ones)}
        out[f"{name}_difference"] = of_number(lambda w: figure(b, w) - figure(a, w), n)
        if draws and name != "mse":
            part = {
                "rmse": lambda i: np.sqrt((eb[i] ** 2).mean()) - np.sqrt((ea[i] ** 2).mean()),
                "mae": lambda i: abs(eb[i]).mean() - abs(ea[i]).mean(),
                "r2": lambda i: ((ea[i] ** 2).sum() - (eb[i] ** 2).sum()) / ((y[i] - y[i].mean()) ** 2).sum(),
                "bias": lambda i: (eb[i] - ea[i]).mean()}[name]
            samples[name] = drawn(part, n)
    paired = scipy.stats.ttest_rel(eb**2, ea**2)
    return {"metrics": out, "bootstrap": samples, "paired_t_of_squares": paired.pvalue,
            "nearer": {"champion": nearer[0], "challenger": nearer[1], "same": n - sum(nearer)}}


def plain(value):
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return value if isinstance(value, (int, str)) else None if np.isnan(value) else float(value)


def exported(model, columns, file, **options):
    converted = skl2onnx.to_onnx(
        model, initial_types=[("x", FloatTensorType([None, columns]))],
        options={id(model): options} if options else None, target_opset={"": 17, "ai.onnx.ml": 3})
    onnx.save(converted, file)


def of_classes(name, bunch, order, model, taken):
    x_train, x_test, y_train, y_test = train_test_split(
        bunch.data, bunch.target, test_size=0.5, random_state=1, stratify=bunch.target)
    order = np.array(order)
    model.fit(x_train[:, taken], order[y_train])
    names = list(model.classes_)
    test = pd.read_csv(f"{IN}{name}-test.csv", dtype={"label": str})
    assert (test["label"] == order[y_test]).all()
    exported(model, len(taken), f"{name}-champion.onnx", zipmap=False)
    champion = pd.DataFrame({"row_id": test["row_id"]})
    for i, each in enumerate(names):
        champion[f"score_{each}"] = model.predict_proba(x_test[:, taken])[:, i]
    # The rows stand in another order than those of the test set: only the id tells which is which.
    champion.sample(frac=1, random_state=7).to_csv(f"{name}-champion.csv", index=False)
    challenger = pd.read_csv(f"{IN}{name}-predictions.csv").set_index("row_id").loc[test["row_id"]]
    scores = [f"score_{each}" for each in names]
    pa, pb = champion[scores].to_numpy(), challenger[scores].to_numpy()
    y, of = test["label"].to_numpy(), np.array(names)
    a, b = of[pa.argmax(1)], of[pb.argmax(1)]
    found = classes(y, a, b, pa, pb, names, draws=True)
    kind = test["kind"].to_numpy()
    found["by_kind"] = {
        group: classes(y[kind == group], a[kind == group], b[kind == group], pa[kind == group], pb[kind == group], names)["metrics"]
        for group in sorted(set(kind))}
    return found


def of_number_set(name, bunch, taken):
    x_train, _, y_train, y_test = train_test_split(bunch.data, bunch.target, test_size=0.5, random_state=1)
    _, x_test = train_test_split(bunch.data, test_size=0.5, random_state=1)
    model = DecisionTreeRegressor(max_depth=3, random_state=1).fit(x_train[:, taken], y_train)
    test = pd.read_csv(f"{IN}{name}-test.csv")
    y = test["label"].to_numpy()
    assert (y == y_test).all()
    a = model.predict(x_test[:, taken])
    exported(model, len(taken), f"{name}-champion.onnx")
    champion = pd.DataFrame({"row_id": test["row_id"], "prediction": a})
    champion.sample(frac=1, random_state=7).to_csv(f"{name}-champion.csv", index=False)
    b = pd.read_csv(f"{IN}{name}-predictions.csv").set_index("row_id").loc[test["row_id"], "prediction"].to_numpy()
    found = numbers(y, a, b, draws=True)
    kind = test["kind"].to_numpy()
    found["by_kind"] = {
        group: numbers(y[kind == group], a[kind == group], b[kind == group])["metrics"] for group in sorted(set(kind))}
    return found


expected = {
    "computed_by": {m.__name__: m.__version__ for m in (sklearn, scipy, statsmodels, np, pd, onnx, skl2onnx)},
    "iris": of_classes("iris", datasets.load_iris(), ["0", "1", "2"], GaussianNB(), [0, 1]),
    "wine": of_classes("wine", datasets.load_wine(), ["Barolo", "Grignolino", "Barbera"], LinearDiscriminantAnalysis(), [1, 3, 4]),
    "diabetes": of_number_set("diabetes", datasets.load_diabetes(), [1, 2, 3, 8])}
json.dump(plain(expected), open("expected.json", "w"), indent=1, sort_keys=True)
