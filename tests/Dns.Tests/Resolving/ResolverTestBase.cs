using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Testing;
using Sekisho.Testing.Dns;

namespace Sekisho.Dns.Tests.Resolving;

/// <summary>A scripted server on loopback, a clock that stands still, and resolvers that know both.</summary>
public abstract class ResolverTestBase : IAsyncLifetime
{
    protected static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    internal ManualTimeProvider Clock { get; } = new();

    internal ScriptedDnsServer Server { get; set; } = null!;

    public Task InitializeAsync()
    {
        Server = ScriptedDnsServer.Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();

    internal static DnsName Name(string text)
    {
        Assert.True(DnsName.TryParse(text, out var name));
        return name;
    }

    internal static Task<DnsAnswer> Ask(DnsResolver resolver, string name, DnsRecordType type) =>
        resolver.ResolveAsync(Name(name), type).AsTask().WaitAsync(Guard);

    internal DnsResolver Resolver(Func<DnsResolverOptions, DnsResolverOptions>? change = null)
    {
        var options = new DnsResolverOptions { Servers = [Server.EndPoint] };
        return new DnsResolver(change is null ? options : change(options), Clock);
    }
}
