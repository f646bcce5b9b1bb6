package io.lazyloader.agent.validate;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares a jar with the one or more that it was made of. Of files with the same name the first
 * counts, as on a class path. Used by one thread.
 */
public final class JarValidator implements Closeable {
  private static final String SERVICES = "META-INF/services/";
  private static final String OWN = "META-INF/lazyloader/";

  /** What no longer holds when anything else changes (JAR File Specification). */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "META-INF/(INDEX\\.LIST|SIG-[^/]*|[^/]+\\.(SF|DSA|RSA|EC))", Pattern.CASE_INSENSITIVE);

  private final List<Archive> originals = new ArrayList<>();
  private final Map<String, Validation> classes = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int resources;

  private JarValidator() {}

  /**
   * Compares.
   *
   * @param originals jars or directories of classes, in the order of the class path
   * @param rewritten a jar or directory of classes
   * @return what was found
   * @throws UnreadableArchive if one of them is missing or damaged
   */
  public static JarReport compare(List<Path> originals, Path rewritten) throws UnreadableArchive {
    Path current = rewritten;
    try (JarValidator validator = new JarValidator();
        Archive changed = Archive.open(rewritten)) {
      for (Path original : originals) {
        current = original;
        validator.originals.add(Archive.open(original));
      }
      current = rewritten;
      return validator.compare(changed);
    } catch (UnreadableArchive e) {
      throw e;
    } catch (IOException e) {
      throw new UnreadableArchive(current, e);
    }
  }

  private JarReport compare(Archive changed) throws IOException {
    Set<String> found = new LinkedHashSet<>();
    for (String name : changed.names()) {
      if (!found.add(name)) {
        problems.add(name + " is there twice");
      }
    }
    for (String name : found) {
      byte[] bytes = changed.read(name);
      if (bytes != null && !LEFT_OUT.matcher(name).matches()) {
        compare(name, bytes);
      }
    }
    Set<String> missing = new LinkedHashSet<>();
    for (Archive original : originals) {
      missing.addAll(names(original));
    }
    missing.removeAll(found);
    for (String name : missing) {
      if (name.equals(JarFile.MANIFEST_NAME)) {
        notes.add("there is no manifest any more");
      } else if (!LEFT_OUT.matcher(name).matches()) {
        problems.add(name + " is missing");
      }
    }
    checkLinks();
    return new JarReport(
        Collections.unmodifiableMap(classes), resources, List.copyOf(problems), List.copyOf(notes));
  }

  private void compare(String name, byte[] bytes) throws IOException {
    byte[] original = original(name);
    if (name.equals(JarFile.MANIFEST_NAME)) {
      compareManifest(original == null ? new byte[0] : original, bytes);
    } else if (original == null) {
      boolean isOwn = name.startsWith(OWN);
      (isOwn ? notes : problems).add(name + (isOwn ? " was added" : " has no original"));
    } else if (name.endsWith(".class")) {
      classes.put(name, ClassValidator.validate(original, bytes));
    } else if (Arrays.equals(original, bytes)) {
      resources++;
      if (name.startsWith(SERVICES) && !providers(name).equals(providers(bytes))) {
        notes.add(name + " lacks the providers of later jars");
      }
    } else if (name.startsWith(SERVICES) && providers(name).equals(providers(bytes))) {
      resources++;
    } else {
      problems.add(name + " has other bytes");
    }
  }

  private byte @Nullable [] original(String name) throws IOException {
    for (Archive original : originals) {
      byte[] bytes = read(original, name);
      if (bytes != null) {
        return bytes;
      }
    }
    return null;
  }

  private static byte @Nullable [] read(Archive archive, String name) throws UnreadableArchive {
    try {
      return archive.read(name);
    } catch (IOException e) {
      throw new UnreadableArchive(archive.path(), e);
    }
  }

  private static List<String> names(Archive archive) throws UnreadableArchive {
    try {
      return archive.names();
    } catch (IOException e) {
      throw new UnreadableArchive(archive.path(), e);
    }
  }

  /** The providers of a service in all originals: a class path has them all. */
  private Set<String> providers(String name) throws IOException {
    Set<String> all = new LinkedHashSet<>();
    for (Archive original : originals) {
      byte[] bytes = read(original, name);
      if (bytes != null) {
        all.addAll(providers(bytes));
      }
    }
    return all;
  }

  private static Set<String> providers(byte[] file) {
    Set<String> all = new LinkedHashSet<>();
    for (String line : new String(file, StandardCharsets.UTF_8).lines().toList()) {
      int comment = line.indexOf('#');
      String provider = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (!provider.isEmpty()) {
        all.add(provider);
      }
    }
    return all;
  }

  private void compareManifest(byte[] before, byte[] after) throws IOException {
    Attributes expected = new Manifest(new ByteArrayInputStream(before)).getMainAttributes();
    Attributes found = new Manifest(new ByteArrayInputStream(after)).getMainAttributes();
    Set<Object> names = new LinkedHashSet<>(expected.keySet());
    names.addAll(found.keySet());
    Set<String> differing = new TreeSet<>();
    for (Object name : names) {
      Object value = found.get(name);
      if (value == null || !value.equals(expected.get(name))) {
        differing.add(name.toString());
      }
    }
    if (!differing.isEmpty()) {
      notes.add("the manifest differs in " + String.join(", ", differing));
    }
  }

  private void checkLinks() {
    ProgramLinks links = new ProgramLinks(classes.values());
    for (Map.Entry<String, Validation> entry : classes.entrySet()) {
      Validation validation = entry.getValue();
      String problem = links.problem(validation);
      String unguarded = links.unguarded(validation);
      if (unguarded != null && validation.isSame()) {
        // Whoever ships the original of a class accepts that.
        notes.add(entry.getKey() + ": " + unguarded);
      } else {
        problem = problem == null ? unguarded : problem;
      }
      if (problem != null) {
        entry.setValue(validation.with(problem));
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Archive original : originals) {
      original.close();
    }
  }
}
