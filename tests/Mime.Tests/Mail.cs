using System.Text;

namespace Sekisho.Mime.Tests;

/// <summary>Messages for tests, written with LF and read with CRLF (or as they are).</summary>
internal static class Mail
{
    public static MimeMessage Read(string text, MimeLimits? limits = null) => MimeMessage.Read(Bytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)), limits);

    public static MimeMessage ReadAsIs(string text, MimeLimits? limits = null) => MimeMessage.Read(Bytes(text), limits);

    /// <summary>Latin-1: one character, one byte.</summary>
    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    public static string Text(this MimePart part, ByteRange range) => Encoding.Latin1.GetString(range.Of(part.Source.Span));

    public static string BodyText(this MimePart part) => part.Text(part.Body);

    public static IEnumerable<MimeAmbiguityKind> Kinds(this MimeMessage message) => message.Ambiguities.Select(found => found.Kind).Distinct();

    public static IReadOnlyList<MimePart> Views(this MimeMessage message, MimeAmbiguityKind reason) => [.. message.Parts.Where(part => part.ViewReason == reason)];
}
