using System.Text;

namespace Sekisho.Mime;

/// <summary>Names of header fields: from bytes to a known field, and to text without a new string for common names.</summary>
internal static class HeaderNames
{
    private static readonly (string Name, KnownField Known)[] Common =
    [
        ("From", KnownField.From), ("Sender", KnownField.Sender), ("Reply-To", KnownField.ReplyTo), ("To", KnownField.To),
        ("Cc", KnownField.Cc), ("Bcc", KnownField.Bcc), ("Subject", KnownField.Subject), ("Date", KnownField.Date),
        ("Message-ID", KnownField.MessageId), ("In-Reply-To", KnownField.InReplyTo), ("References", KnownField.References),
        ("MIME-Version", KnownField.MimeVersion), ("Content-Type", KnownField.ContentType),
        ("Content-Transfer-Encoding", KnownField.ContentTransferEncoding),
        ("Content-Disposition", KnownField.ContentDisposition), ("Content-ID", KnownField.ContentId),
        ("Content-Description", KnownField.ContentDescription),
        ("Received", KnownField.Other), ("Return-Path", KnownField.Other), ("Delivered-To", KnownField.Other),
        ("DKIM-Signature", KnownField.Other), ("Authentication-Results", KnownField.Other), ("X-Mailer", KnownField.Other),
        ("Message-Id", KnownField.MessageId), ("Mime-Version", KnownField.MimeVersion), ("Content-type", KnownField.ContentType),
    ];

    // First by length: names are compared with at most a few others.
    private static readonly (byte[] Bytes, string Name, KnownField Known)[][] ByLength = Group();

    public static KnownField Classify(ReadOnlySpan<byte> name)
    {
        if (name.Length >= ByLength.Length) return KnownField.Other;
        foreach (var entry in ByLength[name.Length])
        {
            if (entry.Known != KnownField.Other && (entry.Bytes[0] ^ name[0]) is 0 or 0x20 && Ascii.EqualsIgnoreCase(entry.Bytes, name)) return entry.Known;
        }

        return KnownField.Other;
    }

    public static string ToText(ReadOnlySpan<byte> name)
    {
        if (name.Length < ByLength.Length)
        {
            foreach (var entry in ByLength[name.Length])
            {
                if (name.SequenceEqual(entry.Bytes)) return entry.Name;
            }
        }

        return Encoding.Latin1.GetString(name);
    }

    private static (byte[] Bytes, string Name, KnownField Known)[][] Group()
    {
        var groups = new (byte[] Bytes, string Name, KnownField Known)[Common.Max(entry => entry.Name.Length) + 1][];
        for (var length = 0; length < groups.Length; length++)
            groups[length] = [.. Common.Where(entry => entry.Name.Length == length).Select(entry => (Encoding.ASCII.GetBytes(entry.Name), entry.Name, entry.Known))];
        return groups;
    }
}
