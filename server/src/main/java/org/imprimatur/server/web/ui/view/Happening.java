// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui.view;

/** One entry of a history: who did what and when, with the entry of the log that proves it. */
public record Happening(
    String icon, String tone, String actor, Text what, String when, Link entry) {}
