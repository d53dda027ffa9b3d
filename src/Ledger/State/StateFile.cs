using System.Text.Json;
using Sekisho.Kernel.Files;

namespace Sekisho.Ledger.State;

/// <summary>
/// The compare-and-swap file beside the log's folder: <c>ledger-state/state.json</c>. Whoever can change the log but not this file
/// cannot roll the log back unseen. It is only replaced while it is still what this process knows: two ledgers, or a hand that put
/// an older file there, are noticed.
/// </summary>
internal sealed class StateFile(string folder)
{
    private byte[]? _known;

    /// <summary>The file.</summary>
    public string FilePath => Path.Combine(folder, "state.json");

    /// <summary>Reads it; null when there is none.</summary>
    /// <exception cref="LedgerFolderException">It is not what was written.</exception>
    public LedgerState? Load()
    {
        if (!File.Exists(FilePath)) return null;
        var bytes = File.ReadAllBytes(FilePath);
        try
        {
            var state = JsonSerializer.Deserialize(bytes, StateJson.Default.LedgerState);
            _known = bytes;
            return state ?? throw new JsonException("It is empty.");
        }
        catch (JsonException problem)
        {
            throw new LedgerFolderException(
                $"The ledger's state file {FilePath} cannot be read ({problem.Message}). Without it nobody can tell whether the log was rolled back: restore it from a backup that is not older than the log.", problem);
        }
    }

    /// <summary>Puts a new state in the place of the known one; when it returns, it is on disk.</summary>
    /// <exception cref="LedgerFolderException">Another one lies there.</exception>
    public void Replace(LedgerState next)
    {
        var found = File.Exists(FilePath) ? File.ReadAllBytes(FilePath) : null;
        if (!(found ?? []).AsSpan().SequenceEqual(_known ?? []))
            throw new LedgerFolderException($"The ledger's state file {FilePath} was changed by somebody else while the ledger was running. Find out by whom before it is started again.");
        var bytes = JsonSerializer.SerializeToUtf8Bytes(next, StateJson.Default.LedgerState);
        DurableFile.Replace(FilePath, bytes);
        _known = bytes;
    }
}
