using System.Text;
using Sekisho.Inspect.Attachments;
using Sekisho.Inspect.Pipeline;
using Sekisho.Mime;

namespace Sekisho.Inspect.Html;

/// <summary>The words of a message as its reader sees them.</summary>
internal static class ReaderText
{
    /// <summary>Most characters. Stops megabytes of text from being judged word by word; the longest newsletters have some 50,000.</summary>
    public const int MaxChars = 200_000;

    /// <summary>A page that shows fewer letters than this does not stand for its plain text.</summary>
    private const int MinPageLetters = 20;

    /// <summary>The visible texts of all body parts, in their order; a plain text is left out where a page beside it says the same.</summary>
    public static string Of(InspectionContext context)
    {
        var text = new StringBuilder();
        foreach (var part in context.Leaves.Where(AttachmentSignal.IsBody))
        {
            if (text.Length >= MaxChars) break;
            var shown = HtmlPages.IsPage(context, part) ? context.ViewOf(part).VisibleText : HasPageBeside(context, part) ? "" : context.ReadText(part);
            if (shown.Length == 0) continue;
            if (text.Length > 0) text.Append('\n');
            text.Append(shown, 0, Math.Min(shown.Length, MaxChars - text.Length));
        }

        return text.ToString();
    }

    /// <summary>Whether another form of the same multipart/alternative is a page that shows something.</summary>
    private static bool HasPageBeside(InspectionContext context, MimePart part)
    {
        if (part.ParentIndex < 0 || context.Message.Parts[part.ParentIndex].ContentType.MediaType is not "multipart/alternative") return false;
        foreach (var other in context.Leaves)
        {
            if (other.ContentType.MediaType is not "text/html" || other.View != part.View || !IsWithin(context.Message, other, part.ParentIndex)) continue;
            if (context.ViewOf(other).VisibleLetters >= MinPageLetters) return true;
        }

        return false;
    }

    private static bool IsWithin(MimeMessage message, MimePart part, int ancestor)
    {
        // A parent stands before its parts, so this ends.
        for (var at = part.ParentIndex; at >= ancestor; at = message.Parts[at].ParentIndex)
        {
            if (at == ancestor) return true;
        }

        return false;
    }
}
