using Sekisho.Configuration;

namespace Sekisho.Starting;

/// <summary>A system that can be started: everything it needs is there.</summary>
/// <param name="Config">The configuration.</param>
/// <param name="ConfigFolder">Where its relative paths start.</param>
/// <param name="DataFolder">The data folder's full path.</param>
/// <param name="Certificate">The certificate's full path.</param>
/// <param name="Key">The full path of its key.</param>
internal sealed record PreparedSystem(SekishoConfig Config, string ConfigFolder, string DataFolder, string Certificate, string Key)
{
    /// <summary>The operator's rules over mail; null where none are configured.</summary>
    public OwnRules? Rules { get; init; }
}
