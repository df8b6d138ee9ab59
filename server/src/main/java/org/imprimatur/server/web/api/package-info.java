// SPDX-License-Identifier: Apache-2.0
/** The JSON API under /api/v1 and the log under /log; no route here accepts a signature. */
@NullMarked
package org.imprimatur.server.web.api;

import org.jspecify.annotations.NullMarked;
