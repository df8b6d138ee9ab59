# SPDX-License-Identifier: Apache-2.0
"""A model that reads texts which look like numbers and truth values, and what ONNX Runtime answers.

Run `python texts.py` in this folder to write texts*.onnx and the rows again. Every answer lies
between 0 and 1; a text that the model does not know would add 0.5.
"""
import itertools

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto as T, helper as h

CODES = ["01", "1", "1.0", "+1", "2026-01-31T00:00:00", "1e0"]
FLAGS = ["True", "true", "FALSE"]


def encoder(column, texts, step):
    return h.make_node(
        "LabelEncoder", [column], [column + "_real"], domain="ai.onnx.ml", keys_strings=texts,
        values_floats=[step * i for i in range(len(texts))], default_float=0.5)


nodes = [encoder("code", CODES, 1 / 64), encoder("flag", FLAGS, 1 / 8),
         h.make_node("Sum", ["code_real", "flag_real"], ["y"])]
graph = h.make_graph(
    nodes, "texts", [h.make_tensor_value_info(name, T.STRING, ["N", 1]) for name in ("code", "flag")],
    [h.make_tensor_value_info("y", T.FLOAT, ["N", 1])])
model = h.make_model(
    graph, opset_imports=[h.make_opsetid("", 17), h.make_opsetid("ai.onnx.ml", 3)], ir_version=8)
onnx.checker.check_model(model)
onnx.save(model, "texts.onnx")
session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
# The same in one tensor of both columns, whose width is open: the columns are told by their order.
for name, shape in (("open", ["N", None]), ("wide", ["N", 2])):
    split = h.make_node("Split", ["columns", "halves"], ["code", "flag"], axis=1)
    tensor = h.make_graph(
        [split] + nodes, name, [h.make_tensor_value_info("columns", T.STRING, shape)],
        [h.make_tensor_value_info("y", T.FLOAT, ["N", 1])],
        [h.make_tensor("halves", T.INT64, [2], [1, 1])])
    onnx.save(h.make_model(tensor, opset_imports=model.opset_import, ir_version=8),
              f"texts-{name}.onnx")
rows = list(itertools.product(CODES, FLAGS))
codes, flags = (np.array(column, dtype=object).reshape(-1, 1) for column in zip(*rows))
answers = session.run(None, {"code": codes, "flag": flags})[0].ravel()
for name, chosen in (("texts", CODES), ("codes", CODES[:1]), ("numbers", CODES[:4]),
                     ("times", CODES[4:5])):
    with open(name + ".csv", "w", encoding="utf-8", newline="") as file:
        file.write("row_id,code,flag,answer,label\n")
        kept = [(row, answer) for row, answer in zip(rows, answers) if row[0] in chosen]
        for i, ((code, flag), answer) in enumerate(kept):
            file.write(f"{i + 1},{code},{flag},{float(answer)!r},{i % 2}\n")
