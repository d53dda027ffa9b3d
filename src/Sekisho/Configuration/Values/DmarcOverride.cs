using System.Diagnostics.CodeAnalysis;
using Sekisho.Dns.Names;

namespace Sekisho.Configuration.Values;

/// <summary>A local DMARC policy.</summary>
/// <param name="Domain">The domain, in A-labels and lower case.</param>
/// <param name="Policy">none, quarantine or reject.</param>
internal sealed record DmarcOverride(string Domain, string Policy)
{
    /// <summary>The form in words.</summary>
    public const string Form = "DOMAIN=POLICY, the policy one of none, quarantine, reject: lists.example.org=none";

    /// <summary>Reads one.</summary>
    [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "Domains and policies are written in lower case.")]
    public static bool TryParse(string text, [NotNullWhen(true)] out DmarcOverride? value)
    {
        value = null;
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || !DnsName.TryParse(text[..equals].Trim(), out var domain) || domain.IsRoot) return false;
        var policy = text[(equals + 1)..].Trim().ToLowerInvariant();
        if (policy is not ("none" or "quarantine" or "reject")) return false;
        value = new DmarcOverride(domain.Text.ToLowerInvariant(), policy);
        return true;
    }

    /// <summary>As written.</summary>
    public override string ToString() => $"{Domain}={Policy}";
}
