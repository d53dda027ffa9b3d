namespace Sekisho.MailAuth.Dmarc;

/// <summary>
/// Reads DMARC policy records (RFC 9989 §4.7, §4.8): the version decides whether it is one; behind it, what breaks the
/// grammar is as good as absent.
/// </summary>
public static class DmarcRecordReader
{
    private const string Version = "DMARC1";

    // One DNS message holds no more tags that mean something; stops a 65 KB record of semicolons from costing much.
    private const int MaxTags = 256;

    // More addresses than this nobody reports to.
    private const int MaxUris = 50;

    private const int MaxShownChars = 1000;

    private static readonly string[] Known = ["p", "sp", "np", "adkim", "aspf", "psd", "t", "rua", "ruf", "fo"];

    /// <summary>Reads a record.</summary>
    /// <param name="text">The text of one TXT record.</param>
    /// <returns>Null where it is no DMARC record: the first tag is not exactly v=DMARC1.</returns>
    public static DmarcRecord? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tags = text.AsSpan();
        if (!IsVersion(Next(ref tags))) return null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var contradicted = new HashSet<string>(StringComparer.Ordinal);
        for (var count = 0; !tags.IsEmpty && count < MaxTags; count++)
        {
            var tag = Next(ref tags);
            var equals = tag.IndexOf('=');
            if (equals <= 0) continue;
            var name = tag[..equals].Trim(" \t");
            var value = tag[(equals + 1)..].Trim(" \t").ToString();
            // ABNF words have no case (RFC 5234 §2.3).
            foreach (var known in Known)
            {
                if (!name.Equals(known, StringComparison.OrdinalIgnoreCase)) continue;
                if (!values.TryAdd(known, value) && !values[known].Equals(value, StringComparison.OrdinalIgnoreCase)) contradicted.Add(known);
            }
        }

        foreach (var name in contradicted) values[name] = "";
        return Make(text, values) with { HasContradictions = contradicted.Count > 0 };
    }

    private static DmarcRecord Make(string text, Dictionary<string, string> values)
    {
        var policy = Policy(values, "p", out var badPolicy);
        var subdomains = Policy(values, "sp", out var badSubdomains);
        var nonExistent = Policy(values, "np", out var badNonExistent);
        return new DmarcRecord
        {
            Policy = policy,
            SubdomainPolicy = subdomains,
            NonExistentPolicy = nonExistent,
            HasBadPolicy = badPolicy || badSubdomains || badNonExistent,
            StrictDkim = Is(values, "adkim", "s"),
            StrictSpf = Is(values, "aspf", "s"),
            Psd = Is(values, "psd", "y") ? DmarcPsd.Yes : Is(values, "psd", "n") ? DmarcPsd.No : DmarcPsd.Unknown,
            IsTesting = Is(values, "t", "y"),
            AggregateUris = Uris(values, "rua"),
            FailureUris = Uris(values, "ruf"),
            FailureOptions = values.TryGetValue("fo", out var options) && options.Split(':').All(option => option.Trim() is "0" or "1" or "d" or "s" or "D" or "S") ? options.ToLowerInvariant() : "0",
            Text = text.Length > MaxShownChars ? text[..MaxShownChars] : text,
        };
    }

    // RFC 9989 §4.8: dmarc-version = "v" equals %s"DMARC1", in the case as written.
    private static bool IsVersion(ReadOnlySpan<char> tag)
    {
        var equals = tag.IndexOf('=');
        return equals > 0 && tag[..equals].TrimEnd(" \t") is "v" or "V" && tag[(equals + 1)..].Trim(" \t").SequenceEqual(Version);
    }

    private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> rest)
    {
        var semicolon = rest.IndexOf(';');
        var tag = semicolon < 0 ? rest : rest[..semicolon];
        rest = semicolon < 0 ? default : rest[(semicolon + 1)..];
        return tag;
    }

    private static DmarcPolicy? Policy(Dictionary<string, string> values, string name, out bool bad)
    {
        bad = false;
        if (!values.TryGetValue(name, out var value)) return null;
        switch (value.ToLowerInvariant())
        {
            case "none": return DmarcPolicy.None;
            case "quarantine": return DmarcPolicy.Quarantine;
            case "reject": return DmarcPolicy.Reject;
            default:
                bad = true;
                return null;
        }
    }

    private static bool Is(Dictionary<string, string> values, string name, string word) => values.TryGetValue(name, out var value) && value.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static List<string> Uris(Dictionary<string, string> values, string name)
    {
        var uris = new List<string>();
        if (!values.TryGetValue(name, out var value)) return uris;
        foreach (var part in value.Split(',', MaxUris + 1))
        {
            var uri = part.Trim();
            // RFC 9989 §4.8 obs-dmarc-report-size: ignored.
            var size = uri.LastIndexOf('!');
            if (size >= 0) uri = uri[..size];
            if (uris.Count < MaxUris && IsUri(uri)) uris.Add(uri);
        }

        return uris;
    }

    private static bool IsUri(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || text.AsSpan().ContainsAnyExceptInRange('!', '~')) return false;
        return !uri.Scheme.Equals("mailto", StringComparison.OrdinalIgnoreCase) || text.IndexOf('@', StringComparison.Ordinal) is > 7 and var at && at < text.Length - 1;
    }
}
