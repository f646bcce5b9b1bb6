package io.lazyloader.agent.analysis;

import io.lazyloader.agent.rewrite.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A class whose initialiser tries to get by the verdict engine, and what it must be told. Written
 * as
 *
 * <pre>
 * //// A sentence that says what the initialiser does
 * // field FOO: UNSAFE "part of the engine's reason" because this is what can be seen
 * // field Other.BAR: PROVEN because the part of the reason may be left out,
 * //   and so may the class, if it is the first one
 * // deferred, it shows
 * class First {
 * </pre>
 *
 * <p>The last line of the header says that a program can tell if the verdicts are ignored. Besides
 * the fields that are judged, the first class, the subject, may have
 *
 * <ul>
 *   <li>{@code static String observe()}: what others can see of the initialisers' effects, or a
 *       change that others make, before the first read and after each.
 *   <li>{@code static String observeAtEnd()}: what can be seen after all the reads.
 * </ul>
 *
 * @param theme what the cases of its file have in common
 * @param packageName the package that it is compiled in
 * @param title a sentence
 * @param source Java, without imports
 * @param expectations the verdicts, in the order of the header
 * @param shows whether deferring everything against the verdicts can be told
 */
record AdversarialCase(
    String theme,
    String packageName,
    String title,
    String source,
    List<Expectation> expectations,
    boolean shows) {
  private static final Pattern TITLE = Pattern.compile("^//// (.+)$", Pattern.MULTILINE);
  private static final Pattern EXPECTATION =
      Pattern.compile(
          "^// field (?:([\\w.]+)\\.)?(\\w+): (not PROVEN|not eligible|[A-Z]+)"
              + "(?: \"([^\"]+)\")? because ((?:.+\\n)(?://   .+\\n)*)",
          Pattern.MULTILINE);
  private static final Pattern SHOWS =
      Pattern.compile("^// deferred, it shows$", Pattern.MULTILINE);
  private static final Pattern TYPE =
      Pattern.compile("^(?:\\w+ )*(?:class|enum|record|interface) (\\w+)", Pattern.MULTILINE);
  private static final Pattern COMMENT = Pattern.compile("^// (?!  )", Pattern.MULTILINE);

  /**
   * Reads the cases of one file; each begins with a line {@code //// title}. What comes before the
   * first is added to each.
   */
  static List<AdversarialCase> parse(String theme, String text) {
    List<AdversarialCase> cases = new ArrayList<>();
    Matcher title = TITLE.matcher(text);
    boolean found = title.find();
    String common = found ? text.substring(0, title.start()) : "";
    while (found) {
      String sentence = title.group(1);
      int start = title.end() + 1;
      found = title.find();
      String own = text.substring(start, found ? title.start() : text.length());
      String packageName = theme.replace(' ', '_') + ".case" + (cases.size() + 1);
      cases.add(of(theme, packageName, sentence, own + common));
    }
    return cases;
  }

  private static AdversarialCase of(String theme, String packageName, String title, String source) {
    Matcher subject = TYPE.matcher(source);
    if (!subject.find()) {
      throw new IllegalArgumentException("no class in '" + title + "'");
    }
    String header = source.substring(0, subject.start());
    List<Expectation> expectations = new ArrayList<>();
    Matcher matcher = EXPECTATION.matcher(header);
    while (matcher.find()) {
      String type = matcher.group(1) == null ? subject.group(1) : matcher.group(1);
      String fragment = matcher.group(4) == null ? "" : matcher.group(4);
      expectations.add(
          new Expectation(
              type,
              matcher.group(2),
              Expectation.Answer.of(matcher.group(3)),
              fragment,
              matcher.group(5).replaceAll("\\n//  ", "").trim()));
    }
    boolean shows = SHOWS.matcher(header).find();
    int understood = expectations.size() + (shows ? 1 : 0);
    if (expectations.isEmpty() || COMMENT.matcher(header).results().count() != understood) {
      throw new IllegalArgumentException("the header of '" + title + "' is not understood");
    }
    return new AdversarialCase(theme, packageName, title, source, expectations, shows);
  }

  /** The subject's binary name. */
  String subject() {
    Matcher subject = TYPE.matcher(source);
    if (!subject.find()) {
      throw new IllegalStateException(title);
    }
    return packageName + '.' + subject.group(1);
  }

  /** The fields that must be proven, in the order of the header. */
  List<Expectation> proven() {
    return expectations.stream().filter(Expectation::isProven).toList();
  }

  /** The internal name of the class that declares a field. */
  String className(Expectation field) {
    return packageName.replace('.', '/') + '/' + field.type().replace('.', '$');
  }

  /** The binary names of all classes of the case. */
  List<String> classNames() {
    String prefix = packageName + '.';
    return classFiles().keySet().stream()
        .map(name -> name.replace('/', '.'))
        .filter(name -> name.startsWith(prefix))
        .toList();
  }

  /** What to compile: the case itself, and {@link FirstReads}' part in it. */
  List<String> sources() {
    String declaration = "package " + packageName + ";\n";
    return List.of(declaration + source, declaration + FirstReads.source(expectations));
  }

  /** The class files of the case and of what all tests share, by internal name. */
  Map<String, byte[]> classFiles() {
    return AdversarialCases.classFiles(packageName);
  }

  byte[] classFile(String internalName) {
    return Objects.requireNonNull(classFiles().get(internalName), internalName);
  }

  Unit unit() {
    return new Unit(classFiles());
  }

  @Override
  public String toString() {
    return theme + ": " + title;
  }
}
