namespace Sekisho.Deliver.Security;

/// <summary>Who decides what is asked of TLS with a host.</summary>
internal enum SecurityMethod
{
    /// <summary>Nobody: the route or the message alone.</summary>
    None,

    /// <summary>The domain's MTA-STS policy (RFC 8461).</summary>
    Sts,

    /// <summary>The host's TLSA records (RFC 7672).</summary>
    Dane,
}
