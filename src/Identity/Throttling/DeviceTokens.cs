using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Sekisho.Identity.Keys;

namespace Sekisho.Identity.Throttling;

/// <summary>
/// A long-lived token that a device gets when it has logged in: it shows at the next login that this device knew the
/// account, and opens nothing. Nothing is stored for it, so no flood can make it forgotten. Bytes: 0 version 1, 1 key (4),
/// 5 device (8), 13 made ms (8), 21 HMAC-SHA256 of label, these bytes and the account's identifier (32); base64url.
/// </summary>
/// <param name="keys">The keys of device tokens.</param>
/// <param name="clock">The time.</param>
/// <param name="lifetime">How long a token is good.</param>
public sealed class DeviceTokens(KeyRing keys, TimeProvider clock, TimeSpan lifetime)
{
    /// <summary>The length of a token, in characters.</summary>
    public const int Characters = (Bytes * 4 + 2) / 3;

    /// <summary>The longest account identifier, in bytes of UTF-8.</summary>
    public const int LongestAccountId = 512;

    private const int SignedBytes = 21;
    private const int Bytes = SignedBytes + KeyRing.MacBytes;

    private static ReadOnlySpan<byte> Label => "sekisho device v1\0"u8;

    /// <summary>A random number for a device that is seen for the first time.</summary>
    public static ulong NewDevice()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    /// <summary>Makes a token after a successful login.</summary>
    /// <param name="accountId">The account that has logged in.</param>
    /// <param name="device">The device's number.</param>
    public string Issue(string accountId, ulong device)
    {
        Span<byte> token = stackalloc byte[Bytes];
        token[0] = 1;
        BinaryPrimitives.WriteUInt64BigEndian(token[5..], device);
        BinaryPrimitives.WriteInt64BigEndian(token[13..], Now);
        uint id;
        do
        {
            id = keys.CurrentId;
            BinaryPrimitives.WriteUInt32BigEndian(token[1..], id);
        }
        while (!TryMac(id, token[..SignedBytes], accountId, token[SignedBytes..]));
        return Base64Url.EncodeToString(token);
    }

    /// <summary>The device's number, when the token is ours, for this account and not too old; null otherwise.</summary>
    /// <param name="accountId">The account that is to log in.</param>
    /// <param name="text">The token; any text.</param>
    public ulong? Check(string accountId, ReadOnlySpan<char> text)
    {
        Span<byte> token = stackalloc byte[Bytes];
        if (text.Length != Characters || Encoding.UTF8.GetByteCount(accountId) > LongestAccountId) return null;
        if (Base64Url.DecodeFromChars(text, token, out _, out var written) != OperationStatus.Done || written != Bytes || token[0] != 1) return null;
        Span<byte> mac = stackalloc byte[KeyRing.MacBytes];
        if (!TryMac(BinaryPrimitives.ReadUInt32BigEndian(token[1..]), token[..SignedBytes], accountId, mac)) return null;
        if (!CryptographicOperations.FixedTimeEquals(mac, token[SignedBytes..])) return null;
        var age = Now - BinaryPrimitives.ReadInt64BigEndian(token[13..]);
        return age < lifetime.TotalMilliseconds ? BinaryPrimitives.ReadUInt64BigEndian(token[5..]) : null;
    }

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private bool TryMac(uint id, ReadOnlySpan<byte> signed, string accountId, Span<byte> mac)
    {
        Span<byte> input = stackalloc byte[Label.Length + SignedBytes + LongestAccountId];
        Label.CopyTo(input);
        signed.CopyTo(input[Label.Length..]);
        var account = Encoding.UTF8.GetBytes(accountId, input[(Label.Length + SignedBytes)..]);
        return keys.TryMac(id, input[..(Label.Length + SignedBytes + account)], mac);
    }
}
