package dev.tapmine.index;

/// A column of a table.
///
/// @param type DuckDB's name of its type
/// @param about what it holds, with its unit
record Column(String name, String type, String about) {}
