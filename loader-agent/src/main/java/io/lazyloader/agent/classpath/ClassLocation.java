package io.lazyloader.agent.classpath;

import java.io.FileNotFoundException;
import java.io.IOException;

/** Where a class file is. */
public final class ClassLocation {
  private final String internalName;
  private final PathEntry entry;

  ClassLocation(String internalName, PathEntry entry) {
    this.internalName = internalName;
    this.entry = entry;
  }

  /**
   * Returns the name that the class is found by.
   *
   * @return an internal name, as in {@code java/lang/Object}
   */
  public String internalName() {
    return internalName;
  }

  /**
   * Returns the part of the class path that it is in.
   *
   * @return a directory or jar, as named on the class path, or {@code the JDK}
   */
  public String entry() {
    return entry.name();
  }

  /**
   * Tells whether it is one of the platform's classes, which the agent leaves as they are.
   *
   * @return false if it is on the class path
   */
  public boolean isOfJdk() {
    return entry instanceof RuntimeImage;
  }

  /**
   * Reads the class file.
   *
   * @return its bytes
   * @throws IOException if it can't be read
   */
  public byte[] read() throws IOException {
    byte[] classFile = entry.read(internalName);
    if (classFile == null) {
      throw new FileNotFoundException(internalName + ".class is gone from " + entry.name());
    }
    return classFile;
  }
}
