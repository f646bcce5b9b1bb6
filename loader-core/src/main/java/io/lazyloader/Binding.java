package io.lazyloader;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a method of a view stands for.
 *
 * @param kind the kind of member
 * @param name the member's name
 * @param descriptor the member's descriptor
 * @param spreads whether the last arguments go into an array
 */
record Binding(Kind kind, String name, String descriptor, boolean spreads) {
  enum Kind {
    METHOD,
    FIELD,
    FALLBACK
  }

  /** A method as overload resolution sees it. */
  private record Signature(ClassSketch.Member member) implements Overloads.Overload<String> {
    @Override
    public String name() {
      return member.name();
    }

    @Override
    public List<String> parameters() {
      return NamedTypes.parameters(member.descriptor());
    }

    @Override
    public boolean isVarargs() {
      return member.isVarargs();
    }
  }

  /** Says why a method of a view stands for nothing. */
  static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;

    Mismatch(String message) {
      super(message);
    }
  }

  /** Finds what the methods of a view stand for in one class, going by class files. */
  static final class Finder {
    private final NamedTypes types;
    private final Overloads<String> overloads;
    private final Map<String, List<Signature>> methods = new LinkedHashMap<>();
    private final Map<String, ClassSketch.Member> fields = new LinkedHashMap<>();
    private final String entryPoint;

    Finder(ClassSketch module, ClassSketches files) {
      this.types = new NamedTypes(files);
      this.overloads = new Overloads<>(types);
      this.entryPoint = module.entryPoint() == null ? LoadedModule.CALL : module.entryPoint();
      for (ClassSketch above = module; above != null; ) {
        above.methods().forEach(this::add);
        above.fields().forEach(field -> fields.putIfAbsent(field.name(), field));
        above = above.superName() == null ? null : files.find(above.superName());
      }
    }

    private void add(ClassSketch.Member method) {
      List<Signature> same = methods.computeIfAbsent(method.name(), none -> new ArrayList<>());
      Signature added = new Signature(method);
      for (Signature other : same) {
        if (other.parameters().equals(added.parameters())) {
          return;
        }
      }
      same.add(added);
    }

    /**
     * Finds what a method stands for.
     *
     * @param isOnly whether it is the view's only abstract method
     * @throws Mismatch if it stands for nothing
     */
    Binding find(ViewMethod method, boolean isOnly) throws Mismatch {
      List<Signature> named = methods.get(method.name());
      ClassSketch.Member field = method.parameters().isEmpty() ? fields.get(method.name()) : null;
      if (named == null && field != null) {
        requireReturned(method, field.descriptor(), "field '" + field.name() + "' is a ");
        return new Binding(Kind.FIELD, field.name(), field.descriptor(), false);
      }
      if (named == null && isOnly) {
        named = methods.get(entryPoint);
      }
      if (named != null) {
        return choose(method, named);
      }
      if (method.parameters().isEmpty() && !method.returned().equals("V") && hasFallback()) {
        return new Binding(Kind.FALLBACK, method.name(), "", false);
      }
      throw mismatch(
          method,
          "there is neither a public static method nor "
              + (method.parameters().isEmpty() ? "a public static " : "(as it has parameters) a ")
              + "field '"
              + method.name()
              + "'");
    }

    private boolean hasFallback() {
      return methods.getOrDefault(LoadedModule.FALLBACK, List.of()).stream()
          .anyMatch(each -> each.parameters().equals(List.of("Ljava/lang/String;")));
    }

    private Binding choose(ViewMethod method, List<Signature> named) throws Mismatch {
      Overloads.Choice<Signature> choice = choice(method, named);
      if (choice.best().isEmpty()) {
        throw mismatch(method, "no method fits; there is " + overloads.show(named));
      }
      if (choice.best().size() > 1) {
        throw mismatch(
            method, "it is ambiguous: " + overloads.show(choice.best()) + " fit it equally well");
      }
      ClassSketch.Member found = choice.best().get(0).member();
      if (!method.returned().equals("V")) {
        requireReturned(
            method,
            NamedTypes.returned(found.descriptor()),
            overloads.show(choice.best()) + " returns ");
      }
      requireDeclared(method, found, choice.best());
      return new Binding(Kind.METHOD, found.name(), found.descriptor(), choice.spreads());
    }

    /** An open type is first what it is bound by; only if nothing fits that, what a cast makes. */
    private Overloads.Choice<Signature> choice(ViewMethod method, List<Signature> named) {
      List<@Nullable String> erased = new ArrayList<>();
      for (Class<?> parameter : method.erased().parameterList()) {
        String type = method.parameters().get(erased.size());
        erased.add(type.equals(NamedTypes.OPEN) ? parameter.descriptorString() : type);
      }
      Overloads.Choice<Signature> choice = overloads.choose(named, erased);
      return choice.best().isEmpty() && method.parameters().contains(NamedTypes.OPEN)
          ? overloads.choose(named, new ArrayList<>(method.parameters()))
          : choice;
    }

    private void requireReturned(ViewMethod method, String type, String what) throws Mismatch {
      if (type.equals("V") || !types.isConvertible(type, method.returned())) {
        throw mismatch(method, what + types.show(type) + ", not " + types.show(method.returned()));
      }
    }

    /** A checked exception must be declared by the view as well. */
    private void requireDeclared(ViewMethod method, ClassSketch.Member found, List<Signature> shown)
        throws Mismatch {
      for (String exception : found.exceptions()) {
        boolean isDeclared =
            types.extendsClass(exception, "java/lang/RuntimeException")
                || types.extendsClass(exception, "java/lang/Error");
        for (String declared : method.exceptions()) {
          isDeclared |= types.extendsClass(exception, declared);
        }
        if (!isDeclared) {
          throw mismatch(
              method,
              overloads.show(shown)
                  + " throws "
                  + exception.replace('/', '.')
                  + ", which the view does not declare");
        }
      }
    }

    private Mismatch mismatch(ViewMethod method, String why) {
      return new Mismatch(method.show(types) + ": " + why);
    }
  }
}
