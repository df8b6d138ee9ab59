// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

/**
 * Audit samples, the newest first.
 *
 * @param draws whether the reader may draw one
 * @param first the first day that the form proposes, and last the last one
 * @param requests what the form proposes to ask, one a line
 */
public record SamplesSheet(
    Table table, boolean draws, String first, String last, String requests) {}
