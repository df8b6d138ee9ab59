// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;

/**
 * What computes evidence here, each with its version: our own release, the table engine and the
 * scorer. Evidence itself names none, since it is the same bytes whatever computed it.
 */
public final class EngineVersions {
  /** The release of Imprimatur. */
  public static final String RELEASE = "0.1.0";

  private static final List<Attributes.Name> STATED =
      List.of(Attributes.Name.IMPLEMENTATION_VERSION, new Attributes.Name("Bundle-Version"));

  private EngineVersions() {}

  /** Such as {@code duckdb/2.0.0.1}, in order; one whose jar states no version is left out. */
  public static List<String> here() {
    TreeSet<String> named = new TreeSet<>();
    named.add("imprimatur/" + RELEASE);
    stated(DuckDBDriver.class).ifPresent(version -> named.add("duckdb/" + version));
    stated(OrtEnvironment.class).ifPresent(version -> named.add("onnxruntime/" + version));
    return new ArrayList<>(named);
  }

  /** The manifest of the very jar that the class is loaded from. */
  private static Optional<String> stated(Class<?> engine) {
    String path = engine.getName().replace('.', '/') + ".class";
    var place = engine.getClassLoader().getResource(path);
    if (place == null) {
      return Optional.empty();
    }
    String address = place.toString();
    String manifest =
        address.substring(0, address.length() - path.length()) + "META-INF/MANIFEST.MF";
    try (InputStream in = URI.create(manifest).toURL().openStream()) {
      Attributes attributes = new Manifest(in).getMainAttributes();
      return STATED.stream()
          .flatMap(name -> Stream.ofNullable(attributes.getValue(name)))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("The manifest of " + engine + " cannot be read.", e);
    }
  }
}
