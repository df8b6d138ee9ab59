// SPDX-License-Identifier: Apache-2.0
/** Reads model cards: YAML front matter and Markdown sections, as text and nothing else. */
@NullMarked
package org.imprimatur.engines.card;

import org.jspecify.annotations.NullMarked;
