using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sekisho.Kernel.Ids;

/// <summary>
/// Identifiers that sort by the time they were made: 26 lower-case characters of Crockford's base 32
/// over the 128 bits of a UUID version 7 (RFC 9562 §5.7). Safe in file names, headers and SMTP replies.
/// </summary>
public static class TimeOrderedId
{
    /// <summary>The length of an identifier, in characters.</summary>
    public const int Length = 26;

    /// <summary>The first so many characters hold the time.</summary>
    private const int TimeCharacters = 10;

    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    /// <summary>Makes a new identifier: 48 bits of <paramref name="clock"/>'s milliseconds, 74 random bits.</summary>
    public static string New(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(clock.GetUtcNow()).TryWriteBytes(bytes, bigEndian: true, out _);
        Span<char> text = stackalloc char[Length];
        var value = new UInt128(
            BinaryPrimitives.ReadUInt64BigEndian(bytes),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
        for (var i = Length - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(value & 31)];
            value >>= 5;
        }

        return new string(text);
    }

    /// <summary>The identifier of what is made once of something else: the same for the same, with its time.</summary>
    /// <param name="id">The identifier of the other.</param>
    /// <param name="purpose">What is made of it.</param>
    public static string DerivedFrom(string id, string purpose)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentOutOfRangeException.ThrowIfNotEqual(id.Length, Length);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{id}/{purpose}"), hash);
        Span<char> text = stackalloc char[Length];
        id.AsSpan(0, TimeCharacters).CopyTo(text);
        for (var i = TimeCharacters; i < Length; i++) text[i] = Alphabet[hash[i - TimeCharacters] & 31];
        return new string(text);
    }

    /// <summary>Whether <paramref name="text"/> has the form of an identifier.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text) =>
        text.Length == Length && !text.ContainsAnyExcept(Characters);
}
