package io.lazyloader.agent.plan;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Fields to defer, by name, from any number of {@code .lazyplan} files.
 *
 * <p>A plan file is UTF-8 text. Its first line is {@code lazyloader-plan 1}; each further line
 * names a field as {@code fully.qualified.Class#FIELD}, and may go on with {@code group=NAME}, for
 * warm-up. A {@code #} at the start of a line or after white space starts a comment. A line that
 * can't be read is reported and passed over.
 *
 * <p>Read by any thread; one thread at a time may add to it.
 */
public final class Plan {
  /** Where a jar may carry a plan of its own. */
  public static final String RESOURCE = "META-INF/lazyloader/fields.lazyplan";

  /** How a problem ends that leaves nothing of a plan. */
  public static final String WITHOUT = " Running without it.";

  private static final String HEADER = "lazyloader-plan 1";
  private static final String GROUP = "group=";

  /** By binary class name, then field name, the place where it is named. */
  private final Map<String, Map<String, String>> fields = new ConcurrentHashMap<>();

  /** By binary class name, then field name, the group that the field is in. */
  private final Map<String, Map<String, String>> groups = new ConcurrentHashMap<>();

  private final Set<String> fieldNames = ConcurrentHashMap.newKeySet();

  private final List<String> problems = new ArrayList<>();

  /**
   * Reads a plan file and adds its fields. Problems are added to {@link #problems}.
   *
   * @param file an absolute path, or one relative to the working directory
   */
  public void read(String file) {
    File path = new File(file);
    if (path.isDirectory()) {
      problems.add("plan " + file + " is a directory, not a file." + WITHOUT);
      return;
    }
    if (!path.exists()) {
      problems.add(
          "plan "
              + file
              + " does not exist (looked in "
              + new File("").getAbsolutePath()
              + ")."
              + WITHOUT);
      return;
    }
    try (InputStream content = new FileInputStream(path)) {
      read(file, content);
    } catch (IOException e) {
      problems.add("plan " + file + " can't be read: " + e.getMessage() + "." + WITHOUT);
    }
  }

  /**
   * Reads a plan and adds its fields.
   *
   * @param name what to call it in messages
   * @param content its bytes; not closed
   * @throws IOException if they can't be read
   */
  public void read(String name, InputStream content) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
    String header = lines.readLine();
    if (header == null || !withoutComment(header).equals(HEADER)) {
      problems.add(
          "plan "
              + name
              + " does not begin with the line \""
              + HEADER
              + "\", so it is no plan that this version can read."
              + WITHOUT);
      return;
    }
    int number = 1;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      String entry = withoutComment(line);
      if (!entry.isEmpty()) {
        add(entry, name + " line " + number);
      }
    }
  }

  private void add(String line, String place) {
    String entry = line;
    String group = null;
    int attribute = line.lastIndexOf(GROUP);
    // A field's name may hold any characters but a few, so only after white space.
    if (attribute > 0 && Character.isWhitespace(line.charAt(attribute - 1))) {
      entry = line.substring(0, attribute).trim();
      group = line.substring(attribute + GROUP.length());
    }
    int separator = entry.indexOf(FieldName.SEPARATOR);
    if (separator <= 0 || separator == entry.length() - 1 || entry.indexOf('/') >= 0) {
      problems.add(
          "plan "
              + place
              + ": \""
              + entry
              + "\" is not of the form fully.qualified.Class#FIELD. Passing it over.");
      return;
    }
    if (group != null && group.isEmpty()) {
      problems.add(
          "plan " + place + ": group= needs a name, as in group=startup. Passing the line over.");
      return;
    }
    String className = entry.substring(0, separator);
    String field = entry.substring(separator + 1);
    if (group != null) {
      putFirst(groups, className, field, group);
    }
    putFirst(fields, className, field, place);
    fieldNames.add(field);
  }

  private static void putFirst(
      Map<String, Map<String, String>> all, String className, String field, String value) {
    Map<String, String> ofClass = all.get(className);
    if (ofClass == null) {
      ofClass = new ConcurrentHashMap<>();
      all.put(className, ofClass);
    }
    ofClass.putIfAbsent(field, value);
  }

  /**
   * Leaves out the comment of a line, and white space around what is left.
   *
   * @param line of a plan, or of another file with such comments
   * @return what the line says, maybe empty
   */
  public static String withoutComment(String line) {
    int end = line.length();
    for (int at = line.indexOf('#'); at >= 0; at = line.indexOf('#', at + 1)) {
      if (at == 0 || Character.isWhitespace(line.charAt(at - 1))) {
        end = at;
        break;
      }
    }
    String text = line.substring(0, end).trim();
    // A byte order mark is no white space, but editors put it there.
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /**
   * Tells whether there is nothing to defer.
   *
   * @return true if no field is named
   */
  public boolean isEmpty() {
    return fields.isEmpty();
  }

  /**
   * Returns the classes that fields are named of.
   *
   * @return binary names
   */
  public Set<String> classes() {
    return fields.keySet();
  }

  /**
   * Returns the fields that are named of a class.
   *
   * @param className a binary name
   * @return names, empty if the plan does not name the class
   */
  public Set<String> fieldsOf(String className) {
    Map<String, String> ofClass = fields.get(className);
    return ofClass == null ? Set.of() : ofClass.keySet();
  }

  /**
   * Returns the groups that fields of a class are put into.
   *
   * @param className a binary name
   * @return groups by field name, empty if the plan names none
   */
  public Map<String, String> groupsOf(String className) {
    return groups.getOrDefault(className, Map.of());
  }

  /**
   * Tells where a field is named.
   *
   * @param className a binary name
   * @param field a field's name
   * @return the file and line, or null if the plan does not name the field
   */
  public @Nullable String placeOf(String className, String field) {
    Map<String, String> ofClass = fields.get(className);
    return ofClass == null ? null : ofClass.get(field);
  }

  /**
   * Returns the names of all fields, whichever class they are of.
   *
   * @return a view that grows as files are read
   */
  public Set<String> fieldNames() {
    return fieldNames;
  }

  /**
   * Returns what was wrong with the files.
   *
   * @return sentences that say what, where and what happens now
   */
  public List<String> problems() {
    return problems;
  }
}
