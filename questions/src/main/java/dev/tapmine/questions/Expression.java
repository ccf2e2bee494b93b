package dev.tapmine.questions;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// A regular expression over bytes. What matches it is told by whoever made it, since this room
/// needs nothing but the JDK, whose own expressions a hostile guest's bytes can hold up for years.
public final class Expression implements Sought {
  private final String written;
  private final boolean ignoreCase;
  private final Matches matches;

  /// Finds matches.
  @FunctionalInterface
  public interface Matches {
    /// Tells of matches in ascending order, none overlapping another, until told to stop.
    void in(byte[] bytes, Match match);
  }

  /// Told of each match.
  @FunctionalInterface
  public interface Match {
    /// Takes one.
    ///
    /// @param begin offset of its first byte
    /// @param end offset behind its last byte; one of no byte is passed over
    /// @return whether to go on
    boolean at(int begin, int end);
  }

  /// An expression.
  ///
  /// @param written as the user wrote it
  /// @param ignoreCase whether letters match in either case
  /// @param matches what it matches, in time linear in the bytes
  public Expression(String written, boolean ignoreCase, Matches matches) {
    this.written = written;
    this.ignoreCase = ignoreCase;
    this.matches = matches;
  }

  void in(byte[] bytes, Match match) {
    matches.in(bytes, match);
  }

  @Override
  public String name() {
    return Preview.printable(written);
  }

  @Override
  public String encoding() {
    return "";
  }

  @Override
  public String identity() {
    return (ignoreCase ? "expression in either case " : "expression ")
        + HexFormat.of().formatHex(written.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean sameText(Sought other) {
    return equals(other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Expression expression
        && expression.written.equals(written)
        && expression.ignoreCase == ignoreCase;
  }

  @Override
  public int hashCode() {
    return written.hashCode();
  }

  @Override
  public String toString() {
    return name();
  }
}
