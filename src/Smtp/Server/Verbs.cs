using System.Text;

namespace Sekisho.Smtp.Server;

/// <summary>Finds the command of a line.</summary>
internal static class Verbs
{
    /// <summary>Splits a line (without CRLF) into its command and the arguments, spaces around them taken off.</summary>
    public static Verb Split(ReadOnlyMemory<byte> line, out ReadOnlyMemory<byte> arguments)
    {
        var text = line.Span;
        var end = text.IndexOfAny((byte)' ', (byte)'\t');
        var word = end < 0 ? text : text[..end];
        arguments = end < 0 ? default : Trim(line[(end + 1)..]);
        return Find(word);
    }

    private static Verb Find(ReadOnlySpan<byte> word) => word.Length switch
    {
        3 when Is(word, "GET"u8) || Is(word, "PUT"u8) => Verb.Foreign,
        4 => FindFour(word),
        7 when Is(word, "CONNECT"u8) || Is(word, "OPTIONS"u8) => Verb.Foreign,
        8 when Is(word, "STARTTLS"u8) => Verb.StartTls,
        _ => Verb.Unknown,
    };

    private static Verb FindFour(ReadOnlySpan<byte> word)
    {
        if (Is(word, "RCPT"u8)) return Verb.Rcpt;
        if (Is(word, "MAIL"u8)) return Verb.Mail;
        if (Is(word, "DATA"u8)) return Verb.Data;
        if (Is(word, "BDAT"u8)) return Verb.Bdat;
        if (Is(word, "EHLO"u8)) return Verb.Ehlo;
        if (Is(word, "HELO"u8)) return Verb.Helo;
        if (Is(word, "QUIT"u8)) return Verb.Quit;
        if (Is(word, "RSET"u8)) return Verb.Rset;
        if (Is(word, "NOOP"u8)) return Verb.Noop;
        if (Is(word, "AUTH"u8)) return Verb.Auth;
        if (Is(word, "HELP"u8)) return Verb.Help;
        if (Is(word, "VRFY"u8)) return Verb.Vrfy;
        if (Is(word, "EXPN"u8)) return Verb.Expn;
        return Is(word, "POST"u8) || Is(word, "HEAD"u8) ? Verb.Foreign : Verb.Unknown;
    }

    private static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(word, name);

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> text) => MemoryExtensions.Trim(text, " \t"u8);
}
