namespace Sekisho.Smtp.Client.Results;

/// <summary>What became of one recipient.</summary>
public enum SmtpOutcome
{
    /// <summary>The server has taken responsibility for the message.</summary>
    Delivered,

    /// <summary>Not now; the message stays with us.</summary>
    Deferred,

    /// <summary>Never.</summary>
    Failed,
}
