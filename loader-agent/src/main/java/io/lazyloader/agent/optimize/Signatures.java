package io.lazyloader.agent.optimize;

import io.lazyloader.agent.jars.JarItem;
import io.lazyloader.agent.jars.JarSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.CodeSigner;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * The signature of a jar ("JAR File Specification", Signed JAR File).
 *
 * @param signers the distinguished names of those whose certificates it carries; none if the JDK
 *     takes no notice of the signature, for example as its algorithm is disabled
 * @param isOfProvider whether the jar brings a provider of cryptography, which the JCE may only
 *     take from a signed jar
 */
record Signatures(List<String> signers, boolean isOfProvider) {
  private static final Pattern SIGNATURE_FILE =
      Pattern.compile("META-INF/(SIG-[^/]*|[^/]*\\.(SF|RSA|DSA|EC))", Pattern.CASE_INSENSITIVE);

  private static final String PROVIDER = "java/security/Provider";
  private static final String PROVIDER_SERVICE = "META-INF/services/java.security.Provider";

  /** Whether an entry of a jar is part of its signature. */
  static boolean isPart(JarItem item) {
    return SIGNATURE_FILE.matcher(item.name()).matches();
  }

  /**
   * Verifies the signature of a jar, if it has one.
   *
   * @return null if it is not signed
   * @throws OptimizeException if it does not verify
   */
  static @Nullable Signatures verify(JarSource jar) throws IOException {
    boolean isSigned = hasDigests(jar.manifest());
    for (JarItem item : jar.items()) {
      isSigned |= isPart(item);
    }
    return isSigned ? new Signatures(List.copyOf(signers(jar)), bringsProvider(jar)) : null;
  }

  private static Set<String> signers(JarSource source) throws IOException {
    Set<String> names = new TreeSet<>();
    try (JarFile jar = new JarFile(source.file().toFile(), true)) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        try (InputStream bytes = jar.getInputStream(entry)) {
          bytes.transferTo(OutputStream.nullOutputStream());
        }
        // Only known once all was read.
        CodeSigner[] signers = entry.getCodeSigners();
        for (CodeSigner signer : signers == null ? new CodeSigner[0] : signers) {
          if (signer.getSignerCertPath().getCertificates().get(0)
              instanceof X509Certificate certificate) {
            names.add(certificate.getSubjectX500Principal().getName());
          }
        }
      }
    } catch (SecurityException e) {
      throw OptimizeException.usage(
          source.file()
              + " is signed, and its signature does not verify: "
              + e.getMessage()
              + ". It was changed since it was signed; get it again from where it comes from.");
    }
    return names;
  }

  private static boolean bringsProvider(JarSource jar) throws IOException {
    for (JarItem item : jar.items()) {
      if (item.name().equals(PROVIDER_SERVICE)) {
        return true;
      }
      if (item.isClass()) {
        try {
          if (PROVIDER.equals(new ClassReader(item.read()).getSuperName())) {
            return true;
          }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
          // No class file that we know; it is left as it is anyway.
        }
      }
    }
    return false;
  }

  private static boolean hasDigests(Manifest manifest) {
    for (Attributes section : manifest.getEntries().values()) {
      for (Object key : section.keySet()) {
        if (isDigest(key)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isDigest(Object key) {
    return key.toString().toUpperCase(Locale.ROOT).contains("-DIGEST");
  }

  /** A manifest without the digests of entries, and without sections that held nothing else. */
  static Manifest withoutDigests(Manifest signed) {
    Manifest manifest = new Manifest(signed);
    List<String> empty = new ArrayList<>();
    manifest
        .getEntries()
        .forEach(
            (name, section) -> {
              section.keySet().removeIf(Signatures::isDigest);
              if (section.isEmpty()) {
                empty.add(name);
              }
            });
    manifest.getEntries().keySet().removeAll(empty);
    return manifest;
  }
}
