using System.Security.Cryptography;
using Sekisho.Inspect.Attachments.Kinds;
using Sekisho.Inspect.Attachments.Names;
using Sekisho.Inspect.Attachments.Shortcuts;
using Sekisho.Inspect.Containers;
using Sekisho.Inspect.Containers.Arj;
using Sekisho.Inspect.Containers.Cabinets;
using Sekisho.Inspect.Containers.Disks;
using Sekisho.Inspect.Containers.Lzh;
using Sekisho.Inspect.Containers.Rar;
using Sekisho.Inspect.Images;
using Sekisho.Inspect.Office;
using Sekisho.Inspect.Pdf;
using Sekisho.Inspect.Pipeline;

namespace Sekisho.Inspect.Attachments;

/// <summary>
/// Walks through everything that can hold something else, under one budget: each kind of file goes to its reader, the
/// reader's members come back here, are judged as attachments are, and are opened in turn.
/// </summary>
internal sealed class FileWalk(BlockList blockList, InspectionContext context, AttachmentFindings findings)
{
    private readonly UnpackBudget _budget = new(context);
    private readonly PasswordList _passwords = new(() => MessageText.Of(context));

    /// <summary>How many disk images stand above what is being looked at.</summary>
    private int _imagesAbove;

    /// <summary>Opens a file and says what it is in truth: a zip file may be a document or a program.</summary>
    /// <param name="label">Where it is, for evidence.</param>
    /// <param name="name">Its file name; empty for none.</param>
    /// <param name="content">Its content.</param>
    /// <param name="kind">What it seems to be.</param>
    /// <param name="depth">Its level; 0 for an attachment.</param>
    public FileKind Open(string label, string name, ReadOnlyMemory<byte> content, FileKind kind, int depth)
    {
        if (kind.Family is FileFamily.Script or FileFamily.Shortcut) findings.Scripts.Add($"{label}: {kind.Title}");
        if (kind.Family == FileFamily.Picture) context.AddPicture(new Picture(label, "picture", budget => ImageReader.Read(content, budget), content, kind.Id));
        if (IsFlat(kind)) return kind;
        if (depth > context.Limits.MaxArchiveDepth && kind.Family is FileFamily.Text or FileFamily.Data or FileFamily.Script or FileFamily.Shortcut) return kind;
        if (!_budget.TakeDepth(depth)) return kind;
        var container = kind;
        var visit = new ContainerVisit(label, depth, _budget, _passwords, findings, null!);
        visit = visit with { Take = member => Examine(member, visit, container) };
        var isImage = kind.Family == FileFamily.DiskImage;
        if (isImage)
        {
            findings.DiskImages.Add($"{label} ({kind.Title})");
            _imagesAbove++;
        }

        if (kind.Id == "zip")
        {
            kind = ZipContainer.Read(content, visit, out var listing, refined => container = refined);
            OpenXml.Read(content, listing, kind, visit, context);
        }
        else if (!OpenArchive(kind, name, content, visit)) OpenDocument(kind, name, content, visit);
        if (isImage) _imagesAbove--;
        findings.MemberCount = _budget.Members;
        return kind;
    }

    private static bool IsFlat(FileKind kind) => kind.Family is FileFamily.Picture or FileFamily.Audio or FileFamily.Video or FileFamily.Font or FileFamily.Program && kind.Id != "msi" || kind.Id is "empty";

    private bool OpenArchive(FileKind kind, string name, ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        switch (kind.Id)
        {
            case "tar": TarContainer.Read(content, visit); return true;
            case "gzip" or "bzip2" or "xz" or "lzma" or "lzip" or "zstd" or "lz4" or "compress": PackedFile.Read(kind.Id, name, content, visit); return true;
            case "7z": SevenZipContainer.Read(content, visit); return true;
            case "rar": RarContainer.Read(content, visit); return true;
            case "iso" or "udf": IsoContainer.Read(content, visit); return true;
            case "vhd" or "vhdx" or "fat": DiskContainer.Read(kind.Id, content, visit); return true;
            case "cab": CabContainer.Read(content, visit); return true;
            case "lzh": LzhContainer.Read(content, visit); return true;
            case "arj": ArjContainer.Read(content, visit); return true;
            case "tnef": TnefContainer.Read(content, visit); return true;
            case "eml": MessageContainer.ReadMessage(content, context.Limits, visit); return true;
            case "mbox": MessageContainer.ReadMailbox(content, context.Limits, visit); return true;
            case "onenote": OneNoteContainer.Read(content, visit); return true;
            case "lnk":
                if (ShortcutReader.Read(content.Span) is { } target) findings.Shortcuts.Add($"{visit.Label}: {target}");
                return true;
        }

        if (kind.Family is not (FileFamily.Archive or FileFamily.DiskImage) && kind.Id != "pst") return false;
        findings.Unread.Add(kind.Id);
        return true;
    }

    private void OpenDocument(FileKind kind, string name, ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        if (CompoundFile.Read(content) is { } file) OfficeDocument.Read(file, kind, content, visit);
        else if (kind.Id == "pdf") PdfExamination.Read(content, visit, context);
        else if (kind.Id == "rtf") RtfDocument.Read(content, visit);
        else if (ActiveMime.Read(content, visit))
        {
        }
        else if (kind.Id is "xml" or "html" or "svg" or "text" or "url" or "hta" or "json" || kind.Family == FileFamily.Script) OpenText(kind, name, content, visit);
        else if (kind.Family == FileFamily.Mail) findings.Unread.Add(kind.Id);
    }

    private void OpenText(FileKind kind, string name, ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        if (kind.Id == "xml" || content.Span[..Math.Min(content.Length, 64)].IndexOf("<?xml"u8) >= 0) FlatXml.Read(content, visit, context);
        if (kind.Id == "text") TextTable.Read(content.Span, name, visit);
        // Attachments themselves are searched for links by their own signal.
        if (visit.Depth > 0 && kind.Id != "xml") context.AddText(content.Span, kind.Id is "html" or "svg" or "hta");
    }

    private void Examine(Member member, ContainerVisit visit, FileKind container)
    {
        var shapes = NameReader.Read(member.Name);
        var shown = shapes[0].Shown;
        if (member.Name.Length > 0 && !member.IsInner)
        {
            foreach (var shape in shapes)
            {
                findings.Members.Add(shape.Shown);
                if (!member.IsFolder) JudgeName(visit.Label, member, shape, container);
            }
        }

        if (member.IsFolder) return;
        if (member.State is MemberState.Listed or MemberState.Encrypted)
        {
            if (IsArchive(shapes[0].Extension)) findings.Nested.Add($"{visit.Label}: '{shown}'");
            return;
        }

        var kind = KindDetector.Detect(member.Content.Span);
        if (kind.Family is FileFamily.Archive or FileFamily.DiskImage || IsArchive(shapes[0].Extension)) findings.Nested.Add($"{visit.Label}: '{shown}'");
        var name = shown.Length > 0 ? $"{member.Word} '{shown}'" : member.Word;
        if (member.State == MemberState.Whole && !member.IsInner && findings.MemberSha256.Items.Count <= context.Limits.MaxFactItems) findings.MemberSha256.Add(Convert.ToHexStringLower(SHA256.HashData(member.Content.Span)));
        if (member.State == MemberState.Whole) kind = Open($"{visit.Label}: {name}", shown, member.Content, kind, visit.Depth + 1);
        if (!member.IsInner) JudgeContent(visit.Label, name, member, shapes[0], kind);
    }

    /// <summary>Anybody can make his zip file look like a book or a program: its members are judged whatever it is.</summary>
    private void JudgeName(string label, Member member, NameShape shape, FileKind container)
    {
        if (shape.HasOverride) findings.Disguised.Add($"{label}: the name of {member.Word} '{shape.Shown}' turns its own direction round");
        if (shape.IsDouble) findings.Double.Add(shape.Shown);
        if (AttachmentSignal.BlockedExtensionOf(shape, blockList) is not { } extension) return;

        // Books hold these as a matter of course, and readers of books run them in a page.
        if (container.Id == "epub" && extension is "js" or "mjs") return;
        findings.Block($"{label}: {member.Word} '{shape.Shown}', .{extension} by name", extension);
        NoteLauncher($"{label}: {member.Word} '{shape.Shown}'");
    }

    private void JudgeContent(string label, string name, Member member, NameShape shape, FileKind kind)
    {
        if (!blockList.HasKind(kind.Id)) return;
        // Words make these kinds; a text editor opens them unharmed when the name is that of a text.
        if (TextShape.LooksLikeText(member.Content.Span) && (ContentClaims.IsTextExtension(shape.Extension) || shape.Extension.Length == 0)) return;
        if (shape.Extension.Length == 0 || kind.Extensions.Contains(shape.Extension) || blockList.HasExtension(shape.Extension))
            findings.Block($"{label}: {name}, {kind.Title} by content", kind.Id);
        else findings.Disguised.Add($"{label}: {name} holds {kind.Title}");
        NoteLauncher($"{label}: {name}");
    }

    /// <summary>What is started from a mounted image does not bear the mark that it came from outside: no warning, no protected view.</summary>
    private void NoteLauncher(string where)
    {
        if (_imagesAbove > 0) findings.ImageLaunchers.Add(where);
    }

    private static bool IsArchive(string extension) =>
        FileKinds.ByExtension.TryGetValue(extension, out var kinds) && Array.Exists(kinds, id => FileKinds.ById[id].Family is FileFamily.Archive or FileFamily.DiskImage);
}
