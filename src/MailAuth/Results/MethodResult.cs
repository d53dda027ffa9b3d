namespace Sekisho.MailAuth.Results;

/// <summary>What one method found (RFC 8601 §2.2 resinfo).</summary>
/// <param name="Method">spf, dkim, dmarc, arc …, in lower case.</param>
/// <param name="Result">The result's word, in lower case; methods of others have words of their own.</param>
public sealed record MethodResult(string Method, string Result)
{
    /// <summary>A reason in words, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>What it is about, in its order.</summary>
    public IReadOnlyList<ResultProperty> Properties { get; init; } = [];
}
