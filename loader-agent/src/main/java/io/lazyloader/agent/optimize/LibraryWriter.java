package io.lazyloader.agent.optimize;

import io.lazyloader.agent.about.About;
import io.lazyloader.agent.jars.JarItem;
import io.lazyloader.agent.jars.JarWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Writes the jars of the optimised program. Of resources that have one name in several jars, the
 * first comes into the first jar that is written, the second into the second, and so on, wherever
 * they were: whoever asks for one finds the first, whoever asks for all gets all in their order.
 */
final class LibraryWriter {
  /** Says which version of us wrote a jar, so that it is not optimised again. */
  static final Attributes.Name STAMP = new Attributes.Name("Lazyloader-Optimized");

  private final Path directory;
  private final String name;
  private final ClassChanges changes;
  private final Set<String> taken = new HashSet<>();
  private final List<Path> written = new ArrayList<>();

  private LibraryWriter(Path directory, String name, ClassChanges changes) {
    this.directory = directory;
    this.name = name;
    this.changes = changes;
  }

  /**
   * Writes jars.
   *
   * @param segments in the order of the class path
   * @param directory where to put them
   * @param name what those are called that several became
   * @return them, in the order of the new class path
   */
  static List<Path> write(List<Segment> segments, Path directory, String name, ClassChanges changes)
      throws IOException {
    Files.createDirectories(directory);
    LibraryWriter writer = new LibraryWriter(directory, name, changes);
    for (Segment segment : segments) {
      if (segment.staysAsItIs()) {
        writer.copy(segment.groups().get(0).first());
      } else {
        writer.write(segment);
      }
    }
    return writer.written;
  }

  private void copy(Part part) throws IOException {
    Path copy = free(fileName(part));
    Files.copy(part.source().file(), copy, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(copy, JarWriter.LAST_MODIFIED);
    written.add(copy);
  }

  private void write(Segment segment) throws IOException {
    Map<Part, JarWriter> homes = new HashMap<>();
    List<JarWriter> jars = new ArrayList<>();
    try {
      for (Group group : segment.groups()) {
        JarWriter jar =
            group.isSingle()
                ? begin(jars, fileName(group.first()), single(group.first()))
                : begin(jars, name + ".jar", joined(group));
        group.members().forEach(member -> homes.put(member.part(), jar));
      }
      List<Group.Member> members =
          segment.groups().stream()
              .flatMap(group -> group.members().stream())
              .sorted(Comparator.comparingInt(member -> member.part().number()))
              .toList();
      Set<String> repeated = repeated(members);
      for (Group.Member member : members) {
        JarWriter home = homes.get(member.part());
        for (JarItem item : member.items()) {
          if (repeated.contains(item.name())) {
            next(jars, item.name()).add(item);
          } else if (home != null && !home.has(item.name())) {
            home.add(changes.of(member.part(), item));
          }
        }
      }
    } finally {
      for (JarWriter jar : jars) {
        jar.close();
      }
    }
  }

  /** The resources that several jars have. */
  private static Set<String> repeated(List<Group.Member> members) {
    Set<String> once = new HashSet<>();
    Set<String> repeated = new HashSet<>();
    for (Group.Member member : members) {
      for (JarItem item : member.items()) {
        if (!item.isClass() && !item.isDirectory() && !once.add(item.name())) {
          repeated.add(item.name());
        }
      }
    }
    return repeated;
  }

  /** The first jar that has no entry of that name, nor has any behind it. */
  private JarWriter next(List<JarWriter> jars, String entry) throws IOException {
    for (JarWriter jar : jars) {
      if (!jar.has(entry)) {
        return jar;
      }
    }
    return begin(jars, name + "-more.jar", stamped(new Manifest()));
  }

  private JarWriter begin(List<JarWriter> jars, String wanted, Manifest manifest)
      throws IOException {
    Path file = free(wanted);
    JarWriter jar = new JarWriter(file);
    jars.add(jar);
    written.add(file);
    jar.add(JarItem.of(JarFile.MANIFEST_NAME, JarWriter.bytes(manifest)));
    return jar;
  }

  private static Manifest stamped(Manifest manifest) {
    Attributes main = manifest.getMainAttributes();
    main.putIfAbsent(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(STAMP, About.version());
    return manifest;
  }

  /** That of a jar on its own: its class path is part of the program's now. */
  private static Manifest single(Part part) {
    Manifest manifest = stamped(part.manifest());
    manifest.getMainAttributes().remove(Attributes.Name.CLASS_PATH);
    if (!part.dependsOnRelease()) {
      manifest.getMainAttributes().remove(Attributes.Name.MULTI_RELEASE);
    }
    return manifest;
  }

  /** What each says of its packages, in sections of their own. */
  private static Manifest joined(Group group) {
    Manifest manifest = stamped(new Manifest());
    Map<String, Attributes> packages = new LinkedHashMap<>();
    Map<String, Attributes> others = new LinkedHashMap<>();
    for (Group.Member member : group.members()) {
      Part part = member.part();
      Manifest own = part.manifest();
      PackageAttributes.of(own, member.items()).forEach(packages::putIfAbsent);
      if (part.dependsOnRelease()) {
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
      }
      own.getEntries()
          .forEach(
              (section, attributes) -> {
                Attributes all = others.computeIfAbsent(section, key -> new Attributes());
                attributes.forEach(
                    (attribute, value) -> {
                      // What a jar without classes of a package says of it, nobody hears.
                      if (!PackageAttributes.NAMES.contains(attribute)) {
                        all.putIfAbsent(attribute, value);
                      }
                    });
              });
    }
    Map<String, Attributes> sections = new LinkedHashMap<>();
    packages.forEach((section, attributes) -> sections.put(section, new Attributes(attributes)));
    others.forEach(
        (section, attributes) ->
            sections.computeIfAbsent(section, key -> new Attributes()).putAll(attributes));
    sections.values().removeIf(Map::isEmpty);
    manifest.getEntries().putAll(sections);
    return manifest;
  }

  private static String fileName(Part part) {
    return String.valueOf(part.source().file().getFileName());
  }

  private Path free(String wanted) {
    String stem = wanted.replaceFirst("(?i)\\.jar$", "");
    String free = stem + ".jar";
    for (int number = 2; !taken.add(free); number++) {
      free = stem + '-' + number + ".jar";
    }
    return directory.resolve(free);
  }
}
