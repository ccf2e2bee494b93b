package dev.tapmine.questions;

import dev.tapmine.taps.Trait;
import java.util.function.BiPredicate;

/// The fourteen labels that the seed paper gave its samples by hand (its Table 5). They are mostly
/// about redundancy. The first rule that holds gives the label; a rule sees the shares of the first
/// kilobyte and, for text, what the text is.
public enum Table5 {
  /// UTF-16 with a separator of paths in it.
  FILENAME_UTF16("fnu", "filename UTF-16", (shares, text) -> wide(shares) && text.paths()),
  /// UTF-16 that is digits for the most part.
  INTEGERS_UTF16("inu", "integers UTF-16", (shares, text) -> wide(shares) && text.digits()),
  /// Any other UTF-16.
  WORDS_UTF16("wou", "words UTF-16", (shares, text) -> wide(shares)),
  /// ASCII text that holds a scheme and `://`.
  URL_ASCII("ura", "URL ASCII", (shares, text) -> narrow(shares, text) && text.urls()),
  /// ASCII text that is paths for the most part.
  FILENAME_ASCII("fna", "filename ASCII", (shares, text) -> narrow(shares, text) && text.paths()),
  /// Any other ASCII text that is not one character over and over.
  WORDS_ASCII(
      "woa",
      "words ASCII",
      (shares, text) -> narrow(shares, text) && shares.of(Trait.REPEAT_1) < 0.9),
  /// Nine bytes in ten are 0.
  MOSTLY_ZERO("mz", "mostly zero", (shares, text) -> is(shares, Redundancy.MOSTLY_ZERO)),
  /// The same byte again and again.
  REPEATED_BYTE("rb", "repeated byte", (shares, text) -> is(shares, Redundancy.BYTE)),
  /// The same two bytes again and again.
  REPEATED_SHORT("rs", "repeated short", (shares, text) -> is(shares, Redundancy.SHORT)),
  /// The same four bytes again and again.
  REPEATED_DWORD("rd", "repeated dword", (shares, text) -> is(shares, Redundancy.DWORD)),
  /// The same eight bytes again and again.
  REPEATED_QWORD("rq", "repeated qword", (shares, text) -> is(shares, Redundancy.QWORD)),
  /// Long stretches of one byte.
  VERY_REDUNDANT("vr", "very redundant", (shares, text) -> is(shares, Redundancy.VERY)),
  /// No byte tells the next: compressed, encrypted or hashed.
  BINARY_UNIFORM(
      "bu",
      "binary uniform",
      (shares, text) -> is(shares, Redundancy.NONE) && shares.of(Trait.DENSE) >= 0.7),
  /// Everything else; four samples in five of the paper's.
  BINARY_PATTERN("bp", "binary pattern", (shares, text) -> true);

  private final String code;
  private final String words;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final BiPredicate<Shares, TextForm> rule;

  Table5(String code, String words, BiPredicate<Shares, TextForm> rule) {
    this.code = code;
    this.words = words;
    this.rule = rule;
  }

  /// The two or three letters that the paper abbreviates it to.
  public String code() {
    return code;
  }

  /// The label as the paper writes it.
  public String words() {
    return words;
  }

  static Table5 of(Shares shares, TextForm text) {
    for (Table5 label : values()) {
      if (label.rule.test(shares, text)) {
        return label;
      }
    }
    throw new AssertionError("The last rule always holds.");
  }

  private static boolean wide(Shares shares) {
    return Content.of(shares) == Content.UTF16;
  }

  private static boolean narrow(Shares shares, TextForm text) {
    return shares.ofNonZero(Trait.PRINTABLE) >= 0.5 && text.printable() >= 0.5;
  }

  private static boolean is(Shares shares, Redundancy redundancy) {
    return Redundancy.of(shares) == redundancy;
  }
}
