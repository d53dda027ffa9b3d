using Sekisho.Inspect.Images;
using Sekisho.Inspect.Pipeline;

namespace Sekisho.Inspect.Pdf;

/// <summary>Hands the pictures and the drawn pages of a document on to who reads codes.</summary>
internal static class PdfPictures
{
    /// <summary>Pages whose drawings are looked at. Codes that are to be seen are in front.</summary>
    private const int MaxPages = 20;

    /// <summary>Most drawn code-like pages of one document that are looked at.</summary>
    private const int MaxDrawings = 6;

    /// <summary>Most bytes of one page's instructions that are looked at.</summary>
    private const int MaxPageBytes = 4 * 1024 * 1024;

    /// <summary>Notes all pictures of a document, each object once, and its drawings as one.</summary>
    /// <param name="document">The document.</param>
    /// <param name="label">Where it is, for evidence.</param>
    /// <param name="context">Keeps them; nothing is decoded yet.</param>
    public static void Add(PdfDocument document, string label, InspectionContext context)
    {
        foreach (var item in document.Objects)
            if (item.Data is not null && document.Resolve(item.Value["Subtype"]).Name == "Image")
                context.AddPicture(new Picture(label, "pdf", budget => PdfPicture.Read(item, document, budget) is { } image ? [image] : []));
        if (Drawn(document).Any()) context.AddPicture(new Picture(label, "pdf", budget => Draw(document, budget)));
    }

    /// <summary>The lists of streams that draw: one for each page, and the forms that pages are put together from.</summary>
    private static IEnumerable<List<PdfObject>> Drawn(PdfDocument document)
    {
        var pages = document.Objects.Where(item => item.Value["Type"].Name == "Page").Select(page => ContentsOf(page.Value["Contents"], document));
        var forms = document.Objects.Where(item => item.Data is not null && item.Value["Subtype"].Name == "Form").Select(form => new List<PdfObject> { form });
        return pages.Concat(forms).Where(streams => streams.Count > 0).Take(MaxPages);
    }

    private static List<PdfObject> ContentsOf(PdfValue contents, PdfDocument document)
    {
        if (document.Find(contents) is { Data: not null } single) return [single];
        return [.. (document.Resolve(contents).Items ?? []).Take(100).Select(document.Find).OfType<PdfObject>().Where(item => item.Data is not null)];
    }

    private static List<GrayImage> Draw(PdfDocument document, ImageBudget budget)
    {
        var images = new List<GrayImage>();
        foreach (var streams in Drawn(document))
        {
            if (images.Count >= MaxDrawings || !budget.IsInTime()) break;
            var canvas = new ShapeCanvas();
            var drawing = new PdfDrawing(canvas);
            foreach (var stream in streams)
                if (document.UnpackPart(stream, MaxPageBytes, withoutPictureFilter: false) is { } content)
                    drawing.Read(content.Span);
            if (canvas.Draw(budget) is { } image) images.Add(image);
        }

        return images;
    }
}
