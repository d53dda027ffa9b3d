using Sekisho.Inspect.Antivirus;

namespace Sekisho.Inspect.Tests.Antivirus;

public sealed class ClamdClientTests
{
    private static readonly byte[] Content = "Subject: a\r\n\r\nb"u8.ToArray();

    [Fact]
    public async Task One_connection_serves_many_scans_with_numbered_requests()
    {
        var streams = new List<byte[]>();
        await using var clamd = new FakeClamd(async peer =>
        {
            Assert.Equal("zIDSESSION", await peer.ReadCommandAsync());
            for (var i = 1; ; i++)
            {
                streams.Add(await peer.ReadScanAsync());
                await peer.SayAsync(i == 2 ? "2: stream: Test FOUND\0" : $"{i}: stream: OK\0");
            }
        });
        await using var client = Client(clamd);
        byte[] large = new byte[1_000_000];
        Assert.Equal(ScanOutcome.Clean, (await client.ScanAsync(Content, default)).Outcome);
        Assert.Equal(new ScanResult(ScanOutcome.Found, "Test"), await client.ScanAsync(large, default));
        Assert.Equal(ScanOutcome.Clean, (await client.ScanAsync(ReadOnlyMemory<byte>.Empty, default)).Outcome);
        Assert.Equal(1, clamd.Connections);
        Assert.Equal([Content.Length, 1_000_000, 0], streams.Select(stream => stream.Length));
        Assert.Equal(Content, streams[0]);
    }

    [Fact]
    public async Task A_connection_closed_between_two_scans_is_opened_again()
    {
        await using var clamd = new FakeClamd(async peer =>
        {
            await peer.ReadCommandAsync();
            await peer.ReadScanAsync();
            await peer.SayAsync("1: stream: OK\0");
        });
        await using var client = Client(clamd);
        for (var i = 0; i < 3; i++) Assert.Equal(ScanOutcome.Clean, (await client.ScanAsync(Content, default)).Outcome);
        Assert.Equal(3, clamd.Connections);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_a_later_scan_is_tried_once_more()
    {
        await using var clamd = new FakeClamd(async peer =>
        {
            await peer.ReadCommandAsync();
            await peer.ReadScanAsync();
            await peer.SayAsync("1: stream: OK\0");
            await peer.ReadCommandAsync(); // takes the next command, then goes away
        });
        await using var client = Client(clamd);
        Assert.Equal(ScanOutcome.Clean, (await client.ScanAsync(Content, default)).Outcome);
        Assert.Equal(ScanOutcome.Clean, (await client.ScanAsync(Content, default)).Outcome);
        Assert.Equal(2, clamd.Connections);
    }

    [Fact]
    public async Task A_new_connection_that_closes_without_an_answer_is_unavailable_and_not_tried_for_ever()
    {
        await using var clamd = new FakeClamd(async peer => await peer.ReadCommandAsync());
        await using var client = Client(clamd);
        Assert.Equal(ScanOutcome.Unavailable, (await client.ScanAsync(Content, default)).Outcome);
        Assert.Equal(1, clamd.Connections);
    }

    [Fact]
    public async Task A_refusal_in_the_middle_of_the_stream_is_too_large()
    {
        await using var clamd = new FakeClamd(async peer =>
        {
            await peer.ReadCommandAsync();
            await peer.ReadCommandAsync();
            await peer.SayAsync("INSTREAM size limit exceeded. ERROR\0");
            await peer.HangAsync(); // neither reads on nor closes
        });
        await using var client = Client(clamd);
        Assert.Equal(ScanOutcome.TooLarge, (await client.ScanAsync(new byte[40_000_000], default)).Outcome);
    }

    [Fact]
    public async Task An_ok_before_the_stream_has_ended_is_not_believed()
    {
        await using var clamd = new FakeClamd(async peer =>
        {
            await peer.ReadCommandAsync();
            await peer.ReadCommandAsync();
            await peer.SayAsync("1: stream: OK\0");
            await peer.HangAsync();
        });
        await using var client = Client(clamd);
        Assert.Equal(ScanOutcome.Unavailable, (await client.ScanAsync(new byte[40_000_000], default)).Outcome);
    }

    [Theory]
    [InlineData("2: stream: OK\0")]
    [InlineData("220 mail.example ESMTP\r\n\0")]
    [InlineData("\0")]
    public async Task Garbage_is_unavailable_and_ends_the_connection(string reply)
    {
        await using var clamd = new FakeClamd(async peer =>
        {
            await peer.ReadCommandAsync();
            await peer.ReadScanAsync();
            await peer.SayAsync(peer.Number == 1 ? reply : "1: stream: OK\0");
            await peer.HangAsync();
        });
        await using var client = Client(clamd);
        Assert.Equal(ScanOutcome.Unavailable, (await client.ScanAsync(Content, default)).Outcome);
        Assert.Equal(ScanOutcome.Clean, (await client.ScanAsync(Content, default)).Outcome);
        Assert.Equal(2, clamd.Connections);
    }

    [Fact]
    public async Task An_answer_nobody_asked_for_ends_the_connection_before_the_next_scan()
    {
        var said = new TaskCompletionSource();
        await using var clamd = new FakeClamd(async peer =>
        {
            await peer.ReadCommandAsync();
            await peer.ReadScanAsync();
            await peer.SayAsync(peer.Number == 1 ? "1: stream: OK\0" + "2: stream: OK\0" : "1: stream: Test FOUND\0");
            said.TrySetResult();
            await peer.HangAsync();
        });
        await using var client = Client(clamd);
        Assert.Equal(ScanOutcome.Clean, (await client.ScanAsync(Content, default)).Outcome);
        await said.Task.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System);
        Assert.Equal(ScanOutcome.Found, (await client.ScanAsync(Content, default)).Outcome);
        Assert.Equal(2, clamd.Connections);
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off()
    {
        await using var clamd = new FakeClamd(async peer =>
        {
            await peer.ReadCommandAsync();
            await peer.ReadScanAsync();
            while (true) await peer.SayAsync(new string('x', 10_000));
        });
        await using var client = Client(clamd);
        var result = await client.ScanAsync(Content, default);
        Assert.Equal(ScanOutcome.Unavailable, result.Outcome);
        Assert.Contains("without end", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_is_unavailable_when_the_time_is_over()
    {
        await using var clamd = new FakeClamd(async peer => await peer.HangAsync());
        await using var client = Client(clamd, TimeSpan.FromMilliseconds(300));
        Assert.Equal(new ScanResult(ScanOutcome.Unavailable, "no answer in 0.3 s"), await client.ScanAsync(Content, default));
    }

    [Fact]
    public async Task Nobody_there_is_unavailable()
    {
        string address;
        await using (var gone = new FakeClamd(_ => Task.CompletedTask)) address = gone.Address;
        Assert.True(ClamdAddress.TryParse(address, out var parsed));
        await using var client = new ClamdClient(parsed!, TimeSpan.FromSeconds(10), 1000, TimeProvider.System);
        Assert.Equal(ScanOutcome.Unavailable, (await client.ScanAsync(Content, default)).Outcome);
        Assert.True(ClamdAddress.TryParse("/nonexistent/clamd.ctl", out parsed));
        await using var other = new ClamdClient(parsed!, TimeSpan.FromSeconds(10), 1000, TimeProvider.System);
        Assert.Equal(ScanOutcome.Unavailable, (await other.ScanAsync(Content, default)).Outcome);
    }

    [Fact]
    public async Task The_size_limit_holds_to_the_byte_without_asking()
    {
        await using var clamd = new FakeClamd(async peer =>
        {
            await peer.ReadCommandAsync();
            await peer.ReadScanAsync();
            await peer.SayAsync("1: stream: OK\0");
        });
        await using var client = Client(clamd, maxBytes: 1000);
        Assert.Equal(ScanOutcome.TooLarge, (await client.ScanAsync(new byte[1001], default)).Outcome);
        Assert.Equal(0, clamd.Connections);
        Assert.Equal(ScanOutcome.Clean, (await client.ScanAsync(new byte[1000], default)).Outcome);
    }

    [Fact]
    public async Task Cancellation_by_the_caller_comes_out_as_such()
    {
        await using var clamd = new FakeClamd(async peer => await peer.HangAsync());
        await using var client = Client(clamd);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await client.ScanAsync(Content, cancel.Token));
    }

    private static ClamdClient Client(FakeClamd clamd, TimeSpan? timeout = null, long maxBytes = 100_000_000)
    {
        Assert.True(ClamdAddress.TryParse(clamd.Address, out var address));
        return new ClamdClient(address!, timeout ?? TimeSpan.FromSeconds(20), maxBytes, TimeProvider.System);
    }
}
