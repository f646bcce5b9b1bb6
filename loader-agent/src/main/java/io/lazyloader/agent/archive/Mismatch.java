package io.lazyloader.agent.archive;

/**
 * Why a JVM does not use an archive that it was told to use, or not all of it.
 *
 * @param kind what does not match
 * @param detail what exactly: the end of a sentence that {@link Kind} begins, or empty
 * @param raw the line of the log that tells it
 */
public record Mismatch(Kind kind, String detail, String raw) {
  /** What does not match. */
  public enum Kind {
    /** An option says so. */
    SWITCHED_OFF("archives are switched off", "Leave the option out."),

    /** There is no such file. */
    MISSING("the file does not exist", "Make it, or correct its name."),

    /** It is not a whole archive. */
    DAMAGED("the file is no archive, or not a whole one", "Make it again."),

    /** Another JVM made it, be it another build of the same version. */
    OTHER_JDK("another build of the JDK made it", "Make it again, with the JDK that runs it."),

    /** The archive below a dynamic one. */
    BASE_ARCHIVE(
        "the archive that it lies on is not the one that it was made on",
        "Make it again, with the JDK and the base archive that are used."),

    /** Such as by a heap of 32 GB or more, or by a collector. */
    COMPRESSED_POINTERS(
        "it was made with other pointers (-XX:UseCompressedOops, -XX:UseCompressedClassPointers)",
        "Make it with the collector and the heap size that are used: ZGC, and heaps of 32 GB and"
            + " more, have no compressed pointers."),

    /** JEP 519. */
    COMPACT_HEADERS(
        "it was made with other object headers",
        "Make it with -XX:UseCompactObjectHeaders as used."),

    /** How objects are aligned. */
    ALIGNMENT("it was made with another alignment of objects", "Make it again, with the option."),

    /** What is verified. */
    VERIFICATION("it was made with less verification", "Make it again, with the same options."),

    /** By its time or size. */
    JAR_CHANGED("a jar changed since it was made", "Make it again."),

    /** That was there when it was made. */
    JAR_MISSING("a jar of its class path is gone", "Put the jar back, or make the archive again."),

    /** What was on the class path must be on it first, in the same order. */
    CLASS_PATH(
        "it was made with another class path",
        "Begin the class path with that one, in its order and spelling, or make the archive again."),

    /** What agents append counts. */
    BOOT_CLASS_PATH(
        "it was made with another boot class path",
        "Make it with the same -Xbootclasspath/a and agents."),

    /** Options such as {@code --add-opens}. */
    MODULES(
        "an option for modules rules it out",
        "Make it with the same options, or leave them out. --limit-modules, --upgrade-module-path and"
            + " --patch-module rule out any archive."),

    /** Debuggers and agents. */
    AGENT("an agent rules it out", "Leave the agent out, or use an AppCDS archive instead."),

    /** None of those that are known. */
    OTHER("the JVM says so", "Look at what the JVM says.");

    private final String words;
    private final String help;

    Kind(String words, String help) {
      this.words = words;
      this.help = help;
    }

    /** What does not match, as the end of a sentence without its full stop. */
    public String words() {
      return words;
    }

    /** What to do, in sentences. */
    public String help() {
      return help;
    }
  }

  /** What does not match, as the end of a sentence without its full stop. */
  public String words() {
    return detail.isEmpty() ? kind.words() : kind.words() + ": " + detail;
  }
}
