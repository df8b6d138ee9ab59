// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;

/**
 * Bytes under their digest, in {@code blobs/sha256/ab/<hex>}. A blob is whole and durable before it
 * has its name, is never changed, and no path of a client is ever a path here.
 */
public final class Blobs {
  /** The most that one upload may have: 2 GiB. */
  public static final long MOST_BYTES = 2L << 30;

  /** The most that is ever read into memory: 16 MiB. */
  private static final long MOST_DOCUMENT = 16L << 20;

  private final Path folder;

  public Blobs(Path data) {
    this.folder = data.resolve("blobs").resolve("sha256");
    try {
      Files.createDirectories(folder);
      Files.createDirectories(data.resolve("blobs").resolve("incoming"));
    } catch (IOException e) {
      throw new UncheckedIOException("The folder for blobs cannot be made: " + folder, e);
    }
  }

  public Digest put(byte[] bytes) {
    Digest digest = Digest.of(bytes);
    try {
      if (!Files.exists(path(digest))) {
        Path incoming = Files.createTempFile(incoming(), "blob", ".part");
        Files.write(incoming, bytes);
        settle(incoming, digest);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The blob " + digest.brief() + " cannot be stored.", e);
    }
    return digest;
  }

  public Digest put(Json document) {
    return put(document.canonical());
  }

  /**
   * Takes a stream that claims a digest; throws {@link RefusedException} and keeps nothing where
   * the bytes have another or are too many.
   *
   * @return how many bytes it has
   */
  public long put(InputStream stream, Digest claimed) throws IOException {
    Path incoming = Files.createTempFile(incoming(), "blob", ".part");
    try {
      MessageDigest hash = sha256();
      long size = copy(new DigestInputStream(stream, hash), incoming);
      String hex = HexFormat.of().formatHex(hash.digest());
      if (!hex.equals(claimed.hex())) {
        throw new RefusedException(
            new Refusal(
                "blob.digest",
                422,
                "The bytes have another digest than " + claimed + ".",
                List.of("They have sha256:" + hex + "."),
                "Send the file again, or correct the digest."));
      }
      settle(incoming, claimed);
      return size;
    } finally {
      Files.deleteIfExists(incoming);
    }
  }

  private static long copy(InputStream stream, Path to) throws IOException {
    try (OutputStream out = Files.newOutputStream(to)) {
      byte[] buffer = new byte[64 << 10];
      long size = 0;
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        size += read;
        if (size > MOST_BYTES) {
          throw new RefusedException(
              new Refusal(
                  "blob.size",
                  413,
                  "The file has more than " + MOST_BYTES + " bytes.",
                  List.of(),
                  "Send a smaller file."));
        }
        out.write(buffer, 0, read);
      }
      return size;
    }
  }

  /** Forces the bytes down, then gives them their name, then forces the name down. */
  private void settle(Path incoming, Digest digest) throws IOException {
    force(incoming);
    Path shelf = shelf(digest);
    Files.createDirectories(shelf);
    Files.move(incoming, path(digest), StandardCopyOption.ATOMIC_MOVE);
    force(shelf);
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  public boolean has(Digest digest) {
    return Files.isRegularFile(path(digest));
  }

  /** Where the bytes lie, for a confined process to read. */
  public Path path(Digest digest) {
    return shelf(digest).resolve(digest.hex());
  }

  private Path shelf(Digest digest) {
    return folder.resolve(digest.hex().substring(0, 2));
  }

  /** A small blob as bytes; empty where it is not there or too large to be a document. */
  public Optional<byte[]> find(Digest digest) {
    Path path = path(digest);
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try (FileChannel file = FileChannel.open(path)) {
      if (file.size() > MOST_DOCUMENT) {
        return Optional.empty();
      }
      byte[] bytes = whole(file);
      // A file that rotted or was put there by hand is as good as absent.
      return Digest.of(bytes).equals(digest) ? Optional.of(bytes) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("The blob " + digest.brief() + " cannot be read.", e);
    }
  }

  /** Asks the system as little as can be: some follow two documents of each version. */
  private static byte[] whole(FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = file.read(bytes);
    }
    return bytes.array();
  }

  /** What somebody wrote; says so where it cannot be read. */
  public String words(Digest digest) {
    return find(digest).map(bytes -> new String(bytes, UTF_8)).orElse("not readable");
  }

  /**
   * A document that an act named; that it is not there is a fault of the store, not of a caller.
   */
  public Json.Obj document(Digest digest) {
    byte[] bytes =
        find(digest)
            .orElseThrow(
                () -> new IllegalStateException("The document " + digest + " is not there."));
    if (Json.parse(bytes) instanceof Json.Obj object) {
      return object;
    }
    throw new IllegalStateException("The document " + digest + " is not an object.");
  }

  private Path incoming() {
    return folder.resolveSibling("incoming");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
