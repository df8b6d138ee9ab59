// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

/**
 * A submission as a list of many shows it, without its acts.
 *
 * @param model the id of the model
 * @param status the word of a {@link Submission.Status}
 */
public record SubmissionRow(long number, String model, long version, String gate, String status) {}
