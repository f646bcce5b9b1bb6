package io.lazyloader.agent.classpath;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * A jar, or the part of one below a folder. Of a multi-release jar, the classes that the running
 * JVM would use.
 *
 * @param prefix the folder with its slash, or nothing
 * @param ownsJar whether closing this closes the jar
 */
record JarFileEntry(String name, JarFile jar, String prefix, boolean ownsJar) implements PathEntry {
  @Override
  public boolean has(String internalName) {
    return jar.getEntry(prefix + internalName + ".class") != null;
  }

  @Override
  public byte @Nullable [] read(String internalName) throws IOException {
    JarEntry entry = jar.getJarEntry(prefix + internalName + ".class");
    if (entry == null) {
      return null;
    }
    try (InputStream content = jar.getInputStream(entry)) {
      return content.readAllBytes();
    } catch (RuntimeException e) {
      // The JDK checks sizes and offsets of damaged jars in several ways.
      throw new IOException(e.toString(), e);
    }
  }

  @Override
  public List<String> classNames(Unreadable unreadable) {
    return jar.versionedStream()
        .map(JarEntry::getName)
        .filter(PathEntry::isClass)
        .filter(path -> path.startsWith(prefix))
        .map(path -> PathEntry.withoutSuffix(path.substring(prefix.length())))
        // No package: what is there is found under another name or for other tools.
        .filter(path -> !path.startsWith("META-INF/") && !path.startsWith("BOOT-INF/"))
        .sorted()
        .distinct()
        .toList();
  }

  @Override
  public void close() throws IOException {
    if (ownsJar) {
      jar.close();
    }
  }
}
