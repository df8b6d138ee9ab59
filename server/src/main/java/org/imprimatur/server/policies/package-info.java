// SPDX-License-Identifier: Apache-2.0
/**
 * Published policies, risk assessments, examinations, and whether people can pass a gate at all.
 */
@ApplicationModule(allowedDependencies = {"database", "audit", "people", "models"})
@NullMarked
package org.imprimatur.server.policies;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
