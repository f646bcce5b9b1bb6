package io.lazyloader.samples.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * A jar with class files.
 *
 * @param name the jar's file name without its ending
 * @param jar where it is
 * @param classes class files by internal name; of several versions of a class (JAR File
 *     Specification, "Multi-release JAR files") the one that the running JVM would take
 */
record Artifact(String name, Path jar, Map<String, byte[]> classes) {
  private static final int MAGIC = 0xCAFEBABE;

  /** Reads a jar; signatures are not looked at. */
  static Artifact read(Path jar) {
    String file = jar.getFileName().toString();
    Map<String, byte[]> classes = new TreeMap<>();
    try (JarFile content = new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, Runtime.version())) {
      content
          .versionedStream()
          .filter(entry -> entry.getName().endsWith(".class"))
          .forEach(entry -> add(classes, content, entry));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Artifact(file.substring(0, file.length() - ".jar".length()), jar, classes);
  }

  /** Interpreters ship classes that lie in odd places, so a class goes by the name it has. */
  private static void add(Map<String, byte[]> classes, JarFile content, JarEntry entry) {
    try (InputStream input = content.getInputStream(entry)) {
      byte[] classFile = input.readAllBytes();
      ClassReader reader = new ClassReader(classFile);
      boolean isModule = (reader.getAccess() & Opcodes.ACC_MODULE) != 0;
      if (reader.readInt(0) == MAGIC && !isModule) {
        classes.putIfAbsent(reader.getClassName(), classFile);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(jarEntry(content, entry), e);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(jarEntry(content, entry), e);
    }
  }

  private static String jarEntry(JarFile content, JarEntry entry) {
    return content.getName() + "!/" + entry.getRealName();
  }
}
