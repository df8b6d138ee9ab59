// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.batches;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.imprimatur.engines.Job;

/**
 * What the engines say of files, in the words of whoever sent them. A check knows its files by
 * their place in an examination; here they are a batch and its labels.
 */
final class BatchWords {
  private final Map<String, String> words = new LinkedHashMap<>();

  private BatchWords(String check, boolean labelled) {
    String first = labelled ? "file of labels" : "batch";
    words.put("rows of the test set", labelled ? "of the labels" : "rows of the batch");
    words.put("Every row needs a prediction.", "Every label needs its row.");
    if (labelled) {
      words.put(
          "Look for empty cells, NaN and infinity.",
          "It is the batch that lacks them: leave the labels of these rows out.");
    }
    words.put("Register a test set", "Send a file");
    words.put("Register a binary label.", "Send labels of two classes.");
    words.put("Register", "Send");
    words.put("he predictions file", "he batch");
    words.put("he test set", "he " + first);
    words.put("he training set", check.equals(Job.DRIFT) ? "he test set" : "he training set");
  }

  /** A message of a check over a batch, or over labels that arrived later. */
  static String of(String message, String check, boolean labelled) {
    return new BatchWords(check, labelled).said(message);
  }

  private String said(String message) {
    Pattern any =
        Pattern.compile(
            words.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|")));
    return any.matcher(message)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    Optional.ofNullable(words.get(found.group())).orElseThrow()));
  }
}
