using System.CommandLine;
using Sekisho.Configuration;
using Sekisho.Configuration.Schema;
using Sekisho.Output;

namespace Sekisho.Commands.Config;

/// <summary>The commented example.</summary>
internal sealed class ConfigExampleCommand(Surroundings surroundings) : LeafCommand("example", "Print a commented configuration with all settings and their defaults.", surroundings)
{
    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("key", "the setting"),
        new("description", "what it is"),
        new("allowed", "the allowed form"),
        new("unit", "the unit of a number; absent for none"),
        new("default", "the default; absent where it depends on the machine or is none"),
        new("example", "a value that shows the form; absent where the default does"),
    ];

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        if (!output.Json) output.WriteOwnText(ConfigExample.Write());
        else
        {
            foreach (var setting in ConfigSchema.Settings)
            {
                var fallback = setting.About.WhenAbsent is null ? setting.Write(setting.Default) : null;
                output.WriteJson(new SettingItem(setting.Path, setting.About.Description, setting.Allowed, setting.About.Unit, fallback, setting.About.Example), ProgramJson.Default.SettingItem);
            }
        }

        return Task.FromResult(ExitCodes.Done);
    }
}
