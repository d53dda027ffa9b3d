namespace Sekisho.MailAuth.Dkim;

/// <summary>A key record that was read (RFC 6376 §3.6.1).</summary>
/// <param name="PublicKey">The key.</param>
/// <param name="IsTesting">t=y.</param>
/// <param name="ForbidsSubdomains">t=s: i= must be exactly d=.</param>
internal sealed record DkimKey(DkimPublicKey PublicKey, bool IsTesting, bool ForbidsSubdomains);
