namespace Sekisho.Mime;

/// <summary>One mailbox of an address field (RFC 5322 §3.4), obsolete forms and RFC 6532 included.</summary>
public sealed record MailAddress
{
    /// <summary>The display name, RFC 2047 words decoded; null where there is none.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Before the last at sign, quoting removed; the whole text where there is no at sign.</summary>
    public required string LocalPart { get; init; }

    /// <summary>Behind the last at sign, as written, comments and blanks removed; empty where there is none. A literal keeps its brackets.</summary>
    public required string Domain { get; init; }

    /// <summary>Local part, at sign and domain (quoting of the local part removed), or the local part alone.</summary>
    public string Address => Domain.Length == 0 ? LocalPart : LocalPart + "@" + Domain;

    /// <summary>The name of the group it is in, decoded; null outside groups.</summary>
    public string? Group { get; init; }

    /// <summary>The texts of the comments beside it, decoded.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>The source route of the obsolete form <c>&lt;@a,@b:c@d&gt;</c> (RFC 5322 §4.4), or null.</summary>
    public string? Route { get; init; }

    /// <summary>The bytes it was read from, as text.</summary>
    public string Raw { get; init; } = "";

    /// <summary>True where the addr-spec holds an encoded word, which RFC 2047 §5 forbids: readers that decode it see another address.</summary>
    public bool HasEncodedWordInAddress { get; init; }

    /// <summary>True where it breaks the grammar of RFC 5322, obsolete forms included, so that readers differ.</summary>
    public bool IsMalformed { get; init; }
}
