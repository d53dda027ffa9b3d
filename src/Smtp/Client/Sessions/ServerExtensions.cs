using System.Globalization;
using Sekisho.Smtp.Replies;

namespace Sekisho.Smtp.Client.Sessions;

/// <summary>What a server offers, read from its reply to EHLO or LHLO (RFC 5321 §4.1.1.1).</summary>
public sealed record ServerExtensions
{
    /// <summary>What a server that only knows HELO offers.</summary>
    public static ServerExtensions None { get; } = new();

    // A line has room for hundreds; nobody needs them.
    private const int MostMechanisms = 32;

    /// <summary>What the server calls itself: the first word of its reply.</summary>
    public string ServerName { get; init; } = "";

    /// <summary>RFC 2920.</summary>
    public bool Pipelining { get; init; }

    /// <summary>RFC 6152.</summary>
    public bool EightBitMime { get; init; }

    /// <summary>RFC 3030.</summary>
    public bool Chunking { get; init; }

    /// <summary>RFC 3030 §3.</summary>
    public bool BinaryMime { get; init; }

    /// <summary>RFC 6531.</summary>
    public bool SmtpUtf8 { get; init; }

    /// <summary>RFC 3461.</summary>
    public bool Dsn { get; init; }

    /// <summary>RFC 3207.</summary>
    public bool StartTls { get; init; }

    /// <summary>The SASL mechanisms of AUTH (RFC 4954 §4), in capital letters, in the server's order.</summary>
    public IReadOnlyList<string> LogInMechanisms { get; init; } = [];

    /// <summary>RFC 8689.</summary>
    public bool RequireTls { get; init; }

    /// <summary>RFC 1870: SIZE is understood.</summary>
    public bool Size { get; init; }

    /// <summary>The largest message in bytes; 0 for no limit or unknown (RFC 1870 §4).</summary>
    public long MaxMessageBytes { get; init; }

    /// <summary>The most recipients of a transaction (RFC 9422 §3), or 0 for unknown.</summary>
    public int MaxRecipients { get; init; }

    /// <summary>The most transactions of a session (RFC 9422 §3), or 0 for unknown.</summary>
    public int MaxTransactions { get; init; }

    /// <summary>Reads a positive reply to EHLO or LHLO. What is not understood is left out.</summary>
    public static ServerExtensions Read(SmtpReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var greeting = reply.Lines[0].AsSpan().Trim();
        var end = greeting.IndexOf(' ');
        var found = new ServerExtensions { ServerName = (end < 0 ? greeting : greeting[..end]).ToString() };
        for (var i = 1; i < reply.Lines.Count; i++) found = found.With(reply.Lines[i].AsSpan().Trim());
        return found;
    }

    private ServerExtensions With(ReadOnlySpan<char> line)
    {
        // "AUTH=LOGIN" of old servers is not of interest; a blank ends the keyword (RFC 5321 §4.1.1.1 ehlo-line).
        var end = line.IndexOf(' ');
        var keyword = end < 0 ? line : line[..end];
        var rest = end < 0 ? default : line[(end + 1)..].Trim();
        Span<char> upper = stackalloc char[16];
        if (keyword.Length is 0 or > 16) return this;
        var length = keyword.ToUpperInvariant(upper);
        return upper[..length] switch
        {
            "PIPELINING" => this with { Pipelining = true },
            "8BITMIME" => this with { EightBitMime = true },
            "CHUNKING" => this with { Chunking = true },
            "BINARYMIME" => this with { BinaryMime = true },
            "SMTPUTF8" => this with { SmtpUtf8 = true },
            "DSN" => this with { Dsn = true },
            "STARTTLS" => this with { StartTls = true },
            "AUTH" => this with { LogInMechanisms = [.. rest.ToString().ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostMechanisms)] },
            "REQUIRETLS" => this with { RequireTls = true },
            "SIZE" => this with { Size = true, MaxMessageBytes = long.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0 },
            "LIMITS" => WithLimits(rest),
            _ => this,
        };
    }

    private ServerExtensions WithLimits(ReadOnlySpan<char> limits)
    {
        var found = this;
        foreach (var range in limits.Split(' '))
        {
            var limit = limits[range];
            if (TryLimit(limit, "RCPTMAX=", out var recipients)) found = found with { MaxRecipients = recipients };
            if (TryLimit(limit, "MAILMAX=", out var transactions)) found = found with { MaxTransactions = transactions };
        }

        return found;
    }

    // RFC 9422 §3: one to six digits, at least 1.
    private static bool TryLimit(ReadOnlySpan<char> text, ReadOnlySpan<char> name, out int value)
    {
        value = 0;
        return text.StartsWith(name, StringComparison.OrdinalIgnoreCase) && text.Length <= name.Length + 6
            && int.TryParse(text[name.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out value) && value > 0;
    }
}
