using Sekisho.Store.Intake;

namespace Sekisho.Edge.Tests;

public sealed class StopTests
{
    [Fact]
    public async Task Idle_sessions_hear_421_and_one_within_a_message_is_finished()
    {
        var storing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = new FakeCalls
        {
            Accept = async (_, _) =>
            {
                storing.SetResult();
                await goOn.Task;
                return new AcceptReply(false);
            },
        };
        await using var mx = await MxUnderTest.StartAsync(options => options with { HostName = "stop.example" }, calls);
        await using var idle = await (await mx.ConnectAsync()).HelloAsync();
        await using var busy = await (await mx.ConnectAsync()).HelloAsync();
        await using var sending = await (await mx.ConnectAsync()).HelloAsync();
        Assert.StartsWith("250 ", await sending.AskAsync("MAIL FROM:<a@sender.example>"), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await sending.AskAsync("RCPT TO:<b@here.example>"), StringComparison.Ordinal);
        Assert.StartsWith("354 ", await sending.AskAsync("DATA"), StringComparison.Ordinal);
        var reply = busy.SendMessageAsync("x");
        await storing.Task.WaitAsync(MailClient.Patience);

        var address = mx.Address("mx");
        var stopping = mx.Role.StopAsync(CancellationToken.None);
        Assert.Equal("421 4.3.2 Service is closing, try again later", await idle.ReadAsync());
        Assert.False(stopping.IsCompleted);
        calls.Accept = (_, _) => ValueTask.FromResult(new AcceptReply(false));
        Assert.StartsWith("250 ", await sending.AskAsync("half a message\r\nand its end\r\n."), StringComparison.Ordinal);
        Assert.Equal("421 4.3.2 Service is closing, try again later", await sending.ReadAsync());
        goOn.SetResult();
        Assert.StartsWith("250 ", await reply, StringComparison.Ordinal);
        Assert.Equal("421 4.3.2 Service is closing, try again later", await busy.ReadAsync());
        await stopping.WaitAsync(MailClient.Patience);
        Assert.Equal(2, calls.Accepted.Count);
        Assert.DoesNotContain("stop.example", await GreetingAsync(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_hurry_a_message_that_is_not_stored_yet_gets_no_250()
    {
        var storing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = new FakeCalls
        {
            Accept = async (_, cancellation) =>
            {
                storing.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
                return new AcceptReply(false);
            },
        };
        await using var mx = await MxUnderTest.StartAsync(calls: calls);
        await using var client = await (await mx.ConnectAsync()).HelloAsync();
        var reply = client.SendMessageAsync("x");
        await storing.Task.WaitAsync(MailClient.Patience);
        using var hurry = new CancellationTokenSource();
        var stopping = mx.Role.StopAsync(hurry.Token);
        Assert.False(stopping.IsCompleted);
        await hurry.CancelAsync();
        await stopping.WaitAsync(MailClient.Patience);
        Assert.Equal("", await reply);
        Assert.Empty(calls.Accepted);
    }

    // Nobody listens there any more, unless another test or program was given the same free port meanwhile.
    private static async Task<string> GreetingAsync(System.Net.IPEndPoint address)
    {
        try
        {
            await using var client = await MailClient.ConnectAsync(address);
            return await client.ReadAsync();
        }
        catch (Exception exception) when (exception is System.Net.Sockets.SocketException or OperationCanceledException)
        {
            return "";
        }
    }

    [Fact]
    public async Task Stopping_twice_and_disposing_is_fine()
    {
        await using var mx = await MxUnderTest.StartAsync();
        await mx.Role.StopAsync(CancellationToken.None).WaitAsync(MailClient.Patience);
        await mx.Role.StopAsync(CancellationToken.None).WaitAsync(MailClient.Patience);
        await mx.Role.DisposeAsync();
    }
}
