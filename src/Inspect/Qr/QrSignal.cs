using Sekisho.Inspect.Attachments.Kinds;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Images;
using Sekisho.Inspect.Pipeline;

namespace Sekisho.Inspect.Qr;

/// <summary>Reads the QR codes of a message. Runs behind the attachments, which hand it their pictures, and in front of the links, which judge the addresses.</summary>
/// <param name="cache">What was found in pictures that came before.</param>
internal sealed class QrSignal(PictureCache cache) : ISignal
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
        SortedSet<string>? unread = null;
        foreach (var picture in context.Pictures.Concat(PicturesOfTexts(context)))
        {
            if (!budget.TakeImage()) break;
            var looks = Look(picture, budget, halves, findings);
            // Forms of these that nobody here reads, or damaged ones.
            if (looks == 0 && picture.FileKind is "webp" or "tiff") (unread ??= new(StringComparer.Ordinal)).Add(picture.FileKind);
        }

        foreach (var (picture, joined) in halves.Join(budget)) findings.Add(picture, QrReader.Read(joined, budget));
        findings.SetFacts();
        SetUnread(context, unread);
        return ValueTask.CompletedTask;
    }

    /// <summary>Looks at a picture, or remembers what was found in it before; gives how many frames it has.</summary>
    private int Look(Picture picture, ImageBudget budget, QrHalves halves, QrFindings findings)
    {
        var key = PictureCache.KeyOf(picture.Content);
        if (key is { } known && cache.Find(known) is { } before)
        {
            for (var i = 0; i < before.Count; i++)
            {
                var (look, frame) = (before[i], i);
                if (look.Codes.Count == 0) halves.Add(picture, look, () => picture.Open(budget).ElementAtOrDefault(frame));
                findings.Add(picture, look.Codes);
            }

            return before.Count;
        }

        var looks = new List<PictureLook>();
        foreach (var image in picture.Open(budget))
        {
            var codes = QrReader.Read(image, budget, out var corners);
            var look = new PictureLook(codes, corners, image.Width, image.Height);
            looks.Add(look);
            if (codes.Count == 0) halves.Add(picture, look, () => image);
            // The frames of a moving picture show the same as a rule; of a document every page is another.
            if (findings.Add(picture, codes) && picture.Kind != "pdf" && picture.FileKind != "tiff") break;
        }

        if (key is { } own && !budget.IsReached) cache.Keep(own, looks);
        return looks.Count;
    }

    /// <summary>What nobody here has seen into is told, so that a rule can ask for it.</summary>
    private static void SetUnread(InspectionContext context, SortedSet<string>? unread)
    {
        foreach (var part in context.Leaves)
            if (context.KindOf(part).Id is "heif" or "avif" or "jp2" or "jxl") (unread ??= new(StringComparer.Ordinal)).Add(context.KindOf(part).Id);
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
