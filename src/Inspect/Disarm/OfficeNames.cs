namespace Sekisho.Inspect.Disarm;

/// <summary>Names and types of documents whose macros are gone: programs refuse a macro document without any.</summary>
internal static class OfficeNames
{
    private static readonly (string With, string Without, string Type)[] Pairs =
    [
        ("docm", "docx", "wordprocessingml.document"), ("dotm", "dotx", "wordprocessingml.template"), ("xlsm", "xlsx", "spreadsheetml.sheet"), ("xltm", "xltx", "spreadsheetml.template"),
        ("pptm", "pptx", "presentationml.presentation"), ("potm", "potx", "presentationml.template"), ("ppsm", "ppsx", "presentationml.slideshow"),
    ];

    /// <summary>The name without the m.</summary>
    public static string Name(string name)
    {
        foreach (var (with, without, _) in Pairs)
            if (name.EndsWith("." + with, StringComparison.OrdinalIgnoreCase))
                return name[..^with.Length] + without;
        return name;
    }

    /// <summary>The media type of the file without macros.</summary>
    public static string MediaType(string type)
    {
        if (!type.Contains("macroenabled", StringComparison.Ordinal)) return type;
        foreach (var (_, without, name) in Pairs)
        {
            var program = without[0] switch { 'd' => "word", 'x' => "excel", _ => "powerpoint" };
            var isTemplate = type.Contains("template", StringComparison.Ordinal);
            if (type.Contains(program, StringComparison.Ordinal) && isTemplate == without.EndsWith("tx", StringComparison.Ordinal) && type.Contains("slideshow", StringComparison.Ordinal) == (without == "ppsx")) return "application/vnd.openxmlformats-officedocument." + name;
        }

        return "application/octet-stream";
    }

    /// <summary>The content types of package parts, as in [Content_Types].xml.</summary>
    public static string ContentTypes(string xml)
    {
        foreach (var (_, without, name) in Pairs)
        {
            var program = without[0] switch { 'd' => "word", 'x' => "excel", _ => "powerpoint" };
            var word = without switch { "docx" => "document", "xlsx" => "sheet", "pptx" => "presentation", "ppsx" => "slideshow", _ => "template" };
            xml = xml.Replace($"application/vnd.ms-{program}.{word}.macroEnabled.main+xml", $"application/vnd.openxmlformats-officedocument.{name}.main+xml", StringComparison.OrdinalIgnoreCase);
        }

        return xml;
    }
}
