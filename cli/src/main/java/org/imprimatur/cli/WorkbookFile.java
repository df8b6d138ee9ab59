// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.poi.openxml4j.util.ZipEntrySource;
import org.apache.poi.openxml4j.util.ZipFileZipEntrySource;

/**
 * The zip of a workbook (.xlsx), held to limits before the library sees it. Whoever made it is not
 * trusted: every part is unpacked once, in memory, and counted meanwhile, whatever the zip says of
 * it, since the library keeps all parts and all elements at once.
 */
final class WorkbookFile {
  private static final long LARGEST = 16L << 20;
  private static final int LONGEST_RUN = 1 << 20;
  private static final int MOST_PARTS = 10_000;
  private static final int DEEPEST = 200;

  /**
   * What a part may say that it is in (ECMA-376, Part 2), or nothing. In others an element begins
   * with other bytes than are counted.
   */
  private static final Set<String> ENCODINGS = Set.of("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE");

  private static final byte[] ZIP = {'P', 'K'};
  private static final byte[] COMPOUND = HexFormat.of().parseHex("d0cf11e0a1b11ae1");
  private static final byte[] ENCRYPTED = "EncryptedPackage".getBytes(UTF_16LE);

  /** What is left of all parts together. */
  private long bytes = 32L << 20;

  private long marks = 2_000_000;

  private WorkbookFile() {}

  /** Whether a file is a spreadsheet rather than a text, by its name or its first bytes. */
  static boolean isOne(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return name.matches(".*\\.(xls|xlsx|xlsm|xlsb|ods)")
        || begins(path, ZIP)
        || begins(path, COMPOUND);
  }

  private static boolean begins(Path path, byte[] with) {
    try (InputStream in = Files.newInputStream(path)) {
      return Arrays.equals(in.readNBytes(with.length), with);
    } catch (IOException _) {
      throw LocalFile.unreadable(path);
    }
  }

  /** The parts, which stay as they were held even if the file changes. */
  static ZipEntrySource open(Path path) throws WrongWorkbookException {
    if (!Files.isRegularFile(path)) {
      throw LocalFile.unreadable(path);
    }
    try {
      if (Files.size(path) > LARGEST) {
        throw new WrongWorkbookException("it is larger than 16 MB, which no inventory is");
      }
      byte[] file = Files.readAllBytes(path);
      if (begins(path, COMPOUND)) {
        throw new WrongWorkbookException(
            holds(file, ENCRYPTED)
                ? "it is encrypted; save it without a password"
                : "it is a workbook of before 2007 (.xls); save it as .xlsx");
      }
      if (!begins(path, ZIP)) {
        throw new WrongWorkbookException("it is no workbook (.xlsx)");
      }
      ZipFile zip =
          ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(file)).get();
      new WorkbookFile().hold(zip);
      return new ZipFileZipEntrySource(zip);
    } catch (IOException | IllegalArgumentException _) {
      throw new WrongWorkbookException("its zip is damaged");
    }
  }

  private static boolean holds(byte[] bytes, byte[] wanted) {
    for (int at = 0; at + wanted.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Of two parts of one name, one program would read the first and another the second. Capitals
   * make no other name (ECMA-376, Part 2).
   */
  private void hold(ZipFile zip) throws IOException, WrongWorkbookException {
    Set<String> names = new HashSet<>();
    for (ZipArchiveEntry one : Collections.list(zip.getEntries())) {
      if (!names.add(one.getName().toLowerCase(Locale.ROOT))) {
        throw new WrongWorkbookException("its zip holds %s twice".formatted(one.getName()));
      }
      if (names.size() > MOST_PARTS) {
        throw new WrongWorkbookException("it has more than %,d parts".formatted(MOST_PARTS));
      }
    }
    for (String needed : new String[] {"_rels/.rels", "[content_types].xml"}) {
      if (!names.contains(needed)) {
        throw new WrongWorkbookException("it is no workbook (.xlsx): it has no " + needed);
      }
    }
    for (ZipArchiveEntry one : Collections.list(zip.getEntries())) {
      if (one.getMethod() != ZipArchiveEntry.STORED
          && one.getMethod() != ZipArchiveEntry.DEFLATED) {
        throw new WrongWorkbookException(one.getName() + " is packed in an unusual way");
      }
      part(zip, one);
    }
  }

  private void part(ZipFile zip, ZipArchiveEntry entry) throws WrongWorkbookException {
    String name = entry.getName();
    try (InputStream in = new Limited(zip.getInputStream(entry))) {
      if (name.toLowerCase(Locale.ROOT).matches(".*\\.(xml|rels)")) {
        xml(in, name);
      } else {
        in.skip(Long.MAX_VALUE);
      }
    } catch (LimitException e) {
      throw new WrongWorkbookException(name + " " + e.getMessage());
    } catch (IOException _) {
      throw new WrongWorkbookException("its zip is damaged at " + name);
    } catch (XMLStreamException e) {
      throw new WrongWorkbookException(
          name
              + (e.getNestedException() instanceof LimitException limit
                  ? " " + limit.getMessage()
                  : " is damaged"));
    }
  }

  private void xml(InputStream in, String name) throws XMLStreamException, WrongWorkbookException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader reader = factory.createXMLStreamReader(in);
    String said = reader.getCharacterEncodingScheme();
    if (said != null && !ENCODINGS.contains(said.toUpperCase(Locale.ROOT))) {
      throw new WrongWorkbookException(name + " is in neither UTF-8 nor UTF-16");
    }
    int depth = 0;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
        throw new WrongWorkbookException(
            name + " has a document type, which no spreadsheet writes");
      }
      depth +=
          event == XMLStreamConstants.START_ELEMENT
              ? 1
              : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
      if (depth > DEEPEST) {
        throw new WrongWorkbookException(name + " is nested too deeply");
      }
    }
  }

  /** More than an inventory has; the message says of what. */
  private static final class LimitException extends IOException {
    private static final long serialVersionUID = 1L;

    LimitException(String what) {
      super(what);
    }
  }

  /** Counts what is unpacked, and what the library would make an object of. */
  private final class Limited extends FilterInputStream {
    private int run;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public long skip(long count) throws IOException {
      byte[] some = new byte[8192];
      long skipped = 0;
      for (int read = 0; read >= 0 && skipped < count; read = read(some, 0, some.length)) {
        skipped += read;
      }
      return skipped;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int count = super.read(buffer, from, length);
      for (int i = from; i < from + count; i++) {
        run = buffer[i] == '<' ? 0 : run + 1;
        if (buffer[i] == '<' || buffer[i] == '=') {
          marks--;
        }
      }
      bytes -= Math.max(count, 0);
      if (bytes < 0) {
        throw new LimitException("brings the parts to more than 32 MB, which no inventory has");
      }
      if (marks < 0) {
        throw new LimitException("brings the parts to more elements than any inventory has");
      }
      if (run > LONGEST_RUN) {
        throw new LimitException("has one thing that is larger than 1 MB, as in no inventory");
      }
      return count;
    }
  }
}
