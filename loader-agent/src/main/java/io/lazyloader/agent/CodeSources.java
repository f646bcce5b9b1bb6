package io.lazyloader.agent;

import io.lazyloader.agent.cache.KnownJar;
import io.lazyloader.agent.plan.Plan;
import io.lazyloader.runtime.Notes;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The jars and directories that classes of other loaders say they come from. They are read past the
 * loader, which may have its own ways; what is found there is a guess at what it will define, or a
 * wish of the author's: marks on a package, a plan in the jar.
 */
final class CodeSources {
  private final Plan plan;

  /** A power of two. */
  private static final int RECENT = 64;

  /** Guarded by this: places whose plans have been read. */
  private final LongSet seen = new LongSet();

  /** Domains that were asked lately, by hash: most have many classes, and files are slow to ask. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of a generic class.
  private final @Nullable WeakReference<ProtectionDomain>[] recent = new WeakReference[RECENT];

  CodeSources(Plan plan) {
    this.plan = plan;
  }

  /** Reads a file of the place that a class comes from; null if there is none. */
  static byte @Nullable [] read(@Nullable ProtectionDomain domain, String name) {
    File place = place(domain);
    if (place == null) {
      return null;
    }
    try (ClassFiles files = open(place)) {
      return files.read(name);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /**
   * Reads the plan that a place carries, the first time that a class comes from there.
   *
   * @return what else was found there; null if nothing was
   */
  @Nullable KnownJar visit(ProtectionDomain domain) {
    int slot = System.identityHashCode(domain) & (RECENT - 1);
    // A race costs a second look.
    WeakReference<ProtectionDomain> last = recent[slot];
    if (last != null && last.refersTo(domain)) {
      return null;
    }
    recent[slot] = new WeakReference<>(domain);
    File place = place(domain);
    if (place == null || !isNew(place)) {
      return null;
    }
    try {
      return look(place, plan);
    } catch (IOException | RuntimeException e) {
      Notes.add("whether " + place + " carries a plan can't be read: " + e);
      return null;
    }
  }

  /**
   * Adds the plan that a place beyond the class path carries to a plan.
   *
   * @return what was found; null if there is neither a plan nor reason to expect marks
   */
  static @Nullable KnownJar look(File place, Plan plan) throws IOException {
    long length = place.length();
    long lastModified = place.lastModified();
    int signs = 0;
    try (ClassFiles files = open(place)) {
      byte[] carried = files.read(Plan.RESOURCE);
      if (carried != null) {
        synchronized (plan) {
          plan.read(place + "!/" + Plan.RESOURCE, new ByteArrayInputStream(carried));
        }
        signs |= ClassPath.HAS_PLAN;
      }
      if (place.isDirectory() || files.read(ClassPath.MARK) != null) {
        signs |= ClassPath.HAS_MARKS;
      }
    }
    return signs == 0
        ? null
        : new KnownJar(
            place.getPath(), length, lastModified, signs | ClassPath.IS_BEYOND, List.of());
  }

  private synchronized boolean isNew(File place) {
    long hash = ConstantPool.hash(place.getPath());
    boolean isNew = !seen.contains(hash);
    seen.add(hash);
    return isNew;
  }

  /** The file that a domain names; null if it names none, or if others are asked about files. */
  static @Nullable File place(@Nullable ProtectionDomain domain) {
    CodeSource source = domain == null ? null : domain.getCodeSource();
    URL location = source == null ? null : source.getLocation();
    // Nothing of a URL is called but what its own, final class answers.
    if (location == null || !"file".equals(location.getProtocol()) || ClassFiles.isWatched()) {
      return null;
    }
    try {
      File place = new File(URI.create("file:" + location.getPath()));
      return place.exists() ? place : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static ClassFiles open(File place) throws IOException {
    ClassFiles files = new ClassFiles();
    if (place.isDirectory()) {
      files.add(place);
    } else {
      files.add(place, new ZipFile(place), false);
    }
    return files;
  }
}
