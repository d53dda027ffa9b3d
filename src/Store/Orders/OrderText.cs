using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Sekisho.Roles.Table;
using Sekisho.Sealing.Tags;

namespace Sekisho.Store.Orders;

/// <summary>
/// Writes and reads orders: "1:CALL:HASH:ROLE:ID:ENDS:TENANT:ACCOUNT:TAG". The tag is made with the lookup key, which the vault
/// and the store alone have; as a tag of the kind "order" it can stand for no address.
/// </summary>
public static class OrderText
{
    /// <summary>The longest text, in characters.</summary>
    public const int LongestText = 400;

    private const string Version = "1";
    private const int Parts = 9;

    private static ReadOnlySpan<byte> Kind => "order"u8;

    /// <summary>The hash of a request, by which an order names it.</summary>
    public static byte[] HashOf<T>(T request, JsonTypeInfo<T> type) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, type));

    /// <summary>Writes an order.</summary>
    public static string Write(StoreOrder order, TagKey key)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(key);
        var signed = string.Create(
            CultureInfo.InvariantCulture,
            $"{Version}:{order.Call}:{Base64Url.EncodeToString(order.RequestHash)}:{RoleTable.NameOf(order.Caller)}:{order.Id:x32}:{order.Ends.ToUnixTimeMilliseconds()}:{order.Tenant}:{order.Account}");
        return $"{signed}:{key.Of(Kind, signed)}";
    }

    /// <summary>Reads what <see cref="Write"/> made under the same key.</summary>
    /// <returns>Null for everything else: not whole, changed, or made by somebody without the key.</returns>
    public static StoreOrder? Read(string? text, TagKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (text is not { Length: > Tag.Length * 2 and <= LongestText }) return null;
        var end = text.LastIndexOf(':');
        if (end < 0 || !Tag.TryParse(text[(end + 1)..], out var tag)) return null;
        // In constant time, or a forger could find the tag byte by byte.
        if (!CryptographicOperations.FixedTimeEquals(tag.ToBytes(), key.Of(Kind, text.AsSpan(0, end)).ToBytes())) return null;
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

    private static bool Number(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
