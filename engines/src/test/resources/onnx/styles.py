# SPDX-License-Identifier: Apache-2.0
"""Small models of the inputs and outputs that exporters write, and what ONNX Runtime answers.

Run `python styles.py` in this folder to write table.csv, the models and answers.json again.
"""
import json

import numpy as np
import onnx
import onnxruntime
import pandas as pd
from onnx import TensorProto as T, helper as h

ROWS = 20
rng = np.random.default_rng(20261127)
table = pd.DataFrame({
    "row_id": range(1, ROWS + 1),
    "flag": rng.integers(0, 2, ROWS).astype(bool),
    "small": rng.integers(-128, 128, ROWS),
    "wide": rng.integers(-32768, 32768, ROWS),
    "byte": rng.integers(0, 256, ROWS),
    "c": rng.normal(size=ROWS).round(3)})
table.loc[0, ["small", "wide", "byte"]] = [-128, -32768, 255]
table.loc[1, ["small", "wide", "byte"]] = [127, 32767, 0]
table.to_csv("table.csv", index=False)

TYPES = {T.BOOL: bool, T.INT8: np.int8, T.INT16: np.int16, T.UINT8: np.uint8, T.UINT16: np.uint16,
         T.UINT32: np.uint32, T.UINT64: np.uint64, T.INT32: np.int32, T.INT64: np.int64,
         T.FLOAT: np.float32, T.DOUBLE: np.float64, T.FLOAT16: np.float16}
answers = {}


def save(name, nodes, inputs, outputs):
    graph = h.make_graph(nodes, "g", inputs, outputs)
    model = h.make_model(graph, opset_imports=[h.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, name + ".onnx")
    return onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])


def plain(found):
    return [float(each) for each in np.asarray(found).astype(np.float64).ravel()]


def columns(name, rank=2, **types):
    """The sum of some columns, each an input of its own."""
    shape = ["N", 1][:rank]
    nodes = [h.make_node("Cast", [column], [column + "_real"], to=T.FLOAT) for column in types]
    nodes.append(h.make_node("Sum", [column + "_real" for column in types], ["y"]))
    session = save(
        name, nodes, [h.make_tensor_value_info(column, kind, shape) for column, kind in types.items()],
        [h.make_tensor_value_info("y", T.FLOAT, shape)])
    feed = {column: table[column].to_numpy().astype(TYPES[kind]).reshape((-1, 1) if rank == 2 else -1)
            for column, kind in types.items()}
    answers[name] = plain(session.run(None, feed)[0])


def tensor(name, nodes, outputs, batch="N"):
    """The columns small and c as one tensor x, in rows of an open or a fixed number."""
    session = save(name, nodes, [h.make_tensor_value_info("x", T.FLOAT, [batch, 2])], outputs)
    x = table[["small", "c"]].to_numpy().astype(np.float32)
    size = ROWS if batch == "N" else batch
    found = []
    for start in range(0, ROWS, size):
        piece = x[start:start + size]
        filled = np.concatenate([piece, np.zeros((size - len(piece), 2), np.float32)])
        found += plain(session.run(None, {"x": filled})[0][:len(piece)])
    answers[name] = found


columns("bool", flag=T.BOOL, c=T.FLOAT)
columns("bool-as-float", flag=T.FLOAT, c=T.FLOAT)
columns("int8", small=T.INT8)
columns("int16", wide=T.INT16)
columns("uint8", byte=T.UINT8)
columns("float16", c=T.FLOAT16, small=T.FLOAT16)
columns("rank1", rank=1, flag=T.BOOL, c=T.FLOAT)
for kind in ("uint16", "uint32", "uint64"):
    columns(kind, byte=getattr(T, kind.upper()))

mean = h.make_node("ReduceMean", ["x"], ["m"], axes=[1], keepdims=1)
port = h.make_tensor_value_info
for size in (1, 7, 8):
    tensor(f"batch-{size}", [h.make_node("ReduceMean", ["x"], ["y"], axes=[1], keepdims=1)],
           [port("y", T.FLOAT, [size, 1])], batch=size)
tensor("answers-float16", [mean, h.make_node("Cast", ["m"], ["y"], to=T.FLOAT16)], [port("y", T.FLOAT16, ["N", 1])])
tensor("answers-int64", [mean, h.make_node("Cast", ["m"], ["y"], to=T.INT64)], [port("y", T.INT64, ["N", 1])])
tensor("answers-int32", [mean, h.make_node("Cast", ["m"], ["y"], to=T.INT32)], [port("y", T.INT32, ["N", 1])])
tensor("answers-double", [mean, h.make_node("Cast", ["m"], ["y"], to=T.DOUBLE)], [port("y", T.DOUBLE, ["N", 1])])
tensor("answers-rank3", [
    mean, h.make_node("Constant", [], ["axis"], value=h.make_tensor("axis", T.INT64, [1], [2])),
    h.make_node("Unsqueeze", ["m", "axis"], ["y"])], [port("y", T.FLOAT, ["N", 1, 1])])
tensor("two-columns", [h.make_node("Neg", ["x"], ["y"])], [port("y", T.FLOAT, ["N", 2])])
json.dump(answers, open("answers.json", "w"), indent=1, sort_keys=True)
