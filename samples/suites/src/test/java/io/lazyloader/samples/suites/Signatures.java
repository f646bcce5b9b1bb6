package io.lazyloader.samples.suites;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Signatures of jars. */
final class Signatures {
  private static final Pattern SIGNATURE =
      Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)", Pattern.CASE_INSENSITIVE);

  private Signatures() {}

  /** Returns the jar itself if it is not signed, else a copy in that directory that is not. */
  static Path without(Path jar, Path directory) throws IOException {
    try (ZipFile signed = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> entries = Collections.list(signed.entries());
      if (entries.stream().noneMatch(Signatures::isSignature)) {
        return jar;
      }
      Path copy = directory.resolve(jar.getFileName());
      try (OutputStream file = Files.newOutputStream(copy);
          ZipOutputStream plain = new ZipOutputStream(file)) {
        for (ZipEntry entry : entries) {
          if (!isSignature(entry)) {
            plain.putNextEntry(new ZipEntry(entry.getName()));
            signed.getInputStream(entry).transferTo(plain);
            plain.closeEntry();
          }
        }
      }
      return copy;
    }
  }

  private static boolean isSignature(ZipEntry entry) {
    return SIGNATURE.matcher(entry.getName()).matches();
  }
}
