// SPDX-License-Identifier: Apache-2.0
/**
 * What turned out bad, and what rests on it: a thing that is condemned, and the links by which a
 * submission rests on it. Pure; whoever may condemn is told elsewhere.
 */
@NullMarked
package org.imprimatur.proof.impact;

import org.jspecify.annotations.NullMarked;
