namespace Sekisho.MailAuth.Posture;

/// <summary>The mail exchanges of a domain.</summary>
/// <param name="Hosts">Their names, best first.</param>
/// <param name="TakesNoMail">The domain has a null MX.</param>
/// <param name="IsAuthenticated">The name server has checked the signatures of the answer.</param>
internal sealed record MailExchanges(IReadOnlyList<string> Hosts, bool TakesNoMail, bool IsAuthenticated);
