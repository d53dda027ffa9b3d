namespace Sekisho.Smtp.Client;

/// <summary>
/// How long the client waits (RFC 5321 §4.5.3.2). Every time covers a whole reply, not the pause between its bytes: a
/// server that drips its replies is as late as one that says nothing.
/// </summary>
public sealed record SmtpClientTimeouts
{
    /// <summary>For the greeting (RFC 5321 §4.5.3.2.1).</summary>
    public TimeSpan Greeting { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For EHLO, HELO, LHLO, STARTTLS and RSET.</summary>
    public TimeSpan Hello { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For the TLS handshake.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For MAIL (RFC 5321 §4.5.3.2.2).</summary>
    public TimeSpan Mail { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For each RCPT (RFC 5321 §4.5.3.2.3).</summary>
    public TimeSpan Recipient { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For the 354 after DATA (RFC 5321 §4.5.3.2.4).</summary>
    public TimeSpan DataStart { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>For each block of content to be taken (RFC 5321 §4.5.3.2.5).</summary>
    public TimeSpan DataBlock { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>For the reply to the end of data (RFC 5321 §4.5.3.2.6): giving up too early makes duplicates.</summary>
    public TimeSpan DataEnd { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>For the reply to QUIT: nothing depends on it.</summary>
    public TimeSpan Quit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For one transaction altogether: a server that uses up every single time must not hold a connection for days.</summary>
    public TimeSpan Transaction { get; init; } = TimeSpan.FromMinutes(20);
}
