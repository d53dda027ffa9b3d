using Sekisho.Configuration.Values;

namespace Sekisho.Configuration.Sections;

/// <summary>The door for people of ours.</summary>
internal sealed record SubmissionSection
{
    /// <summary>Where it is open.</summary>
    [Setting("Where accounts of ours hand in their mail, after logging in over TLS. '/tls' behind an address means TLS from the first byte (port 465); otherwise STARTTLS is offered (port 587).", Example = "[\"0.0.0.0:587\", \"0.0.0.0:465/tls\"]", MaxItems = 32)]
    public IReadOnlyList<ListenAddress> Listen { get; init; } =
        [new(new HostPort("127.0.0.1", 2587), ImplicitTls: false), new(new HostPort("127.0.0.1", 2465), ImplicitTls: true)];
}
