package io.lazyloader.agent.archive;

import java.util.List;

/**
 * A class that a JVM loaded, as {@code -Xlog:class+load=debug} tells.
 *
 * @param name its binary name; of a hidden class, with a suffix after {@code /}
 * @param source where it came from, in the log's words
 * @param loader the type of its loader, in internal form, or {@code bootstrap}, {@code app}, {@code
 *     platform}; empty if the log does not tell
 * @param supertypes superclass and interfaces, those of them that were found in the log
 */
public record LoadedClass(String name, String source, String loader, List<LoadedClass> supertypes) {
  private static final String BUILT_IN = "jdk/internal/loader/ClassLoaders$";

  /** Copies the list. */
  public LoadedClass {
    supertypes = List.copyOf(supertypes);
  }

  /** Whether it came from some archive. */
  public boolean isArchived() {
    return source.startsWith("shared objects file");
  }

  /** Whether it came from a dynamic archive, which lies on top of another. */
  public boolean isFromTop() {
    return source.equals("shared objects file (top)");
  }

  /** Whether it is hidden (JEP 371), and so was made at run time. */
  public boolean isHidden() {
    return name.indexOf('/') >= 0;
  }

  /** Whether one of the loaders that the JVM brings loaded it; archives serve no others. */
  public boolean hasBuiltInLoader() {
    return loader.equals("bootstrap")
        || loader.equals("app")
        || loader.equals("platform")
        || loader.startsWith(BUILT_IN)
        || loader.isEmpty();
  }

  /** Its name without what differs from run to run. */
  public String stableName() {
    int suffix = name.indexOf('/');
    return (suffix < 0 ? name : name.substring(0, suffix))
        .replaceFirst("(\\$\\$Lambda)\\$\\d+", "$1");
  }
}
