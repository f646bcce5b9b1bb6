package io.lazyloader.agent.analysis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules that vouch for calls that analysis can't follow or can't prove.
 *
 * <p>A rules file is UTF-8 text. Its first line is {@code lazyloader-rules 1}; each further line is
 * a rule, a comment that begins with {@code #}, or empty:
 *
 * <pre>{@code
 * trust CLASS#METHOD: REASON
 * trust CLASS#METHOD group NAME: REASON
 * }</pre>
 *
 * <p>{@code CLASS} is a binary name, with {@code *} for any run of characters; a {@code +} at its
 * end takes in subtypes. {@code METHOD} is a name, {@code <init>} for constructors, {@code
 * <clinit>} for the class's initialiser, or {@code *} for all of them. Fields whose initialisers
 * rest on rules of one group share a cost that whoever comes first pays.
 */
public final class TrustRules {
  private static final String HEADER = "lazyloader-rules 1";
  private static final TrustRules NONE = new TrustRules(List.of());

  private final List<Rule> rules;

  private TrustRules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Returns rules that vouch for nothing.
   *
   * @return the same object at each call
   */
  public static TrustRules none() {
    return NONE;
  }

  /**
   * Returns the rules that come with Lazyloader.
   *
   * @return rules read anew
   */
  public static TrustRules shipped() {
    String resource = "shipped.lazyrules";
    try (InputStream input = TrustRules.class.getResourceAsStream(resource)) {
      if (input == null) {
        throw new IllegalStateException("the agent jar lacks " + resource);
      }
      return none().and(resource, input);
    } catch (IOException e) {
      throw new IllegalStateException("the agent jar is broken: " + e, e);
    }
  }

  /**
   * Adds the rules of a file; they come before those that are there.
   *
   * @param name what to call the file in messages
   * @param content its bytes; not closed
   * @return new rules
   * @throws IOException if the bytes can't be read
   * @throws IllegalArgumentException if a line is no rule; says which and what to write
   */
  public TrustRules and(String name, InputStream content) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
    String header = lines.readLine();
    if (header == null || !header.strip().equals(HEADER)) {
      throw new IllegalArgumentException(
          "rules "
              + name
              + " do not begin with the line \""
              + HEADER
              + "\", so they are none that this version can read");
    }
    List<Rule> all = new ArrayList<>();
    int number = 1;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        all.add(Rule.parse(text, name + " line " + number));
      }
    }
    all.addAll(rules);
    return new TrustRules(all);
  }

  /**
   * Returns the rules.
   *
   * @return in the order in which they are asked
   */
  public List<Rule> rules() {
    return rules;
  }

  /** The rule that vouches for a method, or null. */
  @Nullable Rule forCall(TypeInfo type, String method) {
    for (Rule rule : rules) {
      if (rule.vouchesFor(type, method)) {
        return rule;
      }
    }
    return null;
  }

  /**
   * One rule.
   *
   * @param place the file and line where it stands
   * @param classPattern the binary names of the classes it is about
   * @param withSubtypes whether it is about their subtypes too
   * @param method the name of the methods it is about, or {@code *}
   * @param group what its cost is shared with, or empty
   * @param reason why it can be trusted
   */
  public record Rule(
      String place,
      String classPattern,
      boolean withSubtypes,
      String method,
      String group,
      String reason) {
    private static final String FORM =
        "\" is not of the form \"trust CLASS#METHOD: REASON\" or \"trust CLASS#METHOD group NAME:"
            + " REASON\"";

    static Rule parse(String text, String place) {
      int colon = text.indexOf(": ");
      String head = colon < 0 ? text : text.substring(0, colon);
      String reason = colon < 0 ? "" : text.substring(colon + 2).strip();
      String[] words = head.strip().split("\\s+", -1);
      boolean isGrouped = words.length == 4 && words[2].equals("group");
      int separator = words.length > 1 ? words[1].indexOf('#') : -1;
      if (!words[0].equals("trust")
          || (words.length != 2 && !isGrouped)
          || separator <= 0
          || separator == words[1].length() - 1) {
        throw new IllegalArgumentException("rules " + place + ": \"" + text + FORM);
      }
      if (reason.isEmpty()) {
        throw new IllegalArgumentException(
            "rules "
                + place
                + ": \""
                + text
                + "\" gives no reason. Write one behind a colon and a space: who reads the verdict"
                + " must know why to believe it");
      }
      String pattern = words[1].substring(0, separator);
      boolean withSubtypes = pattern.endsWith("+");
      return new Rule(
          place,
          withSubtypes ? pattern.substring(0, pattern.length() - 1) : pattern,
          withSubtypes,
          words[1].substring(separator + 1),
          isGrouped ? words[3] : "",
          reason);
    }

    boolean vouchesFor(TypeInfo type, String called) {
      if (!method.equals("*") && !method.equals(called)) {
        return false;
      }
      return matches(type.binaryName()) || (withSubtypes && matchesSupertype(type));
    }

    private boolean matchesSupertype(TypeInfo type) {
      for (TypeInfo each : type.interfaces) {
        if (matches(each.binaryName()) || matchesSupertype(each)) {
          return true;
        }
      }
      TypeInfo parent = type.superType;
      return parent != null && (matches(parent.binaryName()) || matchesSupertype(parent));
    }

    private boolean matches(String className) {
      return matches(classPattern, 0, className, 0);
    }

    private static boolean matches(String pattern, int from, String text, int at) {
      int star = pattern.indexOf('*', from);
      if (star < 0) {
        return text.length() - at == pattern.length() - from
            && text.startsWith(pattern.substring(from), at);
      }
      String literal = pattern.substring(from, star);
      if (!text.startsWith(literal, at)) {
        return false;
      }
      for (int rest = at + literal.length(); rest <= text.length(); rest++) {
        if (matches(pattern, star + 1, text, rest)) {
          return true;
        }
      }
      return false;
    }

    /** What a verdict says that rests on this rule. */
    String describe() {
      return "a rule vouches for "
          + classPattern
          + (withSubtypes ? "+" : "")
          + '#'
          + method
          + " ("
          + place
          + "): "
          + reason;
    }
  }
}
