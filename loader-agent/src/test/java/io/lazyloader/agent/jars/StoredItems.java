package io.lazyloader.agent.jars;

import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** Entries that are not compressed. */
final class StoredItems {
  private StoredItems() {}

  static JarItem of(String name, String text) {
    JarItem item = JarItem.of(name, text.getBytes(StandardCharsets.UTF_8), Jars.TIME);
    item.header().setMethod(ZipArchiveEntry.STORED);
    return item;
  }
}
