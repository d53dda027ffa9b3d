namespace Sekisho.Commands.Send;

/// <summary>A line of 'send --json': what became of one file.</summary>
internal sealed record SendItem
{
    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>Every recipient was accepted.</summary>
    public required bool Accepted { get; init; }

    /// <summary>The reply code; of the first recipient that was refused, or else of the first.</summary>
    public int? Code { get; init; }

    /// <summary>The reply, in one line; or what went wrong before there was one.</summary>
    public required string Reply { get; init; }

    /// <summary>One result for every recipient.</summary>
    public IReadOnlyList<SendRecipientItem> Recipients { get; init; } = [];

    /// <summary>How many bytes were sent.</summary>
    public long Bytes { get; init; }

    /// <summary>How long it took, from MAIL to the last reply.</summary>
    public double Milliseconds { get; init; }
}
