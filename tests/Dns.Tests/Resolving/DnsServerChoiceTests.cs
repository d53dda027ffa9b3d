using Sekisho.Dns.Records;
using Sekisho.Testing.Dns;

namespace Sekisho.Dns.Tests.Resolving;

/// <summary>Servers that fail, are silent or slow: who is asked next, and when it ends.</summary>
public sealed class DnsServerChoiceTests : ResolverTestBase
{
    [Fact]
    public async Task Failures_are_answers_with_their_reason()
    {
        Server.Fail("failing.example", 2).Fail("refused.example", 5);
        Server.Respond = query => query.Name.StartsWith("garbage", StringComparison.OrdinalIgnoreCase) ? [DnsTestMessage.To(query).Count(6, 9).ToBytes()] : null;
        using var resolver = Resolver();
        Assert.Equal(DnsStatus.ServFail, (await Ask(resolver, "failing.example", DnsRecordType.A)).Status);
        Assert.Equal(DnsStatus.Refused, (await Ask(resolver, "refused.example", DnsRecordType.A)).Status);
        Assert.Equal(DnsStatus.Malformed, (await Ask(resolver, "garbage.example", DnsRecordType.A)).Status);
        var bad = await ((IDnsResolver)resolver).ResolveAsync("a..b", DnsRecordType.A);
        Assert.Equal(DnsStatus.BadName, bad.Status);
        Assert.False(bad.IsTemporary);
        using var nobody = new DnsResolver(new DnsResolverOptions { Servers = [] }, Clock);
        Assert.Equal(DnsStatus.NoServers, (await Ask(nobody, "example.org", DnsRecordType.A)).Status);
    }

    [Fact]
    public async Task When_one_server_fails_or_is_gone_the_next_is_asked()
    {
        await using var other = ScriptedDnsServer.Start();
        other.Add("example.org", "A", "192.0.2.1").Add("example.net", "A", "192.0.2.2");
        Server.Fail("example.org", 2);
        using var resolver = Resolver(options => options with { Servers = [Server.EndPoint, other.EndPoint] });
        Assert.Equal(DnsStatus.Success, (await Ask(resolver, "example.org", DnsRecordType.A)).Status);
        await Server.DisposeAsync();
        Assert.Equal(DnsStatus.Success, (await Ask(resolver, "example.net", DnsRecordType.A)).Status);
        Server = ScriptedDnsServer.Start();
    }

    [Fact]
    public async Task A_silent_server_is_left_after_its_time_and_comes_last_for_a_while()
    {
        await using var other = ScriptedDnsServer.Start();
        other.Add("example.org", "A", "192.0.2.1").Add("example.net", "A", "192.0.2.2");
        var asked = new SemaphoreSlim(0);
        Server.Before = _ =>
        {
            asked.Release();
            return Task.CompletedTask;
        };
        Server.Fail("example.org", -1).Fail("example.net", -1);
        using var resolver = Resolver(options => options with { Servers = [Server.EndPoint, other.EndPoint] });
        var first = Ask(resolver, "example.org", DnsRecordType.A);
        Assert.True(await asked.WaitAsync(Guard));
        Assert.False(first.IsCompleted);
        Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(DnsStatus.Success, (await first).Status);
        Assert.Equal(DnsStatus.Success, (await Ask(resolver, "example.net", DnsRecordType.A)).Status);
        Assert.Single(Server.Queries);
    }

    [Fact]
    public async Task A_look_up_ends_at_its_deadline()
    {
        var asked = new SemaphoreSlim(0);
        Server.Before = _ =>
        {
            asked.Release();
            return Task.CompletedTask;
        };
        Server.Fail("example.org", -1);
        using var resolver = Resolver(options => options with { TryTimeout = TimeSpan.FromHours(1), Deadline = TimeSpan.FromSeconds(10) });
        var lookup = Ask(resolver, "example.org", DnsRecordType.A);
        Assert.True(await asked.WaitAsync(Guard));
        Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(DnsStatus.Timeout, (await lookup).Status);
    }
}
