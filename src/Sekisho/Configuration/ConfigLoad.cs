namespace Sekisho.Configuration;

/// <summary>What reading a configuration gave: the configuration, or what is wrong with it.</summary>
/// <param name="Config">The configuration; null when there are errors.</param>
/// <param name="Errors">All errors found, in the order of the file.</param>
internal sealed record ConfigLoad(SekishoConfig? Config, IReadOnlyList<ConfigError> Errors);
