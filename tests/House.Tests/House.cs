namespace Sekisho.House.Tests;

/// <summary>How a rule of the house fails: with its name, every finding, and what to do.</summary>
internal static class House
{
    private const int ShownFindings = 40;

    /// <summary>Fails unless <paramref name="findings"/> is empty.</summary>
    /// <param name="rule">The rule, as a sentence.</param>
    /// <param name="mend">What to do about a finding.</param>
    /// <param name="findings">Each "path:line what".</param>
    public static void Holds(string rule, string mend, IEnumerable<string> findings)
    {
        var all = findings.ToList();
        if (all.Count == 0) return;
        var shown = string.Join('\n', all.Take(ShownFindings).Select(finding => "  " + finding));
        var rest = all.Count > ShownFindings ? $"\n  … and {all.Count - ShownFindings} more" : "";
        Assert.Fail($"\nRULE  {rule}\n{shown}{rest}\nMEND  {mend}\n");
    }

    /// <summary>Whether this run may rewrite the generated documents and lists (SEKISHO_UPDATE_DOCS=1).</summary>
    public static bool UpdatesDocs { get; } = Environment.GetEnvironmentVariable("SEKISHO_UPDATE_DOCS") == "1";
}
