namespace Sekisho.Inspect.History;

/// <summary>Whether the sender in From is the sender.</summary>
public static class SenderProof
{
    /// <summary>
    /// DMARC passes, or SPF or DKIM passes for the very domain: otherwise anybody could become known, or be let in, by writing
    /// somebody else's address into From.
    /// </summary>
    /// <param name="facts">The facts of the message.</param>
    /// <param name="domain">The domain of From, in lower-case A-labels.</param>
    public static bool IsAuthenticated(IReadOnlyDictionary<string, object> facts, string domain)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.GetValueOrDefault("auth.dmarc") is "pass"
            || (facts.GetValueOrDefault("auth.spf") is "pass" && facts.GetValueOrDefault("auth.spf_domain") is string spf && spf == domain)
            || (facts.GetValueOrDefault("auth.dkim_domains") is string[] signed && signed.Contains(domain));
    }
}
