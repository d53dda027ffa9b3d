using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Sekisho.TransparencyLog.Hashing;

/// <summary>A hash of the tree: SHA-256, 32 bytes, as a value without allocation (RFC 6962 §2.1).</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct TreeHash
{
    /// <summary>The length, in bytes.</summary>
    public const int Bytes = 32;

    /// <summary>Leaves up to this size are hashed from a buffer on the stack, in bytes.</summary>
    private const int SmallLeafBytes = 1024;

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    /// <summary>Takes a hash out of bytes.</summary>
    /// <param name="bytes">32 bytes, or more of which the first 32 count.</param>
    public TreeHash(ReadOnlySpan<byte> bytes)
    {
        _first = MemoryMarshal.Read<ulong>(bytes);
        _second = MemoryMarshal.Read<ulong>(bytes[8..]);
        _third = MemoryMarshal.Read<ulong>(bytes[16..]);
        _fourth = MemoryMarshal.Read<ulong>(bytes[24..]);
    }

    /// <summary>The hash of the empty tree: SHA-256 of nothing.</summary>
    public static TreeHash Empty { get; } = new(SHA256.HashData([]));

    /// <summary>The hash of an entry: SHA-256(0x00 ‖ entry).</summary>
    public static TreeHash OfLeaf(ReadOnlySpan<byte> entry)
    {
        if (entry.Length < SmallLeafBytes)
        {
            Span<byte> small = stackalloc byte[SmallLeafBytes];
            small[0] = 0;
            entry.CopyTo(small[1..]);
            return Of(small[..(entry.Length + 1)]);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0]);
        hash.AppendData(entry);
        Span<byte> result = stackalloc byte[Bytes];
        hash.GetHashAndReset(result);
        return new TreeHash(result);
    }

    /// <summary>As <see cref="OfLeaf"/>, without a copy.</summary>
    /// <param name="roomAndEntry">One byte that may be overwritten, then the entry.</param>
    public static TreeHash OfLeafInPlace(Span<byte> roomAndEntry)
    {
        roomAndEntry[0] = 0;
        return Of(roomAndEntry);
    }

    /// <summary>The hash over two subtrees: SHA-256(0x01 ‖ left ‖ right).</summary>
    public static TreeHash OfNode(in TreeHash left, in TreeHash right)
    {
        Span<byte> node = stackalloc byte[1 + (2 * Bytes)];
        node[0] = 1;
        left.CopyTo(node[1..]);
        right.CopyTo(node[(1 + Bytes)..]);
        return Of(node);
    }

    /// <summary>Reads the form in base 64, 44 characters.</summary>
    public static bool TryParse(ReadOnlySpan<char> base64, out TreeHash hash)
    {
        hash = default;
        Span<byte> bytes = stackalloc byte[Bytes];
        if (!Notes.StrictBase64.TryDecode(base64, bytes, out var written) || written != Bytes) return false;
        hash = new TreeHash(bytes);
        return true;
    }

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> destination) => MemoryMarshal.Write(destination, in this);

    /// <summary>In base 64.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        CopyTo(bytes);
        return Convert.ToBase64String(bytes);
    }

    private static TreeHash Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> result = stackalloc byte[Bytes];
        SHA256.HashData(bytes, result);
        return new TreeHash(result);
    }
}
