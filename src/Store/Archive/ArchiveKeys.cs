using System.Buffers.Binary;
using Sekisho.Sealing.Keys;
using Sekisho.Store.Published;

namespace Sekisho.Store.Archive;

/// <summary>The public keys of one archive month of a tenant, as the store keeps them.</summary>
internal sealed record ArchiveKeys(long Month, SealingPublicKey Content, SealingPublicKey Index)
{
    private const int KeyBytes = KeyId.Length + 64;
    private const int EntryBytes = 8 + (2 * KeyBytes);

    /// <summary>The month under which what comes in now is archived: this one; where the vault has been away for so long that it is not there, the last one before it.</summary>
    public static ArchiveKeys? Current(IReadOnlyList<ArchiveKeys> months, DateTimeOffset now)
    {
        if (months.Count == 0) return null;
        var month = ArchiveMonth.Of(now);
        return months.LastOrDefault(known => known.Month <= month) ?? months[0];
    }

    /// <summary>Several as bytes; null for none.</summary>
    public static byte[]? Write(IReadOnlyList<ArchiveKeys> months)
    {
        if (months.Count == 0) return null;
        var bytes = new byte[months.Count * EntryBytes];
        for (var i = 0; i < months.Count; i++)
        {
            var entry = bytes.AsSpan(i * EntryBytes, EntryBytes);
            BinaryPrimitives.WriteInt64BigEndian(entry, months[i].Month);
            PublishedDirectory.Write(months[i].Content).CopyTo(entry[8..]);
            PublishedDirectory.Write(months[i].Index).CopyTo(entry[(8 + KeyBytes)..]);
        }

        return bytes;
    }

    /// <summary>Reads <see cref="Write"/>.</summary>
    public static IReadOnlyList<ArchiveKeys> Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % EntryBytes != 0) throw new InvalidDataException("The keys of an archive in the store's database are damaged.");
        var months = new ArchiveKeys[bytes.Length / EntryBytes];
        for (var i = 0; i < months.Length; i++)
        {
            var entry = bytes.Slice(i * EntryBytes, EntryBytes);
            months[i] = new ArchiveKeys(
                BinaryPrimitives.ReadInt64BigEndian(entry), PublishedDirectory.ReadKey(entry.Slice(8, KeyBytes)), PublishedDirectory.ReadKey(entry.Slice(8 + KeyBytes, KeyBytes)));
        }

        return months;
    }
}
