package io.lazyloader.agent.jars;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A jar that can't be used as it is: damaged, or made to do harm. The message names it and says
 * why.
 */
public final class BadJarException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong with a jar, as a sentence that begins with its name. */
  public BadJarException(Path jar, String problem) {
    super(jar + " " + problem);
  }

  /** The same, with what was found below. */
  public BadJarException(Path jar, String problem, Throwable cause) {
    super(jar + " " + problem, cause);
  }
}
