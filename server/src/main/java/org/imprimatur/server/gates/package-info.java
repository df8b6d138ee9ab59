// SPDX-License-Identifier: Apache-2.0
/** Gates: evaluation at the moment of use, promotion, attestations. */
@NullMarked
package org.imprimatur.server.gates;

import org.jspecify.annotations.NullMarked;
