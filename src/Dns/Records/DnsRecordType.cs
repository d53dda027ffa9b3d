namespace Sekisho.Dns.Records;

/// <summary>The record types that are read into records of their own; others come as <see cref="OtherRecord"/>.</summary>
public enum DnsRecordType
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>An IPv4 address (RFC 1035 §3.4.1).</summary>
    A = 1,

    /// <summary>An authoritative name server (RFC 1035 §3.3.11).</summary>
    Ns = 2,

    /// <summary>The canonical name of an alias (RFC 1035 §3.3.1).</summary>
    Cname = 5,

    /// <summary>The start of a zone of authority (RFC 1035 §3.3.13).</summary>
    Soa = 6,

    /// <summary>A pointer to a host's name (RFC 1035 §3.3.12).</summary>
    Ptr = 12,

    /// <summary>A mail exchange (RFC 1035 §3.3.9).</summary>
    Mx = 15,

    /// <summary>Text (RFC 1035 §3.3.14).</summary>
    Txt = 16,

    /// <summary>An IPv6 address (RFC 3596 §2.1).</summary>
    Aaaa = 28,

    /// <summary>The place of a service (RFC 2782).</summary>
    Srv = 33,

    /// <summary>The extension pseudo record (RFC 6891 §6.1); never among the records of an answer.</summary>
    Opt = 41,

    /// <summary>A certificate association for DANE (RFC 6698 §2).</summary>
    Tlsa = 52,

    /// <summary>Who may issue certificates (RFC 8659 §4).</summary>
    Caa = 257,
}
