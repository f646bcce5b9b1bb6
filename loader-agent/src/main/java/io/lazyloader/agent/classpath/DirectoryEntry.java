package io.lazyloader.agent.classpath;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A directory of class files. */
record DirectoryEntry(String name, Path directory) implements PathEntry {
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
    try {
      Path file = directory.resolve(internalName + ".class");
      return Files.isRegularFile(file) ? file : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  @Override
  public List<String> classNames(Unreadable unreadable) {
    List<String> names = new ArrayList<>();
    SimpleFileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = directory.relativize(file).toString().replace(File.separatorChar, '/');
            if (PathEntry.isClass(path)) {
              names.add(PathEntry.withoutSuffix(path));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException why) {
            unreadable.add(file.toString(), why);
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(
          directory, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
    } catch (IOException e) {
      unreadable.add(name, e);
    }
    Collections.sort(names);
    return names;
  }

  @Override
  public void close() {
    // Nothing is kept open.
  }
}
