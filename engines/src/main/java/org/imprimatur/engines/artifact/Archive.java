// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.artifact;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Looks at the table of contents of a ZIP archive; nothing is unpacked. */
final class Archive {
  private static final int ENTRY_LIMIT = 100_000;
  private static final long SIZE_LIMIT = 8L << 30;
  private static final long RATIO_LIMIT = 200;

  private boolean pickle;
  private boolean keras;
  private boolean numpy;
  private boolean outside;
  private long unpacked;

  private Archive() {}

  static FileFormat look(String path, Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > ENTRY_LIMIT) {
        return FileFormat.broken(
            "zip", false, "artifact.archive-bomb", path + " holds more than 100,000 entries.");
      }
      Archive archive = new Archive();
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        archive.entry(all.nextElement());
      }
      return archive.judge(path, file.toFile().length());
    } catch (IOException | IllegalArgumentException e) {
      return FileFormat.broken(
          "zip", false, "artifact.broken", path + " is a broken ZIP archive. Upload it again.");
    }
  }

  private void entry(ZipEntry entry) {
    String name = entry.getName().toLowerCase(Locale.ROOT).replace('\\', '/');
    pickle |= name.endsWith(".pkl") || name.endsWith(".pickle") || name.endsWith(".joblib");
    keras |= name.equals("config.json") || name.endsWith("model.weights.h5");
    numpy |= name.endsWith(".npy");
    outside |=
        name.startsWith("/") || name.matches("^[a-z]:.*") || ("/" + name + "/").contains("/../");
    long size = Math.max(0, entry.getSize());
    unpacked = size > Long.MAX_VALUE - unpacked ? Long.MAX_VALUE : unpacked + size;
  }

  private FileFormat judge(String path, long packed) {
    String name = pickle ? "zip with pickle" : keras ? "keras" : numpy ? "npz" : "zip";
    if (outside) {
      return FileFormat.broken(
          name,
          pickle,
          "artifact.archive-path",
          path + " holds entries that would land outside of it.");
    }
    if (unpacked > SIZE_LIMIT
        || (unpacked > 64L << 20 && unpacked / Math.max(1, packed) > RATIO_LIMIT)) {
      return FileFormat.broken(
          name,
          pickle,
          "artifact.archive-bomb",
          path + " would unpack to " + unpacked + " bytes, out of proportion to its size.");
    }
    return pickle ? FileFormat.runningCode(name) : FileFormat.of(name);
  }
}
