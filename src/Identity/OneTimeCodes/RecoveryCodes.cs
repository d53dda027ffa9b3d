using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sekisho.Identity.Keys;

namespace Sekisho.Identity.OneTimeCodes;

/// <summary>
/// Codes for when the phone is lost: ten, each good once. A code has 80 random bits, so that a fast keyed hash is enough to
/// store it: nobody can try them all, and without the key nobody can try any.
/// </summary>
/// <param name="keys">The keys of the hashes.</param>
public sealed class RecoveryCodes(KeyRing keys)
{
    /// <summary>How many codes a set has.</summary>
    public const int Count = 10;

    /// <summary>The longest text that is taken for a code, in characters.</summary>
    public const int LongestText = 64;

    private const int CodeBytes = 10;
    private const int GroupLength = 4;

    private static ReadOnlySpan<byte> Label => "sekisho recovery v1\0"u8;

    /// <summary>Makes a set; it replaces the old one.</summary>
    /// <param name="accountId">The account's identifier; the codes work for it alone.</param>
    public NewRecoveryCodes New(string accountId)
    {
        var codes = new string[Count];
        var records = new string[Count];
        for (var i = 0; i < Count; i++)
        {
            var bytes = RandomNumberGenerator.GetBytes(CodeBytes);
            codes[i] = string.Join('-', Base32.Encode(bytes).Chunk(GroupLength).Select(group => new string(group)));
            records[i] = Record(keys.CurrentId, accountId, bytes) ?? throw new InvalidOperationException("The current key is not in its ring.");
        }

        return new NewRecoveryCodes(codes, records);
    }

    /// <summary>Looks a code up.</summary>
    /// <param name="accountId">The account's identifier.</param>
    /// <param name="code">What was typed: case, spaces and hyphens do not matter.</param>
    /// <param name="records">The records that are left of the account.</param>
    /// <returns>The record that fits: remove it in the same transaction that lets the person in; null for none.</returns>
    public string? Find(string accountId, string code, IReadOnlyList<string> records)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(records);
        if (code.Length > LongestText || Base32.Decode(code) is not { Length: CodeBytes } bytes) return null;
        string? found = null;
        foreach (var record in records.Take(Count))
        {
            var dot = record.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0 || !uint.TryParse(record.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) continue;
            if (Record(id, accountId, bytes) is not { } right) continue;
            // Every record, always: the time does not say which one it was.
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(right), Encoding.UTF8.GetBytes(record))) found = record;
        }

        CryptographicOperations.ZeroMemory(bytes);
        return found;
    }

    // KEY.MAC: the number of the key, and HMAC-SHA256 of label, length of the identifier, identifier and code.
    private string? Record(uint keyId, string accountId, ReadOnlySpan<byte> code)
    {
        var id = Encoding.UTF8.GetBytes(accountId);
        var input = new byte[Label.Length + sizeof(int) + id.Length + code.Length];
        Label.CopyTo(input);
        BinaryPrimitives.WriteInt32BigEndian(input.AsSpan(Label.Length), id.Length);
        id.CopyTo(input, Label.Length + sizeof(int));
        code.CopyTo(input.AsSpan(input.Length - code.Length));
        Span<byte> mac = stackalloc byte[KeyRing.MacBytes];
        var known = keys.TryMac(keyId, input, mac);
        CryptographicOperations.ZeroMemory(input);
        return known ? string.Create(CultureInfo.InvariantCulture, $"{keyId}.{Base64Url.EncodeToString(mac)}") : null;
    }
}
