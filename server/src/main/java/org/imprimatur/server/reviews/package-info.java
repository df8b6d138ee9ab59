// SPDX-License-Identifier: Apache-2.0
/** Reviews: what people find, doubt, answer and say of a submission; findings live on the model. */
@ApplicationModule(
    allowedDependencies = {"database", "audit", "people", "models", "policies", "submissions"})
@NullMarked
package org.imprimatur.server.reviews;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
