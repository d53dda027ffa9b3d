using System.Net;
using Sekisho.Edge.Sessions;

namespace Sekisho.Edge.Tests;

public sealed class SessionLimitTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", "192.0.2.2")]
    [InlineData("2001:db8::1", "2001:db8::ffff", "2001:db8:0:1::1")]
    public void An_address_gets_its_places_and_not_one_more(string one, string sameGroup, string other)
    {
        var gate = new SessionGate(new MxOptions { MaxSessionsPerAddress = 2 });
        Assert.Equal(GateAnswer.Open, gate.Enter(IPAddress.Parse(one)));
        Assert.Equal(GateAnswer.Open, gate.Enter(IPAddress.Parse(sameGroup)));
        Assert.Equal(GateAnswer.AddressFull, gate.Enter(IPAddress.Parse(one)));
        Assert.Equal(GateAnswer.Open, gate.Enter(IPAddress.Parse(other)));
        gate.Leave(IPAddress.Parse(sameGroup));
        Assert.Equal(GateAnswer.Open, gate.Enter(IPAddress.Parse(one)));
        Assert.Equal(3, gate.Count);
    }

    [Theory]
    [InlineData("192.0.2.{0}", "192.0.3.1")]
    [InlineData("2001:db8:7:{0}::1", "2001:db8:8::1")]
    public void A_network_gets_its_places_and_not_one_more(string pattern, string other)
    {
        var gate = new SessionGate(new MxOptions { MaxSessionsPerNetwork = 3 });
        for (var i = 1; i <= 3; i++) Assert.Equal(GateAnswer.Open, gate.Enter(IPAddress.Parse(pattern.Replace("{0}", $"{i}", StringComparison.Ordinal))));
        Assert.Equal(GateAnswer.NetworkFull, gate.Enter(IPAddress.Parse(pattern.Replace("{0}", "4", StringComparison.Ordinal))));
        Assert.Equal(GateAnswer.Open, gate.Enter(IPAddress.Parse(other)));
    }

    [Fact]
    public void All_places_are_counted_for_trusted_networks_too_and_only_those()
    {
        var gate = new SessionGate(new MxOptions { MaxSessions = 3, MaxSessionsPerAddress = 1, MaxSessionsPerNetwork = 1 });
        for (var i = 0; i < 3; i++) Assert.Equal(GateAnswer.Open, gate.Enter(IPAddress.Loopback));
        Assert.Equal(GateAnswer.Full, gate.Enter(IPAddress.Loopback));
        Assert.Equal(GateAnswer.Full, gate.Enter(IPAddress.Parse("192.0.2.1")));
        gate.Leave(IPAddress.Loopback);
        Assert.Equal(GateAnswer.Open, gate.Enter(IPAddress.Parse("192.0.2.1")));
    }

    [Theory]
    [InlineData(20_000, 1_048_576L, 20_000)]
    [InlineData(20_000, 20_000L, 19_000)]
    [InlineData(20_000, 1024L, 512)]
    [InlineData(100, 1024L, 100)]
    [InlineData(20_000, null, 20_000)]
    public void There_are_no_more_places_than_file_handles(int wanted, long? openFiles, int places) =>
        Assert.Equal(places, Places.Of(wanted, openFiles));

    [Fact]
    public void The_limit_of_open_files_is_read()
    {
        Assert.Equal(1024, Places.Read(["Limit  Soft Limit  Hard Limit  Units", "Max open files            1024                 524288               files"]));
        Assert.Null(Places.Read(["Max open files            unlimited            unlimited            files"]));
        Assert.Null(Places.Read([]));
        Assert.InRange(Places.Of(20_000), 1, 20_000);
    }

    [Fact]
    public async Task A_connection_too_many_hears_421_and_a_place_given_back_is_free()
    {
        await using var mx = await MxUnderTest.StartAsync(options => options with { TrustedNetworks = [], MaxSessionsPerAddress = 2 });
        await using var one = await (await mx.ConnectAsync()).HelloAsync();
        await using var two = await (await mx.ConnectAsync()).HelloAsync();
        await using var three = await mx.ConnectAsync();
        Assert.Equal("421 4.7.0 Too many connections", await three.ReadAsync());
        Assert.Equal("", await three.ReadAsync());
        Assert.Equal("221 2.0.0 Bye", await one.AskAsync("QUIT"));
        Assert.Equal("", await one.ReadAsync());
        // The place is free when the server has let go of it, a moment after the client sees the end.
        for (var tries = 0; ; tries++)
        {
            await using var again = await mx.ConnectAsync();
            if ((await again.ReadAsync()).StartsWith("220 ", StringComparison.Ordinal)) break;
            Assert.True(tries < 1000);
        }
    }

    [Fact]
    public async Task A_thousand_idle_sessions_do_not_hinder_one_that_works()
    {
        await using var mx = await MxUnderTest.StartAsync();
        var idle = new List<MailClient>();
        for (var i = 0; i < 1000; i++)
        {
            idle.Add(await mx.ConnectAsync());
            Assert.StartsWith("220 ", await idle[^1].ReadAsync(), StringComparison.Ordinal);
        }

        await using var client = await (await mx.ConnectAsync()).HelloAsync();
        Assert.StartsWith("250 ", await client.SendMessageAsync("x"), StringComparison.Ordinal);
        foreach (var one in idle) await one.DisposeAsync();
    }

    [Fact]
    public async Task Messages_together_take_no_more_memory_than_allowed()
    {
        await using var mx = await MxUnderTest.StartAsync(options => options with { MaxContentMemoryBytes = 256 * 1024 });
        await using var large = await (await mx.ConnectAsync()).HelloAsync();
        await using var small = await (await mx.ConnectAsync()).HelloAsync();
        var line = new string('x', 998) + "\r\n";
        Assert.Equal("452 4.3.1 Not enough room, try again later", await large.SendMessageAsync(string.Concat(Enumerable.Repeat(line, 300))));
        Assert.StartsWith("250 ", await small.SendMessageAsync(line), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await large.SendMessageAsync(line), StringComparison.Ordinal);
        Assert.Equal(2, mx.Calls.Accepted.Count);
    }
}
