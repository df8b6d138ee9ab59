// SPDX-License-Identifier: Apache-2.0
/** Reads and runs untrusted ONNX models; only ever used inside the confined process. */
@NullMarked
package org.imprimatur.engines.onnx;

import org.jspecify.annotations.NullMarked;
