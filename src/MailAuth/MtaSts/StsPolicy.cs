namespace Sekisho.MailAuth.MtaSts;

/// <summary>A domain's policy for mail to it (RFC 8461 §3.2).</summary>
/// <param name="Mode">What it asks for.</param>
/// <param name="MaxAge">How long it may be kept, at most a year.</param>
/// <param name="MxPatterns">Its mail exchanges: names, or "*.NAME" for any one label before NAME; A-labels, lower case. Empty only with <see cref="StsMode.None"/>.</param>
public sealed record StsPolicy(StsMode Mode, TimeSpan MaxAge, IReadOnlyList<string> MxPatterns)
{
    /// <summary>Whether a mail exchange is one that the policy names (RFC 8461 §4.1).</summary>
    /// <param name="host">The name as it stands in the MX record, as A-labels.</param>
    public bool Names(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return MxPatterns.Any(pattern => Matches(pattern, host));
    }

    /// <summary>The lines of the policy, as reports tell them (RFC 8460 §4.4, policy-string).</summary>
    public IReadOnlyList<string> Lines() =>
    [
        "version: STSv1",
        "mode: " + Mode.ToString().ToLowerInvariant(),
        FormattableString.Invariant($"max_age: {(long)MaxAge.TotalSeconds}"),
        .. MxPatterns.Select(pattern => "mx: " + pattern),
    ];

    private static bool Matches(string pattern, string host)
    {
        if (!pattern.StartsWith("*.", StringComparison.Ordinal)) return pattern.Equals(host, StringComparison.OrdinalIgnoreCase);
        // The asterisk stands for exactly one label (RFC 6125 §6.4.3).
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && pattern.AsSpan(1).Equals(host.AsSpan(dot), StringComparison.OrdinalIgnoreCase);
    }
}
