using System.Text.Json.Serialization;

namespace Sekisho.Inspect.Verdicts;

/// <summary>The closed list of reasons. In JSON and in the log each has its stable name.</summary>
public enum ReasonCode
{
    /// <summary>The antivirus scanner named a signature.</summary>
    [JsonStringEnumMemberName("malware")]
    Malware,

    /// <summary>An attachment is of a type on the block list, by name or by content.</summary>
    [JsonStringEnumMemberName("attachment_blocked")]
    AttachmentBlocked,

    /// <summary>An attachment's content is of another type than its name says, and the true one is dangerous.</summary>
    [JsonStringEnumMemberName("attachment_disguised")]
    AttachmentDisguised,

    /// <summary>An archive claims to unpack to so much that it cannot be inspected.</summary>
    [JsonStringEnumMemberName("archive_bomb")]
    ArchiveBomb,

    /// <summary>A document runs code or commands by itself that reach outside of it.</summary>
    [JsonStringEnumMemberName("document_dangerous")]
    DocumentDangerous,

    /// <summary>An attachment is locked with a password and could not be looked into.</summary>
    [JsonStringEnumMemberName("attachment_locked")]
    AttachmentLocked,

    /// <summary>The structure can be read in two ways, so that two programs would see different messages.</summary>
    [JsonStringEnumMemberName("structure_ambiguous")]
    StructureAmbiguous,

    /// <summary>The structure exceeds a limit (depth, parts, headers), so that not all of it could be looked at.</summary>
    [JsonStringEnumMemberName("structure_limit")]
    StructureLimit,

    /// <summary>Inspection was not ready in time.</summary>
    [JsonStringEnumMemberName("inspection_timeout")]
    InspectionTimeout,

    /// <summary>The inspecting worker died over this message.</summary>
    [JsonStringEnumMemberName("inspection_crashed")]
    InspectionCrashed,

    /// <summary>No worker could be reached.</summary>
    [JsonStringEnumMemberName("inspection_unavailable")]
    InspectionUnavailable,

    /// <summary>The antivirus scanner is configured but did not answer in time or not sensibly.</summary>
    [JsonStringEnumMemberName("scanner_unavailable")]
    ScannerUnavailable,

    /// <summary>The antivirus scanner takes no message of this size, so that not all of it was scanned.</summary>
    [JsonStringEnumMemberName("scan_incomplete")]
    ScanIncomplete,

    /// <summary>DMARC fails, and the domain's owner wants such mail refused.</summary>
    [JsonStringEnumMemberName("dmarc_reject")]
    DmarcReject,

    /// <summary>DMARC fails, and the domain's owner wants such mail taken for suspicious.</summary>
    [JsonStringEnumMemberName("dmarc_quarantine")]
    DmarcQuarantine,

    /// <summary>An operator decided so.</summary>
    [JsonStringEnumMemberName("operator")]
    Operator,
}
