namespace Sekisho.Store.Queue;

/// <summary>
/// Ends a lease. Results, and the notice where there is one, are committed together before the reply: a notice is sent
/// once, and never for a message whose result is not recorded.
/// </summary>
public sealed record SettleRequest
{
    /// <summary>The lease.</summary>
    public required string Lease { get; init; }

    /// <summary>One result for every recipient of the job.</summary>
    public required IReadOnlyList<RecipientResult> Results { get; init; }

    /// <summary>The identifier of the notice whose message is the content of this request, or null for none.</summary>
    public string? NoticeId { get; init; }

    /// <summary>To whom the notice goes (the original reverse-path, never empty); it leaves with the null reverse-path.</summary>
    public string? NoticeRecipient { get; init; }

    /// <summary>The destination as a whole does not answer: its other jobs need not be tried before the back-off.</summary>
    public bool DestinationDown { get; init; }

    /// <summary>The notice reports a delay: it is recorded so that it is sent only once.</summary>
    public bool DelayNoticeSent { get; init; }
}
