using Sekisho.Inspect.Domains;

namespace Sekisho.Inspect.Language.Text;

/// <summary>
/// What each character becomes before words are compared: letters without case, accents and width; every digit as 0; what
/// has no width vanishes; everything else is a blank. Like compatibility normalisation (NFKC), but for one purpose, by one
/// table, without an allocation.
/// </summary>
internal static class LetterTable
{
    /// <summary>The character is left out.</summary>
    public const char Dropped = '\0';

    /// <summary>The character parts words.</summary>
    public const char Blank = ' ';

    private const string Accented = "ßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĳĵķĸĺļľŀłńņňŉŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżžſơưǎǐǒǔǖǘǚǜǟǡǧǩǫǭǰǵǹǻȁȃȅȇȉȋȍȏȑȓȕȗșțȟȧȩȫȭȯȱȳḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕẖẗẘẙạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ";
    private const string Plain = "saaaaaaaceeeeiiiinoooooouuuuyyaaaccccddeeeeegggghhiiiiiijkklllllnnnnnoooorrrsssstttuuuuuuwyzzzsouaiouuuuuaagkoojgnaaaeeiioorruusthaeooooyabbbcdddddeeeeefghhhhhiikkkllllmmmnnnnoooopprrrrsssssttttuuuuuvvwwwwwxxyzzzhtwyaaaaaaaaaaaaeeeeeeeeiioooooooooooouuuuuuuyyyy";
    private const string HalfWidthKana = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

    private static readonly char[] Letters = BuildLetters();
    private static readonly char[] Confusables = BuildConfusables();

    /// <summary>What <paramref name="character"/> becomes.</summary>
    public static char Fold(char character) => Letters[character];

    /// <summary>The Latin letter that looks the same as one of another script; <see cref="Dropped"/> for none. Meant for words that mix scripts.</summary>
    public static char LookalikeOf(char character) => Confusables[character];

    /// <summary>The plain letter of a styled one outside of the basic plane (mathematical, squared, regional); <see cref="Blank"/> for what is none.</summary>
    public static char FoldStyled(int scalar) => PlainLetters.Styled(scalar) switch
    {
        '\0' => scalar is >= 0x1F1E6 and <= 0x1F1FF ? (char)('a' + scalar - 0x1F1E6) : Blank,
        >= '0' and <= '9' => '0',
        var letter => letter,
    };

    /// <summary>The scalar is a picture sign.</summary>
    public static bool IsPicture(int scalar) => scalar is >= 0x1F300 and <= 0x1FAFF;

    /// <summary>Written without blanks: kana and Han.</summary>
    public static bool IsEastAsian(char character) => character is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or '\u3005';

    private static char[] BuildLetters()
    {
        var table = new char[65536];
        for (var i = 0; i < table.Length; i++)
        {
            var character = (char)i;
            table[i] = IsWidthless(character) ? Dropped
                : char.IsDigit(character) ? '0'
                : char.IsLetter(character) ? char.ToLowerInvariant(character)
                : Blank;
        }

        for (var i = 0; i < Accented.Length; i++) table[Accented[i]] = table[char.ToUpperInvariant(Accented[i])] = Plain[i];
        table['I'] = 'i';
        table['\u0130'] = 'i';
        for (var i = 0; i < 94; i++) table[0xFF01 + i] = table['!' + i];
        for (var i = 0; i < HalfWidthKana.Length; i++) table[0xFF66 + i] = HalfWidthKana[i];
        for (var i = 0; i < 26; i++) table[0x24B6 + i] = table[0x24D0 + i] = table[0x249C + i] = (char)('a' + i);
        table['\u3005'] = '\u3005';
        table['\u30FC'] = '\u30FC';
        // Marks of currency say much, so they stay, as one.
        foreach (var mark in "$€£¥₿¢￥＄₹₽") table[mark] = '$';
        table['%'] = '%';
        table['\uFF05'] = '%';
        // Half of a pair is dealt with by the reader.
        for (var i = 0xD800; i <= 0xDFFF; i++) table[i] = Blank;
        return table;
    }

    private static bool IsWidthless(char character) =>
        character is '\u00AD' or '\u034F' or '\u061C' or '\u115F' or '\u1160' or '\u17B4' or '\u17B5' or '\u3164' or '\uFEFF' or '\uFFA0'
            or >= '\u0300' and <= '\u036F' or >= '\u180B' and <= '\u180F' or >= '\u200B' and <= '\u200F' or >= '\u202A' and <= '\u202E'
            or >= '\u2060' and <= '\u206F' or >= '\uFE00' and <= '\uFE0F' or >= '\u20D0' and <= '\u20FF';

    private static char[] BuildConfusables()
    {
        var table = new char[65536];
        const string twins = PlainLetters.Twins;
        for (var i = 0; i < twins.Length; i += 2) table[twins[i]] = table[char.ToUpperInvariant(twins[i])] = twins[i + 1];
        // Some capitals look like a letter that their small form does not resemble; those that upper case maps to ASCII stay what they are.
        for (var i = 0; i < 128; i++) table[i] = Dropped;
        return table;
    }
}
