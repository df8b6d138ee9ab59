// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.imprimatur.engines.task.CheckException;

/** What is taken out of a model's outputs. */
interface ModelAnswer {
  /** The name of the output. */
  String output();

  /** Numbers for every row, in the order of the rows. */
  double[] scores(OrtSession.Result result, int rows) throws OrtException, CheckException;
}
