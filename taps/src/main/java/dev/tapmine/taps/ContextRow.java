package dev.tapmine.taps;

/// A calling context: a node of the tree whose root (id 0, depth 0) knows no caller. Its ancestors
/// are its prefixes, innermost caller first: the ancestor at depth 1 holds the immediate caller.
///
/// @param returnAddress the outermost return address that this node adds to its parent
public record ContextRow(int id, int parent, long returnAddress, int depth) {}
