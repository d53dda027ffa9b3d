namespace Sekisho.MailAuth.Spf;

/// <summary>Where a macro string stands, which decides what it may hold (RFC 7208 §7.1).</summary>
internal enum MacroUse
{
    /// <summary>A domain-spec: must end like a domain or in a macro.</summary>
    DomainSpec,

    /// <summary>The value of an unknown modifier (RFC 7208 §6).</summary>
    Modifier,

    /// <summary>An explanation: blanks, and the letters c, r and t.</summary>
    Explanation,
}
