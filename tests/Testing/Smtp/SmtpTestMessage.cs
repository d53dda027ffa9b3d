namespace Sekisho.Testing.Smtp;

/// <summary>A message as the test server got it.</summary>
/// <param name="MailFrom">The whole MAIL command.</param>
/// <param name="RcptTo">The whole RCPT commands that were accepted.</param>
/// <param name="Raw">The content as it came: with DATA dot-stuffed, without the end of data.</param>
/// <param name="ByBdat">It came by BDAT.</param>
/// <param name="OverTls">It came over TLS.</param>
/// <param name="Session">The number of the session, from 1.</param>
public sealed record SmtpTestMessage(string MailFrom, IReadOnlyList<string> RcptTo, byte[] Raw, bool ByBdat, bool OverTls, int Session)
{
    /// <summary>The content with the dots taken off again.</summary>
    public byte[] Content
    {
        get
        {
            if (ByBdat) return Raw;
            var content = new List<byte>(Raw.Length);
            for (var i = 0; i < Raw.Length; i++)
            {
                var atLineStart = i == 0 || (i > 1 && Raw[i - 1] == '\n' && Raw[i - 2] == '\r');
                if (!(atLineStart && Raw[i] == '.')) content.Add(Raw[i]);
            }

            return [.. content];
        }
    }
}
