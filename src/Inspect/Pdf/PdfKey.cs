using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Sekisho.Inspect.Pdf;

/// <summary>The standard lock of PDF documents (ISO 32000-2 §7.6.4): RC4 with 40 to 128 bits, AES-128, AES-256 in both forms. Most locked documents open without a password: they only forbid printing, or hide from scanners.</summary>
[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The format has MD5; nothing is protected with it here.")]
internal sealed class PdfKey
{
    private static readonly byte[] Padding = Convert.FromHexString("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A");

    private readonly byte[] _key;
    private readonly bool _isAes;
    private readonly int _version;

    private PdfKey(byte[] key, bool isAes, int version) => (_key, _isAes, _version) = (key, isAes, version);

    /// <summary>The key by a password of the user or the owner; null for a wrong one, and for locks not read.</summary>
    /// <param name="encryption">The dictionary, its references resolved by <paramref name="resolve"/>.</param>
    /// <param name="id">The first identifier of the document.</param>
    /// <param name="password">The password.</param>
    /// <param name="resolve">Follows references.</param>
    public static PdfKey? Of(PdfValue encryption, byte[] id, string password, Func<PdfValue, PdfValue> resolve)
    {
        if (resolve(encryption["Filter"]).Name is not (null or "Standard")) return null;
        long version = resolve(encryption["V"]).Number ?? 0, revision = resolve(encryption["R"]).Number ?? 0;
        if (resolve(encryption["O"]).Text is not { Length: >= 32 } owner || resolve(encryption["U"]).Text is not { Length: >= 32 } user) return null;
        var method = MethodOf(encryption, resolve);
        if (version == 5 && revision is 5 or 6)
        {
            if (owner.Length < 48 || user.Length < 48) return null;
            return resolve(encryption["UE"]).Text is { Length: >= 32 } userKey && resolve(encryption["OE"]).Text is { Length: >= 32 } ownerKey
                && NewKey(Encoding.UTF8.GetBytes(password), user, owner, userKey, ownerKey, (int)revision) is { } found ? new PdfKey(found, true, 5) : null;
        }

        if (version is < 1 or > 4 || revision is < 2 or > 4) return null;
        var bytes = version == 1 || revision == 2 ? 5 : (int)Math.Clamp(version == 4 ? 16 : (resolve(encryption["Length"]).Number ?? 40) / 8, 5, 16);
        var padded = Pad(Encoding.Latin1.GetBytes(password));
        Span<byte> permissions = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(permissions, unchecked((int)(resolve(encryption["P"]).Number ?? 0)));

        // Whether metadata is encrypted goes into the key; both are tried.
        foreach (var more in (byte[][])[[], [255, 255, 255, 255]])
        {
            var key = OldKey([.. padded, .. owner.AsSpan(0, 32), .. permissions, .. id, .. revision >= 4 ? more : []], bytes, (int)revision);
            if (Opens(key, user, id, (int)revision)) return new PdfKey(key, method == "AESV2", (int)version);
        }

        return null;
    }

    /// <summary>The document's object with its texts and its stream in the open.</summary>
    public PdfObject Open(PdfObject item)
    {
        // Tables are never encrypted, and what they are for is over.
        if (item.Value["Type"].Name == "XRef") return item;
        var key = KeyOf(item.Number);
        return new PdfObject(item.Number, OpenTexts(item.Value, key, 0), item.Data is { } data ? Decrypt(data.Span, key) : null) { Position = item.Position };
    }

    private PdfValue OpenTexts(PdfValue value, byte[] key, int depth)
    {
        if (depth > 80) return value;
        if (value.Text is { } text) return new PdfValue { Text = Decrypt(text, key) };
        if (value.Items is { } items) return new PdfValue { Items = items.ConvertAll(item => OpenTexts(item, key, depth + 1)) };
        if (value.Entries is not { } entries) return value;
        var opened = new PdfEntries();
        foreach (var (name, entry) in entries.Items) opened.Set(name, OpenTexts(entry, key, depth + 1));
        return new PdfValue { Entries = opened };
    }

    /// <summary>Of each object its own (§7.6.3.2); generation 0, as nearly all have.</summary>
    private byte[] KeyOf(int number)
    {
        if (_version == 5) return _key;
        byte[] salted = [.. _key, (byte)number, (byte)(number >> 8), (byte)(number >> 16), 0, 0, .. _isAes ? "sAlT"u8 : []];
        return MD5.HashData(salted)[..Math.Min(16, _key.Length + 5)];
    }

    private byte[] Decrypt(ReadOnlySpan<byte> bytes, byte[] key)
    {
        if (!_isAes) return PdfCipher.Rc4(key, bytes);
        if (bytes.Length < 32) return [];
        using var aes = Aes.Create();
        aes.Key = key;
        var plain = aes.DecryptCbc(bytes[16..(bytes.Length & ~15)], bytes[..16], PaddingMode.None);
        return plain.Length > 0 && plain[^1] is > 0 and <= 16 ? plain[..^plain[^1]] : plain;
    }

    internal static string MethodOf(PdfValue encryption, Func<PdfValue, PdfValue> resolve) =>
        resolve(resolve(resolve(encryption["CF"])[resolve(encryption["StmF"]).Name ?? "StdCF"])["CFM"]).Name ?? "V2";

    private static byte[] Pad(byte[] password) => [.. password.AsSpan(0, Math.Min(32, password.Length)), .. Padding.AsSpan(0, 32 - Math.Min(32, password.Length))];

    /// <summary>Algorithm 2.</summary>
    private static byte[] OldKey(byte[] input, int bytes, int revision)
    {
        var hash = MD5.HashData(input);
        for (var i = 0; revision >= 3 && i < 50; i++) hash = MD5.HashData(hash.AsSpan(0, bytes));
        return hash[..bytes];
    }

    /// <summary>Algorithms 4 to 6.</summary>
    private static bool Opens(byte[] key, byte[] user, byte[] id, int revision)
    {
        if (revision == 2) return PdfCipher.Rc4(key, Padding).AsSpan().SequenceEqual(user.AsSpan(0, 32));
        var check = PdfCipher.Rc4(key, MD5.HashData([.. Padding, .. id]));
        for (var i = 1; i <= 19; i++) check = PdfCipher.Rc4([.. key.Select(value => (byte)(value ^ i))], check);
        return check.AsSpan().SequenceEqual(user.AsSpan(0, 16));
    }

    /// <summary>Algorithm 2.A: first as the user's, then as the owner's password.</summary>
    private static byte[]? NewKey(byte[] password, byte[] user, byte[] owner, byte[] userKey, byte[] ownerKey, int revision)
    {
        if (password.Length > 127) password = password[..127];
        var forUser = PdfCipher.Hash(password, user.AsSpan(32, 8), [], revision).AsSpan().SequenceEqual(user.AsSpan(0, 32));
        if (!forUser && !PdfCipher.Hash(password, owner.AsSpan(32, 8), user.AsSpan(0, 48), revision).AsSpan().SequenceEqual(owner.AsSpan(0, 32))) return null;
        using var aes = Aes.Create();
        aes.Key = forUser ? PdfCipher.Hash(password, user.AsSpan(40, 8), [], revision) : PdfCipher.Hash(password, owner.AsSpan(40, 8), user.AsSpan(0, 48), revision);
        return aes.DecryptCbc((forUser ? userKey : ownerKey).AsSpan(0, 32), new byte[16], PaddingMode.None);
    }
}
