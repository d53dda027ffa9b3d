using System.Buffers.Binary;
using Sekisho.Inspect.Attachments.Kinds;
using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Office;

/// <summary>Reads compound files of Office (97-2003 documents, VBA projects, objects in other documents) and Outlook: every stream by its name, wherever it lies.</summary>
internal static class OfficeDocument
{
    /// <summary>Most evidence of suspicious words in one text.</summary>
    private const int MaxWords = 12;

    /// <summary>Reads one.</summary>
    public static void Read(CompoundFile file, FileKind kind, ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        file.Work = visit.Budget.TakeWork;
        if (kind.Id == "msg")
        {
            OutlookContainer.Read(file, visit);
            return;
        }

        var office = visit.Findings.Office;
        var opened = OfficeEncryption.Open(file, content, visit);
        if (opened is { } decrypted)
        {
            if (CompoundFile.Read(decrypted) is { } inner && kind.Id != "encryptedoffice") file = inner;
            else if (visit.Add(new Member("") { Content = decrypted, Word = "decrypted document", IsInner = true })) return;
        }

        ReadMacros(file, visit);
        foreach (var entry in file.Entries)
        {
            if (!visit.Budget.IsInTime()) return;
            if (!entry.IsStream) continue;
            switch (entry.Name)
            {
                case "\u0001Ole10Native":
                    ReadPackage(file.Open(entry), visit);
                    break;
                case "Package" or "CONTENTS" or "EmbeddedOdf" or "Contents":
                    if (!visit.Budget.TakeLook() || !visit.Add(new Member("") { Content = file.Open(entry), Word = "object", IsInner = true })) return;
                    break;
                case "Workbook" or "Book": BiffWorkbook.Read(LockedWorkbook.Open(file.Open(entry), visit).Span, visit); break;
                case "WordDocument": WordBinary.Read(LockedWord.Open(file, file.Open(entry), visit).Span, visit); break;
                case "PowerPoint Document": PowerPointBinary.Read(file.Open(entry), visit); break;
                case "Current User" when IsEncryptedPowerPoint(file.Open(entry).Span): NoteEncrypted(visit); break;
                case "\u0003OCXNAME" or "\u0003OCXDATA": office.ActiveX.Add(visit.Label); break;
            }
        }
    }

    /// <summary>Notes that a document is locked.</summary>
    public static void NoteEncrypted(ContainerVisit visit)
    {
        visit.Findings.Office.Encrypted.Add(visit.Label);
        visit.NoteEncrypted("Office document");
    }

    private static void ReadPackage(ReadOnlyMemory<byte> stream, ContainerVisit visit)
    {
        if (stream.Length < 8 || !visit.Budget.TakeLook()) return;
        if (OlePackage.Read(stream[4..]) is not { } member)
        {
            // Not the packager: what another program keeps (an equation, a picture).
            visit.Add(new Member("") { Content = stream[4..], Word = "object", IsInner = true });
            return;
        }

        visit.Findings.Office.Embedded.Add(member.Name);
        visit.Add(member);
    }

    private static void ReadMacros(CompoundFile file, ContainerVisit visit)
    {
        long total = 0;
        var sources = VbaProject.ReadSources(file, bytes =>
        {
            visit.Budget.Charge(bytes);
            total += bytes;
            if (total <= VbaProject.MaxTotalBytes && visit.Budget.Room > 0) return visit.Budget.IsInTime();
            visit.Budget.NoteUnpacked();
            return false;
        });
        if (sources.Count == 0) return;
        var office = visit.Findings.Office;
        List<string> auto = [], suspicious = [];
        foreach (var source in sources)
        {
            var found = MacroWords.Find(source);
            auto.AddRange(found.AutoExec);
            suspicious.AddRange(found.Suspicious);
        }

        // Every document with a project has empty modules; code is what stands behind the attributes.
        if (!sources.Exists(HasCode)) return;
        office.Macros.Add($"{visit.Label}: {sources.Count} modules");
        foreach (var word in auto) office.AutoExec.Add(word);
        foreach (var word in suspicious) office.Suspicious.Add(word);
        if (auto.Count > 0 && suspicious.Count > 0) office.Dangerous.Add($"{visit.Label}: {string.Join(", ", auto.Concat(suspicious).Distinct(StringComparer.Ordinal).Take(MaxWords))}");
    }

    private static bool HasCode(string source)
    {
        foreach (var line in source.AsSpan().EnumerateLines())
        {
            var text = line.Trim();
            if (text.IsEmpty || text.StartsWith("Attribute ", StringComparison.OrdinalIgnoreCase) || text[0] == '\'' || text.StartsWith("Option ", StringComparison.OrdinalIgnoreCase)) continue;
            return true;
        }

        return false;
    }

    /// <summary>The token of the current user's record says whether the slides are encrypted (MS-PPT §2.3.2).</summary>
    private static bool IsEncryptedPowerPoint(ReadOnlySpan<byte> stream) => stream.Length >= 16 && BinaryPrimitives.ReadUInt32LittleEndian(stream[12..]) == 0xF3D1C4DF;
}
