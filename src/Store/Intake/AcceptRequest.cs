using Sekisho.Inspect.Verdicts;
using Sekisho.Smtp.Envelopes;

namespace Sekisho.Store.Intake;

/// <summary>
/// Takes responsibility for one message; the content bytes are what is to be delivered (trace headers first).
/// The reply comes only when everything is on disk. Asked again with the same <see cref="Id"/> (the caller did not
/// see the reply) it answers the same and stores nothing twice.
/// </summary>
public sealed record AcceptRequest
{
    /// <summary>Made by the caller with TimeOrderedId; names the message for its whole life.</summary>
    public required string Id { get; init; }

    /// <summary>The envelope. Recipients were looked up when they were given; the store looks again.</summary>
    public required Envelope Envelope { get; init; }

    /// <summary>
    /// Accept and Tag: to the mailboxes and the queue. Quarantine: held for a person. Defer: held and leased out for
    /// inspection again. Reject never comes here.
    /// </summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Where it came from.</summary>
    public required Origin Origin { get; init; }

    /// <summary>The Subject as shown to operators in lists, decoded and cut to 200 characters, or null.</summary>
    public string? Subject { get; init; }
}
