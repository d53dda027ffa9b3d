using System.Buffers.Binary;
using Sekisho.Inspect.Attachments.Kinds;
using Sekisho.Inspect.Attachments.Zip;
using Sekisho.Inspect.Containers.Zstd;

namespace Sekisho.Inspect.Containers;

/// <summary>Opens zip files: every member of both listings, encrypted ones with the passwords of the message.</summary>
internal static class ZipContainer
{
    private const int LocalHeaderBytes = 30;

    /// <summary>Deflate without output is gone through so many times slower than bytes that are only looked at.</summary>
    private const long WorkOfSharedByte = 16;

    /// <summary>So much of a member is enough to see that a password is wrong.</summary>
    private const int CheckBytes = 256;

    /// <summary>Opens <paramref name="content"/> and says what it is in truth (a document, a program, or a mere archive).</summary>
    public static FileKind Read(ReadOnlyMemory<byte> content, ContainerVisit visit, out ZipListing listing, Action<FileKind>? tellKind = null)
    {
        listing = ZipReader.Read(content.Span, visit.Budget.RoomForMembers);
        if (listing.IsTruncated) visit.Budget.NoteMembers();
        var kind = ZipKinds.Refine(listing);
        tellKind?.Invoke(kind);
        var findings = visit.Findings;
        if (listing.IsBroken) findings.Broken.Add(visit.Label);
        foreach (var difference in listing.Differences) findings.Differences.Add($"{visit.Label}: {difference}");
        JudgeSizes(listing, content.Length, visit);
        var encrypted = listing.Entries.FirstOrDefault(entry => entry.IsEncrypted);
        string? password = null;
        if (encrypted is not null)
        {
            findings.Encrypted.Add(visit.Label);
            visit.NoteEncrypted(encrypted.AesStrength > 0 ? $"zip, AES-{64 + (encrypted.AesStrength * 64)}" : "zip");
            password = FindPassword(content, listing, visit);
        }

        long given = 0;
        foreach (var entry in listing.Entries)
        {
            // Honest members lie side by side. What is named a second time is gone through a second time, which may take long and give nothing.
            given += Math.Max(0, entry.CompressedBytes);
            var isShared = given > content.Length && !visit.Budget.TakeWork(DataOf(content, entry).Length * WorkOfSharedByte);
            if (!visit.Add(isShared ? new Member(entry.Name) { State = MemberState.Listed, IsFolder = entry.IsFolder } : MemberOf(content, entry, kind, password, visit))) break;
        }

        return kind;
    }

    /// <summary>The unpacked content of the member with this name (any case), or empty; for readers of documents that are zip files.</summary>
    /// <param name="content">The zip file.</param>
    /// <param name="entry">The member.</param>
    /// <param name="maxBytes">The most that is unpacked.</param>
    /// <param name="budget">Charged with work; null where nothing is.</param>
    public static ReadOnlyMemory<byte> ReadMember(ReadOnlyMemory<byte> content, ZipEntry entry, long maxBytes, UnpackBudget? budget = null) =>
        entry.IsEncrypted ? ReadOnlyMemory<byte>.Empty : Unpack(DataOf(content, entry), entry.Method, maxBytes, budget);

    /// <summary>The bytes of a member as they are in the file.</summary>
    public static ReadOnlyMemory<byte> PackedData(ReadOnlyMemory<byte> content, ZipEntry entry) => DataOf(content, entry);

    private static void JudgeSizes(ZipListing listing, long packedBytes, ContainerVisit visit)
    {
        long unpacked = 0;
        foreach (var entry in listing.Entries) unpacked = Math.Min(long.MaxValue / 4, unpacked + Math.Clamp(entry.UncompressedBytes, 0, long.MaxValue / 4));
        var findings = visit.Findings;
        if (visit.JudgeSize(unpacked, packedBytes)) return;
        if (listing.Overlaps > 1 && unpacked > ContainerVisit.BombFromBytes) findings.Bombs.Add($"{visit.Label}: {listing.Overlaps} members lie within each other and claim to unpack to {unpacked} bytes");
    }

    private static Member MemberOf(ReadOnlyMemory<byte> content, ZipEntry entry, FileKind archive, string? password, ContainerVisit visit)
    {
        var member = new Member(entry.Name) { State = MemberState.Listed, IsFolder = entry.IsFolder };
        if (entry.IsFolder || IsUninteresting(entry, archive)) return member;
        var data = DataOf(content, entry);
        var method = entry.Method;
        if (entry.IsEncrypted)
        {
            if (password is null || ZipCipher.Decrypt(entry, data.Span[..Math.Min(data.Length, CheckBytes)], password) is null)
            {
                if (password is not null) visit.Findings.Sealed.Add($"{visit.Label}: a member that the same word does not open");
                return member with { State = MemberState.Encrypted };
            }

            if (entry.AesStrength > 0) method = entry.AesMethod;
        }

        if (!IsRead(method))
        {
            visit.Findings.Unread.Add("zip");
            return member;
        }

        return MemberUnpacking.Unpack(entry.Name, maxBytes => Unpack(entry.IsEncrypted ? ZipCipher.Decrypt(entry, FirstOf(data, maxBytes).Span, password!) ?? [] : data, method, maxBytes, visit.Budget), visit.Budget, entry.UncompressedBytes);
    }

    /// <summary>So much of packed data as is enough for so many unpacked bytes: deflate grows nothing by more than a thousandth.</summary>
    private static ReadOnlyMemory<byte> FirstOf(ReadOnlyMemory<byte> data, long maxBytes) =>
        data[..(int)Math.Min(data.Length, maxBytes + (maxBytes / 500) + (64 * 1024))];

    /// <summary>
    /// The many small parts of a document that its own reader looks at, and the pictures in it, are not unpacked as
    /// members; and programs are refused as they are.
    /// </summary>
    private static bool IsUninteresting(ZipEntry entry, FileKind archive)
    {
        if (archive.Family == FileFamily.Program) return true;
        if (archive.Id is "zip" or "epub") return false;
        var dot = entry.Name.LastIndexOf('.');
        return dot >= 0 && entry.Name[(dot + 1)..].ToLowerInvariant() is "xml" or "rels" or "png" or "jpeg" or "jpg" or "gif" or "emf" or "wmf" or "vml" or "fntdata" or "odttf" or "tiff";
    }

    private static string? FindPassword(ReadOnlyMemory<byte> content, ZipListing listing, ContainerVisit visit)
    {
        // The smallest member with content is tried first: the check costs least on it.
        var entry = listing.Entries.Where(entry => entry.IsEncrypted && !entry.IsFolder).MinBy(entry => entry.CompressedBytes);
        if (entry is null) return null;
        var data = DataOf(content, entry);
        var words = visit.Passwords.Words;
        // The old cipher's check costs a thousandth of a key derivation.
        var tries = entry.AesStrength > 0 ? visit.Budget.PasswordTries : visit.Budget.PasswordTries * 8;
        for (var i = 0; i < words.Count && tries > 0 && visit.Budget.IsInTime(); i++, tries--)
        {
            var word = words[i];
            if (entry.AesStrength > 0 && !visit.Budget.Keys.Take(ZipCipher.AesBlocks)) return null;
            if (!Opens(entry, data, word, visit.Budget)) continue;
            if (i < visit.Passwords.FromText)
            {
                visit.Findings.PasswordInText.Add(visit.Label);
                visit.Passwords.Promote(i);
            }

            visit.Findings.Opened.Add(visit.Label);
            return word;
        }

        return null;
    }

    private static bool Opens(ZipEntry entry, ReadOnlyMemory<byte> data, string password, UnpackBudget budget)
    {
        // The checks in the ciphers let one wrong word in 256 pass: the checksum decides where it is there (AE-2 has none).
        const int checkedBytes = 1024 * 1024, shortBytes = 64 * 1024;
        var hasSum = entry.UncompressedBytes < checkedBytes && entry.Crc32 != 0;
        if (ZipCipher.Decrypt(entry, (hasSum ? data : FirstOf(data, shortBytes)).Span, password) is not { } plain) return false;
        var method = entry.AesStrength > 0 ? entry.AesMethod : entry.Method;
        if (!IsRead(method)) return entry.AesStrength > 0;
        var unpacked = Unpack(plain, method, hasSum ? checkedBytes : shortBytes, budget);
        if (hasSum) return Crc32Table.Of(unpacked.Span) == entry.Crc32;
        return unpacked.Length >= Math.Min(entry.UncompressedBytes, shortBytes);
    }

    /// <summary>The methods that are unpacked here (APPNOTE 6.3.10 §4.4.5): stored, deflate, bzip2, LZMA, Zstandard, xz.</summary>
    private static bool IsRead(int method) => method is 0 or 8 or 12 or 14 or 93 or 95;

    /// <summary>§5.8.8: version, length of the properties, properties, data.</summary>
    private static ReadOnlyMemory<byte> ZipLzma(ReadOnlySpan<byte> data, long maxBytes, Func<long, bool>? work) =>
        data.Length < 9 || data[2] != 5 || data[3] != 0 ? ReadOnlyMemory<byte>.Empty : work?.Invoke(LzmaDecoder.TableBytes(data[4..])) == false ? default : LzmaDecoder.DecodeRaw(data[9..], data[4], maxBytes, work);

    private static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> data, int method, long maxBytes, UnpackBudget? budget = null) => Unpack(data, method, maxBytes, budget is null ? null : budget.TakeWork, budget is null ? () => true : budget.IsInTime);

    private static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> data, int method, long maxBytes, Func<long, bool>? work, Func<bool> isInTime) => method switch
    {
        0 => data[..(int)Math.Min(data.Length, maxBytes)],
        8 => Inflating.Deflate(data, maxBytes, work),
        12 => Bzip2Decoder.Decode(data.Span, maxBytes, work),
        14 => ZipLzma(data.Span, maxBytes, work),
        93 => ZstdDecoder.Decode(data.Span, maxBytes, isInTime, out _, work),
        95 => XzDecoder.Decode(data.Span, maxBytes, work),
        _ => ReadOnlyMemory<byte>.Empty,
    };

    private static ReadOnlyMemory<byte> DataOf(ReadOnlyMemory<byte> content, ZipEntry entry)
    {
        if (entry.LocalOffset < 0 || entry.LocalOffset + LocalHeaderBytes > content.Length) return default;
        var header = content.Span[(int)entry.LocalOffset..];
        var start = entry.LocalOffset + LocalHeaderBytes + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        if (start >= content.Length) return default;
        var data = content[(int)start..];
        return entry.CompressedBytes > 0 && entry.CompressedBytes < data.Length ? data[..(int)entry.CompressedBytes] : data;
    }
}
