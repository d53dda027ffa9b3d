using System.Text;
using Sekisho.Inspect.Containers;
using Sekisho.Inspect.Pipeline;

namespace Sekisho.Inspect.Pdf;

/// <summary>Looks for what a PDF document does, opens or carries, in every object of it.</summary>
internal static class PdfExamination
{
    private const int MaxShownChars = 120;

    /// <summary>Most values looked at in one object. Stops dictionaries within dictionaries.</summary>
    private const int MaxValues = 100_000;

    /// <summary>Reads a document. Its embedded files go on as members, its addresses to the links.</summary>
    public static void Read(ReadOnlyMemory<byte> content, ContainerVisit visit, InspectionContext context)
    {
        var document = PdfDocument.Read(content, visit.Budget, visit.Passwords);
        var pdf = visit.Findings.Pdf;
        if (!document.HasTable) pdf.Broken.Add(visit.Label);
        pdf.Updates += Math.Max(0, document.Ends - 1);
        if (document.Encryption.Entries is not null)
        {
            var how = MethodOf(document.Encryption, document.Resolve);
            pdf.Encrypted.Add($"{visit.Label} ({how})");
            visit.NoteEncrypted($"PDF, {how}", isSealed: false);
            if (document.Password is { } word)
            {
                visit.Findings.Opened.Add(visit.Label);
                if (word.Length > 0 && visit.Passwords.Words.Take(visit.Passwords.FromText).Contains(word)) visit.Findings.PasswordInText.Add(visit.Label);
            }
        }

        var pages = new HashSet<int>();
        foreach (var item in document.Objects)
        {
            if (!visit.Budget.IsInTime()) return;
            if (item.Value["Type"].Name == "Page") pages.Add(item.Number);
            if (item.Value["Type"].Name == "EmbeddedFile" || item.Value["Type"].Name is null && IsEmbedded(item, document)) continue;
            Walk(item.Value, document, visit, context);
        }

        pdf.Pages += pages.Count;
        ReadEmbedded(document, visit);
        PdfPictures.Add(document, visit.Label, context);
    }

    private static string MethodOf(PdfValue encryption, Func<PdfValue, PdfValue> resolve) => (resolve(encryption["V"]).Number, resolve(encryption["R"]).Number, resolve(encryption["Length"]).Number) switch
    {
        (5, _, _) => "AES-256",
        (4, _, _) => PdfKey.MethodOf(encryption, resolve) == "AESV2" ? "AES-128" : "RC4, 128 bits",
        (2 or 3, _, { } bits) => $"RC4, {bits} bits",
        _ => "RC4, 40 bits",
    };

    private static bool IsEmbedded(PdfObject item, PdfDocument document) => item.Data is not null && item.Value["Params"] is { } parameters && document.Resolve(parameters).Entries is not null && item.Value["Subtype"].Name is not ("Image" or "Form");

    /// <summary>Goes through a value without recursion; references are not followed, since every object has its own turn.</summary>
    private static void Walk(PdfValue value, PdfDocument document, ContainerVisit visit, InspectionContext context)
    {
        var waiting = new Stack<PdfValue>();
        waiting.Push(value);
        for (var seen = 0; waiting.TryPop(out var next) && seen < MaxValues; seen++)
        {
            foreach (var item in next.Items ?? []) waiting.Push(item);
            if (next.Entries is null) continue;
            LookAt(next, document, visit, context);
            foreach (var entry in next.Entries.Values)
                if (entry.Items is not null || entry.Entries is not null)
                    waiting.Push(entry);
        }
    }

    private static void LookAt(PdfValue dictionary, PdfDocument document, ContainerVisit visit, InspectionContext context)
    {
        var pdf = visit.Findings.Pdf;
        switch (document.Resolve(dictionary["S"]).Name)
        {
            case "JavaScript": AddScript(dictionary["JS"], document, visit); break;
            case "Launch": AddLaunch(dictionary, document, visit); break;
            case "SubmitForm" when FileOf(dictionary["F"], document) is { Length: > 0 } target:
                pdf.SubmitForm.Add(target);
                context.AddAddress(target);
                break;
            case "GoToR" or "GoToE" or "ImportData" when FileOf(dictionary["F"], document) is { Length: > 0 } file: pdf.Remote.Add(file); break;
        }

        // Readers follow an address also where the sort of action is missing or written strangely.
        if (dictionary["URI"] is { } uri && TextOf(document.Resolve(uri)) is { Length: > 0 } address && !document.IsLocked)
        {
            pdf.Uris.Add(address);
            context.AddAddress(address);
        }

        if (dictionary["JS"] is { Name: null } script && (script.Text ?? (object?)script.Reference) is not null && dictionary["S"].Name != "JavaScript") AddScript(script, document, visit);
        if (document.Resolve(dictionary["OpenAction"]) is { Entries: not null } opening) pdf.OpenAction.Add(document.Resolve(opening["S"]).Name ?? "action");
        if (document.Resolve(dictionary["AA"]).Entries is { } more)
            foreach (var action in more.Values)
                pdf.OpenAction.Add(document.Resolve(document.Resolve(action)["S"]).Name ?? "action");
        if (dictionary["Subtype"].Name == "Widget" || dictionary["FT"].Name is not null && dictionary["Kids"].Items is null) pdf.Forms++;
        if (dictionary.Entries!.ContainsKey("XFA")) pdf.HasXfa = true;
        if (dictionary["Subtype"].Name is "RichMedia" or "3D" or "Screen" or "Movie" or "Flash") pdf.HasRichMedia = true;
    }

    private static void AddScript(PdfValue script, PdfDocument document, ContainerVisit visit)
    {
        var text = TextOf(document.Resolve(script)) ?? (document.Find(script) is { Data: not null } stream && document.Unpack(stream) is { } content ? Encoding.Latin1.GetString(content.Span[..Math.Min(content.Length, 4000)]) : "");
        visit.Findings.Pdf.JavaScript.Add($"{visit.Label}: {Show(text)}".TrimEnd(' ', ':'));
    }

    private static void AddLaunch(PdfValue action, PdfDocument document, ContainerVisit visit)
    {
        var windows = document.Resolve(action["Win"]);
        var file = FileOf(windows.Entries is not null ? windows["F"] : action["F"], document);
        var parameters = TextOf(document.Resolve(windows["P"])) ?? "";
        var shown = $"{visit.Label}: {Show($"{file} {parameters}")}";
        visit.Findings.Pdf.Launch.Add(shown);
        if (parameters.Length > 0 || !IsPlainFile(file)) visit.Findings.Pdf.LaunchPrograms.Add(shown);
    }

    /// <summary>A document, picture or sound beside the document: forms of public bodies lead to their second half so.</summary>
    private static bool IsPlainFile(string file) =>
        !file.StartsWith(@"\\", StringComparison.Ordinal) && !file.StartsWith("//", StringComparison.Ordinal) && !file.Contains(':', StringComparison.Ordinal)
        && file[(file.LastIndexOf('.') + 1)..].ToLowerInvariant() is "pdf" or "txt" or "jpg" or "jpeg" or "png" or "gif" or "tif" or "tiff" or "bmp" or "mp3" or "mp4" or "wav";

    /// <summary>A file specification (§7.11): a string, or a dictionary with one in it.</summary>
    private static string FileOf(PdfValue value, PdfDocument document)
    {
        value = document.Resolve(value);
        if (TextOf(value) is { } text) return text;
        foreach (var key in (string[])["UF", "F", "Unix", "DOS", "Mac"])
            if (TextOf(document.Resolve(value[key])) is { Length: > 0 } name)
                return name;
        return "";
    }

    /// <summary>A text string (§7.9.2.2): UTF-16 or UTF-8 with a mark, otherwise a byte a character.</summary>
    private static string? TextOf(PdfValue value) => value.Text switch
    {
        null => null,
        [0xFE, 0xFF, .. var wide] => Encoding.BigEndianUnicode.GetString(wide),
        [0xEF, 0xBB, 0xBF, .. var narrow] => Encoding.UTF8.GetString(narrow),
        var bytes => Encoding.Latin1.GetString(bytes),
    };

    private static string Show(string text)
    {
        var shown = new string([.. text.Take(MaxShownChars).Select(character => char.IsControl(character) ? ' ' : character)]);
        return shown.Trim();
    }

    private static void ReadEmbedded(PdfDocument document, ContainerVisit visit)
    {
        var given = new HashSet<PdfObject>();
        var specifications = document.Objects.SelectMany(item => SpecificationsIn(item.Value)).ToList();
        foreach (var specification in specifications)
        {
            var files = document.Resolve(specification["EF"]);
            var name = FileOf(new PdfValue { Entries = specification.Entries }, document);
            foreach (var file in files.Entries?.Values ?? Enumerable.Empty<PdfValue>())
                if (document.Find(file) is { Data: not null } stream && given.Add(stream) && !Give(name, stream, document, visit))
                    return;
        }

        foreach (var item in document.Objects)
            if (item.Data is not null && item.Value["Type"].Name == "EmbeddedFile" && given.Add(item) && !Give("", item, document, visit))
                return;
    }

    private static IEnumerable<PdfValue> SpecificationsIn(PdfValue value)
    {
        if (value.Entries is null && value.Items is null) yield break;
        var waiting = new Stack<PdfValue>();
        waiting.Push(value);
        for (var seen = 0; waiting.TryPop(out var next) && seen < MaxValues; seen++)
        {
            if (next.Entries?.ContainsKey("EF") == true) yield return next;
            foreach (var item in next.Entries?.Values ?? (IEnumerable<PdfValue>)(next.Items ?? []))
                if (item.Items is not null || item.Entries is not null)
                    waiting.Push(item);
        }
    }

    private static bool Give(string name, PdfObject stream, PdfDocument document, ContainerVisit visit)
    {
        visit.Findings.Pdf.Embedded.Add(name);
        var member = new Member(name) { Word = "embedded file", State = document.IsLocked ? MemberState.Encrypted : MemberState.Listed };
        if (member.State == MemberState.Listed && visit.Budget.TakeLook() && document.Unpack(stream) is { } content) member = member with { State = MemberState.Whole, Content = content };
        return visit.Add(member);
    }
}
