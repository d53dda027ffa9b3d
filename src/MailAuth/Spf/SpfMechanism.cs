using System.Net;

namespace Sekisho.MailAuth.Spf;

/// <summary>One mechanism of a record (RFC 7208 §4.6.2).</summary>
/// <param name="Kind">Which.</param>
/// <param name="Qualifier">The result when it matches.</param>
/// <param name="Text">As written, for the operator.</param>
internal sealed record SpfMechanism(SpfMechanismKind Kind, AuthResult Qualifier, string Text)
{
    /// <summary>The domain-spec, or null: the current domain.</summary>
    public MacroString? Domain { get; init; }

    /// <summary>The network of ip4 and ip6.</summary>
    public IPAddress? Network { get; init; }

    /// <summary>Bits of an IPv4 address that must be equal.</summary>
    public int Bits4 { get; init; } = 32;

    /// <summary>Bits of an IPv6 address that must be equal.</summary>
    public int Bits6 { get; init; } = 128;

    /// <summary>Whether an evaluation asks the DNS, and so counts (RFC 7208 §4.6.4).</summary>
    public bool AsksDns => Kind is SpfMechanismKind.Include or SpfMechanismKind.A or SpfMechanismKind.Mx or SpfMechanismKind.Ptr or SpfMechanismKind.Exists;
}
