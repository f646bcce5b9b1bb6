package io.lazyloader.agent.classpath;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The classes of the JDK that runs this: its run-time image. */
final class RuntimeImage implements PathEntry {
  private final FileSystem image = FileSystems.getFileSystem(URI.create("jrt:/"));

  /** By package, with slashes, the directories of the modules that have it. */
  private final Map<String, List<Path>> packages = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "the JDK";
  }

  @Override
  public boolean has(String internalName) {
    return file(internalName) != null;
  }

  @Override
  public byte @Nullable [] read(String internalName) throws IOException {
    Path file = file(internalName);
    return file == null ? null : Files.readAllBytes(file);
  }

  private @Nullable Path file(String internalName) {
    int end = internalName.lastIndexOf('/');
    if (end < 0) {
      return null;
    }
    String simpleName = internalName.substring(end + 1) + ".class";
    for (Path module : packages.computeIfAbsent(internalName.substring(0, end), this::modules)) {
      Path file = module.resolve(simpleName);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return null;
  }

  private List<Path> modules(String packageName) {
    List<Path> directories = new ArrayList<>();
    Path links = image.getPath("/packages", packageName.replace('/', '.'));
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(links)) {
      for (Path module : modules) {
        directories.add(
            image.getPath("/modules", module.getFileName().toString()).resolve(packageName));
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new IllegalStateException("the JDK's own run-time image can't be read", e);
    }
    return directories;
  }

  @Override
  public List<String> classNames(Unreadable unreadable) {
    try (Stream<Path> files = Files.walk(image.getPath("/modules"))) {
      return files
          .filter(file -> file.getNameCount() > 2 && PathEntry.isClass(file.toString()))
          .map(file -> PathEntry.withoutSuffix(file.subpath(2, file.getNameCount()).toString()))
          .sorted()
          .toList();
    } catch (IOException e) {
      unreadable.add(name(), e);
      return List.of();
    }
  }

  @Override
  public void close() {
    // It is the JVM's own.
  }
}
