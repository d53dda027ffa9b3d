using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Sekisho.Mime;

/// <summary>Names of charsets as they occur in mail, and what reads them. Names follow the IANA registry, MIME practice and the WHATWG Encoding Standard.</summary>
internal static class CharsetNames
{
    /// <summary>The code page this library uses for UTF-7, which the framework no longer reads.</summary>
    public const int Utf7 = 65000;

    private static readonly FrozenDictionary<string, int> CodePages = Aliases().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds the code page of a name.</summary>
    /// <returns>0 where the name is unknown.</returns>
    public static int Find(string name)
    {
        name = name.Trim().Trim('"', '\'').Trim();
        if (CodePages.TryGetValue(name, out var page)) return page;
        foreach (var prefix in (ReadOnlySpan<string>)["windows-", "windows", "cp-", "cp", "ibm-", "ibm", "dos-", "win-", "x-cp", "ms"])
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
                && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 36 and < 65002
                && Get(number) is not null) return number;
        }

        return 0;
    }

    /// <summary>The decoder of a code page that <see cref="Find"/> gave, or null.</summary>
    public static Encoding? Get(int codePage) => codePage switch
    {
        0 or Utf7 => null,
        65001 => Encoding.UTF8,
        1200 => Encoding.Unicode,
        1201 => Encoding.BigEndianUnicode,
        12000 => Encoding.UTF32,
        28591 => Encoding.Latin1,
        _ => CodePagesEncodingProvider.Instance.GetEncoding(codePage),
    };

    private static Dictionary<string, int> Aliases()
    {
        var all = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);

        // As in the WHATWG Encoding Standard, ASCII and Latin-1 are read as Windows-1252: that is what senders mean.
        Add(1252, "us-ascii", "ascii", "ansi_x3.4-1968", "iso646-us", "iso-ir-6", "us", "646", "iso-8859-1", "iso8859-1", "iso_8859-1", "iso88591", "iso-8859-1-windows-3.1-latin-1", "latin1", "latin-1", "l1", "iso-ir-100", "cp819", "ibm819", "x-ansi", "ansi", "x-user-defined", "iso-8859-8859-1");
        Add(28592, "iso-8859-2", "iso8859-2", "iso_8859-2", "iso88592", "latin2", "latin-2", "l2", "iso-ir-101");
        Add(28593, "iso-8859-3", "iso8859-3", "iso_8859-3", "latin3", "l3", "iso-ir-109");
        Add(28594, "iso-8859-4", "iso8859-4", "iso_8859-4", "latin4", "l4", "iso-ir-110");
        Add(28595, "iso-8859-5", "iso8859-5", "iso_8859-5", "cyrillic", "iso-ir-144");
        Add(28596, "iso-8859-6", "iso8859-6", "iso_8859-6", "iso-8859-6-e", "iso-8859-6-i", "arabic", "asmo-708", "ecma-114", "iso-ir-127");
        Add(28597, "iso-8859-7", "iso8859-7", "iso_8859-7", "greek", "greek8", "ecma-118", "elot_928", "iso-ir-126");
        Add(28598, "iso-8859-8", "iso8859-8", "iso_8859-8", "iso-8859-8-e", "hebrew", "visual", "iso-ir-138");
        Add(38598, "iso-8859-8-i", "logical");
        Add(1254, "iso-8859-9", "iso8859-9", "iso_8859-9", "latin5", "latin-5", "l5", "iso-ir-148");
        Add(874, "iso-8859-11", "iso8859-11", "tis-620", "tis620", "dos-874");
        Add(28603, "iso-8859-13", "iso8859-13", "iso_8859-13", "latin7");
        Add(28605, "iso-8859-15", "iso8859-15", "iso_8859-15", "latin9", "latin-9", "l9", "iso-8859-15-euro");
        Add(65001, "utf-8", "utf8", "utf_8", "unicode-1-1-utf-8", "x-unicode-2-0-utf-8", "utf-8-mac", "utf8mb4");
        Add(Utf7, "utf-7", "utf7", "unicode-1-1-utf-7", "x-unicode-2-0-utf-7", "unicode-2-0-utf-7", "csunicode11utf7", "utf-7-imap");
        Add(1200, "utf-16", "utf16", "utf-16le", "unicode", "iso-10646-ucs-2", "ucs-2", "csunicode");
        Add(1201, "utf-16be", "unicodefffe");
        Add(12000, "utf-32", "utf-32le", "utf32", "ucs-4", "iso-10646-ucs-4");
        Add(12001, "utf-32be");
        Add(50220, "iso-2022-jp", "iso2022jp", "iso-2022-jp-1", "iso-2022-jp-2", "iso-2022-jp-3", "iso-2022-jp-2004", "iso-2022-jp-ms", "csiso2022jp", "jis", "cp50220", "cp50221", "cp50222", "x-windows-iso2022jp");
        Add(932, "shift_jis", "shift-jis", "shiftjis", "sjis", "x-sjis", "ms_kanji", "csshiftjis", "ms932", "windows-31j", "cswindows31j", "shift_jis-2004", "shift_jisx0213", "cp943", "ibm943");
        Add(51932, "euc-jp", "eucjp", "x-euc-jp", "x-euc", "euc_jp", "cseucpkdfmtjapanese", "ujis", "eucjp-ms", "eucjp-win", "cp51932");
        Add(54936, "gb18030", "gb2312", "gb_2312-80", "gb2312-80", "gb_2312", "gbk", "x-gbk", "cp936", "ms936", "windows-936", "euc-cn", "x-euc-cn", "euccn", "csgb2312", "csiso58gb231280", "chinese", "iso-ir-58", "gb18030-2000", "gb-18030");
        Add(52936, "hz-gb-2312", "hz");
        Add(950, "big5", "big-5", "big5-hkscs", "big5hkscs", "cn-big5", "csbig5", "x-x-big5", "x-big5", "ms950");
        Add(949, "euc-kr", "euckr", "ks_c_5601-1987", "ks_c_5601-1989", "ks_c_5601", "ksc5601", "ksc_5601", "korean", "cseuckr", "csksc56011987", "iso-ir-149", "uhc", "x-windows-949", "cp949", "ms949");
        Add(50225, "iso-2022-kr", "csiso2022kr");
        Add(20866, "koi8-r", "koi8r", "koi8", "koi", "cskoi8r", "koi-8", "koi8_r");
        Add(21866, "koi8-u", "koi8u", "koi8-ru", "koi8_u");
        Add(866, "ibm866", "cp866", "csibm866");
        Add(10000, "macintosh", "mac", "x-mac-roman", "macroman", "csmacintosh", "apple-roman");
        Add(10007, "x-mac-cyrillic", "x-mac-ukrainian", "maccyrillic");
        Add(10001, "x-mac-japanese");
        Add(1258, "viscii", "tcvn", "tcvn-5712");
        Add(1251, "win1251", "x-cp1251", "windows1251", "cp-1251", "win-1251", "windows-cyrillic");
        return all;

        void Add(int page, params string[] names)
        {
            foreach (var name in names) all[name] = page;
        }
    }
}
