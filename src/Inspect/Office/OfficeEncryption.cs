using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Office;

/// <summary>Notes documents that are locked as a whole, the package in a stream of its own (MS-OFFCRYPTO), and opens those with AES by a word of the message's text or the one that Excel uses by itself.</summary>
internal static class OfficeEncryption
{
    /// <summary>Excel opens what is locked with this without asking: a lock against scanners, not against people.</summary>
    private const string Standard = "VelvetSweatshop";

    /// <summary>Words tried on one document: each costs 50,000 or more rounds of a hash, some 50 ms.</summary>
    private const int MaxTries = 8;

    /// <summary>Most bytes of what describes the lock.</summary>
    private const int MaxInfoBytes = 64 * 1024;

    /// <summary>Notes the lock, and gives what is behind it; null: nothing is opened.</summary>
    public static ReadOnlyMemory<byte>? Open(CompoundFile file, ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        if (file.Find("EncryptedPackage") is not { } package) return null;
        OfficeDocument.NoteEncrypted(visit);
        if (file.Find("EncryptionInfo") is not { } entry || IOfficeLock.Read(file.Open(entry, MaxInfoBytes).Span) is not { } found) return null;
        var words = visit.Passwords.Words;
        var tries = Math.Min(MaxTries, visit.Budget.PasswordTries);
        for (var i = -1; i < words.Count && tries > 0; i++, tries--)
        {
            if (!visit.Budget.IsInTime() || !visit.Budget.Keys.Take(found.Blocks)) return null;
            if (found.KeyOf(i < 0 ? Standard : words[i]) is not { } key) continue;
            if (i >= 0 && i < visit.Passwords.FromText) visit.Findings.PasswordInText.Add(visit.Label);
            var packed = file.Open(package, Math.Min(visit.Budget.Room, int.MaxValue / 2));
            visit.Budget.Charge(packed.Length);
            if (packed.Length < package.Bytes) visit.Budget.NoteUnpacked();
            visit.Findings.Opened.Add(visit.Label);
            return found.Open(packed.Span, key);
        }

        return null;
    }
}
