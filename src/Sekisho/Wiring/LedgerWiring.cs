using Sekisho.Configuration;
using Sekisho.Ledger;

namespace Sekisho.Wiring;

/// <summary>The configuration of the role ledger.</summary>
internal static class LedgerWiring
{
    /// <summary>What the role is told.</summary>
    public static LedgerOptions OptionsOf(SekishoConfig config) => new()
    {
        Origin = config.Ledger.Origin?.Text ?? MxWiring.HostNameOf(config) + "/ledger",
        PublishSeconds = config.Ledger.PublishSeconds,
        HeartbeatSeconds = config.Ledger.HeartbeatSeconds,
        RetentionDays = config.Ledger.RetentionDays,
    };
}
