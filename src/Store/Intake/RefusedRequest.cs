using Sekisho.Inspect.Verdicts;
using Sekisho.Smtp.Envelopes;

namespace Sekisho.Store.Intake;

/// <summary>
/// A message that is refused with 5xx: only its trace is kept, for as long as other traces, so that the reference in the
/// reply leads somewhere. Sent without content.
/// </summary>
public sealed record RefusedRequest
{
    /// <summary>The identifier that the reply names. The same one again records nothing.</summary>
    public required string Id { get; init; }

    /// <summary>The envelope.</summary>
    public required Envelope Envelope { get; init; }

    /// <summary>Why it is refused: always <see cref="Disposition.Reject"/>.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Where it came from.</summary>
    public required Origin Origin { get; init; }

    /// <summary>As in <see cref="AcceptRequest.Subject"/>.</summary>
    public string? Subject { get; init; }

    /// <summary>How large the message was, in bytes.</summary>
    public required long ContentBytes { get; init; }
}
