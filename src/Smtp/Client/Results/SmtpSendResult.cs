namespace Sekisho.Smtp.Client.Results;

/// <summary>What became of one transaction.</summary>
/// <param name="Recipients">One result for every recipient of the envelope, in its order.</param>
/// <param name="NotifiesRelayed">The server took the DSN parameters (RFC 3461): notices of success are its business now.</param>
public sealed record SmtpSendResult(IReadOnlyList<SmtpRecipientResult> Recipients, bool NotifiesRelayed);
