// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

/** Stepping back from a submission. */
public record RecusalSheet(long number, String thing) {}
