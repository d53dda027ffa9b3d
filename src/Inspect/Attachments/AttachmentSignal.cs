using System.Security.Cryptography;
using Sekisho.Inspect.Attachments.Kinds;
using Sekisho.Inspect.Attachments.Names;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Office;
using Sekisho.Inspect.Pipeline;
using Sekisho.Mime;

namespace Sekisho.Inspect.Attachments;

/// <summary>Names, true types and everything inside; compares them with the block list.</summary>
internal sealed class AttachmentSignal(BlockList blockList) : ISignal
{
    /// <summary>How much of a text body is looked at for a program inside, in bytes.</summary>
    private const int BodyHeadBytes = 4096;

    /// <summary>Fields of which every message has one: content without any of them is no message, but a file given in its place.</summary>
    private static readonly string[] MessageFields =
        ["From", "To", "Cc", "Date", "Subject", "Received", "Return-Path", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Delivered-To", "Sender", "Reply-To", "X-Mailer"];

    public string Name => "attachments";

    public FactGroup Facts => AttachmentFacts.Group;

    public ValueTask ExamineAsync(InspectionContext context)
    {
        var findings = new AttachmentFindings();
        var walk = new FileWalk(blockList, context, findings);
        foreach (var part in context.Leaves)
        {
            if (IsBody(part)) ExamineBody(part, findings);
            else Examine(context, part, walk, findings);
        }

        if (Array.TrueForAll(MessageFields, name => context.Message.Header(name) is null)) ExamineWhole(context, walk, findings);

        findings.SetFacts(context);
        return ValueTask.CompletedTask;
    }

    /// <summary>Whether clients show the part as the text of the message.</summary>
    internal static bool IsBody(MimePart part) =>
        part.ContentType.MediaType is "text/plain" or "text/html" or "text/enriched" or "text/richtext" or "text/watch-html" or "text/x-amp-html"
        && part.Disposition is not "attachment" && part.FileNames.Count == 0;

    /// <summary>A text without a name cannot be opened as a program, but some clients save it with one: binary programs in it are blocked.</summary>
    private void ExamineBody(MimePart part, AttachmentFindings findings)
    {
        Span<byte> head = stackalloc byte[BodyHeadBytes];
        head = head[..(int)part.DecodeBody(head).Bytes];
        if (TextShape.LooksLikeText(head)) return;
        var kind = KindDetector.Detect(head);
        if (blockList.HasKind(kind.Id)) findings.Block($"part {part.Index}: {kind.Title} in a text", kind.Id);
    }

    /// <summary>A file in place of a message: on the command line, or from a program that sends what it has. It is looked at as an attachment is.</summary>
    private void ExamineWhole(InspectionContext context, FileWalk walk, AttachmentFindings findings)
    {
        const string label = "the content itself";
        var content = context.Message.Bytes;
        var kind = walk.Open(label, "", content, KindDetector.Detect(content.Span), 0);
        if (blockList.HasKind(kind.Id)) findings.Block($"{label}: {kind.Title} by content", kind.Id);
    }

    /// <summary>Looks at one attachment.</summary>
    internal void Examine(InspectionContext context, MimePart part, FileWalk walk, AttachmentFindings findings)
    {
        var content = context.Decode(part);
        var shapes = part.FileNames.SelectMany(NameReader.Read).ToList();
        var label = $"part {part.Index}{(shapes.Count > 0 ? $" '{shapes[0].Shown}'" : "")}";
        var kind = context.KindOf(part);
        var outer = kind;
        kind = walk.Open(label, shapes.Count > 0 ? shapes[0].Shown : "", content, kind, 0);
        if (outer.Id != "zip" && Zip.ZipReader.EndsAsZip(content.Span) && !HoldsZipAsFile(outer, shapes, content.Span)) ExaminePolyglot(walk, label, kind, content, findings);

        findings.Files.Add(shapes.Count > 0 ? shapes[0].Shown : "");
        findings.Kinds.Add(kind.Id);
        findings.MediaTypes.Add(part.ContentType.MediaType);
        findings.Sizes.Add(content.Length.ToString());
        findings.Sha256.Add(Convert.ToHexStringLower(SHA256.HashData(content.Span)));
        JudgeNames(label, part, shapes, findings);
        JudgeContent(label, part, shapes, kind, TextShape.LooksLikeText(content.Span), findings);
    }

    /// <summary>
    /// A zip file on a disk, in a tar archive or in an object of a document lies there as any other file, and is looked into as
    /// such; every Word document of today that is saved in the old form has its colours in one. It counts as a second face only
    /// where the content ends with it, as what is put together of two files does, or has the name of a zip file.
    /// </summary>
    private static bool HoldsZipAsFile(FileKind kind, List<NameShape> shapes, ReadOnlySpan<byte> content)
    {
        if (shapes.Exists(shape => FileKinds.ById["zip"].Extensions.Contains(shape.Extension))) return false;
        if (kind.Id is "vhd" or "vhdx" or "fat") return true;
        return (kind.Id is "pdf" or "onenote" or "sqlite" or "pst" || kind.Family is FileFamily.Archive or FileFamily.DiskImage or FileFamily.Mail || CompoundFile.IsOne(content)) && !Zip.ZipReader.EndsWithZip(content);
    }

    /// <summary>Zip programs look for the end record and do not mind what stands in front: any content can be a zip file too.</summary>
    private void ExaminePolyglot(FileWalk walk, string label, FileKind outer, ReadOnlyMemory<byte> content, AttachmentFindings findings)
    {
        findings.Polyglots.Add($"{label} is {outer.Title} and zip archive");
        var inner = walk.Open(label, "", content, FileKinds.ById["zip"], 0);
        if (blockList.HasKind(inner.Id)) findings.Block($"{label}: {inner.Title} by content", inner.Id);
    }

    private void JudgeNames(string label, MimePart part, List<NameShape> shapes, AttachmentFindings findings)
    {
        foreach (var shape in shapes)
        {
            findings.Names.Add(shape.Shown);
            if (shape.Extension.Length > 0) findings.Extensions.Add(shape.Extension);
            if (shape.IsDouble) findings.Double.Add(shape.Shown);
            if (shape.HasInvisible) findings.Invisible.Add(shape.Shown);
            if (BlockedExtensionOf(shape, blockList) is { } blocked) findings.Block($"part {part.Index} '{shape.Shown}': .{blocked} by name", blocked);
        }

        foreach (var name in part.FileNames.Where(name => name.AsSpan().IndexOfAny('\u202E', '\u202D') >= 0))
        {
            var shown = name.Replace("\u202E", "[U+202E]", StringComparison.Ordinal).Replace("\u202D", "[U+202D]", StringComparison.Ordinal);
            findings.Override.Add(shown);
            findings.Disguised.Add($"part {part.Index} '{shown}': the name turns its own direction round");
        }

        if (shapes.Count == 0 && blockList.HasMediaType(part.ContentType.MediaType))
            findings.Block($"{label}: declared as {part.ContentType.MediaType}", part.ContentType.MediaType);
    }

    /// <summary>The blocked extension of a name, also behind single-file compression ("a.exe.gz"); null for none.</summary>
    internal static string? BlockedExtensionOf(NameShape shape, BlockList list)
    {
        var extensions = shape.Extensions;
        for (var i = extensions.Count - 1; i >= 0; i--)
        {
            if (list.HasExtension(extensions[i])) return extensions[i];
            if (extensions[i] is not ("gz" or "bz2" or "xz" or "z" or "lz" or "lzma" or "zst" or "lz4")) return null;
        }

        return null;
    }

    private void JudgeContent(string label, MimePart part, List<NameShape> shapes, FileKind kind, bool isText, AttachmentFindings findings)
    {
        if (ContentClaims.Contradicts(kind, part.ContentType.MediaType, shapes)) findings.Mismatches.Add($"{label} holds {kind.Title}");
        if (!blockList.HasKind(kind.Id)) return;

        // Words make these kinds; a text editor opens them unharmed when the name is that of a text.
        if (isText && shapes.Exists(shape => ContentClaims.IsTextExtension(shape.Extension))) return;
        var honest = shapes.Count == 0 || shapes.TrueForAll(shape => shape.Extension.Length == 0 || kind.Extensions.Contains(shape.Extension) || blockList.HasExtension(shape.Extension));
        if (honest) findings.Block($"{label}: {kind.Title} by content", kind.Id);
        else findings.Disguised.Add($"{label} holds {kind.Title}");
    }
}
