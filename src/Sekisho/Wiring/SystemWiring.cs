using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sekisho.Commands.Up;
using Sekisho.Configuration;
using Sekisho.Configuration.Values;
using Sekisho.Edge;
using Sekisho.Roles.Supervision;
using Sekisho.Roles.Table;
using Sekisho.Starting;

namespace Sekisho.Wiring;

/// <summary>The configuration of the whole system: which roles, how many, with what options.</summary>
internal static class SystemWiring
{
    /// <summary>What the supervisor is to run.</summary>
    public static SupervisorOptions OptionsOf(PreparedSystem system, TimeProvider clock) => new()
    {
        DataFolder = system.DataFolder,
        Roles = PlansOf(system),
        Command = ChildCommand.ThisProgram(RoleCommand.CommandName),
        LogJson = system.Config.Log.Format == LogFormatName.Json,
        LogLevel = LevelOf(system.Config),
        Clock = clock,
    };

    private static IReadOnlyList<RolePlan> PlansOf(PreparedSystem system) =>
    [
        new() { Kind = RoleKind.Mx, Options = JsonSerializer.SerializeToElement(MxWiring.OptionsOf(system.Config, system.Certificate, system.Key), MxJson.Default.MxOptions) },
    ];

    private static LogLevel LevelOf(SekishoConfig config) => config.Log.Level switch
    {
        LogLevelName.Trace => LogLevel.Trace,
        LogLevelName.Debug => LogLevel.Debug,
        LogLevelName.Warning => LogLevel.Warning,
        LogLevelName.Error => LogLevel.Error,
        _ => LogLevel.Information,
    };
}
