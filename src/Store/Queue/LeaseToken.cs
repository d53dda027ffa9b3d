using System.Globalization;
using System.Security.Cryptography;

namespace Sekisho.Store.Queue;

/// <summary>
/// The name of a lease: what is leased (d: a delivery, h: a message held for inspection), its number, and 64 random bits.
/// The row remembers the last token given, so a lease outlives a restart of the store: who delivered meanwhile is believed.
/// </summary>
/// <param name="Kind">'d' or 'h'.</param>
/// <param name="Number">The delivery or the message.</param>
internal readonly record struct LeaseToken(char Kind, long Number)
{
    public const char Delivery = 'd';
    public const char Held = 'h';

    private const int LongestToken = 64;

    public static string New(char kind, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}{number}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}");

    public static bool TryParse(string token, out LeaseToken lease)
    {
        lease = default;
        var dot = token.IndexOf('.', StringComparison.Ordinal);
        if (token.Length > LongestToken || dot < 2 || token[0] is not (Delivery or Held)) return false;
        if (!long.TryParse(token.AsSpan(1, dot - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        lease = new LeaseToken(token[0], number);
        return true;
    }
}
