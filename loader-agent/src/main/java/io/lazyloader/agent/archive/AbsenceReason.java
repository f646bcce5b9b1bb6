package io.lazyloader.agent.archive;

/** Why a class that a program loads does not come from an archive. */
public enum AbsenceReason {
  /** Code of method handles (JSR 292), with what they bind. */
  LAMBDA_FORM(
      "made by java.lang.invoke at run time: code of method handles",
      "An AOT cache (JDK 24 and later) keeps those that its training made and call sites use; fewer"
          + " are made without string concatenation, switches and records by invokedynamic (javac"
          + " -XDstringConcat=inline)."),

  /** Of a lambda or method reference. */
  LAMBDA(
      "made at run time for a lambda or method reference",
      "The pass archive (train), and what helps their classes: archives keep lambdas of archived"
          + " classes that training reached."),

  /** Other hidden classes. */
  HIDDEN(
      "a hidden class, made at run time",
      "No archive keeps these, but for some of the JDK's in an AOT cache."),

  /** Of {@code java.lang.reflect.Proxy}. */
  PROXY(
      "a dynamic proxy, made at run time",
      "No archive of JDK 17 to 25 keeps proxies for certain; generate such classes at build time."),

  /** From bytes that no class path entry has. */
  GENERATED(
      "defined at run time from bytes that are in no file",
      "No archive keeps these; generate them at build time, if the library can."),

  /** Such classes are kept, if training saw them, and found by name and bytes. */
  OTHER_LOADER(
      "loaded by a class loader of the program's own",
      "Have it on the class path; or the pass archive (train), if the loader defines the same bytes"
          + " in each run."),

  /** In a jar within a jar, which a launcher's loader reads. */
  NESTED_JAR("in a jar within a jar", "The pass pack: nested jars become jars on the class path."),

  /** On the class path, but in no jar. */
  DIRECTORY("in a directory, not in a jar", "The pass pack: directories become jars."),

  /** The jar's manifest has digests. */
  SIGNED("in a signed jar", "The pass unseal takes the signature away, where nobody checks it."),

  /** Before version 50, verification infers types (JVMS 17 §4.10.2). */
  OLD(
      "its class file is older than Java 6 (version 50)",
      "The pass modernise writes it anew, with stack maps."),

  /** What it extends or implements is not archived. */
  SUPERTYPE(
      "a class or interface that it extends can not be archived",
      "What helps that one helps it, too."),

  /** The JVM found it wrong, or saw another. */
  VERIFICATION(
      "it could not be verified or linked where the archive was made, or was changed",
      "Have what it refers to on the class path, and train without agents."),

  /** Events of Flight Recorder, which are rewritten. */
  JFR_EVENT("an event of Flight Recorder", "No archive keeps these."),

  /** In the archive, and an agent is there. */
  TRANSFORMED(
      "in the archive, but loaded otherwise, as an agent changes it",
      "Have the agent change it at build time, or leave the agent out."),

  /** In the archive, and no agent is there. */
  NOT_TAKEN(
      "in the archive, but loaded otherwise",
      "Archive again: as a rule another class file, supertype or loader won this time."),

  /** Its jar came later. */
  NOT_ON_ARCHIVED_PATH(
      "in a jar that was not on the class path when the archive was made",
      "The pass archive (train), with the class path that is used."),

  /** Nothing speaks against it. */
  NOT_IN_TRAINING(
      "fit for the archive, but the training run did not load it",
      "The pass archive (train), with a training run that does what this one does."),

  /** Nothing speaks against it, but there is no archive of the application. */
  NO_ARCHIVE(
      "fit for an archive, but none of the application is used", "The pass archive (train)."),

  /** None of those that are known. */
  OTHER("for another reason", "Look at what the JVM says.");

  private final String words;
  private final String help;

  AbsenceReason(String words, String help) {
    this.words = words;
    this.help = help;
  }

  /** What is so of the class, without a full stop. */
  public String words() {
    return words;
  }

  /** What would help, in sentences; passes have the names that {@code optimize} gives them. */
  public String help() {
    return help;
  }

  /** Whether no new training run would bring it into an archive, the program being as it is. */
  public boolean isLasting() {
    return switch (this) {
      case OTHER_LOADER,
          NESTED_JAR,
          TRANSFORMED,
          NOT_TAKEN,
          NOT_ON_ARCHIVED_PATH,
          NOT_IN_TRAINING,
          NO_ARCHIVE ->
          false;
      default -> true;
    };
  }
}
