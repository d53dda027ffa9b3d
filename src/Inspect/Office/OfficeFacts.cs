using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.Office;

/// <summary>The facts about Office documents, wherever they lie.</summary>
internal static class OfficeFacts
{
    public static readonly Fact Macros = Fact.List("office.macros", "Documents with macros, with the number of modules: VBA, or the languages of OpenDocument.", "part 2 'a.docm': 3 modules");
    public static readonly Fact AutoExec = Fact.List("office.macro_autoexec", "Names of procedures in this code that run without being called: when the document opens, closes or is printed.", "Document_Open");
    public static readonly Fact Suspicious = Fact.List("office.macro_suspicious", "Words in this code that reach outside the document: programs, downloads, memory.", "WScript.Shell", "URLDownloadToFile");
    public static readonly Fact Dangerous = Fact.List("office.macro_dangerous", "Documents whose code runs by itself and reaches outside.", "part 2 'a.docm': Document_Open, WScript.Shell");
    public static readonly Fact Xlm = Fact.List("office.xlm", "Workbooks with Excel 4 macro sheets, with the name that starts them where there is one.", "part 2 'a.xls': Auto_Open");
    public static readonly Fact Dde = Fact.List("office.dde", "Fields, formulas and links that talk to another program (DDE), as they are written.", "part 2 'a.docx': DDEAUTO c:\\\\\\\\windows\\\\\\\\system32\\\\\\\\cmd.exe /k calc.exe");
    public static readonly Fact External = Fact.List("office.external", "Things that documents fetch from elsewhere when opened (not links to click): objects, frames, pictures, templates.", "part 2 'a.docx': oleObject file:///c:/a.doc");
    public static readonly Fact Template = Fact.List("office.remote_template", "Templates that documents fetch over the web or from a share of a machine told by its number when opened (the macros are in them), and web pages that run in them.", "part 2 'a.docx': https://example.net/a.dotm");
    public static readonly Fact Embedded = Fact.List("office.embedded", "Names of files packed into documents as objects.", "invoice.exe");
    public static readonly Fact Objects = Fact.Number("office.rtf_objects", "Objects in RTF documents.", "1");
    public static readonly Fact Equation = Fact.List("office.equation", "RTF documents with an object of the old equation editor, whose flaws are used to run code.", "part 2 'a.rtf'");
    public static readonly Fact ActiveX = Fact.List("office.activex", "Documents with ActiveX controls.", "part 2 'a.docm'");
    public static readonly Fact Encrypted = Fact.List("office.encrypted", "Office documents locked with a password.", "part 2 'a.docx'");

    public static FactGroup Group { get; } = FactGroup.Of("Office documents", "Code, commands and references in Word, Excel, PowerPoint, RTF and OpenDocument files, also within archives and other documents.",
        Macros, AutoExec, Suspicious, Dangerous, Xlm, Dde, External, Template, Embedded, Objects, Equation, ActiveX, Encrypted);
}
