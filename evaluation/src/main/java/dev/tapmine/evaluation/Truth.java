package dev.tapmine.evaluation;

import dev.tapmine.taps.Direction;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One line of the witness: what a piece of its code read or wrote. `witness/README.md` says what
/// each word means; words it does not know are passed over.
///
/// @param name of the case
/// @param low first address of the code, as executed
/// @param high first address after it; equal to `low` where whatever code may have done it
/// @param callers return addresses that are certain, innermost first
/// @param callersClaimed whether anything is said of callers; else `callers` is empty
/// @param buffer lowest address accessed
/// @param length of the memory accessed, in bytes
/// @param width of each access; 0 where it is left open
/// @param accesses how many; 0 where it is left open
/// @param bytes of the stream
/// @param stack whether these are stack slots
record Truth(
    String name,
    Direction direction,
    long low,
    long high,
    List<Long> callers,
    boolean callersClaimed,
    long buffer,
    long length,
    int width,
    long accesses,
    long bytes,
    Claim claim,
    boolean stack) {

  Truth {
    callers = List.copyOf(callers);
  }

  /// Reads a line's words.
  ///
  /// @throws IllegalArgumentException when something is missing or not as it should be
  static Truth parse(String line) {
    Map<String, String> words = words(line);
    String[] code = split(words, "fn", "-");
    String[] buffer = split(words, "buf", "\\+");
    String callers = word(words, "callers");
    return new Truth(
        word(words, "case"),
        word(words, "dir").equals("r") ? Direction.READ : Direction.WRITE,
        Long.parseUnsignedLong(code[0], 16),
        Long.parseUnsignedLong(code[1], 16),
        callers.equals("-")
            ? List.of()
            : Arrays.stream(callers.split(",", -1))
                .map(c -> Long.parseUnsignedLong(c, 16))
                .toList(),
        !callers.equals("-"),
        Long.parseUnsignedLong(buffer[0], 16),
        Long.parseLong(buffer[1]),
        Integer.parseInt(word(words, "width")),
        Long.parseLong(word(words, "accesses")),
        Long.parseLong(word(words, "bytes")),
        Claim.parse(word(words, "stream")),
        words.getOrDefault("stack", "0").equals("1"));
  }

  static Map<String, String> words(String line) {
    Map<String, String> words = new HashMap<>();
    for (String word : line.strip().split(" +", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        words.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return words;
  }

  private static String word(Map<String, String> words, String key) {
    String value = words.get(key);
    if (value == null) {
      throw new IllegalArgumentException("The witness's line has no " + key + ".");
    }
    return value;
  }

  private static String[] split(Map<String, String> words, String key, String at) {
    String[] parts = word(words, key).split(at, -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("The witness's " + key + " has no two parts.");
    }
    return parts;
  }

  /// Whatever code may have done it: the claim is what the memory holds in the end.
  boolean anyCode() {
    return low == high;
  }

  boolean isIn(long pc) {
    return Long.compareUnsigned(pc, low) >= 0 && Long.compareUnsigned(pc, high) < 0;
  }

  /// Whether a stretch of memory lies in the buffer.
  boolean holds(long address, int size) {
    return Long.compareUnsigned(address - buffer, length) < 0
        && Long.compareUnsigned(address - buffer + size, length) <= 0;
  }

  /// Whether a tap with these return addresses is one that the truth tells of.
  ///
  /// @param depth callers that were mined
  boolean calledBy(List<Long> found, int depth) {
    int certain = Math.min(depth, callers.size());
    return found.size() >= certain && found.subList(0, certain).equals(callers.subList(0, certain));
  }

  private static final List<String> TWO_WORDS =
      List.of(
          "call-next",
          "callers-buffer",
          "callers-callers-buffer",
          "copied-code",
          "mapped-twice",
          "middle-of-block",
          "own-frame",
          "page-crossing",
          "page-faulting",
          "red-zone",
          "tail-call");

  /// The case without its variants' endings.
  String family() {
    return TWO_WORDS.stream()
        .filter(name::startsWith)
        .findFirst()
        .orElse(name.substring(0, name.indexOf('-') < 0 ? name.length() : name.indexOf('-')));
  }
}
