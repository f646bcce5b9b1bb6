package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.CheckClassAdapter;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceMethodVisitor;

/** What holds for every rewritten class, whatever a test is about. */
final class Checks {
  private static final Pattern READ =
      Pattern.compile(" +GETSTATIC (?<owner>\\S+)\\.(?<name>\\S+) : (?<type>\\S+)");

  /** A call before one of {@code Field}'s methods, which copies the {@code Field} below others. */
  private static final Pattern CALL_BEFORE =
      Pattern.compile(
          "(    DUP2?(_X[12])?\n(    POP2?\n)?)+"
              + "    INVOKESTATIC \\S+/ReflectiveAccess.before(Write|Invoke)? .*\n"
              + "|    SWAP\n    INVOKESTATIC \\S+/ReflectiveAccess.readable .*\n    SWAP\n");

  /** What is shown of a member that lies on the stack, too. */
  private static final Pattern SHOWN =
      Pattern.compile(
          " +DUP\\R( +INVOKE(?:VIRTUAL|INTERFACE) \\S+/(?:Field|Member|AnnotatedElement)\\.\\w+ .*\\R) +SWAP\\R"
              + " +INVOKESTATIC \\S+/DeclaredMembers.(?:modifiers|text|accessFlags) .*\\R");

  /** What is exchanged on top of the stack, and what is told to nobody in the program. */
  private static final Pattern ADDED =
      Pattern.compile(
          " +INVOKESTATIC \\S+/DeclaredMembers.(fields?|methods?|printable) .*\\R"
              + "| +INVOKESTATIC \\S+/ForeignReads.byNativeLibrary .*\\R"
              + "| +LDC .*\\R +INVOKESTATIC \\S+/ForeignReads.byPlatform .*\\R");

  /** A method that stands for a method reference: its name, and what it calls. */
  private static final Pattern BRIDGED =
      Pattern.compile(
          "INVOKE(?<kind>\\w+) (?<owner>(?!io/lazyloader/)\\S+)\\.(?<name>\\S+) (?<type>\\S+)");

  private static final Pattern BRIDGE =
      Pattern.compile(
          "INVOKESTATIC(\\s+)io/lazyloader/runtime/ReflectiveAccess"
              + "(\\.\\w+ ?)\\(Ljava/lang/invoke/MethodHandles\\$Lookup;");

  private static final Pattern MAX_STACK = Pattern.compile("MAXSTACK = \\d+");

  private Checks() {}

  /**
   * Checks that the data flow of the new class is sound, that methods without a read of a deferred
   * field and without reflection kept their bytes, and that the others differ in those reads and
   * calls only: frames, handlers, line numbers and local variables are intact.
   *
   * @param types finds the classes that the rewritten one mentions
   */
  static void check(byte[] before, byte[] after, ClassLoader types) {
    StringWriter problems = new StringWriter();
    CheckClassAdapter.verify(new ClassReader(after), types, false, new PrintWriter(problems));
    assertThat(problems.toString()).isEmpty();
    assertThat(ClassFileCheck.problem(after)).isNull();
    checkMethods(before, after);
  }

  private static void checkMethods(byte[] before, byte[] after) {
    Map<String, ByteBuffer> bytesBefore = MethodBytes.of(before);
    Map<String, ByteBuffer> bytesAfter = MethodBytes.of(after);
    Map<String, String> codeAfter = code(after);
    code(before)
        .forEach(
            (name, expected) -> {
              if (!name.equals("<clinit>()V")) {
                String actual = unbridged(codeAfter.getOrDefault(name, "missing"), codeAfter);
                assertThat(restored(actual, expected)).as(name).isEqualTo(expected);
                if (expected.equals(codeAfter.get(name))) {
                  assertThat(bytesAfter.get(name)).as(name).isEqualTo(bytesBefore.get(name));
                }
              }
            });
  }

  /** Puts method references back where references to methods that stand for them are. */
  private static String unbridged(String actual, Map<String, String> code) {
    String restored =
        actual
            .replace(
                "io/lazyloader/runtime/DeclaredMembers.makeConcat",
                "java/lang/invoke/StringConcatFactory.makeConcat")
            .replaceAll(
                "io/lazyloader/runtime/ReflectiveAccess\\.(getStaticFinal|staticFieldVarHandle)",
                "java/lang/invoke/ConstantBootstraps.$1");
    for (Map.Entry<String, String> method : code.entrySet()) {
      Matcher call = BRIDGED.matcher(method.getValue());
      if (method.getKey().startsWith("$lazy$call$") && call.find()) {
        String kind =
            switch (call.group("kind")) {
              case "STATIC" -> "0x6 : INVOKESTATIC";
              case "INTERFACE" -> "0x9 : INVOKEINTERFACE";
              case "SPECIAL" -> "0x8 : NEWINVOKESPECIAL";
              default -> "0x5 : INVOKEVIRTUAL";
            };
        String isOfInterface = call.group("kind").equals("INTERFACE") ? " itf" : "";
        restored =
            restored.replaceAll(
                "0x6 : INVOKESTATIC(\\s+)\\S+\\." + Pattern.quote(method.getKey()) + "( itf)?",
                Matcher.quoteReplacement(kind)
                    + "$1"
                    + Matcher.quoteReplacement(
                        call.group("owner") + '.' + call.group("name") + call.group("type"))
                    + isOfInterface);
      }
    }
    return restored;
  }

  /** Takes out what is in front of reflection, and puts its own calls back. */
  private static String restored(String actual, String expected) {
    String reads = withReads(actual, expected);
    String called = SHOWN.matcher(CALL_BEFORE.matcher(reads).replaceAll("")).replaceAll("$1");
    String restored =
        BRIDGE
            .matcher(ADDED.matcher(called).replaceAll(""))
            .replaceAll("INVOKEVIRTUAL$1java/lang/invoke/MethodHandles\\$Lookup$2(")
            .replace("0x6 : INVOKEVIRTUAL", "0x5 : INVOKEVIRTUAL");
    if (restored.length() < reads.length()) {
      Matcher maximum = MAX_STACK.matcher(expected);
      assertThat(maximum.find()).isTrue();
      return MAX_STACK.matcher(restored).replaceAll(maximum.group());
    }
    return restored;
  }

  /** Puts reads back where accessors are called or cells are read. */
  private static String withReads(String actual, String expected) {
    List<String> lines = actual.lines().collect(Collectors.toCollection(ArrayList::new));
    List<String> before = expected.lines().toList();
    for (int at = 0; at < Math.min(lines.size(), before.size()); at++) {
      Matcher read = READ.matcher(before.get(at));
      if (read.matches()) {
        List<String> rest = lines.subList(at, lines.size());
        for (List<String> replacement : replacements(read)) {
          if (startsWith(rest, replacement)) {
            rest.subList(0, replacement.size()).clear();
            rest.add(0, before.get(at));
            break;
          }
        }
      }
    }
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  /**
   * What may stand for a read, each line as a pattern: a class's or interface's accessor, a cell.
   */
  private static List<List<String>> replacements(Matcher read) {
    String owner = Pattern.quote(read.group("owner"));
    String name = Pattern.quote("$lazy$" + read.group("name"));
    String call = name + Pattern.quote(" ()" + read.group("type"));
    List<String> cell = new ArrayList<>();
    String cellName = Pattern.quote(Emitted.cell(read.group("name"), read.group("type")));
    cell.add(" +GETSTATIC " + owner + "\\." + cellName + " : Ljava/util/Map\\$Entry;");
    cell.add(" +INVOKEINTERFACE java/util/Map\\$Entry.getValue .*");
    Type type = Type.getType(read.group("type"));
    if (type.getSort() < Type.ARRAY) {
      cell.add(" +CHECKCAST java/lang/(Number|Boolean|Character)");
      cell.add(" +INVOKEVIRTUAL java/lang/\\w+.\\w+Value .*");
    } else if (!type.getInternalName().equals("java/lang/Object")) {
      cell.add(" +CHECKCAST " + Pattern.quote(type.getInternalName()));
    }
    return List.of(
        List.of(" +INVOKESTATIC " + owner + "\\." + call),
        List.of(" +INVOKESTATIC \\S+\\." + call + " \\(itf\\)"),
        cell);
  }

  private static boolean startsWith(List<String> lines, List<String> patterns) {
    return lines.size() >= patterns.size()
        && IntStream.range(0, patterns.size())
            .allMatch(line -> lines.get(line).matches(patterns.get(line)));
  }

  private static Map<String, String> code(byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, 0);
    Map<String, String> code = new HashMap<>();
    for (MethodNode method : node.methods) {
      code.put(method.name + method.desc, text(method));
    }
    return code;
  }

  private static String text(MethodNode method) {
    Textifier text = new Textifier();
    method.accept(new TraceMethodVisitor(text));
    StringWriter written = new StringWriter();
    PrintWriter printer = new PrintWriter(written);
    text.print(printer);
    printer.flush();
    return written.toString();
  }
}
