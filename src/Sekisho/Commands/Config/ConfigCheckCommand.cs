using System.CommandLine;
using Sekisho.Output;

namespace Sekisho.Commands.Config;

/// <summary>All errors of the configuration at once.</summary>
internal sealed class ConfigCheckCommand(Surroundings surroundings) : LeafCommand("check", "Check the configuration and tell all errors at once.", surroundings)
{
    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("file, line, column", "where; line and column from 1, 0 where the whole file is meant"),
        new("key", "the setting, empty where none is meant"),
        new("problem", "what is wrong"),
        new("advice", "what is allowed and what to do"),
    ];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 no errors, 1 errors (one line each), 2 wrong usage.";

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        var loaded = GlobalOptions.Load(parse, Surroundings.CurrentFolder);
        foreach (var error in loaded.Errors)
        {
            if (output.Json) output.WriteJson(error, ProgramJson.Default.ConfigError);
            else output.WriteLine(error.ToString());
        }

        if (loaded.Errors.Count > 0) return Task.FromResult(ExitCodes.Failed);
        output.Note(loaded.File is null ? "There is no configuration file: all settings have their defaults." : $"{loaded.File} is good. The data folder is {loaded.DataFolder}.");
        return Task.FromResult(ExitCodes.Done);
    }
}
