using Microsoft.Win32.SafeHandles;

namespace Sekisho.Ledger.Journal;

/// <summary>One file of the journal, of fixed size.</summary>
internal sealed class JournalSegment(string path, SafeFileHandle file, long size) : IDisposable
{
    public string Path => path;

    public SafeFileHandle File => file;

    public long Size => size;

    /// <summary>Where the next record goes.</summary>
    public long Used { get; set; }

    /// <summary>The index after its last entry: it may be used again once that is published.</summary>
    public long End { get; set; }

    public void Dispose() => file.Dispose();
}
