using System.Text.RegularExpressions;
using Sekisho.Sigma.Matching;

namespace Sekisho.Sigma.Values;

/// <summary>
/// A regular expression, found anywhere in the value, case-sensitive unless it says otherwise. It runs without going
/// back where it can, in time linear to the value; with constructs that need going back (look-around, back
/// references) under a time-out, and then counts as not fitting.
/// </summary>
internal sealed class RegexTest : ValueTest
{
    /// <summary>How long one match may take that goes back. Stops patterns that an intruder's text sends into exponential time.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private readonly string _pattern;
    private readonly RegexOptions _options;
    private Regex? _regex;

    private RegexTest(string pattern, RegexOptions options)
    {
        _pattern = pattern;
        _options = options | RegexOptions.CultureInvariant;
    }

    public string Pattern => _pattern;

    public RegexOptions Options => _options;

    public override string Key => $"r{(int)_options}{_pattern}";

    /// <summary>Whether the pattern can run without going back; for the lint.</summary>
    public bool NeedsBacktracking => (Built().Options & RegexOptions.NonBacktracking) == RegexOptions.None;

    /// <summary>Makes a test.</summary>
    /// <returns>The test, or null and what is wrong with the pattern.</returns>
    public static RegexTest? Create(string pattern, RegexOptions options, out string problem)
    {
        problem = "";
        pattern = RegexDialect.ToDotNet(pattern);
        try
        {
            // Only the grammar is checked here: automata of hundreds of patterns are built when they are first needed.
            _ = new Regex(pattern, options | RegexOptions.CultureInvariant, Timeout);
            return new RegexTest(pattern, options);
        }
        catch (ArgumentException exception)
        {
            problem = exception.Message;
            return null;
        }
    }

    public override bool Matches(EventView view, int value)
    {
        if (view.Kind(value) == EventValueKind.Null) return false;
        try
        {
            return (_regex ?? Built()).IsMatch(view.Characters(value));
        }
        catch (RegexMatchTimeoutException)
        {
            // Counted, and told with the statistics: an intruder could hide behind a slow pattern, but not unseen.
            view.RegexTimeouts++;
            return false;
        }
    }

    private Regex Built()
    {
        if (_regex is not null) return _regex;
        try
        {
            return _regex = new Regex(_pattern, _options | RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout);
        }
        catch (NotSupportedException)
        {
            return _regex = new Regex(_pattern, _options, Timeout);
        }
    }
}
