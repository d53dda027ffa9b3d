namespace Sekisho.Mime;

/// <summary>Reads the value of From, To, Cc, Reply-To … (RFC 5322 §3.4).</summary>
public static class AddressList
{
    /// <summary>Reads all mailboxes, those of groups too. Never throws; what is no address at all comes out malformed, not lost.</summary>
    /// <param name="value">The raw value behind the colon, folds included.</param>
    /// <param name="limits">Null for the defaults; <see cref="MimeLimits.MaxAddresses"/> bounds the result.</param>
    public static IReadOnlyList<MailAddress> Parse(ReadOnlySpan<byte> value, MimeLimits? limits = null) => throw new NotSupportedException("Not written yet.");
}
