using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sekisho.Sealing.Tags;

/// <summary>
/// What stands for a name where names are compared: HMAC-SHA256 of it under a lookup key, cut to 16 bytes. It hides the name
/// from a search through files, not from somebody who has the key and guesses.
/// </summary>
/// <param name="Value">The bytes as a number, the first byte highest.</param>
public readonly record struct Tag(UInt128 Value)
{
    /// <summary>How many bytes.</summary>
    public const int Length = 16;

    /// <summary>The tag that the first 16 of <paramref name="bytes"/> are.</summary>
    public static Tag Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>Reads the form of <see cref="ToString"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Tag tag)
    {
        tag = default;
        if (text is not { Length: 2 * Length } || !UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)) return false;
        tag = new Tag(value);
        return true;
    }

    /// <summary>The 16 bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return bytes;
    }

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
