// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

/** What a list says of an open submission; its own page knows the rest. */
public record OpenSubmission(long number, long version, String gate) {}
