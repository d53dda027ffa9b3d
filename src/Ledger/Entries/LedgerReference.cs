using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Sekisho.Ledger.Entries;

/// <summary>
/// Stands for a person, an address or a thing without naming it: the first 16 bytes of HMAC-SHA-256 under a tenant's salt. Who has
/// the salt can tell whether an entry is about a given person; when the salt is destroyed, nobody can, and the tree still holds.
/// </summary>
[JsonConverter(typeof(LedgerReferenceConverter))]
public readonly record struct LedgerReference
{
    /// <summary>The length in text: hexadecimal digits.</summary>
    public const int TextLength = 32;

    /// <summary>The shortest salt, in bytes: a short one could be found by trying, and with it every address.</summary>
    public const int MinSaltBytes = 16;

    private readonly UInt128 _value;

    private LedgerReference(UInt128 value) => _value = value;

    /// <summary>Makes the reference of a value.</summary>
    /// <param name="salt">The tenant's salt: 16 secret random bytes or more.</param>
    /// <param name="kind">What the value is ("person", "address", "message"), so that the same text as another kind has another reference.</param>
    /// <param name="value">The value, in the one form that the system uses for it everywhere.</param>
    /// <exception cref="ArgumentException">The salt is too short.</exception>
    public static LedgerReference Of(ReadOnlySpan<byte> salt, string kind, string value)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(value);
        if (salt.Length < MinSaltBytes) throw new ArgumentException($"A salt has at least {MinSaltBytes} bytes.", nameof(salt));
        var data = Encoding.UTF8.GetBytes(kind + "\0" + value);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(salt, data, hash);
        return new LedgerReference(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    /// <summary>Reads the form in text.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out LedgerReference reference)
    {
        reference = default;
        if (text is not { Length: TextLength } || !UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)) return false;
        reference = new LedgerReference(value);
        return true;
    }

    /// <summary>Writes the 32 hexadecimal digits.</summary>
    internal void Format(Span<char> text) => _value.TryFormat(text, out _, "x32", CultureInfo.InvariantCulture);

    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString() => _value.ToString("x32", CultureInfo.InvariantCulture);
}
