// SPDX-License-Identifier: Apache-2.0
/** The pages for people: each turns what the rooms know into display values for its template. */
@NullMarked
package org.imprimatur.server.web.ui;

import org.jspecify.annotations.NullMarked;
