using System.Security.Cryptography;
using System.Text;
using Sekisho.Sealing.Secrets;

namespace Sekisho.Sealing.Tags;

/// <summary>The lookup key: makes tags. Safe for use by many threads.</summary>
public sealed class TagKey : IDisposable
{
    /// <summary>How many bytes a key has.</summary>
    public const int Length = 32;

    /// <summary>The longest name, in UTF-8 bytes: longer ones only cost time.</summary>
    public const int MaxNameBytes = 4096;

    private readonly SecretBytes _key;

    /// <summary>Takes a key of 32 bytes.</summary>
    public TagKey(ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, Length, nameof(key));
        _key = SecretBytes.Copy(key);
    }

    /// <summary>The tag of a name.</summary>
    /// <param name="kind">What kind of name: the same text as another kind has another tag. At most 32 ASCII bytes, none of them zero.</param>
    /// <param name="name">The name in its canonical form, at most <see cref="MaxNameBytes"/>.</param>
    public Tag Of(ReadOnlySpan<byte> kind, ReadOnlySpan<char> name)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(kind.Length, 32, nameof(kind));
        var length = Encoding.UTF8.GetByteCount(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaxNameBytes, nameof(name));
        Span<byte> text = stackalloc byte[kind.Length + 1 + length];
        kind.CopyTo(text);
        text[kind.Length] = 0;
        Encoding.UTF8.GetBytes(name, text[(kind.Length + 1)..]);
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(_key.Span, text, hash);
        return Tag.Read(hash);
    }

    /// <summary>Wipes the key.</summary>
    public void Dispose() => _key.Dispose();
}
