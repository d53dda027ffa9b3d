using System.Security.Cryptography;
using System.Text;
using Sekisho.Identity.BreachedPasswords;

namespace Sekisho.Identity.Passwords;

/// <summary>Whether a new password is good enough: length, the owner's name, patterns, and the list of leaked passwords.</summary>
/// <param name="options">The limits.</param>
/// <param name="breached">Passwords that have leaked somewhere; null for no list.</param>
public sealed class PasswordPolicy(PasswordPolicyOptions options, BreachedPasswordFile? breached)
{
    /// <summary>The most words about the owner that are looked at; a caller cannot make one check slow with more.</summary>
    public const int MostOwnerWords = 32;

    // A shorter word is in every password by chance.
    private const int ShortestOwnerWord = 3;
    private const int ShortestRun = 4;

    private static readonly string[] Runs =
    [
        "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "!@#$%^&*()",
    ];

    /// <summary>Checks a password that somebody wants to set.</summary>
    /// <param name="password">As typed.</param>
    /// <param name="ownerWords">The account's address and name, the tenant's name: none of them may make up the password.</param>
    /// <returns>Everything that is wrong with it, at once; empty when it is good.</returns>
    public IReadOnlyList<PasswordRefusal> Check(string password, IEnumerable<string> ownerWords)
    {
        ArgumentNullException.ThrowIfNull(ownerWords);
        if (PasswordText.Prepare(password) is not { } bytes) return [PasswordRefusal.NotAPassword];
        try
        {
            return Check(bytes, ownerWords);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private List<PasswordRefusal> Check(byte[] bytes, IEnumerable<string> ownerWords)
    {
        var refusals = new List<PasswordRefusal>();
        var text = Encoding.UTF8.GetString(bytes);
        if (text.EnumerateRunes().Count() < options.LeastCharacters) refusals.Add(PasswordRefusal.TooShort);
        if (bytes.Length > options.MostBytes) refusals.Add(PasswordRefusal.TooLong);
        var lower = text.ToLowerInvariant();
        if (Remaining(lower, Words(ownerWords)) < options.LeastOwnCharacters) refusals.Add(PasswordRefusal.ContainsOwner);
        if (lower.Length - Repeated(lower) < options.LeastOwnCharacters) refusals.Add(PasswordRefusal.Repeats);
        if (lower.Length - InSequences(lower) < options.LeastOwnCharacters) refusals.Add(PasswordRefusal.Sequence);
        switch (breached?.Find(bytes))
        {
            case BreachLookup.Listed: refusals.Add(PasswordRefusal.Breached); break;
            case BreachLookup.Damaged: refusals.Add(PasswordRefusal.BreachListDamaged); break;
            default: break;
        }

        // A password that is merely short is not also told that it lacks characters of its own.
        if (text.Length < options.LeastOwnCharacters) refusals.RemoveAll(refusal => refusal is PasswordRefusal.ContainsOwner or PasswordRefusal.Repeats or PasswordRefusal.Sequence);
        return refusals;
    }

    // The parts of addresses and names, longest first, so that the whole goes before its pieces.
    private static List<string> Words(IEnumerable<string> ownerWords) =>
        [.. ownerWords.Take(MostOwnerWords)
            .Where(word => word is { Length: > 0 and <= PasswordText.LongestCharacters })
            .SelectMany(word => word.ToLowerInvariant().Split('@', '.', '-', '_', '+', ' ').Append(word.ToLowerInvariant()))
            .Where(word => word.Length >= ShortestOwnerWord)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(word => word.Length)
            .Take(MostOwnerWords * 4)];

    private static int Remaining(string text, List<string> words)
    {
        foreach (var word in words) text = text.Replace(word, "", StringComparison.Ordinal);
        return text.Length;
    }

    // Characters that only repeat what stood one to four characters before.
    private static int Repeated(string text)
    {
        var most = 0;
        for (var period = 1; period <= 4; period++)
        {
            var repeated = 0;
            for (var i = period; i < text.Length; i++)
                if (text[i] == text[i - period]) repeated++;
            most = Math.Max(most, repeated);
        }

        return most;
    }

    // Characters in runs of at least four that stand in one of the sequences, forwards or backwards.
    private static int InSequences(string text)
    {
        var inside = 0;
        for (var start = 0; start < text.Length;)
        {
            var longest = Runs.Max(run => Math.Max(RunLength(text, start, run, 1), RunLength(text, start, run, -1)));
            if (longest >= ShortestRun) inside += longest;
            start += longest >= ShortestRun ? longest : 1;
        }

        return inside;
    }

    private static int RunLength(string text, int start, string run, int step)
    {
        var at = run.IndexOf(text[start], StringComparison.Ordinal);
        if (at < 0) return 0;
        var length = 1;
        while (start + length < text.Length && at + (step * length) is var next && next >= 0 && next < run.Length && run[next] == text[start + length]) length++;
        return length;
    }
}
