using Sekisho.Testing;

namespace Sekisho.Edge.Tests.Greylisting;

public sealed class GreylistedMailTests
{
    private const string Message = "Subject: hello\r\n\r\nHello\r\n";

    private readonly ManualTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly FakeCalls _calls = new() { Inspect = (_, _) => ValueTask.FromResult(GreylistTests.Stranger(("auth.spf", "none"))) };

    [Fact]
    public async Task A_strangers_mail_is_taken_when_it_comes_again()
    {
        await using var mx = await StartAsync();
        await using var client = await (await mx.ConnectAsync()).HelloAsync();
        Assert.Equal("451 4.7.1 Greylisted: we do not know this sender yet, please try again in a few minutes", await client.SendMessageAsync(Message));
        Assert.Empty(_calls.Accepted);
        Assert.Empty(_calls.Refused);
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.StartsWith("250 2.0.0 ", await client.SendMessageAsync(Message), StringComparison.Ordinal);
        Assert.Equal(60L, Assert.Single(_calls.Accepted).Request.Verdict.Facts.Values["greylisting.waited_seconds"]);
        Assert.StartsWith("250 2.0.0 ", await client.SendMessageAsync(Message), StringComparison.Ordinal);
        Assert.False(_calls.Accepted[1].Request.Verdict.Facts.Values.ContainsKey("greylisting.waited_seconds"));
    }

    [Fact]
    public async Task Nobody_waits_unless_it_is_switched_on()
    {
        await using var mx = await MxUnderTest.StartAsync(calls: _calls);
        await using var client = await (await mx.ConnectAsync()).HelloAsync();
        Assert.StartsWith("250 2.0.0 ", await client.SendMessageAsync(Message), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_submits_never_waits()
    {
        await using var mx = await StartAsync();
        await using var client = await mx.ConnectAsync("submissions");
        await client.HandshakeAsync();
        await client.HelloAsync();
        Assert.StartsWith("235 ", await client.LogInAsync(), StringComparison.Ordinal);
        Assert.StartsWith("250 2.0.0 ", await client.SendMessageAsync(Message, "tarou@here.example"), StringComparison.Ordinal);
    }

    private Task<MxUnderTest> StartAsync() =>
        MxUnderTest.StartAsync(options => options with { Greylisting = true, GreylistSeconds = 60 }, _calls, _clock);
}
