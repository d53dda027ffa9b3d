using Sekisho.Inspect.Verdicts;

namespace Sekisho.Store.Intake;

/// <summary>
/// Reports a further inspection of a held message. Defer: try again later, with back-off, up to the configured number
/// of times, then quarantine. Reject: quarantine (the sender is gone, a bounce would be backscatter).
/// </summary>
/// <param name="Id">The message.</param>
/// <param name="Lease">The lease under which it was inspected.</param>
/// <param name="Verdict">The new verdict.</param>
/// <param name="Subject">As in <see cref="AcceptRequest.Subject"/>.</param>
public sealed record ReinspectedRequest(string Id, string Lease, Verdict Verdict, string? Subject);
