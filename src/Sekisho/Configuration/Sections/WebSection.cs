using Sekisho.Configuration.Values;

namespace Sekisho.Configuration.Sections;

/// <summary>The browser's door.</summary>
internal sealed record WebSection
{
    /// <summary>Where it will be open.</summary>
    [Setting("Where browsers will be served. Reserved: checked, but nothing listens there yet.", Example = "[\"0.0.0.0:443/tls\"]", MaxItems = 32)]
    public IReadOnlyList<ListenAddress> Listen { get; init; } = [];
}
