using Sekisho.Dns.Names;
using Sekisho.Dns.Records;

namespace Sekisho.Dns.Messages;

/// <summary>A DNS message as read from the wire (RFC 1035 §4.1).</summary>
public sealed record DnsMessage
{
    /// <summary>ID.</summary>
    public required ushort Id { get; init; }

    /// <summary>QR.</summary>
    public required bool IsResponse { get; init; }

    /// <summary>TC: the rest did not fit; the records are not read then.</summary>
    public required bool IsTruncated { get; init; }

    /// <summary>AD: the server has checked the signatures (RFC 4035 §3.2.3).</summary>
    public required bool IsAuthenticated { get; init; }

    /// <summary>RCODE.</summary>
    public required DnsResponseCode ResponseCode { get; init; }

    /// <summary>The name of the only question, or null when there is not exactly one.</summary>
    public DnsName? QuestionName { get; init; }

    /// <summary>The type of the only question.</summary>
    public DnsRecordType QuestionType { get; init; }

    /// <summary>The answer section; records of other classes than IN are left out.</summary>
    public IReadOnlyList<DnsRecord> Answers { get; init; } = [];

    /// <summary>The authority section.</summary>
    public IReadOnlyList<DnsRecord> Authorities { get; init; } = [];

    /// <summary>The additional section without the OPT pseudo record.</summary>
    public IReadOnlyList<DnsRecord> Additionals { get; init; } = [];
}
