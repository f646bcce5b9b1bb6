package io.lazyloader.agent.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows a profile as one HTML page that needs nothing but itself: an icicle of the initialisations
 * and a table of them; with two profiles, what changed.
 *
 * <p>Names in a profile may be anything, so none becomes markup: they are data for the page's
 * scripts, with all characters escaped that end a script element, and the scripts set text only.
 * Should that fail, the page's policy forbids every script but those that are hashed here, and all
 * of the network.
 */
public final class HtmlReport implements ComparingFormat {
  private static final String FOLDER = "page/";

  /** In the order in which they need each other. */
  private static final List<String> LIBRARIES =
      List.of(
          "d3-array",
          "d3-color",
          "d3-dispatch",
          "d3-ease",
          "d3-format",
          "d3-hierarchy",
          "d3-interpolate",
          "d3-time",
          "d3-time-format",
          "d3-timer",
          "d3-scale",
          "d3-selection",
          "d3-transition");

  private static final String FLAME_GRAPH = "lib/d3-flame-graph/dist/d3-flamegraph.umd.min.js";

  private static final List<String> SCRIPTS =
      List.of(
          "format.js",
          "profile.js",
          "verdict.js",
          "plan.js",
          "icicle.js",
          "table.js",
          "head.js",
          "waterfall.js",
          "filters.js",
          "page.js");

  /** Makes the format. */
  public HtmlReport() {}

  @Override
  public void write(Analysis analysis, Writer out) throws IOException {
    write(new HtmlData(analysis, null), out);
  }

  @Override
  public void compare(Analysis before, Analysis after, Writer out) throws IOException {
    write(new HtmlData(after, before), out);
  }

  private static void write(HtmlData data, Writer out) throws IOException {
    String libraries = libraries();
    String script = script();
    Map<String, String> parts =
        Map.of(
            "policy",
            policy(libraries, script),
            "style",
            read("page.css"),
            "libraries",
            libraries,
            "script",
            script);
    String page = read("page.html");
    int done = 0;
    for (int open = page.indexOf("{{"); open >= 0; open = page.indexOf("{{", done)) {
      out.write(page, done, open - done);
      done = page.indexOf("}}", open) + 2;
      String part = page.substring(open + 2, done - 2);
      if (part.equals("data")) {
        writeData(data, out);
      } else {
        out.write(parts.getOrDefault(part, ""));
      }
    }
    out.write(page, done, page.length() - done);
  }

  private static void writeData(HtmlData data, Writer out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
      json.setHighestNonEscapedChar(127);
      json.setCharacterEscapes(new MarkupEscapes());
      data.write(json);
    }
  }

  private static String libraries() throws IOException {
    StringBuilder joined = new StringBuilder();
    for (String library : LIBRARIES) {
      joined.append(read("lib/" + library + "/dist/" + library + ".min.js")).append('\n');
    }
    return joined.append(read(FLAME_GRAPH)).toString();
  }

  /** In a block of its own, so that nothing of it is global. */
  private static String script() throws IOException {
    StringBuilder joined = new StringBuilder("\"use strict\";\n{\n");
    for (String script : SCRIPTS) {
      joined.append(read(script)).append('\n');
    }
    return joined.append("}\n").toString();
  }

  /** Styles are inline as the library sets them, too; nothing of a profile is in them. */
  private static String policy(String... scripts) {
    StringBuilder policy = new StringBuilder("default-src 'none'; style-src 'unsafe-inline'");
    policy.append("; base-uri 'none'; form-action 'none'; script-src");
    for (String script : scripts) {
      policy.append(" 'sha256-").append(hash(script)).append('\'');
    }
    return policy.toString();
  }

  private static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A part of the page, with the line breaks that a browser makes of them. */
  static String read(String resource) throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(FOLDER + resource)) {
      if (in == null) {
        throw new IOException("the jar lacks " + FOLDER + resource + " of the HTML report");
      }
      // So the hashes are those that it computes.
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
  }

  /** Escapes what could end a script element or begin a comment in it. */
  private static final class MarkupEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    private final int[] escapes = standardAsciiEscapesForJSON();

    MarkupEscapes() {
      escapes['<'] = ESCAPE_STANDARD;
      escapes['>'] = ESCAPE_STANDARD;
      escapes['&'] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return escapes.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      return null;
    }
  }
}
