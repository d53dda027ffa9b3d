namespace Sekisho.Ledger.Reading;

/// <summary>The last published checkpoint.</summary>
/// <param name="Origin">The log's name.</param>
/// <param name="Size">How many entries it covers.</param>
/// <param name="Root">The tree's hash, in base 64.</param>
/// <param name="Vkey">The key that verifies the log's signature, as in a signed note.</param>
/// <param name="Note">The signed note itself.</param>
public sealed record CheckpointReply(string Origin, long Size, string Root, string Vkey, string Note);
