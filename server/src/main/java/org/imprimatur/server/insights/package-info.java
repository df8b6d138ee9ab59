// SPDX-License-Identifier: Apache-2.0
/** Insights: how submissions go, measured from the log that it follows; it decides nothing. */
@ApplicationModule(allowedDependencies = "audit")
@NullMarked
package org.imprimatur.server.insights;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
