// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.util.Map;
import org.imprimatur.server.web.ui.view.Frame;

/** The compiled templates: a frame and a page's record in, the bytes of the page out. */
final class Templates {
  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

  byte[] render(String name, Frame frame, Record page) {
    Utf8ByteOutput output = new Utf8ByteOutput();
    engine.render(name + ".jte", Map.of("frame", frame, "page", page), output);
    return output.toByteArray();
  }
}
