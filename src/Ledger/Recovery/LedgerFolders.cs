namespace Sekisho.Ledger.Recovery;

/// <summary>The two folders of the ledger. Who may write one of them should not thereby be able to write the other.</summary>
/// <param name="Log">The log as the world may see it: checkpoint and tiles (<c>data/ledger</c>).</param>
/// <param name="State">Key, state and journal (<c>data/ledger-state</c>).</param>
public sealed record LedgerFolders(string Log, string State)
{
    /// <summary>The folders under a data folder.</summary>
    public static LedgerFolders In(string dataFolder) => new(Path.Combine(dataFolder, "ledger"), Path.Combine(dataFolder, "ledger-state"));

    /// <summary>The published checkpoint.</summary>
    public string Checkpoint => Path.Combine(Log, "checkpoint");

    /// <summary>Whether nothing of a log is there: a new one may begin.</summary>
    public bool IsEmpty => !File.Exists(Checkpoint) && !Directory.Exists(Path.Combine(Log, "tile")) && !File.Exists(Path.Combine(State, "state.json")) && !Journal.JournalFiles.HasRecords(State);
}
