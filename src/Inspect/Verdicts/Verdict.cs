using System.Text.Json.Serialization;
using Sekisho.Inspect.Reports;

namespace Sekisho.Inspect.Verdicts;

/// <summary>The decision over one message: a value, with its reasons and what they stand on.</summary>
public sealed record Verdict
{
    /// <summary>What is to become of the message.</summary>
    public required Disposition Disposition { get; init; }

    /// <summary>How bad it looks: the sum of the points of its reasons; 0 is neutral, below 0 is good.</summary>
    public double Score { get; init; }

    /// <summary>Why, most weighty first; empty only for <see cref="Disposition.Accept"/>, which can have some: what spoke for and against the message and was not enough.</summary>
    public IReadOnlyList<Reason> Reasons { get; init => field = value ?? []; } = [];

    /// <summary>What was found in the message, under documented names.</summary>
    public FactSet Facts { get; init => field = value ?? FactSet.Empty; } = FactSet.Empty;

    /// <summary>Our own Authentication-Results field (RFC 8601) with its CRLF, to be put on top of the message; null where nothing was checked.</summary>
    public string? AuthenticationResults { get; init; }

    /// <summary>Fields that claim to be such a field of ours and must not reach anybody (RFC 8601 §5): left out when the message is taken. Null for none; in order.</summary>
    public IReadOnlyList<ContentRange>? Remove { get; init; }

    /// <summary>What the owner of the sender's domain wants to hear of this message (RFC 9990); null for nothing. Recorded when the message is taken or refused.</summary>
    public Observation? Observation { get; init; }

    /// <summary>Of a message that is kept for people to decide over, or where somebody asked (<see cref="InspectRequest.ForLearning"/>): the numbers of its words (<see cref="Memory.WordNumbers"/>); null otherwise. The store keeps them under a key of the tenant, and not with the verdict.</summary>
    public byte[]? Words { get; init; }

    /// <summary>With <see cref="Disposition.Disarm"/>: what becomes of the message where nothing in it has to be taken out, accept or tag; null otherwise.</summary>
    public Disposition? Otherwise { get; init; }

    /// <summary>Of an original in quarantine: the message that was delivered in its place. Set by who takes the message, never by a worker.</summary>
    public string? DisarmedAs { get; init; }

    /// <summary>Of a message that was rebuilt: the original, which is in quarantine. Set by who takes the message, never by a worker.</summary>
    public string? DisarmedFrom { get; init; }

    /// <summary>Whether the message is kept from its readers until somebody decides: quarantine, and the original of one that was disarmed.</summary>
    [JsonIgnore]
    public bool IsKept => Disposition == Disposition.Quarantine || (Disposition == Disposition.Disarm && DisarmedFrom is null);

    /// <summary>Whether nobody has looked at the message, because it came from a network that is exempt.</summary>
    [JsonIgnore]
    public bool IsExempt => Disposition == Disposition.Accept && Reasons is [{ Code: ReasonCode.ExemptNetwork }];

    /// <summary>Reports of others that were read out of the message; null for none. Recorded when the message is taken.</summary>
    public IReadOnlyList<ReceivedReport>? Reports { get; init; }
}
