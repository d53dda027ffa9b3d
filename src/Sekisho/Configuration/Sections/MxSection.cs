using Sekisho.Configuration.Values;

namespace Sekisho.Configuration.Sections;

/// <summary>The door for mail from other servers.</summary>
internal sealed record MxSection
{
    /// <summary>Where it is open.</summary>
    [Setting("Where mail from other servers is taken. In production this is port 25 of every address: 0.0.0.0:25 and [::]:25.", Example = "[\"0.0.0.0:25\", \"[::]:25\"]", MaxItems = 32)]
    public IReadOnlyList<ListenAddress> Listen { get; init; } = [new(new HostPort("127.0.0.1", 2525), ImplicitTls: false)];
}
