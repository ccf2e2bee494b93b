package dev.tapmine.index;

/// Names of a table's files: they sort in the order of their rows.
final class PartName {
  private PartName() {}

  static String of(int part) {
    return "part-%05d.parquet".formatted(part);
  }
}
