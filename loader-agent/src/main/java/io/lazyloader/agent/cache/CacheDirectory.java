package io.lazyloader.agent.cache;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where caches are, one file for each application: a directory that no other user can write to. A
 * file is written beside its place and renamed, so that whoever reads it sees all of it or nothing.
 */
public final class CacheDirectory {
  /** The end of a cache's name. */
  public static final String SUFFIX = ".lazycache";

  private static final String UNFINISHED = ".tmp";

  /** What all caches of a user take together; the oldest are dropped. */
  private static final long MAX_BYTES = 512L << 20;

  /** Starts that follow each other so soon need not each note it. */
  private static final long SOON_MILLIS = 60_000;

  /** What was begun so long ago was left by a JVM that ended. */
  private static final long UNFINISHED_MILLIS = 3_600_000;

  /** Who may write where group or others may, could have us run their code (POSIX modes). */
  private static final int WRITABLE_BY_OTHERS = 0022;

  private final Path directory;

  /**
   * Chooses a directory.
   *
   * @param directory need not exist
   */
  public CacheDirectory(File directory) {
    this.directory = directory.toPath();
  }

  /**
   * Returns the user's: by {@code XDG_CACHE_HOME} (XDG Base Directory Specification 0.8), on
   * Windows by {@code LOCALAPPDATA}, else below the home directory.
   *
   * @return null if there is no home directory
   */
  public static @Nullable File ofUser() {
    String given = System.getenv(File.separatorChar == '/' ? "XDG_CACHE_HOME" : "LOCALAPPDATA");
    if (given != null && new File(given).isAbsolute()) {
      return new File(given, "lazyloader");
    }
    String home = System.getProperty("user.home");
    return home == null || home.isEmpty() || home.equals("?") || home.equals("/")
        ? null
        : new File(home, ".cache/lazyloader");
  }

  /**
   * Returns the place of a cache.
   *
   * @param application a hash of what tells applications apart
   * @return a file that need not exist
   */
  public File file(long application) {
    return directory.resolve(Long.toHexString(application) + SUFFIX).toFile();
  }

  /**
   * Tells why a file must not be believed: another user could have written it.
   *
   * @param file which exists
   * @return the end of a sentence, or null if it may be believed
   * @throws IOException if that can't be found out
   */
  public static @Nullable String danger(File file) throws IOException {
    if (File.separatorChar != '/') {
      // Below the user's own directory, whose access list is inherited.
      return null;
    }
    int self = (Integer) Files.getAttribute(self(), "unix:uid");
    String danger = danger(file.toPath(), self, "it");
    File parent = file.getAbsoluteFile().getParentFile();
    return danger == null && parent != null
        ? danger(parent.toPath(), self, "its directory")
        : danger;
  }

  /** Something that belongs to the user who runs this JVM. */
  private static Path self() {
    Path process = Path.of("/proc/self");
    return Files.exists(process) ? process : Path.of(System.getProperty("user.home", "."));
  }

  private static @Nullable String danger(Path path, int self, String what) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    int owner = number(found, "uid");
    int mode = number(found, "mode");
    // What belongs to root, such as a layer of an image, can't be worse than root is.
    if (owner != self && owner != 0) {
      return what + " belongs to another user";
    }
    boolean isLink = (mode & 0170000) == 0120000;
    if (isLink) {
      return what + " is a symbolic link";
    }
    return (mode & WRITABLE_BY_OTHERS) != 0 ? what + " can be written by others" : null;
  }

  private static int number(Map<String, Object> attributes, String name) throws IOException {
    if (attributes.get(name) instanceof Integer number) {
      return number;
    }
    throw new IOException("its owner can't be found out");
  }

  /**
   * Writes a cache: all of it, or nothing.
   *
   * @param file one of {@link #file}
   * @param content what is to be in it
   * @throws IOException if it can't be written; there is what was there before
   */
  public void write(File file, byte[] content) throws IOException {
    boolean isPosix = File.separatorChar == '/';
    FileAttribute<?>[] ofDirectory = {};
    FileAttribute<?>[] ofFile = {};
    if (isPosix) {
      ofDirectory = new FileAttribute<?>[] {permissions("rwx------")};
      ofFile = new FileAttribute<?>[] {permissions("rw-------")};
    }
    Files.createDirectories(directory, ofDirectory);
    makeRoom(content.length);
    // Nobody else may write here, so a name that can be guessed will do. The JDK's way to make one
    // starts its cryptography: 22 ms at the end of each start that has learnt something.
    String unique = Long.toHexString(System.nanoTime() ^ System.currentTimeMillis() << 20);
    Path unfinished =
        Files.createFile(directory.resolve(file.getName() + '-' + unique + UNFINISHED), ofFile);
    try {
      FileStore store = Files.getFileStore(directory);
      if (store.getUsableSpace() < content.length) {
        throw new IOException("there is no room left");
      }
      Files.write(unfinished, content, StandardOpenOption.WRITE);
      Files.move(
          unfinished,
          file.toPath(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static FileAttribute<?> permissions(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  /** Drops what was left unfinished, and the caches that were not used for longest. */
  private void makeRoom(long wanted) throws IOException {
    File[] files = directory.toFile().listFiles();
    if (files == null) {
      return;
    }
    long now = System.currentTimeMillis();
    for (File file : files) {
      if (file.getName().endsWith(UNFINISHED) && now - file.lastModified() > UNFINISHED_MILLIS) {
        Files.deleteIfExists(file.toPath());
      }
    }
    List<File> caches = list();
    long total = wanted;
    for (File cache : caches) {
      total += cache.length();
      if (total > MAX_BYTES) {
        drop(cache);
      }
    }
  }

  /**
   * Lists all caches.
   *
   * @return the one that was written or used last comes first
   */
  public List<File> list() {
    File[] files = directory.toFile().listFiles();
    List<File> caches = new ArrayList<>();
    for (File file : files == null ? new File[0] : files) {
      if (file.getName().endsWith(SUFFIX) && file.isFile()) {
        caches.add(file);
      }
    }
    File[] sorted = caches.toArray(new File[0]);
    Arrays.sort(
        sorted,
        new Comparator<File>() {
          @Override
          public int compare(File one, File other) {
            return Long.compare(other.lastModified(), one.lastModified());
          }
        });
    return List.of(sorted);
  }

  /**
   * Notes that a cache was used, so that it is not the first to be dropped. Where that can't be
   * written, it is on a disk on which nothing is dropped either.
   *
   * @param file one of {@link #file}, which need not exist
   */
  public static void used(File file) {
    long now = System.currentTimeMillis();
    if (now - file.lastModified() > SOON_MILLIS) {
      boolean unused = file.setLastModified(now);
    }
  }

  /**
   * Removes a cache.
   *
   * @param file one of {@link #file}, which need not exist
   * @throws IOException if it can't be removed
   */
  public static void drop(File file) throws IOException {
    Files.deleteIfExists(file.toPath());
  }
}
