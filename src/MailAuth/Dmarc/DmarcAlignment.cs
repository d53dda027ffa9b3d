namespace Sekisho.MailAuth.Dmarc;

/// <summary>How one proven domain stands to the author's (RFC 9989 §4.4).</summary>
/// <param name="Method">spf or dkim.</param>
/// <param name="Domain">The proven domain.</param>
/// <param name="IsStrict">The record wants them identical.</param>
/// <param name="IsAligned">They are aligned.</param>
/// <param name="OrganizationalDomain">The top of its organization where that was looked up, or null.</param>
public sealed record DmarcAlignment(string Method, string Domain, bool IsStrict, bool IsAligned, string? OrganizationalDomain);
