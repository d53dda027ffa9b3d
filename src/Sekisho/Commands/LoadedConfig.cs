using Sekisho.Configuration;
using Sekisho.Output;

namespace Sekisho.Commands;

/// <summary>The configuration a command works with.</summary>
internal sealed record LoadedConfig
{
    /// <summary>The file's full path; null when there is none.</summary>
    public required string? File { get; init; }

    /// <summary>The folder that relative paths in it start from.</summary>
    public required string Folder { get; init; }

    /// <summary>The configuration; null when it has errors.</summary>
    public required SekishoConfig? Config { get; init; }

    /// <summary>What is wrong with it.</summary>
    public required IReadOnlyList<ConfigError> Errors { get; init; }

    /// <summary>The data folder's full path: of --data, or else of the configuration; null when that has errors.</summary>
    public required string? DataFolder { get; init; }

    /// <summary>The data folder comes from --data.</summary>
    public required bool DataIsGiven { get; init; }

    /// <summary>Tells all errors on standard error.</summary>
    /// <returns>The exit code of a failure.</returns>
    public int TellErrors(CommandOutput output)
    {
        foreach (var error in Errors) output.Note(error.ToString());
        return output.Fail($"The configuration {File} has {Errors.Count} error{(Errors.Count == 1 ? "" : "s")}.", "Correct them; 'sekisho config example' shows all settings.");
    }
}
