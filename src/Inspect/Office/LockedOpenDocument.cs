using System.IO.Compression;
using Sekisho.Inspect.Attachments.Zip;
using Sekisho.Inspect.Containers;
using Sekisho.Inspect.Containers.Locks;

namespace Sekisho.Inspect.Office;

/// <summary>Opens locked OpenDocument packages: writes what it opened into a package without locks, which goes on as any other file does.</summary>
internal static class LockedOpenDocument
{
    /// <summary>Opens the package, where its manifest tells of locks of a sort that is read and a word opens them.</summary>
    public static void Open(ReadOnlyMemory<byte> content, ZipListing listing, ReadOnlyMemory<byte> manifest, ContainerVisit visit)
    {
        var entries = new Dictionary<string, ZipEntry>(StringComparer.Ordinal);
        foreach (var entry in listing.Entries) entries.TryAdd(entry.Name, entry);
        // The least first: the check costs least on it, and all files have the same word.
        var locks = OpenDocumentLock.ReadAll(manifest).Where(found => entries.ContainsKey(found.Path) && IsRead(found.Path)).OrderBy(found => entries[found.Path].CompressedBytes).ToList();
        if (locks.Count == 0) return;
        var least = locks[0];
        var locked = ZipContainer.PackedData(content, entries[least.Path]);
        if (locked.Length > visit.Budget.Room) return;
        var word = WordTrying.Find(visit, _ => least.Blocks + (locked.Length / 64), word => least.Open(locked.Span, least.KeyOf(word)) is null ? null : word);
        if (word is null) return;
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            // Other readers know the sort of document by these two.
            using (var type = zip.CreateEntry("mimetype").Open()) type.Write(ZipContainer.ReadMember(content, entries.GetValueOrDefault("mimetype") ?? listing.Entries[0], 100).Span);
            foreach (var found in locks.OrderBy(found => found.Path == "content.xml" ? 0 : 1))
                if (!Copy(found, ZipContainer.PackedData(content, entries[found.Path]), word, zip, visit))
                    break;
        }

        visit.Add(new Member("") { Content = output.ToArray(), Word = "decrypted document", IsInner = true });
    }

    /// <summary>What is looked at in open packages too: the text, what is embedded, pictures, scripts. Each file costs a derivation of its own key.</summary>
    private static bool IsRead(string path) =>
        path == "content.xml" || !path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) && !path.StartsWith("Thumbnails/", StringComparison.Ordinal) && !path.StartsWith("Configurations2/", StringComparison.Ordinal) && !path.EndsWith(".rdf", StringComparison.OrdinalIgnoreCase) && path != "layout-cache"
        || path.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase) || path.EndsWith("/content.xml", StringComparison.Ordinal);

    private static bool Copy(OpenDocumentLock found, ReadOnlyMemory<byte> locked, string word, ZipArchive zip, ContainerVisit visit)
    {
        var room = visit.Budget.Room;
        if (!visit.Budget.IsInTime() || locked.Length > room || !visit.Budget.Keys.Take(found.Blocks))
        {
            visit.Budget.NoteUnpacked();
            return false;
        }

        if (found.Open(locked.Span, found.KeyOf(word)) is not { } packed)
        {
            visit.Findings.Sealed.Add($"{visit.Label}: a part that the same word does not open");
            return true;
        }

        var plain = Inflating.Deflate(packed, room + 1);
        visit.Budget.Charge(Math.Min(plain.Length, room));
        if (plain.Length > room) visit.Budget.NoteUnpacked();
        using var entry = zip.CreateEntry(found.Path, CompressionLevel.Fastest).Open();
        entry.Write(plain.AsSpan(0, (int)Math.Min(plain.Length, room)));
        return true;
    }
}
