// SPDX-License-Identifier: Apache-2.0
/** The further fields of the inventory: what may stand in them, and who states it. */
@NullMarked
package org.imprimatur.proof.inventory;

import org.jspecify.annotations.NullMarked;
