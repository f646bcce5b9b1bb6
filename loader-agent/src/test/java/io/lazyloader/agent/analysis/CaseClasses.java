package io.lazyloader.agent.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The class files of a case over those of the JDK that runs the tests. */
public final class CaseClasses implements ClassSource {
  private static final Map<String, Optional<byte[]>> JDK = new ConcurrentHashMap<>();

  private final Map<String, byte[]> classFiles;

  /** Makes a source of a program's classes and the JDK's. */
  public CaseClasses(Map<String, byte[]> classFiles) {
    this.classFiles = classFiles;
  }

  @Override
  public byte @Nullable [] classFile(String internalName) {
    byte[] own = classFiles.get(internalName);
    return own != null ? own : JDK.computeIfAbsent(internalName, CaseClasses::ofJdk).orElse(null);
  }

  private static Optional<byte[]> ofJdk(String internalName) {
    ClassLoader jdk = ClassLoader.getPlatformClassLoader();
    try (InputStream stream = jdk.getResourceAsStream(internalName + ".class")) {
      return Optional.ofNullable(stream == null ? null : stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
