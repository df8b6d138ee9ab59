// SPDX-License-Identifier: Apache-2.0
/** What the pages show: records of finished words and figures, and nothing that computes. */
@NullMarked
package org.imprimatur.server.web.ui.view;

import org.jspecify.annotations.NullMarked;
