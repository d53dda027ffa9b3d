using Sekisho.Inspect.Attachments.Kinds;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Images;
using Sekisho.Inspect.Pipeline;

namespace Sekisho.Inspect.Qr;

/// <summary>Reads the QR codes of a message. Runs behind the attachments, which hand it their pictures, and in front of the links, which judge the addresses.</summary>
internal sealed class QrSignal : ISignal
{
    /// <summary>Longest text or page that is searched for drawings, in characters.</summary>
    private const int MaxTextChars = 2 * 1024 * 1024;

    public string Name => "qr";

    public FactGroup Facts => QrFacts.Group;

    public ValueTask ExamineAsync(InspectionContext context)
    {
        var budget = new ImageBudget(context.Limits, context.Clock, context.NoteSoftLimit, context.Cancellation);
        var findings = new QrFindings(context);
        var halves = new QrHalves();
        foreach (var picture in context.Pictures.Concat(PicturesOfTexts(context)))
        {
            if (!budget.TakeImage()) break;
            foreach (var image in picture.Open(budget))
            {
                var codes = QrReader.Read(image, budget, out var corners);
                if (codes.Count == 0) halves.Add(picture, image, corners);
                // The frames of a moving picture show the same as a rule; of a document every page is another.
                if (findings.Add(picture, codes) && picture.Kind != "pdf") break;
            }
        }

        foreach (var (picture, joined) in halves.Join(budget)) findings.Add(picture, QrReader.Read(joined, budget));
        findings.SetFacts();
        SetUnread(context);
        return ValueTask.CompletedTask;
    }

    /// <summary>What nobody here has seen into is told, so that a rule can ask for it.</summary>
    private static void SetUnread(InspectionContext context)
    {
        SortedSet<string>? unread = null;
        foreach (var part in context.Leaves)
            if (context.KindOf(part).Id is "webp" or "tiff" or "heif" or "jp2" or "jxl") (unread ??= new(StringComparer.Ordinal)).Add(context.KindOf(part).Id);
        if (unread is not null) context.Set(QrFacts.Unread, unread);
    }

    private static IEnumerable<Picture> PicturesOfTexts(InspectionContext context)
    {
        foreach (var part in context.Leaves)
        {
            var kind = context.KindOf(part);
            if (part.ContentType.Type != "text" && kind.Family != FileFamily.Text) continue;
            var text = part.ReadText(MaxTextChars);
            var isPage = part.ContentType.MediaType is "text/html" or "image/svg+xml" or "application/xhtml+xml" || kind.Id is "html" or "svg" or "hta" or "xml";
            foreach (var picture in PagePictures.Find(text, isPage, $"part {part.Index}")) yield return picture;
        }

        foreach (var (text, isPage) in context.FoundTexts)
            foreach (var picture in PagePictures.Find(text, isPage, "a text in an attachment"))
                yield return picture;
    }
}
