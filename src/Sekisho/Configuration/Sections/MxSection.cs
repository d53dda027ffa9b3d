using Sekisho.Configuration.Values;

namespace Sekisho.Configuration.Sections;

/// <summary>The door for mail from other servers.</summary>
internal sealed record MxSection
{
    /// <summary>Where it is open.</summary>
    [Setting("Where mail from other servers is taken. In production this is port 25 of every address: 0.0.0.0:25 and [::]:25.", Example = "[\"0.0.0.0:25\", \"[::]:25\"]", MaxItems = 32)]
    public IReadOnlyList<ListenAddress> Listen { get; init; } = [new(new HostPort("127.0.0.1", 2525), ImplicitTls: false)];

    /// <summary>Whether strangers have to come twice.</summary>
    [Setting("Whether mail of a sender whom nobody of the recipients' tenants knows, and for whom neither SPF nor DKIM nor DMARC passes, is asked to come again (greylisting). Others never wait.", Example = "true")]
    public bool Greylisting { get; init; }

    /// <summary>How long they wait.</summary>
    [Setting("How long such mail has to wait at least before it is taken.", Unit = "seconds", Min = 1, Max = 3600)]
    public int GreylistSeconds { get; init; } = 300;
}
