package io.lazyloader.agent.optimize;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory for what is needed meanwhile, which goes when that is over, or the JVM ends. */
public final class ScratchDirectory implements Closeable {
  private final Path path;
  private final Thread atExit = new Thread(this::delete, "lazyloader-clean");

  private ScratchDirectory(Path path) {
    this.path = path;
  }

  /**
   * Makes one.
   *
   * @param name what its name begins with
   */
  public static ScratchDirectory make(String name) throws IOException {
    // Links resolved, as older JDKs find an archive in no other place.
    ScratchDirectory made = new ScratchDirectory(Files.createTempDirectory(name).toRealPath());
    Runtime.getRuntime().addShutdownHook(made.atExit);
    return made;
  }

  /** Where it is, with links resolved. */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // This JVM is being ended.
    }
  }

  private synchronized void delete() {
    try {
      Directories.delete(path);
    } catch (IOException e) {
      // It lies where the system cleans up.
    }
  }
}
