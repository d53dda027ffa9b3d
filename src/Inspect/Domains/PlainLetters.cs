using System.Text;

namespace Sekisho.Inspect.Domains;

/// <summary>
/// Letters as an eye takes them: without case, accents, width and style; letters of other scripts as the Latin ones that look
/// the same. A table of our own: the process runs without the tables of ICU.
/// </summary>
internal static class PlainLetters
{
    private const string Accented = "àáâãäåāăąæçćĉċčďđèéêëēĕėęěĝğġģĥħìíîïĩīĭįıĵķĺļľŀłñńņňòóôõöøōŏőŕŗřśŝşšșţťŧțùúûüũūŭůűųŵýÿŷźżž";
    private const string Plain = "aaaaaaaaaacccccddeeeeeeeeegggghhiiiiiiiiijklllllnnnnooooooooorrrssssstttt" + "uuuuuuuuuuwyyyzzz";

    /// <summary>Letters of other scripts, each followed by the Latin one that looks the same in every case.</summary>
    internal const string Twins = "аaвbеeкkмmнhоoрpсcтtуyхxіiјjѕsԁdԛqԝwαaβbεeηnιiκkνvοoρpτtυuχxγyωwһhɑaɡgıiᴀaʙbᴄcᴅdᴇeɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz";

    /// <summary>Those that look the same only in some hands: enough for a name, too little for a word.</summary>
    private const string DistantTwins = "гrпnиuьbӏl";

    private static readonly char[] Table = Build();

    /// <summary>The text folded; what has no width is left out.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="twins">False leaves letters of other scripts and styles as they are: what is then missing was written in disguise.</param>
    public static string Fold(ReadOnlySpan<char> text, bool twins = true)
    {
        var folded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character < 0x80)
            {
                folded.Append(character is >= 'A' and <= 'Z' ? (char)(character | 0x20) : character);
                continue;
            }

            if (char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                var scalar = char.ConvertToUtf32(character, text[i + 1]);
                var styled = twins ? Styled(scalar) : '\0';
                if (IsWidthless(scalar))
                {
                    if (!twins) folded.Append(character);
                    i++;
                    continue;
                }

                if (styled != '\0') folded.Append(styled);
                else folded.Append(character).Append(text[i + 1]);
                i++;
                continue;
            }

            if (Html.ShownText.HasNoWidth(character) || character is >= '\u0300' and <= '\u036F' || IsForeignMark(character) && i > 0 && text[i - 1] < 0x80)
            {
                if (!twins) folded.Append(character);
                continue;
            }

            folded.Append(twins || character < '\u0250' || character >= '\u3000' ? Table[character] : char.ToLowerInvariant(character));
        }

        return folded.ToString();
    }

    /// <summary>The Latin letter that a letter of another script looks like; '\0' for none.</summary>
    public static char LatinTwinOf(char character) =>
        character is >= '\u0370' and <= '\u052F' && Table[character] is >= 'a' and <= 'z' ? Table[character] : '\0';

    /// <summary>A mark that another script sets over or under its own letters (vowel points, accents): above a Latin letter it only breaks the word for those who search it.</summary>
    public static bool IsForeignMark(char character) =>
        character is >= '\u0483' and < '\u3000' && char.GetUnicodeCategory(character) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.EnclosingMark;

    /// <summary>Variation selectors and tags beyond the basic plane: they take no room.</summary>
    public static bool IsWidthless(int scalar) => scalar is >= 0xE0000 and <= 0xE01EF;

    /// <summary>The plain letter of one in a style made for formulas, circles or squares; '\0' for none.</summary>
    /// <param name="scalar">A code point beyond the basic plane.</param>
    public static char Styled(int scalar) => scalar switch
    {
        >= 0x1D400 and <= 0x1D6A3 => (char)('a' + (scalar - 0x1D400) % 26),
        >= 0x1D7CE and <= 0x1D7FF => (char)('0' + (scalar - 0x1D7CE) % 10),
        >= 0x1F130 and <= 0x1F149 => (char)('a' + scalar - 0x1F130),
        >= 0x1F150 and <= 0x1F169 => (char)('a' + scalar - 0x1F150),
        >= 0x1F170 and <= 0x1F189 => (char)('a' + scalar - 0x1F170),
        _ => '\0',
    };

    private static char[] Build()
    {
        var table = new char[65536];
        for (var i = 0; i < table.Length; i++) table[i] = char.ToLowerInvariant((char)i);
        for (var i = 0; i < Accented.Length; i++) table[Accented[i]] = table[char.ToUpperInvariant(Accented[i])] = Plain[i];
        const string lookalikes = Twins + DistantTwins;
        for (var i = 0; i < lookalikes.Length; i += 2) table[lookalikes[i]] = table[char.ToUpperInvariant(lookalikes[i])] = lookalikes[i + 1];
        for (var i = 0xFF01; i <= 0xFF5E; i++) table[i] = char.ToLowerInvariant((char)(i - 0xFEE0));
        for (var i = 0; i < 26; i++) table[0x24B6 + i] = table[0x24D0 + i] = (char)('a' + i);
        (table['Ν'], table['Ρ'], table['Β'], table['Η'], table['В'], table['Н'], table['Р'], table['С']) = ('n', 'p', 'b', 'h', 'b', 'h', 'p', 'c');
        table['\u00A0'] = table['\u3000'] = ' ';
        return table;
    }
}
