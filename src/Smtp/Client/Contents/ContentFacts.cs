namespace Sekisho.Smtp.Client.Contents;

/// <summary>What decides how a content can be sent.</summary>
/// <param name="HasNul">There is a NUL: no way to send it but as BINARYMIME (RFC 5321 §2.4, RFC 3030 §3).</param>
/// <param name="HasBareLineEnd">There is a CR or LF that is no part of CRLF.</param>
/// <param name="HeaderIsAscii">The header section is ASCII: no SMTPUTF8 needed for it (RFC 6531 §3.4).</param>
internal sealed record ContentFacts(bool HasNul, bool HasBareLineEnd, bool HeaderIsAscii);
