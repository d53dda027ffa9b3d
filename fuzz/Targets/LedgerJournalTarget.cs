using Sekisho.Ledger.Entries;
using Sekisho.Ledger.Journal;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>The readers of journal records and of the ledger's own entries: what a broken disk leaves must not stop a start in the middle.</summary>
public sealed class LedgerJournalTarget : IFuzzTarget
{
    public string Name => "ledger-journal";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        Record(),
        """{"type":"pruned","at":"2026-01-01T00:00:00+00:00","outcome":"done","role":"ledger","writer":"-run","n":7,"details":{"to":"512"}}"""u8.ToArray(),
        """{"type":"message.read","at":"2026-01-01T00:00:00+00:00","role":"mx","writer":"a-b","n":1,"who":{"ticket":"t"}}"""u8.ToArray(),
    ];

    public void Run(byte[] input)
    {
        if (JournalRecord.TryRead(input, out var group) && group.Entries.Length + group.Checkpoint.Length + JournalRecord.HeaderBytes > input.Length)
            throw new InvalidOperationException("A record is longer than its bytes.");
        _ = EntryReader.TryReadWriter(input, out _, out _, out _);
        _ = EntryReader.PrunedBy(input);
        _ = EntryReader.TimeOf(input);
    }

    private static byte[] Record()
    {
        byte[] record = [.. new byte[JournalRecord.HeaderBytes], 0, 1, 65, .. "note"u8];
        JournalRecord.WriteHeader(record, 3, 1, 3);
        return record;
    }
}
