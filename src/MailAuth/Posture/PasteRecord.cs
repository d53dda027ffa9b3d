namespace Sekisho.MailAuth.Posture;

/// <summary>Something ready to be published.</summary>
/// <param name="Name">The name of the record, or the address of the file.</param>
/// <param name="Type">TXT, MX, TLSA, or file.</param>
/// <param name="Value">The text.</param>
public sealed record PasteRecord(string Name, string Type, string Value)
{
    // RFC 1035 §3.3.14: a character-string has 255 bytes; zone files want longer texts in several.
    private const int MostChars = 255;

    /// <summary>As a line of a zone file; of a file its content.</summary>
    public string ToZoneLine()
    {
        if (Type == "file") return Value;
        if (Type != "TXT") return $"{Name}. IN {Type} {Value}";
        var strings = Value.Chunk(MostChars).Select(part => "\"" + new string(part).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"");
        return $"{Name}. IN {Type} {string.Join(' ', strings)}";
    }
}
