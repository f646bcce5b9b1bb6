package io.lazyloader.agent.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why classes do not come from an archive: by what their names and sources say, by their
 * class files and jars, and by what JVMs said. Where several reasons hold, the one that has to go
 * first is found.
 */
public final class AbsenceFinder implements AutoCloseable {
  /** Java 6, the first whose class files are verified by stack maps (JVMS 17 §4.10). */
  private static final int FIRST_WITH_STACK_MAPS = 50;

  private static final String EVENTS = "jdk.internal.event.";
  private static final Pattern PROXY = Pattern.compile("(?:^|\\.)\\$Proxy\\d+$");
  private static final Pattern METHOD_HANDLE_CODE =
      Pattern.compile("^java\\.lang\\.invoke\\.(?:LambdaForm\\$|BoundMethodHandle\\$Species_)");

  /** How HotSpot's reasons begin, in JDK 17 to 25. */
  private static final Map<String, AbsenceReason> TRAINED =
      Map.of(
          "Signed JAR", AbsenceReason.SIGNED,
          "Old class has been linked", AbsenceReason.OLD,
          "Pre JDK 6 class", AbsenceReason.OLD,
          "JFR event class", AbsenceReason.JFR_EVENT);

  private static final Pattern FAULT =
      Pattern.compile("(?i)verif|redefined|linkage error|in error");

  /** How reasons begin that the class's own file and origin say more of. */
  private static final List<String> WEAK =
      List.of("Unsupported location", "Unlinked class", "Not in loaded state", "Not linked");

  private static final Pattern SUPERTYPE =
      Pattern.compile("^(?:super class|interface|nest_host class) (\\S+) is excluded");

  private final Evidence evidence;
  private final ClassPathFiles files = new ClassPathFiles();
  private final IdentityHashMap<LoadedClass, Absence> known = new IdentityHashMap<>();
  private final Map<String, LoadedClass> byName = new HashMap<>();
  private final Set<Path> archivedPath = new HashSet<>();

  /**
   * Makes a finder for one run.
   *
   * @param loaded all classes of the run
   * @param directory the program's working directory, for relative class paths
   */
  public AbsenceFinder(Evidence evidence, List<LoadedClass> loaded, Path directory) {
    this.evidence = evidence;
    loaded.forEach(one -> byName.putIfAbsent(one.name(), one));
    for (String element : evidence.log().classPath()) {
      archivedPath.add(directory.resolve(element).toAbsolutePath().normalize());
    }
  }

  /** Why a class that did not come from an archive did not. */
  public Absence why(LoadedClass loaded) {
    Absence absence = known.get(loaded);
    if (absence == null) {
      absence = find(loaded);
      known.put(loaded, absence);
    }
    return absence;
  }

  private Absence find(LoadedClass loaded) {
    AbsenceReason generated = generated(loaded);
    if (generated != null) {
      return new Absence(generated, generated == AbsenceReason.LAMBDA ? host(loaded) : "");
    }
    TrainingLog training = evidence.training();
    String raw = training == null ? null : training.reason(loaded.name());
    Absence trained = raw == null ? null : trained(raw);
    if (trained != null) {
      return trained;
    }
    Absence own = ofOrigin(loaded);
    if (own != null) {
      return own;
    }
    Absence inherited = inherited(loaded);
    if (inherited != null) {
      return inherited;
    }
    if (raw != null) {
      boolean isUnlinked = raw.startsWith("Unlinked");
      return new Absence(isUnlinked ? AbsenceReason.VERIFICATION : AbsenceReason.OTHER, raw);
    }
    return ofTraining(loaded);
  }

  /** What keeps the class out that has a lambda, if anything does but training. */
  private String host(LoadedClass lambda) {
    String name = lambda.name();
    LoadedClass host = byName.get(name.substring(0, name.indexOf("$$Lambda")));
    if (host == null || host.isArchived()) {
      return "";
    }
    AbsenceReason reason = why(host).reason();
    return reason.isLasting() ? "its class: " + reason.words() : "";
  }

  private static @Nullable AbsenceReason generated(LoadedClass loaded) {
    String name = loaded.name();
    if (METHOD_HANDLE_CODE.matcher(name).find()) {
      return AbsenceReason.LAMBDA_FORM;
    }
    if (name.contains("$$Lambda")) {
      return AbsenceReason.LAMBDA;
    }
    if (loaded.isHidden()) {
      return AbsenceReason.HIDDEN;
    }
    if (loaded.source().equals("__dynamic_proxy__") || PROXY.matcher(name).find()) {
      return AbsenceReason.PROXY;
    }
    return loaded.source().startsWith("__") ? AbsenceReason.GENERATED : null;
  }

  /** What a JVM says that made an archive; null if that is not enough. */
  private @Nullable Absence trained(String raw) {
    Matcher supertype = SUPERTYPE.matcher(raw);
    if (supertype.find()) {
      String name = supertype.group(1).replace('/', '.');
      LoadedClass loaded = byName.get(name);
      return new Absence(
          AbsenceReason.SUPERTYPE, loaded == null || loaded.isArchived() ? name : root(loaded));
    }
    for (Map.Entry<String, AbsenceReason> reason : TRAINED.entrySet()) {
      if (raw.startsWith(reason.getKey())) {
        return new Absence(reason.getValue(), "");
      }
    }
    if (FAULT.matcher(raw).find()) {
      return new Absence(AbsenceReason.VERIFICATION, raw);
    }
    return WEAK.stream().anyMatch(raw::startsWith) ? null : new Absence(AbsenceReason.OTHER, raw);
  }

  private @Nullable Absence ofOrigin(LoadedClass loaded) {
    String source = loaded.source();
    if (source.startsWith("jar:")) {
      return new Absence(AbsenceReason.NESTED_JAR, "");
    }
    if (!loaded.hasBuiltInLoader()) {
      return new Absence(AbsenceReason.OTHER_LOADER, loaded.loader().replace('/', '.'));
    }
    if (loaded.name().startsWith(EVENTS)) {
      return new Absence(AbsenceReason.JFR_EVENT, "");
    }
    if (source.startsWith("jrt:")) {
      return null;
    }
    Path file = ClassPathFiles.file(source);
    return file == null
        ? new Absence(AbsenceReason.OTHER, "source: " + source)
        : ofFile(file, loaded);
  }

  private @Nullable Absence ofFile(Path file, LoadedClass loaded) {
    if (Files.isDirectory(file)) {
      return new Absence(AbsenceReason.DIRECTORY, file.toString());
    }
    if (files.isSigned(file)) {
      return new Absence(AbsenceReason.SIGNED, file.toString());
    }
    int version = files.version(file, loaded.name());
    return version > 0 && version < FIRST_WITH_STACK_MAPS
        ? new Absence(AbsenceReason.OLD, "version " + version)
        : null;
  }

  private @Nullable Absence inherited(LoadedClass loaded) {
    for (LoadedClass supertype : loaded.supertypes()) {
      if (!supertype.isArchived()) {
        AbsenceReason reason = why(supertype).reason();
        if (reason == AbsenceReason.JFR_EVENT) {
          return new Absence(reason, "");
        }
        if (reason.isLasting()) {
          return new Absence(AbsenceReason.SUPERTYPE, root(supertype));
        }
      }
    }
    return null;
  }

  /** What keeps a supertype out, or one of its own supertypes. */
  private String root(LoadedClass supertype) {
    Absence absence = why(supertype);
    return absence.reason() == AbsenceReason.SUPERTYPE
        ? absence.detail()
        : absence.reason().words();
  }

  private Absence ofTraining(LoadedClass loaded) {
    Path file = ClassPathFiles.file(loaded.source());
    String place = file == null ? "the JDK" : file.toString();
    if (evidence.contents().names().contains(loaded.name())) {
      return new Absence(
          evidence.hasAgent() ? AbsenceReason.TRANSFORMED : AbsenceReason.NOT_TAKEN, place);
    }
    if (!evidence.usesArchive()) {
      return new Absence(AbsenceReason.NO_ARCHIVE, place);
    }
    boolean isNew =
        file != null
            && !archivedPath.isEmpty()
            && !archivedPath.contains(file.toAbsolutePath().normalize());
    return new Absence(
        isNew ? AbsenceReason.NOT_ON_ARCHIVED_PATH : AbsenceReason.NOT_IN_TRAINING, place);
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
