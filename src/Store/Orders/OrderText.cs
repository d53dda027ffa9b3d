using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Sekisho.Roles.Table;
using Sekisho.Sealing.Keys;

namespace Sekisho.Store.Orders;

/// <summary>
/// Writes and reads orders: "2:CALL:HASH:ROLE:ID:ENDS:TENANT:ACCOUNT:SIGNATURE". The signature is ECDSA over P-256 with SHA-256
/// (FIPS 186-5) by the vault's order key of the day; the store has the public half alone, so it cannot write what it reads.
/// </summary>
public static class OrderText
{
    /// <summary>The longest text, in characters.</summary>
    public const int LongestText = 400;

    private const string Version = "2";
    private const int SignatureBytes = 64;
    private const int Parts = 9;

    /// <summary>The hash of a request, by which an order names it.</summary>
    public static byte[] HashOf<T>(T request, JsonTypeInfo<T> type) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, type));

    /// <summary>Writes an order.</summary>
    /// <param name="order">What it says.</param>
    /// <param name="key">The private key.</param>
    public static string Write(StoreOrder order, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(key);
        var signed = string.Create(
            CultureInfo.InvariantCulture,
            $"{Version}:{order.Call}:{Base64Url.EncodeToString(order.RequestHash)}:{RoleTable.NameOf(order.Caller)}:{order.Id:x32}:{order.Ends.ToUnixTimeMilliseconds()}:{order.Tenant}:{order.Account}");
        return $"{signed}:{Convert.ToHexStringLower(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    /// <summary>Reads what <see cref="Write"/> made.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keys">The public keys: identifier and point each, any of which may have signed.</param>
    /// <returns>Null for everything else: not whole, changed, or made by somebody without the private key.</returns>
    public static StoreOrder? Read(string? text, IReadOnlyList<SealingPublicKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (text is not { Length: > SignatureBytes * 2 and <= LongestText }) return null;
        var end = text.LastIndexOf(':');
        if (end < 0 || text.Length - end - 1 != SignatureBytes * 2 || !Ascii.IsValid(text)) return null;
        Span<byte> signature = stackalloc byte[SignatureBytes];
        if (Convert.FromHexString(text.AsSpan(end + 1), signature, out _, out var written) != OperationStatus.Done || written != SignatureBytes) return null;
        var signed = Encoding.ASCII.GetBytes(text[..end]);
        if (!IsSigned(signed, signature, keys)) return null;
        var parts = text.Split(':');
        if (parts.Length != Parts || parts[0] != Version) return null;
        var caller = RoleTable.Entries.FirstOrDefault(entry => entry.Name == parts[3]);
        if (caller is null || !Base64Url.IsValid(parts[2])) return null;
        if (!UInt128.TryParse(parts[4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)) return null;
        if (!Number(parts[5], out var ends) || !Number(parts[6], out var tenant) || !Number(parts[7], out var account)) return null;
        return new StoreOrder
        {
            Call = parts[1],
            RequestHash = Base64Url.DecodeFromChars(parts[2]),
            Caller = caller.Kind,
            Id = id,
            Ends = DateTimeOffset.FromUnixTimeMilliseconds(ends),
            Tenant = tenant,
            Account = account,
        };
    }

    private static bool IsSigned(byte[] signed, ReadOnlySpan<byte> signature, IReadOnlyList<SealingPublicKey> keys)
    {
        foreach (var key in keys)
        {
            using var verifier = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = key.Point[..32].ToArray(), Y = key.Point[32..].ToArray() } });
            if (verifier.VerifyData(signed, signature, HashAlgorithmName.SHA256)) return true;
        }

        return false;
    }

    private static bool Number(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
