namespace Sekisho.Ledger.State;

/// <summary>Numbers of a writer that follow one another and so do their indexes in the log.</summary>
internal sealed record NumberRun(long FirstN, long FirstIndex, long Count);
