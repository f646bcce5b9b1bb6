package io.lazyloader.agent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of a jar's manifest that most manifests don't have. Before {@code main}, one is read
 * for each jar, by code that is not compiled yet: so it is searched for as the JDK does, by
 * Horspool's algorithm (Practical fast searching in strings, 1980), which looks at few bytes, and
 * of manifests that have a digest of each class only the beginning is read.
 */
final class ManifestText {
  static final ManifestText CLASS_PATH = new ManifestText("Class-Path");
  static final ManifestText MULTI_RELEASE = new ManifestText("Multi-Release");

  /** Of 103 manifests of Tika's jars, 95 are shorter. */
  private static final int CHUNK = 8_192;

  private final String name;

  /** The name as it begins a line. */
  private final byte[] sought;

  /** By byte: how much further the name can end, if it does not end with this one. */
  private final byte[] skips = new byte[256];

  private ManifestText(String name) {
    this.name = name;
    this.sought = (name + ':').getBytes(StandardCharsets.ISO_8859_1);
    for (int each = 0; each < skips.length; each++) {
      skips[each] = (byte) sought.length;
    }
    for (int index = 0; index < sought.length - 1; index++) {
      skips[sought[index]] = (byte) (sought.length - 1 - index);
    }
  }

  /**
   * Reads the main attributes.
   *
   * @param length of the whole, in bytes; -1 if it is not known
   * @return these, and perhaps more
   */
  static byte[] mainSection(InputStream manifest, long length) throws IOException {
    if (length >= 0 && length <= CHUNK) {
      return manifest.readAllBytes();
    }
    ByteArrayOutputStream read = new ByteArrayOutputStream(2 * CHUNK);
    byte[] chunk = new byte[CHUNK];
    byte last = 0;
    for (int count = manifest.read(chunk); count >= 0; count = manifest.read(chunk)) {
      read.write(chunk, 0, count);
      for (int at = 0; at < count; at++) {
        if (isEmptyLine(last, chunk[at])) {
          return read.toByteArray();
        }
        last = chunk[at];
      }
    }
    return read.toByteArray();
  }

  /** Whether a line has ended, and another one at once; lines end with CR, LF, or both. */
  private static boolean isEmptyLine(byte before, byte last) {
    return (before == '\n' && (last == '\n' || last == '\r')) || (before == '\r' && last == '\r');
  }

  /** The value in a manifest; null if it has none, or there is no manifest. */
  @Nullable String in(byte @Nullable [] manifest) throws IOException {
    // A reader of its own costs.
    return manifest == null || !isIn(manifest)
        ? null
        : new Manifest(new ByteArrayInputStream(manifest)).getMainAttributes().getValue(name);
  }

  private boolean isIn(byte[] text) {
    int end = sought.length - 1;
    while (end < text.length) {
      byte last = text[end];
      if (last == ':' && isAt(text, end - sought.length + 1)) {
        return true;
      }
      end += skips[last & 0xff];
    }
    return false;
  }

  private boolean isAt(byte[] text, int start) {
    for (int index = 0; index < sought.length; index++) {
      if (text[start + index] != sought[index]) {
        return false;
      }
    }
    return true;
  }
}
