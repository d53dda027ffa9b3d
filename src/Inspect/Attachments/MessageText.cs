using System.Text;
using Sekisho.Inspect.Pipeline;
using Sekisho.Mime;

namespace Sekisho.Inspect.Attachments;

/// <summary>The words of a message as a person sees them, roughly: subject and texts, with the markup of pages taken out. Only for finding passwords.</summary>
internal static class MessageText
{
    private const int MaxChars = 100_000;

    /// <summary>The longest text file that is taken for a note.</summary>
    private const int MaxNoteBytes = 2_000;

    /// <summary>The words.</summary>
    public static string Of(InspectionContext context)
    {
        var text = new StringBuilder(context.Message.Header("Subject")?.Text);
        foreach (var part in context.Leaves.Where(AttachmentSignal.IsBody))
        {
            if (text.Length > MaxChars) break;
            var body = part.ReadText(MaxChars);
            text.Append('\n');
            if (part.ContentType.MediaType is "text/plain") text.Append(body);
            else AppendWithoutTags(text, body);
        }

        // Once more as a reader sees it: without style sheets, and with words whole that tags part.
        text.Append('\n').Append(context.ReaderText.AsSpan(0, Math.Min(context.ReaderText.Length, MaxChars)));
        foreach (var part in context.Leaves.Where(part => !AttachmentSignal.IsBody(part))) AppendAttachment(context, part, text);
        return text.ToString();
    }

    /// <summary>The password stands in the name of a file or in a note beside it at times.</summary>
    private static void AppendAttachment(InspectionContext context, MimePart part, StringBuilder text)
    {
        if (text.Length > 4 * MaxChars) return;
        foreach (var name in part.FileNames) text.Append('\n').Append(name.AsSpan(0, name.LastIndexOf('.') is > 0 and var dot ? dot : name.Length));
        if (part.ContentType.MediaType is "text/plain" && context.Decode(part).Length <= MaxNoteBytes) text.Append('\n').Append(context.ReadText(part, isShown: false));
    }

    private static void AppendWithoutTags(StringBuilder text, ReadOnlySpan<char> page)
    {
        while (!page.IsEmpty)
        {
            var tag = page.IndexOf('<');
            if (tag < 0) tag = page.Length;
            text.Append(System.Net.WebUtility.HtmlDecode(page[..tag].ToString())).Append(' ');
            page = page[tag..];
            var end = page.IndexOf('>');
            page = end < 0 ? [] : page[(end + 1)..];
        }
    }
}
