// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One part of a workbook, read from its beginning to its end. Elements go by their local names,
 * since the two kinds of the format differ in namespaces alone. A DTD is refused, so that no entity
 * is ever followed.
 */
final class WorkbookPart implements AutoCloseable {
  static final String TOO_LARGE = "too large";

  /** More characters than this no cell has. */
  private static final int LONGEST = 32_767;

  private static final XMLInputFactory XML = factory();

  private final InputStream bytes;
  private final XMLStreamReader reader;
  private final String name;

  WorkbookPart(InputStream bytes, String name) throws WrongWorkbookException {
    this.bytes = bytes;
    this.name = name;
    try {
      reader = XML.createXMLStreamReader(bytes);
    } catch (XMLStreamException e) {
      throw damaged(e);
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    Map.of(
            XMLInputFactory.SUPPORT_DTD,
            false,
            XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES,
            false,
            XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES,
            false)
        .forEach(factory::setProperty);
    return factory;
  }

  /** Goes to the next element that begins or ends; false at the end of the part. */
  boolean next() throws WrongWorkbookException {
    int event = step();
    while (event != XMLStreamConstants.END_DOCUMENT
        && event != XMLStreamConstants.START_ELEMENT
        && event != XMLStreamConstants.END_ELEMENT) {
      event = step();
    }
    return event != XMLStreamConstants.END_DOCUMENT;
  }

  private int step() throws WrongWorkbookException {
    try {
      if (!reader.hasNext()) {
        return XMLStreamConstants.END_DOCUMENT;
      }
      int event = reader.next();
      if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
        throw new WrongWorkbookException(
            name + " has a document type, which no spreadsheet writes");
      }
      return event;
    } catch (XMLStreamException e) {
      throw damaged(e);
    }
  }

  /** Whether an element of this name begins here. */
  boolean begins(String element) {
    return reader.isStartElement() && reader.getLocalName().equals(element);
  }

  boolean ends(String element) {
    return reader.isEndElement() && reader.getLocalName().equals(element);
  }

  /** An attribute of the element that begins here, by its local name; empty where it has none. */
  String attribute(String attribute) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (reader.getAttributeLocalName(i).equals(attribute)) {
        return reader.getAttributeValue(i);
      }
    }
    return "";
  }

  /** The text of the element that begins here, to its end. */
  String content() throws WrongWorkbookException {
    String element = reader.getLocalName();
    var text = new StringBuilder();
    for (int event = step(); !ends(element); event = step()) {
      if (event == XMLStreamConstants.END_DOCUMENT) {
        throw new WrongWorkbookException(name + " is damaged");
      }
      if (event == XMLStreamConstants.CHARACTERS
          || event == XMLStreamConstants.CDATA
          || event == XMLStreamConstants.SPACE) {
        text.append(reader.getText());
      }
      if (text.length() > LONGEST) {
        throw new WrongWorkbookException(
            "%s has a value of more than %,d characters".formatted(name, LONGEST));
      }
    }
    return text.toString();
  }

  /** The runs of text of the element that begins here, without how they are pronounced. */
  String richText() throws WrongWorkbookException {
    String element = reader.getLocalName();
    var text = new StringBuilder();
    while (next() && !ends(element)) {
      if (begins("t")) {
        text.append(content());
      } else if (begins("rPh")) {
        content();
      }
      if (text.length() > LONGEST) {
        throw new WrongWorkbookException(
            "%s has a value of more than %,d characters".formatted(name, LONGEST));
      }
    }
    return text.toString();
  }

  private WrongWorkbookException damaged(XMLStreamException e) {
    Throwable cause = e.getNestedException();
    boolean large = cause != null && TOO_LARGE.equals(cause.getMessage());
    return new WrongWorkbookException(
        large
            ? name + " is larger than 32 MB, or one thing in it is than 1 MB, as in no inventory"
            : name + " is damaged");
  }

  @Override
  public void close() {
    try {
      reader.close();
      bytes.close();
    } catch (XMLStreamException | IOException _) {
      // It was only read.
    }
  }
}
