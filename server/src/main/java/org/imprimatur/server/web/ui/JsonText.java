// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.Iterator;
import java.util.Map;
import org.imprimatur.proof.json.Json;

/** JSON laid out for reading, one member a line. */
final class JsonText {
  private JsonText() {}

  static String laidOut(byte[] json) {
    var text = new StringBuilder();
    write(Json.parse(json), "", text);
    return text.toString();
  }

  private static void write(Json json, String indent, StringBuilder to) {
    switch (json) {
      case Json.Obj object when !object.members().isEmpty() -> object(object, indent, to);
      case Json.Arr array when !array.values().isEmpty() -> array(array, indent, to);
      case Json.Obj _, Json.Arr _, Json.Str _, Json.Num _, Json.Bool _, Json.Null _ ->
          to.append(json.text());
    }
  }

  private static void object(Json.Obj object, String indent, StringBuilder to) {
    String inner = indent + "  ";
    to.append('{');
    Iterator<Map.Entry<String, Json>> members = object.members().entrySet().iterator();
    while (members.hasNext()) {
      Map.Entry<String, Json> member = members.next();
      to.append('\n').append(inner).append(Json.of(member.getKey()).text()).append(": ");
      write(member.getValue(), inner, to);
      to.append(members.hasNext() ? "," : "");
    }
    to.append('\n').append(indent).append('}');
  }

  private static void array(Json.Arr array, String indent, StringBuilder to) {
    String inner = indent + "  ";
    to.append('[');
    for (int i = 0; i < array.values().size(); i++) {
      to.append('\n').append(inner);
      write(array.values().get(i), inner, to);
      to.append(i + 1 < array.values().size() ? "," : "");
    }
    to.append('\n').append(indent).append(']');
  }
}
