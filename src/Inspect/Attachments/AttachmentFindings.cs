using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Office;
using Sekisho.Inspect.Pdf;
using Sekisho.Inspect.Pipeline;

namespace Sekisho.Inspect.Attachments;

/// <summary>Collects what the attachments signal finds in one message.</summary>
internal sealed class AttachmentFindings
{
    // Aligned lists, one item for each attachment.
    public List<string> Files { get; } = [];

    public List<string> Kinds { get; } = [];

    public List<string> MediaTypes { get; } = [];

    public List<string> Sizes { get; } = [];

    public List<string> Sha256 { get; } = [];

    public OrderedSet Names { get; } = new();

    public OrderedSet Extensions { get; } = new();

    public OrderedSet Double { get; } = new();

    public OrderedSet Override { get; } = new();

    public OrderedSet Invisible { get; } = new();

    public OrderedSet Mismatches { get; } = new();

    public OrderedSet Blocked { get; } = new();

    public OrderedSet BlockedTypes { get; } = new();

    public OrderedSet Disguised { get; } = new();

    public OrderedSet Unread { get; } = new();

    public OrderedSet Members { get; } = new();

    public OrderedSet MemberSha256 { get; } = new();

    public OrderedSet Encrypted { get; } = new();

    public OrderedSet Differences { get; } = new();

    public OrderedSet Nested { get; } = new();

    public OrderedSet Polyglots { get; } = new();

    public OrderedSet Broken { get; } = new();

    public OrderedSet EncryptedFiles { get; } = new();

    public OrderedSet Sealed { get; } = new();

    public OrderedSet PasswordInText { get; } = new();

    public OrderedSet Opened { get; } = new();

    public OrderedSet Bombs { get; } = new();

    public OrderedSet DiskImages { get; } = new();

    public OrderedSet ImageLaunchers { get; } = new();

    public OrderedSet Scripts { get; } = new();

    public OrderedSet Shortcuts { get; } = new();

    /// <summary>What was found in Office documents.</summary>
    public OfficeFindings Office { get; } = new();

    /// <summary>What was found in PDF documents.</summary>
    public PdfFindings Pdf { get; } = new();

    public long MemberCount { get; set; }

    public long UnpackedBytes { get; set; }

    public double Ratio { get; set; }

    public void Block(string evidence, string type)
    {
        Blocked.Add(evidence);
        BlockedTypes.Add(type);
    }

    public void SetFacts(InspectionContext context)
    {
        context.Set(AttachmentFacts.Count, Files.Count);
        context.Set(AttachmentFacts.Files, Files);
        context.Set(AttachmentFacts.Kinds, Kinds);
        context.Set(AttachmentFacts.MediaTypes, MediaTypes);
        context.Set(AttachmentFacts.Sizes, Sizes);
        context.Set(AttachmentFacts.Sha256, Sha256);
        context.Set(AttachmentFacts.Names, Names.Items);
        context.Set(AttachmentFacts.Extensions, Extensions.Items);
        context.Set(AttachmentFacts.Double, Double.Items);
        context.Set(AttachmentFacts.Override, Override.Items);
        context.Set(AttachmentFacts.Invisible, Invisible.Items);
        context.Set(AttachmentFacts.Mismatches, Mismatches.Items);
        context.Set(AttachmentFacts.Blocked, Blocked.Items);
        context.Set(AttachmentFacts.BlockedTypes, BlockedTypes.Items);
        context.Set(AttachmentFacts.Disguised, Disguised.Items);
        context.Set(AttachmentFacts.Unread, Unread.Items);
        context.Set(AttachmentFacts.Members, Members.Items);
        context.Set(AttachmentFacts.MemberSha256, MemberSha256.Items);
        context.Set(AttachmentFacts.Encrypted, Encrypted.Items);
        context.Set(AttachmentFacts.Differences, Differences.Items);
        context.Set(AttachmentFacts.Nested, Nested.Items);
        context.Set(AttachmentFacts.Polyglots, Polyglots.Items);
        context.Set(AttachmentFacts.Broken, Broken.Items);
        context.Set(AttachmentFacts.EncryptedFiles, EncryptedFiles.Items);
        context.Set(AttachmentFacts.PasswordInText, PasswordInText.Items);
        context.Set(AttachmentFacts.Opened, Opened.Items);
        context.Set(AttachmentFacts.Locked, [.. Sealed.Items.Except(Opened.Items, StringComparer.Ordinal)]);
        context.Set(AttachmentFacts.Bombs, Bombs.Items);
        context.Set(AttachmentFacts.DiskImages, DiskImages.Items);
        context.Set(AttachmentFacts.ImageLaunchers, ImageLaunchers.Items);
        context.Set(AttachmentFacts.Scripts, Scripts.Items);
        context.Set(AttachmentFacts.Shortcuts, Shortcuts.Items);
        Office.SetFacts(context);
        Pdf.SetFacts(context);
        if (MemberCount == 0) return;
        context.Set(AttachmentFacts.MemberCount, MemberCount);
        context.Set(AttachmentFacts.UnpackedBytes, UnpackedBytes);
        if (Ratio > 0) context.Set(AttachmentFacts.Ratio, Math.Round(Ratio, 1));
    }
}
