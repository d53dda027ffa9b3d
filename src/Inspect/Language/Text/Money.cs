namespace Sekisho.Inspect.Language.Text;

/// <summary>Finds amounts of money in a line: a number beside the sign or the letters of a currency.</summary>
internal static class Money
{
    private static readonly string[] Letters = ["USD", "EUR", "GBP", "BRL", "R$", "CHF", "JPY", "BTC", "ETH", "USDT", "euro", "dollar", "円", "ポイント"];

    /// <summary>Whether there is one.</summary>
    /// <param name="line">A subject or a name, not folded.</param>
    public static bool IsIn(string line)
    {
        for (var at = 0; at < line.Length; at++)
        {
            if (!char.IsAsciiDigit(line[at])) continue;
            var start = at;
            while (at < line.Length && (char.IsAsciiDigit(line[at]) || line[at] is '.' or ',' or '\'')) at++;
            var before = line.AsSpan(0, start).TrimEnd();
            var after = line.AsSpan(at).TrimStart();
            if (before.Length > 0 && IsSign(before[^1]) || after.Length > 0 && IsSign(after[0])) return true;
            foreach (var letters in Letters)
                if (before.EndsWith(letters, StringComparison.OrdinalIgnoreCase) || after.StartsWith(letters, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static bool IsSign(char character) => character is '$' or '€' or '£' or '¥' or '¥' or '₿';
}
