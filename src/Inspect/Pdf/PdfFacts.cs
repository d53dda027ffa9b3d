using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.Pdf;

/// <summary>The facts about PDF documents, wherever they lie.</summary>
internal static class PdfFacts
{
    public static readonly Fact Pages = Fact.Number("pdf.pages", "Pages of all PDF documents, as their objects show.", "3");
    public static readonly Fact JavaScript = Fact.List("pdf.javascript", "PDF documents with JavaScript, with its beginning.", "part 2 'a.pdf': app.alert(1)");
    public static readonly Fact Launch = Fact.List("pdf.launch", "Programs and files that an action of a PDF document starts.", "part 2 'a.pdf': cmd.exe /c calc");
    public static readonly Fact LaunchPrograms = Fact.List("pdf.launch_programs", "Those of them that get parameters, lie on a share, or are not documents, pictures or sound by their name.", "part 2 'a.pdf': cmd.exe /c calc");
    public static readonly Fact Uris = Fact.List("pdf.uris", "Addresses that a click in a PDF document opens; they are among links.urls too.", "https://example.com/");
    public static readonly Fact SubmitForm = Fact.List("pdf.submit_form", "Addresses to which forms in PDF documents are sent.", "https://collect.example.net/");
    public static readonly Fact Remote = Fact.List("pdf.remote", "Files of other places that an action opens (GoToR, GoToE, ImportData); a share gives the reader's credentials away.", "\\\\\\\\\\\\\\\\192.0.2.1\\\\\\\\share\\\\\\\\a.pdf");
    public static readonly Fact OpenAction = Fact.List("pdf.open_action", "Actions that run without a click, when a document or a page is opened, by sort.", "JavaScript");
    public static readonly Fact Embedded = Fact.List("pdf.embedded_files", "Names of files within PDF documents. They are looked into as members of archives are.", "invoice.docm");
    public static readonly Fact Encrypted = Fact.List("pdf.encrypted", "Encrypted PDF documents, with the method.", "part 2 'a.pdf' (AES-256)");
    public static readonly Fact Forms = Fact.Number("pdf.forms", "Fields in forms of PDF documents.", "3");
    public static readonly Fact Xfa = Fact.Truth("pdf.xfa", "A PDF document has a form in XML (XFA), which can hold scripts.");
    public static readonly Fact RichMedia = Fact.Truth("pdf.rich_media", "A PDF document has Flash, video or three-dimensional content.");
    public static readonly Fact Updates = Fact.Number("pdf.updates", "Incremental updates: how many times PDF documents were written on behind their end.", "1");
    public static readonly Fact Broken = Fact.List("pdf.broken", "PDF documents whose table of objects is missing or damaged; their objects were found by searching.", "part 2 'a.pdf'");

    public static FactGroup Group { get; } = FactGroup.Of("PDF documents", "Actions, scripts, addresses and files in PDF documents, also within archives. Every version of every object is looked at, whether the table names it or not.",
        Pages, JavaScript, Launch, LaunchPrograms, Uris, SubmitForm, Remote, OpenAction, Embedded, Encrypted, Forms, Xfa, RichMedia, Updates, Broken);
}
