package io.lazyloader.agent.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.jars.Jars;
import io.lazyloader.agent.seeded.Property;
import io.lazyloader.agent.seeded.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A class loader over merged jars answers as one over the jars that they were made of: only where a
 * class or resource comes from may differ, and manifests, and how often a directory is found.
 */
class MergedPathTest {
  private static final String SERVICE = "META-INF/services/java.lang.Runnable";
  private static final List<String> PACKAGES = List.of("a", "b");
  private static final List<String> CLASSES = List.of("a.One", "a.Two", "b.One", "b.Two");
  private static final List<String> RESOURCES =
      List.of("r.txt", "a/r.txt", "b/r.txt", "META-INF/r.txt", SERVICE);
  private static final List<Integer> RELEASES = List.of(8, 9, 11, 17, 21, 25);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  private int number;

  /** A jar to be: a manifest and entries. */
  private record Plan(Manifest manifest, Map<String, byte[]> entries, boolean staysSigned) {
    @Override
    public String toString() {
      Map<String, Object> sections = new TreeMap<>();
      manifest.getEntries().forEach((name, section) -> sections.put(name, text(section)));
      return "%s %s %s%s"
          .formatted(
              text(manifest.getMainAttributes()),
              sections,
              entries.keySet(),
              staysSigned ? " signed" : "");
    }

    private static Map<String, Object> text(Attributes attributes) {
      Map<String, Object> texts = new TreeMap<>();
      attributes.forEach((name, value) -> texts.put(name.toString(), value));
      texts.remove("Manifest-Version");
      return texts;
    }
  }

  @Seeds(first = 200)
  void class_loaders_answer_alike(long seed) {
    Property.check(seed, MergedPathTest::plans, this::assertAlike);
  }

  private static List<Plan> plans(Random random) {
    List<Plan> plans = new ArrayList<>();
    int count = random.nextInt(5);
    for (int jar = 0; jar <= count; jar++) {
      plans.add(plan(random, jar));
    }
    return plans;
  }

  private static Plan plan(Random random, int jar) {
    Manifest manifest = Jars.manifest();
    describe(random, manifest.getMainAttributes());
    for (String section : PACKAGES) {
      if (random.nextInt(4) == 3) {
        Attributes own = new Attributes();
        describe(random, own);
        manifest.getEntries().put(section + '/', own);
      }
    }
    boolean isMultiRelease = random.nextInt(3) == 2;
    if (isMultiRelease) {
      manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
    }
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (String name : CLASSES) {
      for (String prefix : prefixes(random)) {
        entries.put(
            prefix + name.replace('.', '/') + ".class", classFile(name, jar + " " + prefix));
      }
    }
    for (String name : RESOURCES) {
      for (String prefix : prefixes(random)) {
        String text = name.equals(SERVICE) ? services(random) : jar + " " + prefix + name;
        entries.put(prefix + name, text.getBytes(StandardCharsets.UTF_8));
      }
    }
    return new Plan(manifest, entries, random.nextInt(8) == 7);
  }

  /** Where an entry is: nowhere, in its place, or in those of releases, or both. */
  private static List<String> prefixes(Random random) {
    List<String> prefixes = new ArrayList<>();
    int kind = random.nextInt(8);
    if (kind > 4) {
      prefixes.add("");
    }
    if (kind == 4 || kind == 7) {
      for (int more = random.nextInt(2); more >= 0; more--) {
        String prefix = "META-INF/versions/" + RELEASES.get(random.nextInt(RELEASES.size())) + '/';
        if (!prefixes.contains(prefix)) {
          prefixes.add(prefix);
        }
      }
    }
    return prefixes;
  }

  private static void describe(Random random, Attributes attributes) {
    for (Attributes.Name name :
        List.of(
            Attributes.Name.IMPLEMENTATION_VERSION,
            Attributes.Name.SPECIFICATION_VERSION,
            Attributes.Name.SEALED)) {
      int kind = random.nextInt(6);
      if (kind > 3) {
        boolean isSealed = name.equals(Attributes.Name.SEALED);
        attributes.put(name, isSealed ? String.valueOf(kind == 5) : "1." + kind);
      }
    }
  }

  private static String services(Random random) {
    return CLASSES.get(random.nextInt(CLASSES.size()))
        + "\n# comment\n"
        + CLASSES.get(random.nextInt(CLASSES.size()))
        + '\n';
  }

  /** A class that is a service, and says in a constant which jar it comes from. */
  private static byte[] classFile(String name, String from) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC,
        name.replace('.', '/'),
        null,
        "java/lang/Object",
        new String[] {"java/lang/Runnable"});
    int constant = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
    writer.visitField(constant, "FROM", "Ljava/lang/String;", null, from).visitEnd();
    MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    constructor.visitMaxs(1, 1);
    constructor.visitEnd();
    MethodVisitor run = writer.visitMethod(Opcodes.ACC_PUBLIC, "run", "()V", null, null);
    run.visitCode();
    run.visitInsn(Opcodes.RETURN);
    run.visitMaxs(0, 1);
    run.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void assertAlike(List<Plan> plans) throws IOException {
    Path work = Files.createDirectories(directory.resolve(String.valueOf(number++)));
    List<Path> jars = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    try {
      for (Plan plan : plans) {
        Path jar = work.resolve(parts.size() + ".jar");
        Jars.write(jar, plan.manifest(), plan.entries());
        jars.add(jar);
        parts.add(Part.open(parts.size(), new PackedJar(jar, jar.toString(), false)));
      }
      Grouping.Result merged =
          Grouping.merge(parts, part -> plans.get(part.number()).staysSigned(), plans.size() % 3);
      List<Path> written =
          LibraryWriter.write(merged.segments(), work.resolve("lib"), "app", ClassChanges.NONE);

      assertThat(
              merged.segments().stream()
                  .flatMap(segment -> segment.groups().stream())
                  .mapToInt(group -> group.members().size())
                  .sum())
          .isEqualTo(plans.size());
      for (List<String> order : List.of(CLASSES, reversed(CLASSES))) {
        assertThat(answers(written, order)).isEqualTo(answers(jars, order));
      }
    } finally {
      for (Part part : parts) {
        part.close();
      }
      Directories.delete(work);
    }
  }

  private static List<String> reversed(List<String> names) {
    List<String> reversed = new ArrayList<>(names);
    Collections.reverse(reversed);
    return reversed;
  }

  /** All that a program can ask a class loader, with the answers. */
  private static Map<String, Object> answers(List<Path> jars, List<String> order)
      throws IOException {
    Map<String, Object> answers = new LinkedHashMap<>();
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      for (String name : order) {
        answers.put("class " + name, classAnswer(loader, name));
      }
      for (String name : PACKAGES) {
        answers.put("package " + name, packageAnswer(loader.getDefinedPackage(name)));
      }
      List<String> names = new ArrayList<>(RESOURCES);
      CLASSES.forEach(name -> names.add(name.replace('.', '/') + ".class"));
      names.add("nowhere.txt");
      for (String name : names) {
        answers.put("first " + name, content(loader.getResource(name)));
        boolean isClass = name.endsWith(".class");
        List<String> all = new ArrayList<>();
        for (URL url : Collections.list(loader.getResources(name))) {
          all.add(content(url));
        }
        // No loader finds the class files that others hide, so they are left out.
        answers.put("all " + name, isClass ? all.stream().limit(1).toList() : all);
      }
      answers.put("services", services(loader));
    }
    return answers;
  }

  private static String classAnswer(ClassLoader loader, String name) {
    try {
      return String.valueOf(Class.forName(name, false, loader).getField("FROM").get(null));
    } catch (ReflectiveOperationException | SecurityException | LinkageError e) {
      return e.getClass().getName();
    }
  }

  private static String packageAnswer(@Nullable Package found) {
    return found == null
        ? "none"
        : found.getImplementationVersion()
            + ' '
            + found.getSpecificationVersion()
            + ' '
            + found.isSealed();
  }

  private static List<String> services(ClassLoader loader) {
    List<String> services = new ArrayList<>();
    try {
      for (Runnable service : ServiceLoader.load(Runnable.class, loader)) {
        services.add(service.getClass().getName());
      }
    } catch (ServiceConfigurationError | SecurityException e) {
      services.add(e.getClass().getName());
    }
    return services;
  }

  private static String content(@Nullable URL url) throws IOException {
    if (url == null) {
      return "none";
    }
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    try (InputStream bytes = connection.getInputStream()) {
      return new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
