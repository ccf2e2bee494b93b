package dev.tapmine.questions;

/// How to search.
///
/// @param depth callers kept; at the depth mined a search is fastest, at a lower one it also finds
///   what several calling contexts wrote in turn
/// @param filter taps to search
/// @param places first occurrences to tell for each tap and needle
public record SearchOptions(int depth, TapFilter filter, int places) {}
