import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;

/** Runs some JavaScript. */
public class Scripts {
  public static void main(String[] args) {
    try (Context context = Context.create("js")) {
      context.eval("js", "print([3, 1, 2].sort().map(n => n ** 2), 'a-b-c'.replace(/-/g, '+'))");
      Value function =
          context.eval(
              "js",
              "(function (n) { class A { #x = n; get x() { return this.#x; } }"
                  + " return JSON.stringify({x: new A().x, big: 2n ** 70n + '', date: new Date(0)}); })");
      System.out.println(function.execute(7).asString());
      context.eval("js", "async function f() { await null; print('later'); } f(); print('first')");
      context.eval("js", "throw new TypeError('no')");
    } catch (PolyglotException e) {
      System.out.println(e.getMessage() + " " + e.isGuestException());
    }
  }
}
