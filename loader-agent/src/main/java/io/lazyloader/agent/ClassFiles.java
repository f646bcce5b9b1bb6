package io.lazyloader.agent;

import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Class files in jars and directories, found without a class loader: none of the program's code
 * runs here, whatever loaders, URL handlers or security managers it has. So it may be asked while a
 * class is being transformed.
 *
 * <p>What is found is what a loader that knows these places, and nothing else, would find. May be
 * used by several threads.
 */
final class ClassFiles implements Closeable {
  /** Places that are looked through in their order. */
  private final List<Place> places = new ArrayList<>();

  /**
   * Adds a jar, which stays open from when it is first needed.
   *
   * @param file where it is
   * @param jar the same, open; null if it is not
   */
  void add(File file, @Nullable ZipFile jar, boolean isMultiRelease) {
    places.add(new Place(file, jar, isMultiRelease));
  }

  /** Adds a directory. */
  void add(File directory) {
    places.add(new Place(directory));
  }

  /**
   * Reads a file.
   *
   * @param name its path below one of the places, with slashes
   * @return its content, or null if there is none that can be read
   */
  byte @Nullable [] read(String name) {
    for (Place place : places) {
      try {
        byte[] found = place.read(name);
        if (found != null) {
          return found;
        }
      } catch (IOException | RuntimeException e) {
        // A loader might pass it over or fail; which one is not for us to say.
        return null;
      }
    }
    return null;
  }

  /**
   * Reads a file of one place.
   *
   * @param place which one
   * @param name its path below it, with slashes
   * @return its content; null if there is none that can be read, or no such place
   */
  byte @Nullable [] readFrom(File place, String name) {
    for (Place one : places) {
      if (one.file.equals(place)) {
        try {
          return one.read(name);
        } catch (IOException | RuntimeException e) {
          return null;
        }
      }
    }
    return null;
  }

  /** Whether there is a file of a name, as far as that can be told. */
  boolean has(String name) {
    for (Place place : places) {
      try {
        if (place.has(name)) {
          return true;
        }
      } catch (IOException | RuntimeException e) {
        // As for who reads: which loader would find it now is not for us to say.
        return false;
      }
    }
    return false;
  }

  /** Closes the jars. */
  @Override
  public void close() throws IOException {
    for (Place place : places) {
      place.close();
    }
  }

  /** A jar or a directory. One class for both, as it is loaded before {@code main}. */
  private static final class Place implements Closeable {
    private final File file;
    private final boolean isDirectory;

    /** Guarded by this; null of a directory, and of a jar that nobody has asked yet. */
    private @Nullable ZipFile opened;

    /** Of a multi-release jar, where entries are looked for first; of others, nowhere. */
    private final String[] versions;

    Place(File file, @Nullable ZipFile jar, boolean isMultiRelease) {
      this.file = file;
      this.isDirectory = false;
      this.opened = jar;
      // From the release that runs down to 9, the first that may have entries of its own.
      int count = isMultiRelease ? Runtime.version().feature() - 8 : 0;
      this.versions = new String[count];
      for (int index = 0; index < count; index++) {
        versions[index] = "META-INF/versions/" + (Runtime.version().feature() - index) + '/';
      }
    }

    Place(File directory) {
      this.file = directory;
      this.isDirectory = true;
      this.versions = new String[0];
    }

    @Override
    public synchronized void close() throws IOException {
      if (opened != null) {
        opened.close();
      }
    }

    private synchronized ZipFile jar() throws IOException {
      ZipFile jar = opened;
      if (jar == null) {
        jar = new ZipFile(file);
        opened = jar;
      }
      return jar;
    }

    boolean has(String name) throws IOException {
      return isDirectory
          ? !isWatched() && new File(file, name).isFile()
          : jar().getEntry(name) != null;
    }

    byte @Nullable [] read(String name) throws IOException {
      return isDirectory ? readFile(name) : readEntry(jar(), name);
    }

    private byte @Nullable [] readEntry(ZipFile jar, String name) throws IOException {
      ZipEntry entry = null;
      for (int index = 0; index < versions.length && entry == null; index++) {
        entry = jar.getEntry(versions[index] + name);
      }
      if (entry == null) {
        entry = jar.getEntry(name);
      }
      if (entry == null) {
        return null;
      }
      try (InputStream content = jar.getInputStream(entry)) {
        return content.readAllBytes();
      }
    }

    private byte @Nullable [] readFile(String name) throws IOException {
      if (isWatched()) {
        throw new IOException("a security manager is asked about files");
      }
      File below = new File(file, name);
      if (!below.isFile()) {
        return null;
      }
      try (InputStream content = new FileInputStream(below)) {
        return content.readAllBytes();
      }
    }
  }

  /** Whether a security manager, which may be the program's, would be asked about files. */
  @SuppressWarnings("removal") // It is what Java 17 has; on Java 24 and later there is none.
  static boolean isWatched() {
    return System.getSecurityManager() != null;
  }
}
