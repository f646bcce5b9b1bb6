package io.lazyloader.agent.archive;

import io.lazyloader.agent.archive.Mismatch.Kind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the messages of HotSpot mean. Each was provoked on JDK 17.0.15 and 25.0.3, but for those
 * that need a native agent, which are from HotSpot's sources.
 *
 * @param kind what is meant
 * @param message part of the message; its first group, if any, is the detail
 */
record MismatchRule(Kind kind, Pattern message) {
  /** The first that is found in a message counts. */
  private static final List<MismatchRule> RULES =
      List.of(
          rule(Kind.MISSING, "Specified (?:shared archive|AOT cache).* not found"),
          rule(Kind.OTHER_JDK, "has the wrong version"),
          rule(Kind.OTHER_JDK, "Cannot handle (?:shared archive file|AOT cache) version"),
          rule(Kind.OTHER_JDK, "created by a different version or build"),
          rule(Kind.BASE_ARCHIVE, "static archive header checksum verification failed"),
          rule(Kind.BASE_ARCHIVE, "[Bb]ase archive.*(?:not|mismatch|different|failed)"),
          rule(Kind.DAMAGED, "has been truncated"),
          rule(Kind.DAMAGED, "has a bad magic number"),
          rule(Kind.DAMAGED, "checksum verification failed"),
          rule(Kind.DAMAGED, "Unable to read (?:generic CDS file map header|the file header)"),
          rule(Kind.DAMAGED, "Not a (?:valid|base) (?:shared archive|AOT cache)"),
          rule(Kind.COMPRESSED_POINTERS, "The saved state of UseCompressedOops"),
          rule(Kind.COMPACT_HEADERS, "(UseCompactObjectHeaders setting .*)\\."),
          rule(Kind.ALIGNMENT, "(ObjectAlignmentInBytes of .*)\\."),
          rule(Kind.VERIFICATION, "less restrictive verification setting"),
          rule(Kind.JAR_CHANGED, "A jar file is not the one used while building .*: (.*)"),
          rule(Kind.JAR_CHANGED, "This file is not the one used while building .*: '(.*)',.*"),
          rule(Kind.JAR_MISSING, "Required classpath entry does not exist: (.*)"),
          rule(Kind.CLASS_PATH, "APP classpath mismatch"),
          rule(Kind.CLASS_PATH, "The name of (app classpath .*)"),
          rule(Kind.CLASS_PATH, "(app classpath has fewer elements.*)"),
          rule(Kind.BOOT_CLASS_PATH, "BOOT classpath mismatch"),
          rule(Kind.BOOT_CLASS_PATH, "(boot classpath (?:is|has) .*)"),
          rule(Kind.BOOT_CLASS_PATH, "The name of (boot classpath .*)"),
          rule(Kind.AGENT, "cannot be used with (JDWP agent)"),
          rule(Kind.AGENT, "(?:disabled|used).* (JVMTI ClassFileLoadHook)"),
          rule(Kind.AGENT, "property:? jdk.module.addmods.*(java.instrument)"),
          rule(Kind.MODULES, "disabled when the (--\\S+) option"),
          rule(Kind.MODULES, "disabled when (java.base module is patched)"),
          rule(Kind.MODULES, "Mismatched values for property (.*)"),
          rule(Kind.MODULES, "disabled due to incompatible property: (.*)"),
          rule(Kind.MODULES, "optimized module handling: disabled because (.*)"),
          rule(Kind.CLASS_PATH, "shared class paths mismatch"));

  private static MismatchRule rule(Kind kind, String message) {
    return new MismatchRule(kind, Pattern.compile(message));
  }

  /** What a message means; null if it is none of those that are known. */
  static @Nullable Mismatch of(String message) {
    for (MismatchRule rule : RULES) {
      Matcher matcher = rule.message().matcher(message);
      if (matcher.find()) {
        String detail = matcher.groupCount() == 0 ? "" : String.valueOf(matcher.group(1));
        return new Mismatch(rule.kind(), detail, message);
      }
    }
    return null;
  }
}
