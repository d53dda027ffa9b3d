using System.Runtime.InteropServices;

namespace Sekisho.Ledger.Journal;

/// <summary>A group as it lies in the journal.</summary>
/// <param name="First">The index of its first entry.</param>
/// <param name="Count">How many entries.</param>
/// <param name="Entries">The entries, as in a bundle.</param>
/// <param name="Checkpoint">The signed checkpoint after them.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct JournalGroup(long First, int Count, ReadOnlyMemory<byte> Entries, ReadOnlyMemory<byte> Checkpoint)
{
    public long End => First + Count;
}
