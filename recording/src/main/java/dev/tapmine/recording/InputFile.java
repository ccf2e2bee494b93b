package dev.tapmine.recording;

import java.nio.file.Path;

/// A file to take into a recording before it starts.
///
/// @param role as in [KeptFile]
/// @param source where it lies
/// @param name what it is called in the recording's folder, and in the arguments
record InputFile(String role, Path source, String name) {}
