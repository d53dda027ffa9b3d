namespace Sekisho.MailAuth.Results;

/// <summary>What a result is about: <c>type.name=value</c> (RFC 8601 §2.2 propspec).</summary>
/// <param name="Type">smtp, header, body or policy, in lower case.</param>
/// <param name="Name">For instance mailfrom, d, from; in lower case.</param>
/// <param name="Value">The value, quoting removed.</param>
public sealed record ResultProperty(string Type, string Name, string Value);
