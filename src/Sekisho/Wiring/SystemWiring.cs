using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sekisho.Commands.Up;
using Sekisho.Configuration;
using Sekisho.Configuration.Values;
using Sekisho.Deliver;
using Sekisho.Edge;
using Sekisho.Inspect;
using Sekisho.Ledger;
using Sekisho.Roles.Supervision;
using Sekisho.Roles.Table;
using Sekisho.Starting;
using Sekisho.Store;
using Sekisho.Vault;

namespace Sekisho.Wiring;

/// <summary>The configuration of the whole system: which roles, how many, with what options.</summary>
internal static class SystemWiring
{
    private const string TestFaultsVariable = "SEKISHO_TEST_FAULTS";

    /// <summary>What the supervisor is to run.</summary>
    public static SupervisorOptions OptionsOf(PreparedSystem system, TimeProvider clock, bool allowUnconfined = false) => new()
    {
        DataFolder = system.DataFolder,
        Roles = PlansOf(system),
        Command = ChildCommand.ThisProgram(RoleProcess.CommandName),
        LogJson = system.Config.Log.Format == LogFormatName.Json,
        LogLevel = LevelOf(system.Config),
        Clock = clock,
        TellsReservedTokens = Environment.GetEnvironmentVariable(TestFaultsVariable) == "web-token",
        Confinement = ReachWiring.OptionsOf(system.Config, allowUnconfined),
    };

    private static IReadOnlyList<RolePlan> PlansOf(PreparedSystem system)
    {
        var config = system.Config;
        return
        [
            new() { Kind = RoleKind.Ledger, Options = JsonSerializer.SerializeToElement(LedgerWiring.OptionsOf(config), LedgerJson.Default.LedgerOptions), Environment = TestFaults() },
            new() { Kind = RoleKind.Store, Options = JsonSerializer.SerializeToElement(StoreWiring.OptionsOf(config), StoreJson.Default.StoreOptions) },
            new()
            {
                Kind = RoleKind.Vault,
                Options = JsonSerializer.SerializeToElement(VaultWiring.OptionsOf(config, system.ConfigFolder), VaultJson.Default.VaultOptions),
                Environment = TestFaults(),
                Reach = ReachWiring.OfVault(system),
            },
            new()
            {
                Kind = RoleKind.Inspect,
                Instances = InspectWiring.WorkersOf(config),
                Options = InspectOptionsOf(system),
                OptionsNow = system.Rules is null ? null : () => InspectOptionsOf(system),
                HeapLimitBytes = config.Inspect.MemoryBytes,
                Environment = TestFaults(),
                Reach = ReachWiring.OfInspect(config),
            },
            new() { Kind = RoleKind.Deliver, Options = JsonSerializer.SerializeToElement(DeliverWiring.OptionsOf(config, system.ConfigFolder), DeliverJson.Default.DeliverOptions), Reach = ReachWiring.OfDeliver(system) },
            new() { Kind = RoleKind.Mx, Options = JsonSerializer.SerializeToElement(MxWiring.OptionsOf(config, system.Certificate, system.Key), MxJson.Default.MxOptions), Reach = ReachWiring.OfMx(system) },
        ];
    }

    private static JsonElement InspectOptionsOf(PreparedSystem system) =>
        JsonSerializer.SerializeToElement(InspectWiring.OptionsOf(system.Config, system.Rules?.Current), InspectJson.Default.InspectOptions);

    // Fault tests of the whole system ask for crashing workers with this variable; the supervisor passes on no other.
    private static Dictionary<string, string> TestFaults() =>
        Environment.GetEnvironmentVariable(TestFaultsVariable) is { Length: > 0 } value ? new() { [TestFaultsVariable] = value } : [];

    private static LogLevel LevelOf(SekishoConfig config) => config.Log.Level switch
    {
        LogLevelName.Trace => LogLevel.Trace,
        LogLevelName.Debug => LogLevel.Debug,
        LogLevelName.Warning => LogLevel.Warning,
        LogLevelName.Error => LogLevel.Error,
        _ => LogLevel.Information,
    };
}
