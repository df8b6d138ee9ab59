// SPDX-License-Identifier: Apache-2.0
/** Canonical JSON (RFC 8785), the one form in which anything is digested, logged or signed. */
@NullMarked
package org.imprimatur.proof.json;

import org.jspecify.annotations.NullMarked;
