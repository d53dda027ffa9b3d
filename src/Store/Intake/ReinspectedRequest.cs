using Sekisho.Inspect.Reports;
using Sekisho.Inspect.Verdicts;
using Sekisho.Store.Sealed;

namespace Sekisho.Store.Intake;

/// <summary>
/// Reports a further inspection of a held message. Defer: try again later, with back-off; after the configured number of
/// inspections that died or hung over it, quarantine. Reject: quarantine (the sender is gone, a bounce would be backscatter).
/// Who inspects has the message's keys, the store has not: what changes comes sealed.
/// </summary>
public sealed record ReinspectedRequest
{
    /// <summary>The message.</summary>
    public required string Id { get; init; }

    /// <summary>The lease under which it was inspected.</summary>
    public required string Lease { get; init; }

    /// <summary>What was decided.</summary>
    public required Disposition Disposition { get; init; }

    /// <summary>The inspection died or hung over this message, rather than over something that is away.</summary>
    public bool MayBeItsFault { get; init; }

    /// <summary>With disarm: the message that was stored in its place; null otherwise.</summary>
    public string? DisarmedAs { get; init; }

    /// <summary>What was decided and why, in words, for the trace: the store seals it.</summary>
    public required string Why { get; init; }

    /// <summary>The envelopes with the new verdict, each sealed under its key of before; a tenant that is not among them keeps the old.</summary>
    public IReadOnlyList<ReinspectedEnvelope> Envelopes { get; init; } = [];

    /// <summary>What mailbox lists show from now on, or null to leave it: the store seals it to each mailbox.</summary>
    public MailboxSummary? Summary { get; init; }

    /// <summary>
    /// How the message is read from now on (<see cref="ContentPrefix"/>): whole header lines on top, and fields that are left
    /// out; null for no change. Not taken with <see cref="Disposition.Defer"/>: it is inspected again as it came.
    /// </summary>
    public byte[]? Prefix { get; init; }

    /// <summary>How many bytes longer the message becomes by it; below zero where it leaves out more than it adds.</summary>
    public long AddedBytes { get; init; }

    /// <summary>How many bytes <see cref="Prefix"/> has when it is opened, at most <see cref="LongestPrefix"/>.</summary>
    public int PrefixBytes { get; init; }

    /// <summary>What the owner of the sender's domain wants to hear of the message, or null.</summary>
    public Observation? Observation { get; init; }

    /// <summary>Reports that were read out of the message, or null.</summary>
    public IReadOnlyList<ReceivedReport>? Reports { get; init; }

    /// <summary>The numbers of its words (<see cref="Inspect.Memory.WordNumbers"/>), so that a later decision over it teaches something; null for none.</summary>
    public byte[]? Words { get; init; }

    /// <summary>The address in From, or the reverse-path: whose mail it is, for the limit on what one sender teaches. Kept as a tag of its domain.</summary>
    public string Sender { get; init; } = "";

    /// <summary>
    /// How many bytes <see cref="Prefix"/> has at most when it is opened: a field of ours (16 KB) and 4,000 ranges, as many as a
    /// header may have fields.
    /// </summary>
    public const int LongestPrefix = 64 * 1024;
}
