package io.lazyloader.samples.toolbox.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.util.List;
import org.apache.tika.Tika;
import org.apache.tika.mime.MimeType;
import org.apache.tika.mime.MimeTypes;

/** Says what type a file is, by its name and its first bytes. Library: Tika. */
public final class MimeTool implements Tool {
  private final MimeTypes types = MimeTypes.getDefaultMimeTypes();
  private final Tika tika = new Tika(types);

  @Override
  public String usage() {
    return "NAME [CONTENT]";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    String name = Input.required(args, 0, "the name");
    String found =
        args.size() > 1
            ? tika.detect(Input.text(args, 1, stdin).getBytes(UTF_8), name)
            : tika.detect(name);
    MimeType type = types.forName(found);
    return String.join(
        "\n",
        "type       " + type.getName(),
        "is         " + type.getDescription(),
        "extensions " + String.join(" ", type.getExtensions()));
  }
}
