package io.lazyloader.agent.optimize;

import java.util.Locale;

/** What the optimiser can do to a program, in the order in which it is tried. */
public enum Pass {
  /** Directories and nested jars become plain jars, as archives take classes from no others. */
  PACK("directories and nested jars become plain jars"),

  /** An archive of loaded classes: AppCDS, or from JDK 25 on an AOT cache. */
  ARCHIVE("classes are loaded, linked and in part compiled ahead"),

  /** Options of the JVM. */
  FLAGS("options of the JVM for what the program is for"),

  /** Class files before version 50 get stack maps, without which no archive takes them. */
  MODERNISE("old class files get stack maps, so that the archive takes them"),

  /** Signatures are verified once, here, and left out. */
  UNSEAL("signatures are verified now and left out, so that the archive takes signed classes"),

  /** Jars become one. */
  MERGE("jars become one"),

  /** Static initialisers run when what they compute is first read. */
  DEFER("static initialisers run on first use"),

  /** Switches of libraries that cost start-up are looked for and tried; none is taken unasked. */
  HINTS("switches of libraries that would help are proposed");

  private final String summary;

  Pass(String summary) {
    this.summary = summary;
  }

  /** What it does, in a line. */
  public String summary() {
    return summary;
  }

  /** As options and reports call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
