namespace Sekisho.Inspect.Containers.Locks;

/// <summary>Tries the words of a message on something locked, as far as the budgets of the file and of the message go.</summary>
internal static class WordTrying
{
    /// <summary>What opened it; null where no word did.</summary>
    /// <param name="visit">The file; its findings are told of what opens.</param>
    /// <param name="blocksOf">What a word costs, in blocks of a hash (<see cref="KeyBudget"/>).</param>
    /// <param name="open">Tries a word; null for a wrong one.</param>
    /// <param name="first">A word that is tried before all others, as programs do by themselves; null for none.</param>
    public static T? Find<T>(ContainerVisit visit, Func<string, long> blocksOf, Func<string, T?> open, string? first = null)
        where T : class
    {
        var words = visit.Passwords.Words;
        var tries = visit.Budget.PasswordTries;
        for (var i = first is null ? 0 : -1; i < words.Count && tries > 0; i++, tries--)
        {
            var word = i < 0 ? first! : words[i];
            if (!visit.Budget.IsInTime() || !visit.Budget.Keys.Take(blocksOf(word))) return null;
            if (open(word) is not { } opened) continue;
            if (i >= 0 && i < visit.Passwords.FromText)
            {
                visit.Findings.PasswordInText.Add(visit.Label);
                visit.Passwords.Promote(i);
            }

            visit.Findings.Opened.Add(visit.Label);
            return opened;
        }

        return null;
    }
}
