using Sekisho.Inspect.Office;

namespace Sekisho.Inspect.Disarm;

/// <summary>Takes macros and packed objects out of compound files of Office (MS-CFB): the streams are overwritten with zeros, so that nothing else moves. Office opens such a document and tells that there was a project.</summary>
internal static class CompoundCleaning
{
    private static readonly string[] Folders = ["Macros", "_VBA_PROJECT_CUR", "VBA", "ObjectPool", "MBD"];

    private static readonly string[] Streams = ["\u0001Ole10Native", "Package", "CONTENTS", "\u0003OCXDATA", "\u0003OCXNAME", "Equation Native", "_VBA_PROJECT", "PROJECT", "PROJECTwm"];

    /// <summary>The file without them; null where it is no such file.</summary>
    public static byte[]? Clean(ReadOnlyMemory<byte> content)
    {
        if (CompoundFile.Read(content) is not { } file) return null;
        var output = content.ToArray();
        foreach (var entry in file.Entries)
        {
            if (!entry.IsStream || !IsActive(entry)) continue;
            foreach (var (start, length) in file.PlacesOf(entry)) output.AsSpan(start, length).Clear();
        }

        return output;
    }

    private static bool IsActive(CompoundEntry entry) =>
        Streams.Contains(entry.Name, StringComparer.OrdinalIgnoreCase)
        || entry.Path.Split('/')[..^1].Any(folder => Array.Exists(Folders, name => folder.StartsWith(name, StringComparison.OrdinalIgnoreCase)));
}
