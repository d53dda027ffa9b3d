using System.Text;
using Sekisho.Inspect.Pipeline;

namespace Sekisho.Inspect.Attachments;

/// <summary>The words of a message as a person sees them, roughly: subject and texts, with the markup of pages taken out. Only for finding passwords.</summary>
internal static class MessageText
{
    private const int MaxChars = 100_000;

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

        return text.ToString();
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
