using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Pipeline;

namespace Sekisho.Inspect.Pdf;

/// <summary>What the reader of PDF documents finds in one message.</summary>
internal sealed class PdfFindings
{
    public OrderedSet JavaScript { get; } = new();

    public OrderedSet Launch { get; } = new();

    public OrderedSet LaunchPrograms { get; } = new();

    public OrderedSet Uris { get; } = new();

    public OrderedSet SubmitForm { get; } = new();

    public OrderedSet Remote { get; } = new();

    public OrderedSet OpenAction { get; } = new();

    public OrderedSet Embedded { get; } = new();

    public OrderedSet Encrypted { get; } = new();

    public OrderedSet Broken { get; } = new();

    public long Pages { get; set; }

    public long Forms { get; set; }

    public long Updates { get; set; }

    public bool HasXfa { get; set; }

    public bool HasRichMedia { get; set; }

    public void SetFacts(InspectionContext context)
    {
        context.Set(PdfFacts.JavaScript, JavaScript.Items);
        context.Set(PdfFacts.Launch, Launch.Items);
        context.Set(PdfFacts.LaunchPrograms, LaunchPrograms.Items);
        context.Set(PdfFacts.Uris, Uris.Items);
        context.Set(PdfFacts.SubmitForm, SubmitForm.Items);
        context.Set(PdfFacts.Remote, Remote.Items);
        context.Set(PdfFacts.OpenAction, OpenAction.Items);
        context.Set(PdfFacts.Embedded, Embedded.Items);
        context.Set(PdfFacts.Encrypted, Encrypted.Items);
        context.Set(PdfFacts.Broken, Broken.Items);
        if (Pages > 0) context.Set(PdfFacts.Pages, Pages);
        if (Forms > 0) context.Set(PdfFacts.Forms, Forms);
        if (Updates > 0) context.Set(PdfFacts.Updates, Updates);
        if (HasXfa) context.Set(PdfFacts.Xfa, true);
        if (HasRichMedia) context.Set(PdfFacts.RichMedia, true);
    }
}
