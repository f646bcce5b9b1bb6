package io.lazyloader;

import java.lang.module.ModuleDescriptor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares versions as people write them: {@code 1.10} is after {@code 1.9}, {@code 1.2} is {@code
 * 1.2.0}, {@code 2.0-rc1} comes before {@code 2.0}, and {@code 33.8.0-jre} or {@code 5.0.Final} is
 * the release itself. What is left is compared as {@link ModuleDescriptor.Version} does.
 */
final class Versions {
  private static final Pattern SHAPE =
      Pattern.compile("v?(\\d+(?:\\.\\d+)*?)(?:\\.0+)*(?:[-._]?([A-Za-z].*))?");

  private static final Pattern BEFORE_RELEASE =
      Pattern.compile(
          "(?i)(alpha|beta|milestone|rc|cr|snapshot|ea|preview|pre|dev|nightly|[abm](?=[-.]?\\d)).*");

  private Versions() {}

  /**
   * Compares two versions.
   *
   * @return negative, zero or positive as {@link java.util.Comparator#compare} does
   * @throws IllegalArgumentException if one of them does not begin with a number
   */
  static int compare(String one, String other) {
    return parse(one).compareTo(parse(other));
  }

  /**
   * Reads a version.
   *
   * @throws IllegalArgumentException if it does not begin with a number
   */
  static ModuleDescriptor.Version parse(String version) {
    String bare = version.strip().split("[\\s+]", 2)[0];
    Matcher shape = SHAPE.matcher(bare);
    if (!shape.matches()) {
      if (!bare.isEmpty() && Character.isDigit(bare.charAt(0))) {
        return ModuleDescriptor.Version.parse(bare);
      }
      throw new IllegalArgumentException(
          "'" + version + "' is not a version such as 1.2 or 2.0-rc1");
    }
    String qualifier = shape.group(2);
    boolean isBefore = qualifier != null && BEFORE_RELEASE.matcher(qualifier).matches();
    String number = shape.group(1);
    return ModuleDescriptor.Version.parse(isBefore ? number + '-' + qualifier : number);
  }
}
