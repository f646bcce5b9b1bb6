package io.lazyloader.agent.archive;

/**
 * Why a JVM does not use an archive that it was told to use, or not all of it.
 *
 * @param kind what does not match
 * @param detail what exactly, such as a jar or an option; may be empty
 * @param raw the line of the log that tells it
 */
public record Mismatch(Kind kind, String detail, String raw) {
  /** What does not match. */
  public enum Kind {
    /** An option says so. */
    SWITCHED_OFF("is switched off by %s", "Leave the option out."),

    /** There is no such file. */
    MISSING("does not exist", "Make it, or correct its name."),

    /** It is not a whole archive. */
    DAMAGED("is no archive of this kind, or not a whole one", "Make it again."),

    /** Another JVM made it, be it another build of the same version. */
    OTHER_JDK(
        "was made by another build of the JDK",
        "Make it again, with the JDK that runs the program."),

    /** The archive below a dynamic one. */
    BASE_ARCHIVE(
        "was made on top of another archive than the one below it now",
        "Make it again, with the JDK and the base archive that are used."),

    /** Such as by a heap of 32 GB or more, or by a collector. */
    COMPRESSED_POINTERS(
        "was made with other pointers (-XX:UseCompressedOops, -XX:UseCompressedClassPointers)",
        "Make it with the collector and the heap size that are used: ZGC, and heaps of 32 GB and"
            + " more, have no compressed pointers."),

    /** JEP 519. */
    COMPACT_HEADERS(
        "was made with other object headers",
        "Make it with -XX:UseCompactObjectHeaders as it is used."),

    /** How objects are aligned. */
    ALIGNMENT("was made with another alignment of objects", "Make it again, with the option."),

    /** What is verified. */
    VERIFICATION("was made with less verification", "Make it again, with the same options."),

    /** By its time or size. */
    JAR_CHANGED("was made for another version of %s, which changed since", "Make it again."),

    /** That was there when it was made. */
    JAR_MISSING(
        "was made with %s on the class path, which is gone",
        "Put the jar back, or make the archive again."),

    /** What was on the class path must be on it first, in the same order. */
    CLASS_PATH(
        "was made with another class path",
        "Begin the class path with that one, in its order and spelling, or make the archive again."),

    /** What agents append counts. */
    BOOT_CLASS_PATH(
        "was made with another boot class path",
        "Make it with the same -Xbootclasspath/a and agents."),

    /** Options such as {@code --add-opens}. */
    MODULES(
        "does not go with an option for modules",
        "Make it with the same options, or leave them out; --limit-modules, --upgrade-module-path"
            + " and --patch-module go with no archive."),

    /** Debuggers and agents. */
    AGENT(
        "does not go with an agent",
        "Leave the agent out, train with it, or use an AppCDS archive instead."),

    /** None of those that are known. */
    OTHER("is refused by the JVM", "Look at what the JVM says.");

    private final String words;
    private final String help;

    Kind(String words, String help) {
      this.words = words;
      this.help = help;
    }

    private String words(String detail) {
      if (words.contains("%s")) {
        return words.replace("%s", detail);
      }
      return detail.isEmpty() ? words : words + ": " + detail;
    }

    /** What to do, in sentences. */
    public String help() {
      return help;
    }
  }

  /** What does not match, as the predicate of the archive, without a full stop. */
  public String words() {
    return kind.words(detail);
  }
}
