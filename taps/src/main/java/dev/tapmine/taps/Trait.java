package dev.tapmine.taps;

/// What a [ProfileRow] counts: which kinds of values a tap carries, and how redundant its stream
/// is. All are counts, so that those of several taps may be added. The first seven after [#VALUES]
/// are the value classes; every value is in exactly one of them.
public enum Trait {
  BYTES("bytes looked at: the beginning of the stream, 1024 at the most"),
  VALUES("whole values in them, each as wide as its access, but no wider than an address"),
  ZERO("values that are 0"),
  SMALL("small positive ones: below 65536, of 2 bytes below 1024, of 1 byte below 32"),
  NEGATIVE("small negative ones: from -4096, of 2 bytes from -256, of 1 byte from -16"),
  POINTER("as wide as an address, and in a 64 KB block of memory that the guest touched"),
  PRINTABLE("all bytes are printable ASCII, tab or line end; of 4 and more a quarter may be 0"),
  DENSE("other values most of whose bytes are neither 0 nor 255, a fair share of their bits set"),
  SPARSE("all other values"),
  SAME("values equal to the one before"),
  RISING("values greater than the one before, unsigned"),
  STEADY("values that differ from the one before by as much as that from its own, and not by 0"),
  COMMONEST("occurrences of the most frequent value"),
  DISTINCT("different values"),
  FETCHED("values at addresses in 64 KB blocks that the guest executed code from"),
  REPEAT_1("bytes equal to the byte before"),
  REPEAT_2("bytes equal to the byte two before"),
  REPEAT_4("bytes equal to the byte four before"),
  REPEAT_8("bytes equal to the byte eight before"),
  ZERO_BYTES("bytes that are 0"),
  LONG_RUNS("bytes in stretches of 16 and more equal ones"),
  UTF16_LE("pairs of bytes, the first at an even offset, that are a printable one and then 0"),
  UTF16_BE("pairs of bytes, the first at an even offset, that are 0 and then a printable one");

  private final String about;

  Trait(String about) {
    this.about = about;
  }

  /// Its place among a profile's counts, and among the columns of the index.
  @SuppressWarnings("EnumOrdinal") // the order is the format's
  public int index() {
    return ordinal();
  }

  /// What it counts, in a few words.
  public String about() {
    return about;
  }
}
