namespace Sekisho.Dns.Resolving;

/// <summary>How one exchange with one server ended.</summary>
internal enum ExchangeEnd
{
    /// <summary>With an answer.</summary>
    Answered,

    /// <summary>The answer does not fit into a datagram, or the datagrams cannot be trusted: ask over TCP.</summary>
    UseTcp,

    /// <summary>Nothing in time.</summary>
    Silent,

    /// <summary>Nobody there.</summary>
    Unreachable,

    /// <summary>Something that is no message.</summary>
    Unreadable,
}
