using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace Sekisho.Inspect.Office;

/// <summary>The lock of Office 2010 and later (MS-OFFCRYPTO §2.3.4.10 to §2.3.4.15): AES in CBC mode, a hash 100,000 times.</summary>
internal sealed class AgileLock : IOfficeLock
{
    /// <summary>Most rounds that are gone: the file says how many, and it may say ten million.</summary>
    private const int MaxRounds = 200_000;

    private const int SegmentBytes = 4096;

    private static readonly byte[] InputBlock = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
    private static readonly byte[] ValueBlock = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
    private static readonly byte[] KeyBlock = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];

    private Dictionary<string, string> _data = [], _key = [];
    private byte[] _salt = [], _dataSalt = [], _input = [], _value = [], _packedKey = [];
    private int _rounds, _keyBytes;

    private AgileLock()
    {
    }

    /// <summary>Reads the description in XML; null where something is missing or not AES in CBC mode.</summary>
    public static AgileLock? Read(ReadOnlySpan<byte> xml)
    {
        var found = new AgileLock();
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(xml.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            while (reader.Read())
            {
                if (reader is { NodeType: XmlNodeType.Element, LocalName: "keyData" }) found._data = AttributesOf(reader);
                else if (reader is { NodeType: XmlNodeType.Element, LocalName: "encryptedKey" }) found._key = AttributesOf(reader);
            }

            return found.Take() ? found : null;
        }
        catch (Exception exception) when (exception is XmlException or FormatException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public long Blocks => _rounds * 4L;

    /// <inheritdoc/>
    public byte[]? KeyOf(string password)
    {
        var hash = HashOf(_key["hashAlgorithm"])!.Value;
        byte[] last = CryptographicOperations.HashData(hash, [.. _salt, .. Encoding.Unicode.GetBytes(password)]);
        var round = new byte[4 + last.Length];
        last.CopyTo(round, 4);
        for (var i = 0; i < _rounds; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(round, i);
            CryptographicOperations.HashData(hash, round, round.AsSpan(4));
        }

        last = round[4..];
        var input = Decrypt(_input, Derive(hash, last, InputBlock), _salt);
        var value = Decrypt(_value, Derive(hash, last, ValueBlock), _salt);
        var expected = CryptographicOperations.HashData(hash, input.AsSpan(0, Math.Min(input.Length, _salt.Length)));
        if (value.Length < expected.Length || !value.AsSpan(0, expected.Length).SequenceEqual(expected)) return null;
        var key = Decrypt(_packedKey, Derive(hash, last, KeyBlock), _salt);
        return key.Length < _keyBytes ? null : key[.._keyBytes];
    }

    /// <inheritdoc/>
    public byte[] Open(ReadOnlySpan<byte> packed, byte[] key)
    {
        if (packed.Length < 24) return [];
        var hash = HashOf(_data["hashAlgorithm"])!.Value;
        var size = BinaryPrimitives.ReadInt64LittleEndian(packed);
        packed = packed[8..];
        using var output = new MemoryStream(packed.Length);
        Span<byte> number = stackalloc byte[4];
        for (var i = 0; packed.Length >= 16; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(number, i);
            var segment = packed[..Math.Min(SegmentBytes, packed.Length & ~15)];
            output.Write(Decrypt(segment, key, CryptographicOperations.HashData(hash, [.. _dataSalt, .. number])));
            packed = packed[segment.Length..];
        }

        var plain = output.ToArray();
        return plain[..(int)Math.Clamp(size, 0, plain.Length)];
    }

    private bool Take()
    {
        foreach (var name in (string[])["saltValue", "hashAlgorithm", "cipherAlgorithm", "cipherChaining"])
            if (!_data.ContainsKey(name) || !_key.ContainsKey(name))
                return false;
        if (_data["cipherAlgorithm"] != "AES" || _key["cipherAlgorithm"] != "AES" || _data["cipherChaining"] != "ChainingModeCBC" || _key["cipherChaining"] != "ChainingModeCBC") return false;
        if (HashOf(_data["hashAlgorithm"]) is null || HashOf(_key["hashAlgorithm"]) is null) return false;
        if (!int.TryParse(_key.GetValueOrDefault("spinCount"), out _rounds) || _rounds is < 0 or > MaxRounds) return false;
        if (!int.TryParse(_key.GetValueOrDefault("keyBits"), out var bits) || bits is not (128 or 192 or 256)) return false;
        _keyBytes = bits / 8;
        (_salt, _dataSalt) = (Bytes(_key, "saltValue"), Bytes(_data, "saltValue"));
        (_input, _value, _packedKey) = (Bytes(_key, "encryptedVerifierHashInput"), Bytes(_key, "encryptedVerifierHashValue"), Bytes(_key, "encryptedKeyValue"));
        return _salt.Length is > 0 and <= 64 && _dataSalt.Length is > 0 and <= 64 && ((byte[][])[_input, _value, _packedKey]).All(bytes => bytes.Length is >= 16 and <= 256 && bytes.Length % 16 == 0);
    }

    private static byte[] Bytes(Dictionary<string, string> attributes, string name) => Convert.FromBase64String(attributes.GetValueOrDefault(name) ?? "");

    private static HashAlgorithmName? HashOf(string name) => name switch
    {
        "SHA1" or "SHA-1" => HashAlgorithmName.SHA1,
        "SHA256" or "SHA-256" => HashAlgorithmName.SHA256,
        "SHA384" or "SHA-384" => HashAlgorithmName.SHA384,
        "SHA512" or "SHA-512" => HashAlgorithmName.SHA512,
        _ => null,
    };

    private byte[] Derive(HashAlgorithmName hash, byte[] last, byte[] block) => Fit(CryptographicOperations.HashData(hash, [.. last, .. block]), _keyBytes);

    /// <summary>Cut, or filled up with 0x36 (§2.3.4.11).</summary>
    private static byte[] Fit(byte[] bytes, int length)
    {
        var fitted = new byte[length];
        Array.Fill(fitted, (byte)0x36);
        bytes.AsSpan(0, Math.Min(length, bytes.Length)).CopyTo(fitted);
        return fitted;
    }

    private static byte[] Decrypt(ReadOnlySpan<byte> bytes, byte[] key, byte[] salt)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        return aes.DecryptCbc(bytes, Fit(salt, 16), PaddingMode.None);
    }

    private static Dictionary<string, string> AttributesOf(XmlReader reader)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.MoveToNextAttribute()) attributes[reader.LocalName] = reader.Value;
        return attributes;
    }
}
