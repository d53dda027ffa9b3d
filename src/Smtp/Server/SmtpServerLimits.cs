namespace Sekisho.Smtp.Server;

/// <summary>Every limit of a session. The defaults suit a gateway on the Internet.</summary>
public sealed record SmtpServerLimits
{
    /// <summary>The longest command line, CRLF included (RFC 5321 §4.5.3.1.4 asks for 512, extensions add to it). Stops a client from filling memory with one endless line.</summary>
    public int MaxCommandLineBytes { get; init; } = 2048;

    /// <summary>The longest AUTH line and answer to a challenge, CRLF included (RFC 4954 §4). Stops the same through AUTH.</summary>
    public int MaxAuthLineBytes { get; init; } = 12_288;

    /// <summary>How much of one overlong command line is read and thrown away before the session ends. Stops a line without end.</summary>
    public int MaxDiscardedLineBytes { get; init; } = 64 * 1024;

    /// <summary>
    /// The longest line of text in a message, CRLF included. RFC 5321 §4.5.3.1.6 asks for 1,000; newsletters with
    /// a whole page in one line are real mail. Stops lines that make readers behind us slow.
    /// </summary>
    public int MaxTextLineBytes { get; init; } = 1024 * 1024;

    /// <summary>The largest message, in bytes as it is stored; announced with SIZE (RFC 1870). Stops filled disks and memory.</summary>
    public long MaxMessageBytes { get; init; } = 50L * 1024 * 1024;

    /// <summary>How much is read and thrown away beyond <see cref="MaxMessageBytes"/> so that the client hears why, before the session ends. Stops an endless message.</summary>
    public long MaxDiscardedMessageBytes { get; init; } = 100L * 1024 * 1024;

    /// <summary>Recipients of one message (RFC 5321 §4.5.3.1.8 asks for at least 100); announced with LIMITS. Stops one message from making unbounded work.</summary>
    public int MaxRecipients { get; init; } = 1000;

    /// <summary>RCPT commands beyond <see cref="MaxRecipients"/> that are answered 452 in one message before the session ends. Stops endless lists.</summary>
    public int MaxSurplusRecipients { get; init; } = 1000;

    /// <summary>Messages (MAIL commands with a message handed over) in one session; announced with LIMITS (RFC 9422). Lets other clients have a turn.</summary>
    public int MaxMessages { get; init; } = 10_000;

    /// <summary>Chunks of one message (BDAT, RFC 3030). Stops floods of small chunks.</summary>
    public int MaxChunks { get; init; } = 10_000;

    /// <summary>A chunk below this size that is not the last one counts as a command without progress. Stops floods of tiny chunks.</summary>
    public int TinyChunkBytes { get; init; } = 512;

    /// <summary>Replies of 5xx in one session, then 421. Stops address harvesting and guessing.</summary>
    public int MaxErrors { get; init; } = 20;

    /// <summary>Command lines with a bare CR, a bare LF or a NUL, or overlong ones, then 421. Stops protocol smuggling attempts.</summary>
    public int MaxMalformedLines { get; init; } = 3;

    /// <summary>Commands since the last message that brought none nearer (NOOP, RSET, EHLO, MAIL …), then 421. Stops clients that only keep us busy.</summary>
    public int MaxCommandsWithoutProgress { get; init; } = 100;

    /// <summary>Failed logins in one session, then 421. Stops password guessing.</summary>
    public int MaxFailedLogins { get; init; } = 3;

    /// <summary>From so many errors on, replies to errors are delayed (tarpitting). Slows harvesting.</summary>
    public int TarpitAfterErrors { get; init; } = 3;

    /// <summary>The delay of the first slowed reply, and by how much each further one is slower, in seconds.</summary>
    public double TarpitStepSeconds { get; init; } = 1;

    /// <summary>No delay is longer, in seconds.</summary>
    public double MaxTarpitSeconds { get; init; } = 5;

    /// <summary>How long a whole command line may take, in seconds (RFC 5321 §4.5.3.2.7: at least 5 minutes). Stops clients that hold a connection with one byte now and then.</summary>
    public double CommandTimeoutSeconds { get; init; } = 300;

    /// <summary>How long no byte of a message may come, in seconds (RFC 5321 §4.5.3.2.5).</summary>
    public double DataTimeoutSeconds { get; init; } = 180;

    /// <summary>Message bytes a second on average, after <see cref="DataGraceSeconds"/>. Stops slow senders from holding memory (slow loris).</summary>
    public int MinDataBytesPerSecond { get; init; } = 256;

    /// <summary>How long a message may take whatever its rate, in seconds.</summary>
    public double DataGraceSeconds { get; init; } = 120;

    /// <summary>How long the TLS handshake may take, in seconds. Stops half-open handshakes from piling up.</summary>
    public double HandshakeTimeoutSeconds { get; init; } = 60;

    /// <summary>How long the client may take to read our replies, in seconds. Stops clients that send and never read.</summary>
    public double WriteTimeoutSeconds { get; init; } = 60;

    /// <summary>After this time a session ends at the next command, in seconds. Lets nobody hold a place for ever.</summary>
    public double MaxSessionSeconds { get; init; } = 3600;
}
