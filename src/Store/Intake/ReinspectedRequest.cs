using Sekisho.Inspect.Verdicts;

namespace Sekisho.Store.Intake;

/// <summary>
/// Reports a further inspection of a held message. Defer: try again later, with back-off; after the configured number of
/// inspections that died or hung over it, quarantine. Reject: quarantine (the sender is gone, a bounce would be backscatter).
/// </summary>
/// <param name="Id">The message.</param>
/// <param name="Lease">The lease under which it was inspected.</param>
/// <param name="Verdict">The new verdict.</param>
/// <param name="Subject">As in <see cref="AcceptRequest.Subject"/>.</param>
/// <param name="Header">
/// Whole header lines that belong on top of the message from now on, each with its CRLF; null for none. Taken with
/// <see cref="Disposition.Tag"/> only; at most <see cref="LongestHeader"/> bytes.
/// </param>
public sealed record ReinspectedRequest(string Id, string Lease, Verdict Verdict, string? Subject, string? Header = null)
{
    /// <summary>How many bytes of UTF-8 <see cref="Header"/> has at most.</summary>
    public const int LongestHeader = 8 * 1024;
}
