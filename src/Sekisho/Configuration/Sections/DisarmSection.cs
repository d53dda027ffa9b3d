namespace Sekisho.Configuration.Sections;

/// <summary>Disarming of messages.</summary>
internal sealed record DisarmSection
{
    /// <summary>Whose mail.</summary>
    [Setting("Domains whose mail is disarmed, so that each tenant has it as it wants. Where none of a message's recipients is in one of them, the message becomes what it is by its other reasons.", Example = "[house.example]", WhenAbsent = "all mail", MaxItems = 10_000)]
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>Pages become text.</summary>
    [Setting("Pages become plain text; otherwise they stay pages without what runs, sends or frames.")]
    public bool PagesToText { get; init; }

    /// <summary>Remote pictures go.</summary>
    [Setting("Pictures from elsewhere are left out of pages: they tell the sender that the message was read.")]
    public bool RemoveRemotePictures { get; init; }

    /// <summary>All attachments go.</summary>
    [Setting("Every attachment is replaced by a note, whatever is in it.")]
    public bool ReplaceAllAttachments { get; init; }

    /// <summary>Locked attachments go.</summary>
    [Setting("Attachments that are locked with a password, and so cannot be looked into, are replaced by a note.")]
    public bool ReplaceLocked { get; init; } = true;
}
