// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.digest;

import java.io.ByteArrayOutputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.imprimatur.proof.json.Json;

/**
 * The files of a version, each with its digest and its size in bytes, sorted by the Unicode code
 * points of their paths. Paths follow OpenSSF Model Signing v1.0: relative, separated by slashes,
 * without {@code .} and {@code ..}.
 */
public record Manifest(List<File> files) {
  private static final int MOST_FILES = 10_000;
  private static final int LONGEST_PATH = 1_024;
  private static final Comparator<File> BY_CODE_POINT =
      Comparator.comparing(file -> file.path().codePoints().toArray(), Arrays::compare);

  /** One regular file. */
  public record File(String path, Digest digest, long size) {
    public File {
      if (size < 0) {
        throw new IllegalArgumentException("The file " + path + " has a negative size.");
      }
      checkPath(path);
    }
  }

  public Manifest {
    files = files.stream().sorted(BY_CODE_POINT).toList();
    if (files.isEmpty() || files.size() > MOST_FILES) {
      throw new IllegalArgumentException(
          "A manifest names 1 to " + MOST_FILES + " files, this one " + files.size() + ".");
    }
    for (int i = 1; i < files.size(); i++) {
      if (files.get(i).path().equals(files.get(i - 1).path())) {
        throw new IllegalArgumentException(
            "The manifest names the file " + files.get(i).path() + " twice.");
      }
    }
  }

  public static Manifest fromJson(Json.Obj json) {
    List<File> files = new ArrayList<>();
    for (Json value : json.array("files").values()) {
      if (!(value instanceof Json.Obj file)) {
        throw new IllegalArgumentException("Each of the manifest's files must be an object.");
      }
      Digest digest = Digest.parse(file.string("digest"));
      files.add(new File(file.string("path"), digest, file.integer("size")));
    }
    return new Manifest(files);
  }

  public Json.Obj toJson() {
    List<Json> values = new ArrayList<>();
    for (File file : files) {
      values.add(
          Json.obj()
              .put("path", file.path())
              .put("digest", file.digest().toString())
              .put("size", file.size())
              .build());
    }
    return Json.obj().put("imprimatur", "manifest/v1").put("files", Json.array(values)).build();
  }

  /** The digest of the canonical manifest: what a version, a submission and a sign-off name. */
  public Digest digest() {
    return Digest.of(toJson());
  }

  /** The subject digest of OpenSSF Model Signing v1.0: over the raw digests in path order. */
  public Digest modelDigest() {
    var digests = new ByteArrayOutputStream();
    files.forEach(file -> digests.writeBytes(HexFormat.of().parseHex(file.digest().hex())));
    return Digest.of(digests.toByteArray());
  }

  private static void checkPath(String path) {
    boolean odd =
        path.isEmpty()
            || path.length() > LONGEST_PATH
            || path.startsWith("/")
            || path.contains("\\")
            || path.chars().anyMatch(c -> c < 0x20 || c == 0x7f)
            || !Normalizer.isNormalized(path, Normalizer.Form.NFC);
    for (String part : path.split("/", -1)) {
      odd |= part.isEmpty() || part.equals(".") || part.equals("..");
    }
    if (odd) {
      throw new IllegalArgumentException(
          "\"" + path + "\" is no path of a model's file. Name it relative to the model's folder.");
    }
  }
}
