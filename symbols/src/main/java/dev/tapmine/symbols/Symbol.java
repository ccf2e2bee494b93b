package dev.tapmine.symbols;

/// One named place.
///
/// @param address unsigned
/// @param size bytes that the name covers, or 0 when the file does not say
/// @param preference which of several names of one address is shown: the lowest
/// @param name as the file spells it; a kernel module's with the module in brackets behind it
record Symbol(long address, long size, int preference, String name) {}
