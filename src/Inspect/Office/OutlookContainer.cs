using System.Text;
using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Office;

/// <summary>Opens Outlook messages (MS-OXMSG): attachments, also of messages within, and the text.</summary>
internal static class OutlookContainer
{
    private const string Property = "__substg1.0_";

    /// <summary>Reads all attachments and bodies.</summary>
    public static void Read(CompoundFile file, ContainerVisit visit)
    {
        foreach (var entry in file.Entries)
        {
            if (!entry.IsStream || !entry.Name.StartsWith(Property, StringComparison.Ordinal)) continue;
            var id = entry.Name[Property.Length..];
            if (id is "1000001F" or "1000001E" or "10130102" or "1013001F")
            {
                var text = file.Open(entry);
                if (id.EndsWith("001F", StringComparison.Ordinal)) text = Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(text.Span));
                if (!visit.Add(new Member("") { Content = text, Word = "text", IsInner = true })) return;
                continue;
            }

            if (id != "37010102" || !visit.Budget.TakeLook()) continue;
            var name = NameOf(file, entry.Folder, "3707") ?? NameOf(file, entry.Folder, "3704") ?? NameOf(file, entry.Folder, "3001") ?? "";
            if (!visit.Add(new Member(name) { Content = file.Open(entry), Word = "attachment" })) return;
        }
    }

    private static string? NameOf(CompoundFile file, string folder, string id)
    {
        if (file.Find($"{folder}{Property}{id}001F") is { } wide) return Encoding.Unicode.GetString(file.Open(wide, 1024).Span).TrimEnd('\0');
        return file.Find($"{folder}{Property}{id}001E") is { } narrow ? Encoding.UTF8.GetString(file.Open(narrow, 1024).Span).TrimEnd('\0') : null;
    }
}
