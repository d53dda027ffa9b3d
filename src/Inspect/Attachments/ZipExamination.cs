using Sekisho.Inspect.Attachments.Kinds;
using Sekisho.Inspect.Attachments.Names;
using Sekisho.Inspect.Attachments.Zip;
using Sekisho.Inspect.Pipeline;

namespace Sekisho.Inspect.Attachments;

/// <summary>Looks into zip files, one level: names of all members, and the first bytes of as many as the limit allows.</summary>
internal sealed class ZipExamination(BlockList blockList)
{
    /// <summary>How much of a member is unpacked, in bytes: enough to know what it is.</summary>
    private const int LookBytes = 1024;

    /// <summary>Ratios of small files say nothing: a page of blanks packs a hundredfold.</summary>
    private const long RatioFromBytes = 1024 * 1024;

    /// <summary>Examines a zip file and says what kind it is in truth (a document, a program, or a mere archive).</summary>
    public FileKind Examine(InspectionContext context, string label, ReadOnlyMemory<byte> content, AttachmentFindings findings)
    {
        var listing = ZipReader.Read(content.Span, (int)Math.Max(0, context.Limits.MaxArchiveMembers - findings.MemberCount));
        if (listing.IsTruncated) context.NoteLimit(nameof(context.Limits.MaxArchiveMembers));
        var kind = ZipKinds.Refine(listing);
        findings.MemberCount += listing.Entries.Count;
        if (listing.IsBroken) findings.Broken.Add(label);
        if (listing.Entries.Any(entry => entry.IsEncrypted)) findings.Encrypted.Add(label);
        foreach (var difference in listing.Differences) findings.Differences.Add($"{label}: {difference}");
        AddSizes(listing, content.Length, findings);

        foreach (var entry in listing.Entries)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var shapes = NameReader.Read(entry.Name);
            foreach (var shape in shapes)
            {
                findings.Members.Add(shape.Shown);
                if (!entry.IsFolder) JudgeName(label, shape, kind, findings);
            }

            if (!entry.IsFolder) JudgeContent(context, label, content, entry, shapes[0], kind, findings);
        }

        return kind;
    }

    private static void AddSizes(ZipListing listing, long packedBytes, AttachmentFindings findings)
    {
        long unpacked = 0;
        foreach (var entry in listing.Entries) unpacked = Math.Min(long.MaxValue / 4, unpacked + Math.Clamp(entry.UncompressedBytes, 0, long.MaxValue / 4));
        findings.UnpackedBytes = Math.Min(long.MaxValue / 4, findings.UnpackedBytes + unpacked);
        if (unpacked > RatioFromBytes) findings.Ratio = Math.Max(findings.Ratio, (double)unpacked / Math.Max(1, packedBytes));
    }

    /// <summary>Anybody can make his zip file look like a book or a program: its members are judged whatever it is.</summary>
    private void JudgeName(string label, NameShape member, FileKind archive, AttachmentFindings findings)
    {
        if (member.HasOverride) findings.Disguised.Add($"{label}: the name of member '{member.Shown}' turns its own direction round");
        if (AttachmentSignal.BlockedExtensionOf(member, blockList) is not { } extension) return;

        // Books hold these as a matter of course, and readers of books run them in a page.
        if (archive.Id == "epub" && extension is "js" or "mjs") return;
        findings.Block($"{label}: member '{member.Shown}', .{extension} by name", extension);
    }

    private void JudgeContent(InspectionContext context, string label, ReadOnlyMemory<byte> content, ZipEntry entry, NameShape member, FileKind archive, AttachmentFindings findings)
    {
        if (archive.Id is not ("zip" or "epub") || entry.IsEncrypted)
        {
            if (IsArchive(member.Extension)) findings.Nested.Add($"{label}: '{member.Shown}'");
            return;
        }

        if (findings.Looks >= context.Limits.MaxArchiveLooks)
        {
            context.NoteLimit(nameof(context.Limits.MaxArchiveLooks));
            return;
        }

        findings.Looks++;
        Span<byte> head = stackalloc byte[LookBytes];
        head = head[..ZipPeek.Read(content, entry, head)];
        var kind = KindDetector.Detect(head);
        if (kind.Family is FileFamily.Archive or FileFamily.DiskImage || IsArchive(member.Extension)) findings.Nested.Add($"{label}: '{member.Shown}'");
        if (!blockList.HasKind(kind.Id) || TextShape.LooksLikeText(head)) return;
        if (member.Extension.Length == 0 || kind.Extensions.Contains(member.Extension) || blockList.HasExtension(member.Extension))
            findings.Block($"{label}: member '{member.Shown}', {kind.Title} by content", kind.Id);
        else findings.Disguised.Add($"{label}: member '{member.Shown}' holds {kind.Title}");
    }

    private static bool IsArchive(string extension) =>
        FileKinds.ByExtension.TryGetValue(extension, out var kinds) && Array.Exists(kinds, id => FileKinds.ById[id].Family is FileFamily.Archive or FileFamily.DiskImage);
}
