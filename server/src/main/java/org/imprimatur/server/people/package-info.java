// SPDX-License-Identifier: Apache-2.0
/** Persons, their roles and teams, how they sign in, and the tokens that act for them. */
@ApplicationModule(allowedDependencies = {"database", "audit"})
@NullMarked
package org.imprimatur.server.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
