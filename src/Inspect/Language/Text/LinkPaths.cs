namespace Sekisho.Inspect.Language.Text;

/// <summary>Looks at how the paths of links are made.</summary>
internal static class LinkPaths
{
    /// <summary>As many letters of one case side by side are a run, and no word that a person chose.</summary>
    private const int FewestLetters = 8;

    /// <summary>
    /// Whether an address has small letters, a number, capitals and a number again, side by side and long: programs that send
    /// unwanted mail number reader, campaign and click so, with letters by chance between. What mailing services write is one code of all signs mixed.
    /// </summary>
    public static bool IsMadeOfRuns(string address)
    {
        var (at, step) = (0, 0);
        while (at < address.Length)
        {
            var kind = KindOf(address[at]);
            var start = at;
            while (at < address.Length && KindOf(address[at]) == kind) at++;
            var length = at - start;
            var wanted = step switch { 0 => kind == 'a' && length >= FewestLetters, 1 => kind == '0' && length >= 2, 2 => kind == 'A' && length >= FewestLetters, _ => kind == '0' };
            if (wanted && ++step == 4) return true;
            if (!wanted) step = kind == 'a' && length >= FewestLetters ? 1 : 0;
        }

        return false;
    }

    private static char KindOf(char character) => character switch
    {
        >= 'a' and <= 'z' => 'a',
        >= 'A' and <= 'Z' => 'A',
        >= '0' and <= '9' => '0',
        _ => ' ',
    };
}
