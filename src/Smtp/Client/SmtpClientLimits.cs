namespace Sekisho.Smtp.Client;

/// <summary>What a client takes from a server. Without limits a server fills the client's memory with one reply.</summary>
public sealed record SmtpClientLimits
{
    /// <summary>A line of a reply, its line end not counted; RFC 5321 §4.5.3.1.5 allows 512 with it.</summary>
    public int MaxReplyLineBytes { get; init; } = 2048;

    /// <summary>The lines of one reply.</summary>
    public int MaxReplyLines { get; init; } = 128;

    /// <summary>All lines of one reply together.</summary>
    public int MaxReplyBytes { get; init; } = 32 * 1024;

    /// <summary>Commands sent before their replies are read: more could fill both directions and block both sides (RFC 2920 §3.1).</summary>
    public int MaxPipelinedCommands { get; init; } = 50;
}
