namespace Sekisho.Inspect.Disarm;

/// <summary>What is taken out of a message.</summary>
public sealed record DisarmOptions
{
    /// <summary>Pages become plain text; otherwise they stay pages, with what runs, sends or loads taken out.</summary>
    public bool PagesToText { get; init; }

    /// <summary>Pictures from elsewhere are left out of pages: they tell the sender that the message was read.</summary>
    public bool RemoveRemotePictures { get; init; }

    /// <summary>Every attachment is replaced by a note, whatever is in it.</summary>
    public bool ReplaceAllAttachments { get; init; }

    /// <summary>Attachments that are locked with a password, and so cannot be looked into, are replaced by a note.</summary>
    public bool ReplaceLocked { get; init; } = true;

    /// <summary>Where the original is kept, for the note; null for none: it does not say.</summary>
    public string? OriginalId { get; init; }
}
