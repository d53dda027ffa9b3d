using System.Buffers;
using System.Buffers.Binary;

namespace Sekisho.Kernel.Ids;

/// <summary>
/// Identifiers that sort by the time they were made: 26 lower-case characters of Crockford's base 32
/// over the 128 bits of a UUID version 7 (RFC 9562 §5.7). Safe in file names, headers and SMTP replies.
/// </summary>
public static class TimeOrderedId
{
    /// <summary>The length of an identifier, in characters.</summary>
    public const int Length = 26;

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

    /// <summary>Whether <paramref name="text"/> has the form of an identifier.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text) =>
        text.Length == Length && !text.ContainsAnyExcept(Characters);
}
