package io.lazyloader.samples.toolbox.tools;

import java.io.InputStream;
import java.util.List;

/** One subcommand: made once, when its engine is set up, and run at most once after that. */
public interface Tool {
  /**
   * The arguments this tool takes, for its usage line.
   *
   * @return the arguments in capitals, optional ones in brackets
   */
  String usage();

  /**
   * Does the work. The same arguments and input always give the same output.
   *
   * @param args what follows the tool's name
   * @param stdin read only if an argument asks for it, see {@link Input}
   * @return what goes to standard output, without the last line break
   * @throws UsageException if the arguments are not those of {@link #usage()}
   * @throws Exception if the library refuses the input; its message is what the user sees
   */
  String run(List<String> args, InputStream stdin) throws Exception;
}
