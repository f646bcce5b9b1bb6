package io.lazyloader.agent.optimize;

import io.lazyloader.agent.jars.JarItem;
import io.lazyloader.agent.jars.JarSource;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A jar of the program's class path, open: what passes work on. Immutable but for its being closed;
 * may be read by several threads.
 */
final class Part implements Closeable {
  /**
   * The lowest JDK that Lazyloader supports. What a multi-release jar has for it and before counts
   * wherever the result runs; what it has for later ones must go on depending on the JDK.
   */
  static final int LOWEST_RELEASE = 17;

  /** The JDK looks for 8 and later, writes releases without leading zeros. */
  private static final Pattern VERSIONED =
      Pattern.compile("META-INF/versions/([89]|[1-9]\\d+)/(.+)");

  private static final String VERSIONS = "META-INF/versions/";

  private static final String INDEX = "META-INF/INDEX.LIST";

  private final int number;
  private final String origin;
  private final JarSource source;
  private final @Nullable Signatures signatures;
  private final List<JarItem> items;
  private final boolean dependsOnRelease;

  private Part(int number, String origin, JarSource source, @Nullable Signatures signatures) {
    this.number = number;
    this.origin = origin;
    this.source = source;
    this.signatures = signatures;
    this.items = itemsOf(source);
    // Those for lower releases have the names by which programs find them.
    this.dependsOnRelease =
        source.isMultiRelease()
            && items.stream().anyMatch(item -> unversioned(item.name()) != null);
  }

  /**
   * Opens a jar, and verifies its signature if it has one.
   *
   * @param number its place on the class path
   * @throws IOException if it can't be read, or should not
   */
  static Part open(int number, PackedJar jar) throws IOException {
    JarSource source = JarSource.open(jar.file());
    try {
      return new Part(number, jar.origin(), source, Signatures.verify(source));
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /** What a versioned entry takes the place of; null if the name is that of no versioned entry. */
  static @Nullable String unversioned(String name) {
    if (!name.startsWith(VERSIONS)) {
      return null;
    }
    Matcher versioned = VERSIONED.matcher(name);
    return versioned.matches() ? versioned.group(2) : null;
  }

  /** Its place on the class path, from 0. */
  int number() {
    return number;
  }

  /** What the user's class path names, for messages. */
  String origin() {
    return origin;
  }

  JarSource source() {
    return source;
  }

  /** Its signature; null if it has none. */
  @Nullable Signatures signatures() {
    return signatures;
  }

  /** Its manifest without what belongs to a signature. */
  Manifest manifest() {
    return Signatures.withoutDigests(source.manifest());
  }

  /**
   * Its entries without manifest, index and signature. Of a multi-release jar, what is meant for
   * JDK {@value #LOWEST_RELEASE} or before stands under the names by which programs find it.
   */
  List<JarItem> items() {
    return items;
  }

  private static List<JarItem> itemsOf(JarSource source) {
    boolean isMultiRelease = source.isMultiRelease();
    Map<String, JarItem> versions = new HashMap<>();
    Map<String, Integer> releases = new HashMap<>();
    List<JarItem> kept = new ArrayList<>();
    for (JarItem item : source.items()) {
      String name = item.name();
      Matcher versioned = VERSIONED.matcher(name);
      if (isMultiRelease && versioned.matches()) {
        int release = release(versioned.group(1));
        if (release > LOWEST_RELEASE) {
          kept.add(item);
        } else if (!item.isDirectory()
            && release >= releases.getOrDefault(versioned.group(2), 0)
            && !versioned.group(2).startsWith("META-INF/")) {
          releases.put(versioned.group(2), release);
          versions.put(versioned.group(2), item.named(versioned.group(2)));
        }
      } else if (!Signatures.isPart(item)
          && !name.equals(JarFile.MANIFEST_NAME)
          && !name.equals(INDEX)) {
        kept.add(item);
      }
    }
    List<JarItem> items = new ArrayList<>();
    for (JarItem item : kept) {
      JarItem newer = versions.remove(item.name());
      items.add(newer == null ? item : newer);
    }
    items.addAll(versions.values().stream().sorted(Comparator.comparing(JarItem::name)).toList());
    return List.copyOf(items);
  }

  private static int release(String digits) {
    return digits.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(digits);
  }

  /** Whether what it has still depends on the JDK. */
  boolean dependsOnRelease() {
    return dependsOnRelease;
  }

  /** How many entries of a multi-release jar no longer depend on the JDK. */
  long flattened() {
    return !source.isMultiRelease()
        ? 0
        : source.items().stream()
            .filter(item -> !item.isDirectory())
            .map(item -> VERSIONED.matcher(item.name()))
            .filter(name -> name.matches() && release(name.group(1)) <= LOWEST_RELEASE)
            .count();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  @Override
  public String toString() {
    return origin;
  }
}
