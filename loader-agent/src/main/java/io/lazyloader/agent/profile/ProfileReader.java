package io.lazyloader.agent.profile;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads profiles that {@link ProfileWriter} wrote, and trusts nothing in them: what is not a
 * profile, or is damaged, ends with a message that tells where; memory grows with what a profile
 * may hold, not with the length of a line. Keys that this version does not know are passed over.
 */
public final class ProfileReader {
  /** More than a class name with a method and a file, which have 65,535 bytes at most each. */
  private static final int LONGEST_STRING = 256 * 1024;

  /** Of what is passed over; a profile itself has eight levels. */
  private static final int DEEPEST = 100;

  // Names are as many as there are classes, so that to keep them for the next profile costs more
  // than it spares; and a file made to collide in such a table could not be read.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .errorReportConfiguration(
              ErrorReportConfiguration.builder().maxErrorTokenLength(40).build())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(LONGEST_STRING)
                  .maxNameLength(LONGEST_STRING)
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(40)
                  .build())
          .build();

  private ProfileReader() {}

  /**
   * Reads a profile.
   *
   * @param file a file that {@link ProfileWriter} wrote
   * @return what it holds
   * @throws ProfileException if it can't be read or is no profile
   */
  public static Profile read(Path file) throws ProfileException {
    return read(file, ProfileParser::profile);
  }

  /**
   * Reads how many runs a profile holds, and no more of it.
   *
   * @param file a file that {@link ProfileWriter} wrote
   * @return at least 1
   * @throws ProfileException if it can't be read or does not begin as a profile
   */
  public static long runs(Path file) throws ProfileException {
    return read(file, ProfileParser::runs);
  }

  /** What is read of a profile. */
  private interface Part<T> {
    T read(ProfileParser parser) throws IOException;
  }

  private static <T> T read(Path file, Part<T> part) throws ProfileException {
    try {
      if (Files.isDirectory(file)) {
        throw new FileSystemException(file.toString(), null, "it is a directory; name a file");
      }
      try (InputStream content = Files.newInputStream(file)) {
        return read(file.toString(), content, part);
      }
    } catch (ProfileException e) {
      throw e;
    } catch (IOException e) {
      throw ProfileException.unreadable(file, e);
    }
  }

  /**
   * Reads a profile.
   *
   * @param name what to call it in messages
   * @param content its bytes; not closed
   * @return what it holds
   * @throws ProfileException if it is no profile
   * @throws IOException if its bytes can't be read
   */
  public static Profile read(String name, InputStream content) throws IOException {
    return read(name, content, ProfileParser::profile);
  }

  private static <T> T read(String name, InputStream content, Part<T> part) throws IOException {
    InputStreamReader text =
        new InputStreamReader(
            content,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    try (JsonParser json = JSON.createParser(text)) {
      json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      try {
        return part.read(new ProfileParser(json));
      } catch (BadProfileException e) {
        throw problem(name, e.location(), e.problem());
      } catch (StreamConstraintsException e) {
        throw problem(
            name,
            json.currentLocation(),
            "a text or a number is too long there, or arrays nest too deep, for a profile. "
                + FOREIGN);
      } catch (JsonProcessingException e) {
        boolean isCutOff = e.getOriginalMessage().startsWith("Unexpected end-of-input");
        if (!isCutOff && e.getLocation().getCharOffset() <= 1) {
          throw problem(name, e.getLocation(), "it does not begin as a profile. " + FOREIGN);
        }
        throw problem(
            name,
            e.getLocation(),
            isCutOff
                ? "it ends in the middle. Copy or record it once more."
                : e.getOriginalMessage() + ". " + FOREIGN);
      } catch (CharacterCodingException e) {
        throw problem(name, json.currentLocation(), "it is not UTF-8. " + FOREIGN);
      }
    }
  }

  static final String FOREIGN = "Name a file that record or merge wrote.";

  private static ProfileException problem(String name, JsonLocation at, String what) {
    return new ProfileException(
        "profile "
            + name
            + " line "
            + at.getLineNr()
            + ", column "
            + Math.max(1, at.getColumnNr())
            + ": "
            + what);
  }
}
