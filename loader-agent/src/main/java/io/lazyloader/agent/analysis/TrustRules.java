package io.lazyloader.agent.analysis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rules that vouch for calls that analysis can't follow or can't prove.
 *
 * <p>A rules file is UTF-8 text. Its first line is {@code lazyloader-rules 1}; each further line is
 * a rule, the head of a set, a comment that begins with {@code #}, or empty:
 *
 * <pre>{@code
 * set NAME: WHAT IT TRUSTS
 * trust CLASS#METHOD [own] [group NAME]: REASON
 * }</pre>
 *
 * <p>A rule belongs to the set whose head stands before it, or else to the set {@value
 * #DEFAULT_SET}. The rules of that set are believed, those of others only once they are asked for
 * by name.
 *
 * <p>{@code CLASS} is a binary name; a {@code +} at its end takes in subtypes. {@code METHOD} is a
 * name, {@code <init>} for constructors or {@code <clinit>} for the class's initialiser. In both,
 * {@code *} stands for any run of characters. With {@code own}, it vouches for calls on objects
 * that the same initialiser makes, with operands that nobody can change. Fields whose initialisers
 * rest on rules of one group share a cost that whoever comes first pays.
 */
public final class TrustRules {
  /** The set that is believed without being asked for. */
  public static final String DEFAULT_SET = "balanced";

  private static final String HEADER = "lazyloader-rules 1";
  private static final TrustRules NONE = new TrustRules(List.of(), List.of(), Set.of(DEFAULT_SET));

  /** All that was read, in the order in which they are asked. */
  private final List<Rule> all;

  private final List<RuleSet> sets;
  private final Set<String> believed;

  /** Those of the sets that are believed. */
  private final List<Rule> rules;

  private TrustRules(List<Rule> all, List<RuleSet> sets, Set<String> believed) {
    this.all = all;
    this.sets = sets;
    this.believed = believed;
    List<Rule> inForce = new ArrayList<>();
    for (Rule rule : all) {
      if (believed.contains(rule.set())) {
        inForce.add(rule);
      }
    }
    this.rules = List.copyOf(inForce);
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
    List<Rule> allRules = new ArrayList<>();
    List<RuleSet> allSets = new ArrayList<>(sets);
    RuleSet set = new RuleSet(DEFAULT_SET, name, "");
    allSets.add(set);
    int number = 1;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      String text = line.strip();
      String place = name + " line " + number;
      if (RuleSet.isHead(text)) {
        set = RuleSet.parse(text, name, place);
        allSets.add(set);
      } else if (!text.isEmpty() && !text.startsWith("#")) {
        allRules.add(Rule.parse(text, place, set));
      }
    }
    allRules.addAll(all);
    return new TrustRules(List.copyOf(allRules), List.copyOf(allSets), believed);
  }

  /**
   * Believes further sets.
   *
   * @param names what they are called, separated by colons; empty ones do not count
   * @return new rules
   * @throws IllegalArgumentException if there is no such set; says which there are
   */
  public TrustRules trusting(String names) {
    Set<String> wanted = new TreeSet<>(believed);
    for (String name : names.split(":", -1)) {
      String stripped = name.strip();
      if (stripped.isEmpty()) {
        continue;
      }
      if (!setNames().contains(stripped)) {
        throw new IllegalArgumentException(
            "there is no set of trust rules '"
                + stripped
                + "' (sets: "
                + String.join(", ", setNames())
                + ")");
      }
      wanted.add(stripped);
    }
    return new TrustRules(all, sets, wanted);
  }

  /**
   * Returns the names of all sets, whether or not they are believed.
   *
   * @return in alphabetical order
   */
  public Set<String> setNames() {
    Set<String> names = new TreeSet<>();
    for (RuleSet set : sets) {
      names.add(set.name());
    }
    return names;
  }

  /**
   * Returns what a policy believes of this. A policy that asks for proof believes nothing: behind a
   * call that is taken on trust, even a proof would rest on that trust.
   *
   * @param policy how much proof is asked for
   * @return these rules, or none
   */
  public TrustRules under(Policy policy) {
    return policy == Policy.STRICT ? NONE : this;
  }

  /**
   * Returns the rules that are believed.
   *
   * @return in the order in which they are asked
   */
  public List<Rule> rules() {
    return rules;
  }

  /**
   * Says what is trusted, in one line.
   *
   * @return a list of noun phrases, to stand behind "trusts"
   */
  public String summary() {
    StringBuilder text = new StringBuilder();
    for (RuleSet set : sets) {
      int count = 0;
      for (Rule rule : rules) {
        count += rule.origin().equals(set) ? 1 : 0;
      }
      if (count > 0) {
        text.append(text.length() == 0 ? "" : "; ").append(set.summaryOf(count));
      }
    }
    return text.length() == 0 ? "nothing" : text.toString();
  }

  /**
   * A set of rules, or the part of it that stands in one file.
   *
   * @param name what it is asked for by
   * @param file where its head stands
   * @param summary what its rules vouch for; empty if it has no head
   */
  public record RuleSet(String name, String file, String summary) {
    private static final String WORD = "set ";

    static boolean isHead(String text) {
      return text.startsWith(WORD);
    }

    static RuleSet parse(String text, String file, String place) {
      int colon = text.indexOf(": ");
      String name = colon < 0 ? "" : text.substring(WORD.length(), colon).strip();
      String summary = colon < 0 ? "" : text.substring(colon + 2).strip();
      if (!isName(name) || summary.isEmpty()) {
        throw new IllegalArgumentException(
            "rules "
                + place
                + ": \""
                + text
                + "\" is not of the form \"set NAME: WHAT IT TRUSTS\", with a name of letters,"
                + " digits, '.', '_' and '-'");
      }
      return new RuleSet(name, file, summary);
    }

    private static boolean isName(String name) {
      for (int at = 0; at < name.length(); at++) {
        char each = name.charAt(at);
        if (!Character.isLetterOrDigit(each) && "._-".indexOf(each) < 0) {
          return false;
        }
      }
      return !name.isEmpty();
    }

    String summaryOf(int count) {
      return summary.isEmpty() ? count + (count == 1 ? " rule of " : " rules of ") + file : summary;
    }
  }

  /**
   * One rule.
   *
   * @param place the file and line where it stands
   * @param origin the set that it belongs to
   * @param classPattern the binary names of the classes it is about
   * @param withSubtypes whether it is about their subtypes too
   * @param method the names of the methods it is about
   * @param onOwn whether it is only about calls on objects of the initialiser's own
   * @param group what its cost is shared with, or empty
   * @param reason why it can be trusted
   */
  public record Rule(
      String place,
      RuleSet origin,
      String classPattern,
      boolean withSubtypes,
      String method,
      boolean onOwn,
      String group,
      String reason) {
    private static final String FORM =
        "\" is not of the form \"trust CLASS#METHOD: REASON\" or \"trust CLASS#METHOD [own] [group"
            + " NAME]: REASON\"";

    static Rule parse(String text, String place, RuleSet set) {
      int colon = text.indexOf(": ");
      String head = colon < 0 ? text : text.substring(0, colon);
      String reason = colon < 0 ? "" : text.substring(colon + 2).strip();
      String[] words = head.strip().split("\\s+", -1);
      boolean onOwn = words.length > 2 && words[2].equals("own");
      int plain = onOwn ? 3 : 2;
      boolean isGrouped = words.length == plain + 2 && words[plain].equals("group");
      int separator = words.length > 1 ? words[1].indexOf('#') : -1;
      if (!words[0].equals("trust")
          || (words.length != plain && !isGrouped)
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
          set,
          withSubtypes ? pattern.substring(0, pattern.length() - 1) : pattern,
          withSubtypes,
          words[1].substring(separator + 1),
          onOwn,
          isGrouped ? words[plain + 1] : "",
          reason);
    }

    /**
     * Returns the set that it belongs to.
     *
     * @return its name
     */
    public String set() {
      return origin.name();
    }

    /**
     * Tells whether it is about methods of a name.
     *
     * @param called the name, as in the class file
     * @return whether it may vouch for such a method
     */
    public boolean isAboutMethod(String called) {
      return isMatch(method, called);
    }

    /**
     * Tells whether it is about a class itself, whatever its supertypes.
     *
     * @param className the binary name
     * @return whether its pattern fits
     */
    public boolean isAboutClass(String className) {
      return isMatch(classPattern, className);
    }

    private static boolean isMatch(String pattern, String text) {
      return isMatch(pattern, 0, text, 0);
    }

    private static boolean isMatch(String pattern, int from, String text, int at) {
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
        if (isMatch(pattern, star + 1, text, rest)) {
          return true;
        }
      }
      return false;
    }

    /**
     * Says what a verdict says that rests on this rule.
     *
     * @return a sentence without its full stop
     */
    public String describe() {
      return "a rule vouches for "
          + classPattern
          + (withSubtypes ? "+" : "")
          + '#'
          + method
          + " ("
          + place
          + (set().equals(DEFAULT_SET) ? "" : ", set " + set())
          + "): "
          + reason;
    }
  }
}
