// SPDX-License-Identifier: Apache-2.0
/** What a check in the confined process is asked, and how it says that it cannot answer. */
@NullMarked
package org.imprimatur.engines.task;

import org.jspecify.annotations.NullMarked;
