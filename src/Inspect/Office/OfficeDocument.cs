using System.Buffers.Binary;
using Sekisho.Inspect.Attachments.Kinds;
using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Office;

/// <summary>Reads compound files of Office (97-2003 documents, VBA projects, objects in other documents) and Outlook: every stream by its name, wherever it lies.</summary>
internal static class OfficeDocument
{
    /// <summary>Most bytes read of what an object is linked to.</summary>
    private const int MaxLinkBytes = 64 * 1024;

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
            // Office finds its streams in any case (MS-CFB §2.6.4).
            switch (entry.Name.ToUpperInvariant())
            {
                case "\u0001OLE10NATIVE":
                    ReadPackage(file.Open(entry), visit);
                    break;
                case "PACKAGE" or "CONTENTS" or "EMBEDDEDODF":
                    if (!visit.Budget.TakeLook() || !visit.Add(new Member("") { Content = file.Open(entry), Word = "object", IsInner = true })) return;
                    break;
                case "WORKBOOK" or "BOOK": BiffWorkbook.Read(LockedWorkbook.Open(file.Open(entry), visit).Span, visit); break;
                case "WORDDOCUMENT": WordBinary.Read(LockedWord.Open(file, file.Open(entry), visit).Span, visit); break;
                case "POWERPOINT DOCUMENT": PowerPointBinary.Read(file.Open(entry), visit); break;
                case "CURRENT USER" when IsEncryptedPowerPoint(file.Open(entry).Span): NoteEncrypted(visit); break;
                case "\u0001OLE" when UrlMoniker.Find(file.Open(entry, MaxLinkBytes).Span) is { } target: office.External.Add($"{visit.Label}: oleLink {target}"); break;
                case "\tDRMCONTENT": NoteEncrypted(visit, "Office document, rights management"); break;
                case "\u0003OCXNAME" or "\u0003OCXDATA": office.ActiveX.Add(visit.Label); break;
            }
        }
    }

    /// <summary>Notes that a document is locked.</summary>
    /// <param name="visit">Where it is.</param>
    /// <param name="how">What it is, and by what it is locked where that is known.</param>
    public static void NoteEncrypted(ContainerVisit visit, string how = "Office document")
    {
        visit.Findings.Office.Encrypted.Add(visit.Label);
        visit.NoteEncrypted(how);
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
        MacroEvidence.Note(visit, sources);
    }

    /// <summary>The token of the current user's record says whether the slides are encrypted (MS-PPT §2.3.2).</summary>
    private static bool IsEncryptedPowerPoint(ReadOnlySpan<byte> stream) => stream.Length >= 16 && BinaryPrimitives.ReadUInt32LittleEndian(stream[12..]) == 0xF3D1C4DF;
}
