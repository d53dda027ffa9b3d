using Sekisho.Inspect.Attachments;
using Sekisho.Inspect.Attachments.Kinds;
using Sekisho.Inspect.Attachments.Names;
using Sekisho.Inspect.Containers;
using Sekisho.Inspect.Pipeline;
using Sekisho.Mime;

namespace Sekisho.Inspect.Disarm;

/// <summary>Decides over one part: as it is, rebuilt, or a note in its place.</summary>
internal sealed class PartDisarm(AttachmentSignal signal, BlockList blockList, InspectionContext context, DisarmOptions how, List<DisarmChange> changes, long started)
{
    /// <summary>Names longer than this are cut in what is written, in characters.</summary>
    private const int MaxNameChars = 200;

    /// <summary>The new form of a part without parts in it.</summary>
    public MimeBuilder Disarm(MimePart part)
    {
        var name = part.FileNames.SelectMany(NameReader.Read).Select(shape => shape.Shown).FirstOrDefault() ?? "";
        if (name.Length > MaxNameChars) name = name[..MaxNameChars];
        var label = $"part {part.Index}{(name.Length > 0 ? $" '{name}'" : "")}";
        if (AttachmentSignal.IsBody(part)) return DisarmBody(part, label);
        if (how.ReplaceAllAttachments) return Replace(part, name, label, "every attachment is replaced");
        if (context.Clock.GetElapsedTime(started).TotalSeconds > context.Options.TimeoutSeconds) return Replace(part, name, label, "there was no time to look at it");
        var findings = new AttachmentFindings();
        signal.Examine(context, part, new FileWalk(blockList, context, findings), findings);
        return DisarmFile(part, context.Decode(part), name, label, findings);
    }

    private MimeBuilder DisarmBody(MimePart part, string label)
    {
        var text = context.ReadText(part);
        if (part.ContentType.MediaType is not ("text/html" or "text/x-amp-html"))
            return WithPlace(MimeBuilder.Text(text), part);
        if (how.PagesToText)
        {
            changes.Add(new DisarmChange(label, "page", "turned into text"));
            return WithPlace(MimeBuilder.Text(PageText.Of(text)), part);
        }

        var page = PageCleaning.Clean(text, how.RemoveRemotePictures);
        if (page.Removed.Count > 0) changes.Add(new DisarmChange(label, "page", string.Join(", ", page.Removed)));
        return WithPlace(MimeBuilder.Text(page.Text, "html"), part);
    }

    private MimeBuilder DisarmFile(MimePart part, ReadOnlyMemory<byte> content, string name, string label, AttachmentFindings findings)
    {
        var kind = context.KindOf(part);
        var danger = ActiveContent.Of(findings);
        if (danger.Worst is { } worst) return Replace(part, name, label, worst);
        if (findings.Sealed.Items.Except(findings.Opened.Items, StringComparer.Ordinal).FirstOrDefault() is { } locked && how.ReplaceLocked) return Replace(part, name, label, $"locked with a password: {locked}");
        if (kind.Id is "html" or "svg" or "xml" or "hta" || part.ContentType.MediaType is "text/html" or "image/svg+xml" or "application/xhtml+xml") return DisarmPage(part, name, label);
        if (danger.Curable.Count == 0) return Keep(part, content, name);
        var (cured, what) = Cure(kind, content, new UnpackBudget(context));
        if (cured is { } harmless && IsHarmless(harmless, name))
        {
            var why = string.Join("; ", danger.Curable);
            changes.Add(new DisarmChange(label, what, why));
            return WithPlace(MimeBuilder.Attachment(OfficeNames.MediaType(MediaTypeOf(part)), harmless, OfficeNames.Name(name)), part);
        }

        return Replace(part, name, label, string.Join("; ", danger.Curable));
    }

    private static (byte[]? Content, string What) Cure(FileKind kind, ReadOnlyMemory<byte> content, UnpackBudget budget)
    {
        if (kind.Id == "pdf") return (PdfRebuild.Rebuild(content, budget), "pdf");
        if (content.Span.StartsWith("PK"u8)) return (PackageRebuild.Rebuild(content, budget), "macros");
        return (CompoundCleaning.Clean(content), "macros");
    }

    /// <summary>Looks at the result as at an attachment that has just come.</summary>
    private bool IsHarmless(byte[] content, string name)
    {
        var findings = new AttachmentFindings();
        new FileWalk(blockList, context, findings).Open("rebuilt", OfficeNames.Name(name), content, KindDetector.Detect(content), 0);
        var left = ActiveContent.Of(findings);
        return left.Worst is null && left.Curable.Count == 0;
    }

    private MimeBuilder DisarmPage(MimePart part, string name, string label)
    {
        var text = context.ReadText(part, isShown: false);
        if (part.ContentType.MediaType is "image/svg+xml" || context.KindOf(part).Id == "svg") return Replace(part, name, label, "a drawing that can run scripts");
        var page = PageCleaning.Clean(text, how.RemoveRemotePictures);
        changes.Add(new DisarmChange(label, "page", page.Removed.Count > 0 ? string.Join(", ", page.Removed) : "written anew"));
        return WithPlace(MimeBuilder.Attachment("text/html", System.Text.Encoding.UTF8.GetBytes("<!DOCTYPE html><meta charset=\"utf-8\">" + page.Text), name.Length > 0 ? name : "page.html"), part);
    }

    private static MimeBuilder Keep(MimePart part, ReadOnlyMemory<byte> content, string name) =>
        WithPlace(MimeBuilder.Attachment(MediaTypeOf(part), content.ToArray(), name.Length > 0 ? name : null), part);

    private MimeBuilder Replace(MimePart part, string name, string label, string why)
    {
        changes.Add(new DisarmChange(label, "replaced", why));
        return MimeBuilder.Attachment("text/plain", System.Text.Encoding.UTF8.GetBytes(RemovalNote.Of(name, part.ContentType.MediaType, how.OriginalId)), $"{(name.Length > 0 ? name : "attachment")}.removed.txt");
    }

    /// <summary>What pages refer to it by.</summary>
    private static MimeBuilder WithPlace(MimeBuilder builder, MimePart part) =>
        part.ContentId is { Length: > 0 and < 500 } id && !id.AsSpan().ContainsAnyExceptInRange('!', '~') ? builder.Raw("Content-ID", $"<{id}>") : builder;

    private static string MediaTypeOf(MimePart part)
    {
        var type = part.ContentType.MediaType;
        return type.Length < 100 && type.All(character => char.IsAsciiLetterOrDigit(character) || "/+-.".Contains(character, StringComparison.Ordinal)) && type.Count(character => character == '/') == 1 && type[0] != '/' && type[^1] != '/' && part.ContentType.Type is not ("multipart" or "message")
            ? type
            : "application/octet-stream";
    }
}
