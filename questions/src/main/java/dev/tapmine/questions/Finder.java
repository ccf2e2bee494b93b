package dev.tapmine.questions;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/// Finds what is searched for in stretches of bytes. Not thread-safe.
interface Finder {
  /// Told of each occurrence.
  @FunctionalInterface
  interface Found {
    /// Takes one.
    ///
    /// @param sought its place in the list of what is searched for
    /// @param begin offset of its first byte in the bytes searched
    /// @param end offset behind its last byte
    void at(int sought, int begin, int end);
  }

  /// A look at one stream after the other that come piece by piece, to pass over those that hold
  /// nothing.
  interface Scan {
    /// Takes the next piece.
    ///
    /// @param bytes valid during the call; of them the first `length` count
    void take(byte[] bytes, int length);

    /// Ends the stream; true if it may hold an occurrence.
    boolean end();
  }

  /// The finder for what is searched for.
  ///
  /// @param sought all needles, or all expressions
  /// @param ignoreCase whether ASCII's letters in needles match in either case; expressions say so
  ///   themselves
  /// @param bigEndian the guest's byte order
  static Finder of(List<? extends Sought> sought, boolean ignoreCase, boolean bigEndian) {
    List<Needle> needles = new ArrayList<>();
    List<Expression> expressions = new ArrayList<>();
    for (Sought one : sought) {
      switch (one) {
        case Needle needle -> needles.add(needle);
        case Expression expression -> expressions.add(expression);
      }
    }
    if (needles.isEmpty() == expressions.isEmpty()) {
      throw new QuestionException(
          sought.isEmpty()
              ? "There is nothing to search for: give a string or hex bytes."
              : "Search for strings or for regular expressions, not for both at once.");
    }
    return expressions.isEmpty()
        ? new NeedleFinder(needles, ignoreCase, bigEndian)
        : new ExpressionFinder(expressions);
  }

  /// Searches a whole stretch.
  ///
  /// @param address of a byte by its offset
  void search(byte[] bytes, IntToLongFunction address, Found found);

  /// Begins a look at streams one after the other.
  Scan scan();
}
