namespace Sekisho.Ledger.Appending;

/// <summary>The entries are on disk, under a signed checkpoint.</summary>
/// <param name="FirstIndex">The index of the first entry in the log; the others follow it.</param>
/// <param name="TreeSize">How many entries the log had right after them.</param>
public sealed record AppendReply(long FirstIndex, long TreeSize);
