namespace Sekisho.Commands.Auth;

/// <summary>One proven domain in the line of 'auth dmarc --json'.</summary>
/// <param name="Method">spf or dkim.</param>
/// <param name="Domain">The domain.</param>
/// <param name="Mode">strict or relaxed.</param>
/// <param name="Aligned">It is aligned with the author's.</param>
internal sealed record DmarcAlignmentItem(string Method, string Domain, string Mode, bool Aligned);
