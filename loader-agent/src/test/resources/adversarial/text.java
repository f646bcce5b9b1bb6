//// Building strings
// field BUILT: PROVEN because the builder is made and used up by the region
// field JOINED: PROVEN because it only concatenates
// field CONCATENATED: PROVEN because it only concatenates
class Builds {
  static final String BUILT =
      new StringBuilder().append(1).append('c').append(2L).append("x").append(true).reverse().toString();
  static final String JOINED = String.join(", ", List.of("a", "b", "c"));
  static final String CONCATENATED = "a" + Integer.parseInt("1") + 'c' + Long.parseLong("2");
}

//// Concatenating floating point numbers
// field TEXT: PROVEN because the digits of a double are specified
class Doubles {
  static final String TEXT = "pi " + Double.parseDouble("3.14");
}

//// Methods of String
// field SPLIT: PROVEN because it only cuts
// field REPLACED: PROVEN because it only copies
// field REPEATED: PROVEN because it only copies
// field STRIPPED: PROVEN because it only cuts
// field SUBSTRING: PROVEN because it only cuts
// field FOUND: PROVEN because it only looks
// field CHARS: PROVEN because it only copies
class StringMethods {
  static final String[] SPLIT = "a,b,c".split(",");
  static final String REPLACED = "banana".replace("an", "on").replace('b', 'B');
  static final String REPEATED = "ab".repeat(5);
  static final String STRIPPED = "  text ".strip().trim();
  static final String SUBSTRING = "substring".substring(3, 6);
  static final int FOUND = "haystack".indexOf("st") + "haystack".lastIndexOf('a');
  static final char[] CHARS = "chars".toCharArray();
}

//// Lines and blanks
// field BLANK: PROVEN because it only looks
// field COMPARED: PROVEN because it only compares
// field EQUAL: PROVEN because it only compares
class MoreStringMethods {
  static final boolean BLANK = " \t".isBlank() && "".isEmpty();
  static final int COMPARED = "abc".compareTo("abd") + "ABC".compareToIgnoreCase("abc");
  static final boolean EQUAL = "Text".equalsIgnoreCase("tEXT") && "text".startsWith("te");
}

//// Regular expressions
// field PATTERN: PROVEN because compiling a pattern only allocates
// field MATCHES: PROVEN because matching uses what compiling made
// field REPLACED: PROVEN because matching uses what compiling made
class Patterns {
  static final java.util.regex.Pattern PATTERN = java.util.regex.Pattern.compile("[a-z]+(\\d*)");
  static final boolean MATCHES = java.util.regex.Pattern.matches("a.c", "abc");
  static final String REPLACED = "a1b22".replaceAll("[0-9]+", "#");
}

//// Regular expressions with flags
// field PATTERN: PROVEN because compiling a pattern only allocates
class FlaggedPatterns {
  static final java.util.regex.Pattern PATTERN =
      java.util.regex.Pattern.compile(
          "^\\s*(?<key>\\w+)=(.*)$",
          java.util.regex.Pattern.CASE_INSENSITIVE | java.util.regex.Pattern.MULTILINE);
}

//// Parsing numbers
// field INT: PROVEN because it only parses
// field HEX: PROVEN because it only parses
// field BOX: PROVEN because it only parses
// field DOUBLE: PROVEN because it only parses
class Parses {
  static final int INT = Integer.parseInt("42");
  static final long HEX = Long.parseLong("7fff", 16);
  static final Integer BOX = Integer.valueOf("7");
  static final double DOUBLE = Double.parseDouble("1.5e3");
}

//// Characters
// field DIGIT: PROVEN because the tables of characters are constant
// field UPPER: PROVEN because the tables of characters are constant
class Characters {
  static final int DIGIT = Character.digit('7', 10) + Character.getNumericValue('9');
  static final boolean UPPER = Character.isUpperCase('A') && Character.isLetter('\u00e9');
}

//// Numbers as text
// field HEX: PROVEN because it only converts
// field BINARY: PROVEN because it only converts
class Converts {
  static final String HEX = Integer.toHexString(48879) + Long.toString(35, 36);
  static final String BINARY = Integer.toBinaryString(10);
}

//// Charsets
// field UTF_8: PROVEN because the constants are made by pure initialisers
class Charsets {
  static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;
}

//// Charsets by name
// field UTF_8: PROVEN because the JDK's own charsets come first, and are constants
class NamedCharset {
  static final java.nio.charset.Charset UTF_8 = java.nio.charset.Charset.forName("UTF-8");
}

//// Bytes
// field BYTES: PROVEN because UTF-8 is what it is
// field TEXT: PROVEN because UTF-8 is what it is
class Bytes {
  static final byte[] BYTES = "bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8);
  static final String TEXT =
      new String(new byte[] {104, 105}, java.nio.charset.StandardCharsets.US_ASCII);
}

//// Base64
// field ENCODER: PROVEN because the encoder is a constant
// field ENCODED: PROVEN because it only converts
class Encodes {
  static final Base64.Encoder ENCODER = Base64.getEncoder();
  static final byte[] ENCODED = Base64.getEncoder().encode(new byte[] {1, 2, 3});
}

//// Formatting with a locale that is given
// field TEXT: not PROVEN because locale data comes from providers that are configured
class RootFormat {
  static final String TEXT = String.format(Locale.ROOT, "%05d %s", 42, "x");
}

//// A locale
// field LOCALE: PROVEN because a locale is its language and country
class Locales {
  static final Locale LOCALE = Locale.ROOT;
}
