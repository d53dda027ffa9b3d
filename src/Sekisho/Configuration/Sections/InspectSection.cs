using System.Net;
using Sekisho.Configuration.Values;

namespace Sekisho.Configuration.Sections;

/// <summary>Inspection.</summary>
internal sealed record InspectSection
{
    /// <summary>How many worker processes.</summary>
    [Setting("How many worker processes look at messages; each works on one message at a time.", Min = 1, Max = 64, Example = "4", WhenAbsent = "the number of processors")]
    public int? Workers { get; init; }

    /// <summary>The longest time for one message.</summary>
    [Setting("The longest time for one message. A worker that needs longer is ended and the message is held and looked at again later.", Unit = "seconds", Min = 1, Max = 55)]
    public int TimeoutSeconds { get; init; } = 20;

    /// <summary>The most memory of one worker.</summary>
    [Setting("The most memory of one worker; a message that makes it take more is held and the worker replaced.", Unit = "bytes", Min = 268_435_456, Max = 68_719_476_736)]
    public long MemoryBytes { get; init; } = 1_073_741_824;

    /// <summary>Networks whose mail is not inspected.</summary>
    [Setting("Networks whose mail is NOT inspected: own relays in front that have inspected it already, and nobody else. No signal, rule, block list or antivirus looks at it; it is delivered as it came, with a header, a reason and a trace that say so (docs/operations.md). Mail of people who have logged in is inspected wherever they are. At most 16, none wider than an IPv4 /8 or an IPv6 /32.", MaxItems = 16, Example = "[192.0.2.25/32]", WhenAbsent = "all mail is inspected")]
    public IReadOnlyList<IPNetwork> ExemptNetworks { get; init; } = [];

    /// <summary>The operator's own rules.</summary>
    [Setting("Folders with rules over mail beside those of the product, in .yml files at any depth. A rule with the id of one of the product replaces it. Changes come into force without a restart; a change with an error is refused and the rules before stay (docs/mail-rules.md).", Example = "[rules]", WhenAbsent = "the rules of the product alone", MaxItems = 16)]
    public IReadOnlyList<FilePath> Rules { get; init; } = [];

    /// <summary>When a message is tagged.</summary>
    [Setting("From this sum of the points of all rules that fire a message is tagged.", Unit = "points", Min = 1, Max = 1000)]
    public int TagScore { get; init; } = 5;

    /// <summary>When a message is quarantined.</summary>
    [Setting("From this sum of the points of all rules that fire a message is quarantined.", Unit = "points", Min = 1, Max = 1000)]
    public int QuarantineScore { get; init; } = 10;

    /// <summary>What becomes of a blocked attachment.</summary>
    [Setting("What becomes of a message with an attachment of a blocked type.")]
    public KeepOrRefuse WhenAttachmentBlocked { get; init; } = KeepOrRefuse.Quarantine;

    /// <summary>What becomes of a locked attachment.</summary>
    [Setting("What becomes of a message with an archive or Office document that is locked with a password which no word of the message opens: nobody has seen what is in it.")]
    public WhenUnseen WhenAttachmentLocked { get; init; } = WhenUnseen.Tag;

    /// <summary>What becomes of active content.</summary>
    [Setting("What becomes of a message with something that runs in a document or an attached page: macros, commands, scripts and actions in PDF documents, things fetched from elsewhere. With disarm the message is delivered rebuilt without them and the original is kept in quarantine (docs/attachments.md). What other rules quarantine or reject stays so.")]
    public WhenActive WhenActiveContent { get; init; } = WhenActive.Accept;

    /// <summary>How messages are disarmed.</summary>
    [Section("How messages are disarmed, where whenActiveContent or a rule says so.")]
    public DisarmSection Disarm { get; init; } = new();

    /// <summary>Further types to block.</summary>
    [Setting("Extensions of attachments to block beside the built-in list.", MaxItems = 256, Example = "[iso, img]")]
    public IReadOnlyList<FileExtension> BlockedExtensions { get; init; } = [];

    /// <summary>Types not to block.</summary>
    [Setting("Extensions of the built-in list that are let through; what the content really is counts all the same.", MaxItems = 256, Example = "[bat]")]
    public IReadOnlyList<FileExtension> AllowedExtensions { get; init; } = [];
}
