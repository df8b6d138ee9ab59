// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/**
 * One check to be computed: which, on which files, with which specification.
 *
 * <p>The roles of the inputs are {@code testSet}, {@code trainSet}, {@code predictions}, {@code
 * model}, {@code card}, and {@code artifact/PATH} for every file of a version's artifact.
 */
public record Job(
    String check, String evidenceClass, SortedMap<String, Input> inputs, Json.Obj spec) {
  public static final String ARTIFACT = "artifact/1";
  public static final String DATA_QUALITY = "data.quality/1";
  public static final String PROHIBITED_INPUTS = "data.prohibited-inputs/1";
  public static final String PERFORMANCE = "performance/1";
  public static final String FAIRNESS = "fairness/1";
  public static final String CARD = "documentation.card/1";

  /** A file and the digest it must have; other bytes are refused. */
  public record Input(Path path, Digest digest) {}

  public Job {
    inputs = new TreeMap<>(inputs);
  }

  /** The job of a check with the class that its evidence belongs to. */
  public static Job of(String check, SortedMap<String, Input> inputs, Json.Obj spec) {
    return new Job(check, classOf(check), inputs, spec);
  }

  /** The class that a check's evidence belongs to. */
  public static String classOf(String check) {
    return switch (check) {
      case ARTIFACT -> "artifact";
      case DATA_QUALITY, PROHIBITED_INPUTS -> "data";
      case PERFORMANCE -> "performance";
      case FAIRNESS -> "fairness";
      case CARD -> "documentation";
      default -> throw new IllegalArgumentException("There is no check called " + check);
    };
  }
}
