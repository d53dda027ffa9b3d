using Sekisho.Roles.Calls;
using Sekisho.Roles.Calls.Server;
using Sekisho.Roles.Calls.Wire;
using Sekisho.Roles.Table;
using Sekisho.Roles.TestHost;
using Sekisho.Testing;

namespace Sekisho.Roles.Tests.Calls;

public sealed class ContentTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(70_000)]
    [InlineData(5_000_000)]
    public async Task Content_of_a_reply_comes_whole_and_the_connection_is_used_again(int bytes)
    {
        await using var pair = new CallPair();
        await pair.ServeAsync(RoleKind.Store, registry => registry.Answer(TestCalls.ReadContent, (context, question) => Content(context, bytes, bytes)));
        var client = pair.Client(RoleKind.Deliver);
        for (var i = 0; i < 3; i++)
        {
            await using var reply = await client.OpenAsync(TestCalls.ReadContent, new Question());
            using var content = new MemoryStream();
            await reply.Content.CopyToAsync(content);
            Assert.Equal(bytes, content.Length);
            Assert.True(content.ToArray().AsSpan().IndexOfAnyExcept((byte)7) < 0);
            Assert.Equal("with content", reply.Value.Text);
        }
    }

    [Fact]
    public async Task A_reply_that_cannot_be_written_is_told_to_who_made_it()
    {
        await using var pair = new CallPair();
        var lost = 0;
        await pair.ServeAsync(RoleKind.Store, registry => registry.Answer(TestCalls.ReadContent, (context, _) =>
        {
            context.ReplyLost = () => lost++;
            return ValueTask.FromResult(new Answer { Text = new string('x', CallWire.LargestReplyBytes + 1) });
        }));
        await Assert.ThrowsAsync<CallException>(async () => await pair.Client(RoleKind.Deliver).OpenAsync(TestCalls.ReadContent, new Question()));
        Assert.Equal(1, lost);
    }

    [Fact]
    public async Task A_reply_without_content_has_an_empty_one()
    {
        await using var pair = new CallPair();
        await pair.ServeAsync(RoleKind.Store, registry => registry.Answer(TestCalls.ReadContent, (_, _) => ValueTask.FromResult(new Answer())));
        await using var reply = await pair.Client(RoleKind.Deliver).OpenAsync(TestCalls.ReadContent, new Question());
        Assert.Equal(0, await reply.Content.ReadAsync(new byte[10]));
    }

    [Fact]
    public async Task Content_that_breaks_off_is_an_error_and_never_looks_whole()
    {
        await using var pair = new CallPair();
        await pair.ServeAsync(RoleKind.Store, registry => registry.Answer(TestCalls.ReadContent, (context, _) => Content(context, 500_000, 300_000)));
        await using var reply = await pair.Client(RoleKind.Deliver).OpenAsync(TestCalls.ReadContent, new Question());
        await Assert.ThrowsAnyAsync<IOException>(() => reply.Content.CopyToAsync(Stream.Null).WaitAsync(CallAssert.Patience));
    }

    [Fact]
    public async Task Content_that_is_left_unread_does_not_disturb_the_next_call()
    {
        await using var pair = new CallPair();
        await pair.ServeAsync(RoleKind.Store, registry => registry.Answer(TestCalls.ReadContent, (context, _) => Content(context, 5_000_000, 5_000_000)));
        var client = pair.Client(RoleKind.Deliver);
        for (var i = 0; i < 5; i++)
        {
            await using var reply = await client.OpenAsync(TestCalls.ReadContent, new Question());
            Assert.Equal(100, await reply.Content.ReadAsync(new byte[100]));
        }

        Assert.Equal("with content", (await client.SendAsync(TestCalls.ReadContent, new Question())).Text);
    }

    [Fact]
    public async Task A_slow_reader_may_take_longer_than_the_call_as_long_as_it_goes_on()
    {
        const int piece = 64 * 1024;
        const int pieces = 60;
        var clock = new ManualTimeProvider();
        await using var pair = new CallPair(clock);
        var call = TestCalls.ReadContent with { Timeout = TimeSpan.FromSeconds(3) };
        await pair.ServeAsync(RoleKind.Store, registry => registry.Answer(call, (context, _) =>
        {
            context.ReplyContentLength = piece * pieces;
            context.ReplyContent = async (stream, cancellation) =>
            {
                for (var i = 0; i < pieces; i++)
                    await stream.WriteAsync(new byte[piece], cancellation);
            };
            return ValueTask.FromResult(new Answer());
        }));
        await using var reply = await pair.Client(RoleKind.Deliver).OpenAsync(call, new Question());
        for (var i = 0; i < pieces; i++)
        {
            await reply.Content.ReadExactlyAsync(new byte[piece]).AsTask().WaitAsync(CallAssert.Patience);
            clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(0, await reply.Content.ReadAsync(new byte[1]));
    }

    [Fact]
    public async Task A_reader_that_does_not_go_on_loses_the_callee()
    {
        var clock = new ManualTimeProvider();
        await using var pair = new CallPair(clock);
        var started = new TaskCompletionSource();
        var ended = new TaskCompletionSource<Exception?>();
        var call = TestCalls.ReadContent with { Timeout = TimeSpan.FromSeconds(3) };
        await pair.ServeAsync(RoleKind.Store, registry => registry.Answer(call, (context, _) =>
        {
            context.ReplyContentLength = 50_000_000;
            context.ReplyContent = async (stream, cancellation) =>
            {
                started.SetResult();
                ended.SetResult(await Record.ExceptionAsync(() => stream.WriteAsync(new byte[50_000_000], cancellation).AsTask()));
            };
            return ValueTask.FromResult(new Answer());
        }));
        await using var reply = await pair.Client(RoleKind.Deliver).OpenAsync(call, new Question());
        await started.Task.WaitAsync(CallAssert.Patience);
        // Until the callee waits for us, whenever that is, its time begins again with every piece it gets rid of.
        while (!ended.Task.IsCompleted)
        {
            clock.Advance(ReplyContentWriter.Patience);
            await Task.Yield();
        }

        Assert.IsAssignableFrom<OperationCanceledException>(await ended.Task);
        await Assert.ThrowsAnyAsync<IOException>(() => reply.Content.CopyToAsync(Stream.Null).WaitAsync(CallAssert.Patience));
    }

    [Fact]
    public async Task A_caller_that_is_cut_off_in_its_content_gives_the_callee_an_error()
    {
        await using var pair = new CallPair();
        var seen = new TaskCompletionSource<Exception>();
        using var cancel = new CancellationTokenSource();
        await pair.ServeAsync(RoleKind.Store, registry => registry.Answer(TestCalls.Accept, async (context, _) =>
        {
            try
            {
                await context.Content.ReadExactlyAsync(new byte[1000]);
                await cancel.CancelAsync();
                // Not Aborted: the stream itself must tell.
                await context.Content.CopyToAsync(Stream.Null, CancellationToken.None);
                seen.SetResult(new InvalidOperationException("The content looked whole."));
            }
            catch (Exception problem)
            {
                seen.SetResult(problem);
            }

            return new Answer();
        }));
        var endless = new System.Buffers.ReadOnlySequence<byte>(new byte[100_000_000]);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => pair.Client().SendAsync(TestCalls.Accept, new Question(), endless, cancel.Token).AsTask().WaitAsync(CallAssert.Patience));
        Assert.IsAssignableFrom<IOException>(await seen.Task.WaitAsync(CallAssert.Patience));
    }

    private static ValueTask<Answer> Content(CallContext context, int announced, int written)
    {
        context.ReplyContentLength = announced;
        context.ReplyContent = async (stream, cancellation) =>
        {
            var buffer = new byte[10_000];
            buffer.AsSpan().Fill(7);
            for (var left = written; left > 0; left -= Math.Min(left, buffer.Length))
                await stream.WriteAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), cancellation);
        };
        return ValueTask.FromResult(new Answer { Text = "with content" });
    }
}
