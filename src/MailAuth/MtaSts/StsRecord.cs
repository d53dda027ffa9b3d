namespace Sekisho.MailAuth.MtaSts;

/// <summary>The TXT record at <c>_mta-sts.DOMAIN</c> that says that there is a policy, and which (RFC 8461 §3.1).</summary>
/// <param name="Id">Changes when the policy does: 1 to 32 letters and digits.</param>
public sealed record StsRecord(string Id)
{
    // A record has two fields that mean something; stops a 65 KB record of semicolons from costing much.
    private const int MaxFields = 64;

    private const int MaxIdChars = 32;

    /// <summary>Finds the record among all TXT records of the name.</summary>
    /// <param name="texts">The texts, each record's strings joined.</param>
    /// <returns>Null where there is none, several, or one without a usable id: the domain has no policy then (RFC 8461 §3.1).</returns>
    public static StsRecord? Find(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var records = texts.Where(text => Fields(text).FirstOrDefault() is ("v", "STSv1")).Take(2).ToList();
        return records.Count == 1 ? Read(records[0]) : null;
    }

    private static StsRecord? Read(string text)
    {
        // RFC 8461 §3.1 names no order after the version; of a field that is there twice the first counts (§3.2 says so for the policy).
        var id = Fields(text).FirstOrDefault(field => field.Name == "id").Value;
        return id is { Length: > 0 and <= MaxIdChars } && id.All(char.IsAsciiLetterOrDigit) ? new StsRecord(id) : null;
    }

    private static IEnumerable<(string Name, string Value)> Fields(string text)
    {
        foreach (var part in text.Split(';', MaxFields + 1).Take(MaxFields))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) yield return (part[..equals].Trim(' ', '\t'), part[(equals + 1)..].Trim(' ', '\t'));
            else yield return ("", "");
        }
    }
}
