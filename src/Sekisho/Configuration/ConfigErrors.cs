using Sekisho.Output;

namespace Sekisho.Configuration;

/// <summary>Collects the errors of one file, so that all are reported at once.</summary>
/// <param name="file">The file as it was named.</param>
internal sealed class ConfigErrors(string file)
{
    /// <summary>After so many errors the rest is not looked for: a file of another kind would fill the screen.</summary>
    public const int MaxErrors = 100;

    private readonly List<ConfigError> _errors = [];

    /// <summary>The errors, in the order of the file.</summary>
    public IReadOnlyList<ConfigError> InOrder =>
        [.. _errors.OrderBy(error => error.Line).ThenBy(error => error.Column)];

    /// <summary>Whether there is any.</summary>
    public bool Any => _errors.Count > 0;

    /// <summary>Whether no more are taken.</summary>
    public bool Full => _errors.Count >= MaxErrors;

    /// <summary>Adds one.</summary>
    public void Add(Yaml.Place place, string key, string problem, string advice)
    {
        if (_errors.Count == MaxErrors - 1)
        {
            _errors.Add(new ConfigError(file, place.Line, place.Column, "", $"There are {MaxErrors} errors or more.", "Correct those above, then check again."));
            return;
        }

        if (!Full) _errors.Add(new ConfigError(file, place.Line, place.Column, SafeText.Line(key), SafeText.Line(problem), advice));
    }
}
