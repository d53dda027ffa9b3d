namespace Sekisho.MailAuth.Spf;

/// <summary>The mechanisms of RFC 7208 §5.</summary>
internal enum SpfMechanismKind
{
    /// <summary>Always matches (§5.1).</summary>
    All,

    /// <summary>Another domain's record passes (§5.2).</summary>
    Include,

    /// <summary>An address of the name (§5.3).</summary>
    A,

    /// <summary>An address of a mail exchange (§5.4).</summary>
    Mx,

    /// <summary>The client's validated name lies in the domain (§5.5).</summary>
    Ptr,

    /// <summary>An IPv4 network (§5.6).</summary>
    Ip4,

    /// <summary>An IPv6 network (§5.6).</summary>
    Ip6,

    /// <summary>The name has an IPv4 address (§5.7).</summary>
    Exists,
}
