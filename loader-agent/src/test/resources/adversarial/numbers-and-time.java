//// Big numbers
// field INTEGER: PROVEN because it only computes
// field POWER: PROVEN because it only computes
// field DECIMAL: PROVEN because it only computes
// field ONE: PROVEN because it is a constant
class BigNumbers {
  static final java.math.BigInteger INTEGER = new java.math.BigInteger("12345678901234567890");
  static final java.math.BigInteger POWER = java.math.BigInteger.TWO.pow(100);
  static final java.math.BigDecimal DECIMAL =
      new java.math.BigDecimal("1.10").add(java.math.BigDecimal.TEN);
  static final java.math.BigDecimal ONE = java.math.BigDecimal.ONE;
}

//// Mathematics
// field ROOT: PROVEN because the square root is exact
// field MAX: PROVEN because it only compares
// field FLOOR: PROVEN because it only rounds
class Mathematics {
  static final double ROOT = StrictMath.sqrt(Double.parseDouble("2"));
  static final int MAX = Math.max(Math.abs(-3), Math.floorMod(-7, 5));
  static final long FLOOR = Math.round(Math.floor(2.7)) + Math.addExact(1, 2);
}

//// A seeded generator of random numbers
// field NUMBER: PROVEN because the seed decides
class Seeded {
  static final int NUMBER = new Random(42).nextInt(1000);
}

//// Durations
// field DURATION: PROVEN because it only computes
// field DAYS: PROVEN because it only computes
class Durations {
  static final java.time.Duration DURATION = java.time.Duration.ofSeconds(90).plusMillis(5);
  static final java.time.Period DAYS = java.time.Period.of(1, 2, 3);
}

//// Dates
// field DATE: PROVEN because a date that is given needs no clock
// field LATER: PROVEN because the calendar is arithmetic
// field EPOCH: PROVEN because it is a number of seconds
// field TIME: PROVEN because it is a number of seconds
class GivenDates {
  static final java.time.LocalDate DATE = java.time.LocalDate.of(2020, 2, 29);
  static final java.time.LocalDate LATER = java.time.LocalDate.of(2020, 2, 29).plusYears(1);
  static final java.time.Instant EPOCH = java.time.Instant.ofEpochMilli(1234);
  static final java.time.LocalTime TIME = java.time.LocalTime.of(12, 30);
}

//// Offsets
// field UTC: PROVEN because the constant is made by a pure initialiser
class Offsets {
  static final java.time.ZoneOffset UTC = java.time.ZoneOffset.UTC;
}

//// A zone by its name
// field ZONE: not PROVEN because its rules are read from a file
class Zones {
  static final java.time.ZoneId ZONE = java.time.ZoneId.of("Europe/Paris");
}

//// A formatter of dates with a locale that is given
// field FORMATTER: PROVEN because the root locale needs no default
class RootFormatter {
  static final java.time.format.DateTimeFormatter FORMATTER =
      java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);

  static String observeAtEnd() {
    return FORMATTER.format(java.time.LocalDate.of(2020, 5, 1));
  }
}

//// A formatter of dates that is built with a locale that is given
// field FORMATTER: PROVEN because the root locale needs no default
class BuiltFormatter {
  static final java.time.format.DateTimeFormatter FORMATTER =
      new java.time.format.DateTimeFormatterBuilder()
          .appendValue(java.time.temporal.ChronoField.YEAR, 4)
          .appendLiteral('/')
          .appendValue(java.time.temporal.ChronoField.MONTH_OF_YEAR, 2)
          .toFormatter(Locale.ROOT);

  static String observeAtEnd() {
    return FORMATTER.format(java.time.LocalDate.of(2020, 5, 1));
  }
}

//// A unit of time
// field UNIT: PROVEN because it is a constant of an enum
// field MILLIS: PROVEN because it only multiplies
class Units {
  static final java.util.concurrent.TimeUnit UNIT = java.util.concurrent.TimeUnit.SECONDS;
  static final long MILLIS = java.util.concurrent.TimeUnit.MINUTES.toMillis(2);
}

//// Identifiers that are given
// field MADE: PROVEN because it keeps two numbers
// field PARSED: PROVEN because it only parses
class GivenIds {
  static final UUID MADE = new UUID(1, 2);
  static final UUID PARSED = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
}

//// An identifier made from a name
// field ID: not PROVEN because MD5 comes from the list of providers
class NamedId {
  static final UUID ID = UUID.nameUUIDFromBytes(new byte[] {1, 2, 3});
}

//// Boxes of all kinds
// field BYTE: PROVEN because all bytes are shared by specification
// field CHAR: PROVEN because small characters are shared by specification
// field LONG: PROVEN because small numbers are shared by specification
// field BOOL: PROVEN because both are constants
// field DOUBLE: PROVEN because it only allocates
class Boxes {
  static final Byte BYTE = (byte) 3;
  static final Character CHAR = 'c';
  static final Long LONG = 12L;
  static final Boolean BOOL = Boolean.valueOf("true");
  static final Double DOUBLE = 1.5;
}
